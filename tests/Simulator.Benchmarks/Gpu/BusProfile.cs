using System.Globalization;
using Simulator.Engine;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;

namespace Simulator.Benchmarks.Gpu;

/// <summary>How many bytes a run copies between a device and this program, with the rounds of a very fast card.</summary>
internal static class BusProfile
{
    private static readonly double[] Probabilities = [0.05, 0.5, 0.95];

    /// <summary>Counts the bytes of a run and of the pass that resolves three quantiles of each output.</summary>
    /// <param name="scenario">Path of the scenario.</param>
    /// <param name="device">A device of <c>simulator devices</c>; it only must be quick enough to wait for.</param>
    /// <param name="samples">Samples of the run.</param>
    public static void Print(string scenario, string device, long samples)
    {
        using var accelerator = IlgpuEngines.Open(device);
        var plan = PlanBuilder.Build(ScenarioReader.Read(scenario));
        using var engine = new IlgpuEngine(device, [accelerator], time: new StoppedClock());
        var request = new SamplingRequest(Sampler.Sobol, 42, 32, 0, samples / 32, Environment.ProcessorCount, 1024);
        var tallies = engine.Prepare(plan, request);
        engine.Count(plan, request, tallies, null, default);
        var counted = plan.Roots.Count(root => root.IsCounted);
        Write($"{Path.GetFileName(scenario)}, {request.Samples:N0} samples on {device}, {counted} counted outputs in {request.Replicates} replicates:");
        Write($"  counting: {engine.BytesFromDevices,15:N0} bytes from the device, {engine.BytesToDevices,11:N0} to it");
        foreach (var (round, number) in engine.Rounds.Select((round, number) => (round, number + 1)))
        {
            Write($"  round {number}: {round.Samples:N0} samples, {round.FromDevice:N0} bytes from the device, {round.ToDevice:N0} to it");
        }

        Write($"  memory planned: {engine.Memory!.Bytes:N0} bytes at most, {engine.Memory.Replicates} replicates at the same time, in {engine.Memory.Parts.Count} turns");
        var (from, to) = (engine.BytesFromDevices, engine.BytesToDevices);
        var bins = Enumerable.Range(0, plan.Roots.Count)
            .Select(root => (IReadOnlySet<int>)(plan.Roots[root].IsCounted ? Wanted(tallies.Pooled(root).ToCounts()) : []))
            .ToList();
        engine.Refine(plan, request, bins, default);
        Write($"  {bins.Sum(set => set.Count)} bins resolved: {engine.BytesFromDevices - from,9:N0} bytes from the device, {engine.BytesToDevices - to,11:N0} to it");
    }

    /// <summary>Counts the bytes of pick-freeze sampling.</summary>
    /// <inheritdoc cref="Print"/>
    public static void PrintPickFreeze(string scenario, string device, long samples)
    {
        using var accelerator = IlgpuEngines.Open(device);
        var plan = PlanBuilder.Build(ScenarioReader.Read(scenario));
        using var engine = new IlgpuEngine(device, [accelerator], time: new StoppedClock());
        var factors = PlannedFactor.Of(plan);
        var request = new SamplingRequest(Sampler.Sobol, 42, 32, 0, samples / 32, Environment.ProcessorCount, 1024);
        engine.PickFreeze(plan, factors, request, new PickFreezeTallies(plan.Roots.Count, factors.Count, request.Replicates), null, default);
        Write($"  pick-freeze, {request.Samples:N0} base points, {factors.Count} factors: {engine.BytesFromDevices:N0} bytes from the device, {engine.BytesToDevices:N0} to it");
    }

    private static HashSet<int> Wanted(BinCounts counts) => [.. Probabilities.SelectMany(counts.BinsHolding)];

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    // Every launch seems to take no time, so that rounds grow as fast as they may.
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
