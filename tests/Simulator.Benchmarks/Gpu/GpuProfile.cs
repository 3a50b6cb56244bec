using System.Diagnostics;
using System.Globalization;
using Simulator.Engine;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks.Gpu;

/// <summary>What a card does: compilation apart, samples a second, and the share of what its arithmetic could do.</summary>
internal static class GpuProfile
{
    /// <summary>Measures a scenario on a device with both samplers.</summary>
    /// <param name="scenario">Path of the scenario.</param>
    /// <param name="device">A device of <c>simulator devices</c>; null for the first card, or ILGPU's CPU accelerator.</param>
    /// <param name="samples">Samples of the longest run.</param>
    public static void Print(string scenario, string? device, long samples)
    {
        var engines = new IlgpuEngines();
        var chosen = engines.Devices.FirstOrDefault(found => device is null || found.Name == device)
            ?? throw new ArgumentException($"There is no device '{device}'; there are {string.Join(", ", engines.Devices.Select(found => found.Name))}.", nameof(device));
        Write($"{Path.GetFileName(scenario)} on {chosen.Name}: {chosen.Product}, {chosen.Driver}");
        var plan = PlanBuilder.Build(ScenarioReader.Read(scenario));
        Write($"{plan.Draws.Count} draws, {plan.Roots.Count(root => root.IsCounted)} counted and {plan.Roots.Count(root => !root.IsCounted)} summed roots");
        foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
        {
            using var engine = (IlgpuEngine)engines.Create(chosen.Name);
            Measure(engine, plan, sampler, samples, Limit(chosen.Name, plan, sampler));
        }
    }

    private static void Measure(IlgpuEngine engine, SimulationPlan plan, Sampler sampler, long samples, double limit)
    {
        engine.Compile(plan, sampler);
        Write($"  compilation {engine.Compilation.TotalSeconds:0.00} s");
        foreach (var count in new[] { 1L << 20, 1L << 26, 1L << 30, samples }.Where(count => count <= samples).Distinct())
        {
            var replicates = sampler == Sampler.Random ? 1 : 32;
            var request = new SamplingRequest(sampler, 42, replicates, 0, count / replicates, Environment.ProcessorCount, 1024);
            var tallies = engine.Prepare(plan, request);
            var before = engine.BytesFromDevices;
            var watch = Stopwatch.StartNew();
            engine.Count(plan, request, tallies, null, default);
            var rate = request.Samples / watch.Elapsed.TotalSeconds;
            var share = limit > 0 ? string.Create(CultureInfo.InvariantCulture, $", {rate / limit:P0} of the limit") : "";
            Write($"  {request.Samples,15:N0} samples: {watch.Elapsed.TotalSeconds,8:0.000} s, {rate / 1e6,10:0.0} M samples/s{share}, {(engine.BytesFromDevices - before) / 1e6:0.0} MB from the device");
        }
    }

    private static double Limit(string device, SimulationPlan plan, Sampler sampler)
    {
        var limit = InstructionLimit.Of(device, plan, sampler);
        Write($"{sampler}: {limit.Instructions.Always:0} instructions a sample, counted in the PTX, and {limit.Instructions.Detours:0} while others of a warp are without a cubic");
        if (limit.SamplesPerSecond is { } most)
        {
            Write($"  limit: {limit.Multiprocessors} multiprocessors × {limit.ClockMHz} MHz × {InstructionLimit.LanesPerProcessor} lanes: {most / 1e9:0.0} G samples/s");
        }

        return limit.SamplesPerSecond ?? 0;
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
