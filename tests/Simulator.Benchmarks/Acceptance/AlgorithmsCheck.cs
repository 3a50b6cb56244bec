using System.Diagnostics;
using System.Text.Json.Nodes;
using ILGPU.Runtime;
using Simulator.Benchmarks.Gpu;
using Simulator.Engine;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>Times ILGPU.Algorithms against what the engine does in its place: a radix sort against the second pass, a scan against the engine's compaction.</summary>
/// <remarks>The engine's own methods were chosen without a card; the first measurement on one decides.</remarks>
internal static class AlgorithmsCheck
{
    private const int Repetitions = 3;

    // Of the bins of a histogram that a large run fills.
    private const int FilledBins = 4000;

    private static readonly double[] Probabilities = [0.05, 0.5, 0.95];

    /// <summary>Answers with the times of both, for a number of samples of the README's scenario.</summary>
    public static void Measure(string device, int samples, Action<JsonObject> answer)
    {
        foreach (var (what, measure) in new (string, Func<JsonObject>)[]
        {
            ("sort", () => Sort(device, samples)), ("secondPass", () => SecondPass(device, samples)),
            ("compaction", () => Compaction(device, Counters(samples))), ("scan", () => Scan(device, Counters(samples))),
        })
        {
            JsonObject measured;
            try
            {
                measured = measure();
            }
            catch (Exception failure)
            {
                // For OpenCL devices without subgroups, ILGPU translates neither sort nor scan.
                measured = new JsonObject { ["error"] = $"{failure.GetType().Name}: {failure.Message}" };
            }

            answer(new JsonObject { ["what"] = what, ["measured"] = measured });
        }
    }

    // One output; the values lie in the memory of the device already, which a run would have to write first.
    private static JsonObject Sort(string device, int samples)
    {
        var (context, accelerator) = AlgorithmsPeer.Open(device);
        using (context)
        using (accelerator)
        {
            var random = new Random(42);
            var keys = Enumerable.Range(0, samples).Select(_ => AlgorithmsPeer.Sorter.KeyOf(random.NextSingle() - 0.5f)).ToArray();
            using var values = accelerator.Allocate1D<uint>(samples);
            using var sorter = AlgorithmsPeer.SorterFor(accelerator, samples);
            var (first, best) = Times(() => values.CopyFromCPU(keys), () => sorter.Sort(values));
            Array.Sort(keys);
            return new JsonObject
            {
                ["values"] = samples, ["firstSeconds"] = first, ["seconds"] = best, ["isSorted"] = values.GetAsArray1D().AsSpan().SequenceEqual(keys),
            };
        }
    }

    // All outputs: it draws all samples again and counts the floats of the bins that hold quantiles.
    private static JsonObject SecondPass(string device, int samples)
    {
        var plan = PlanBuilder.Build(ScenarioReader.Read(Scenarios.Flagship));
        using var engine = (IlgpuEngine)new GraphicsEngines().Create(device);
        var request = new SamplingRequest(Sampler.Sobol, 42, 32, 0, Math.Max(1, samples / 32), Environment.ProcessorCount, 4096);
        var tallies = engine.Prepare(plan, request);
        var (_, counting) = Times(() => tallies = engine.Prepare(plan, request), () => engine.Count(plan, request, tallies, null, default));
        var bins = Enumerable.Range(0, plan.Roots.Count)
            .Select(root => (IReadOnlySet<int>)(plan.Roots[root].IsCounted ? Probabilities.SelectMany(tallies.Pooled(root).ToCounts().BinsHolding).ToHashSet() : []))
            .ToList();
        var (first, best) = Times(() => { }, () => engine.Refine(plan, request, bins, default));
        return new JsonObject
        {
            ["samples"] = request.Samples, ["outputs"] = bins.Count(set => set.Count > 0), ["firstSeconds"] = first, ["seconds"] = best, ["secondsOfFirstPass"] = counting,
        };
    }

    private static JsonObject Scan(string device, int length)
    {
        var (context, accelerator) = AlgorithmsPeer.Open(device);
        using (context)
        using (accelerator)
        {
            var counters = Histogram(length);
            using var memory = accelerator.Allocate1D<uint>(counters.Length);
            using var compactor = AlgorithmsPeer.CompactorFor(accelerator, counters.Length);
            var taken = 0;
            var (first, best) = Times(() => memory.CopyFromCPU(counters), () => taken = compactor.Take(memory).Places.Length);
            return new JsonObject { ["counters"] = counters.Length, ["taken"] = taken, ["firstSeconds"] = first, ["seconds"] = best };
        }
    }

    private static JsonObject Compaction(string device, int length)
    {
        using var accelerator = IlgpuEngines.Open(device);
        var counters = Histogram(length);
        using var memory = accelerator.Allocate1D<uint>(counters.Length);
        using var reader = new FilledReader(new(accelerator, LaunchShape.For(accelerator)), accelerator.DefaultStream, new DeviceBus(), FilledReader.UsualRoom);
        var taken = 0;
        var (first, best) = Times(
            () =>
            {
                taken = 0;
                memory.CopyFromCPU(counters);
            },
            () => reader.TakeAll(memory.View, (_, _) => taken++));
        return new JsonObject { ["counters"] = counters.Length, ["taken"] = taken, ["firstSeconds"] = first, ["seconds"] = best };
    }

    // A whole histogram, but for rehearsals: a scan of a million takes minutes on ILGPU's CPU accelerator.
    private static int Counters(int samples) => (int)Math.Clamp(16L * samples, 2 * (FilledBins + 96), DeviceTally.Bins);

    // One output's, as a run leaves it: what is filled stands together.
    private static uint[] Histogram(int length)
    {
        var counters = new uint[length];
        for (var bin = 0; bin < FilledBins; bin++)
        {
            counters[(length / 2) + bin] = (uint)(1 + bin);
        }

        return counters;
    }

    private static (double First, double Best) Times(Action prepare, Action work)
    {
        var seconds = Enumerable.Range(0, 1 + Repetitions).Select(_ =>
        {
            prepare();
            var watch = Stopwatch.StartNew();
            work();
            return watch.Elapsed.TotalSeconds;
        }).ToList();
        return (seconds[0], seconds.Skip(1).Min());
    }
}
