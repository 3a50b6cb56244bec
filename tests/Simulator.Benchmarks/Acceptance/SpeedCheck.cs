using System.Diagnostics;
using System.Text.Json.Nodes;
using Simulator.Benchmarks.Gpu;
using Simulator.Engine;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>Samples a second of the README's scenario, compilation apart, and the share of what the card's arithmetic could do.</summary>
internal static class SpeedCheck
{
    private const long WarmUp = 1 << 24;

    /// <summary>Measures and answers after each run.</summary>
    public static void Measure(string device, IReadOnlyList<long> counts, Action<JsonObject> answer)
    {
        var plan = PlanBuilder.Build(ScenarioReader.Read(Scenarios.Flagship));
        foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
        {
            var (limit, failure) = Limit(device, plan, sampler);
            using var engine = (IlgpuEngine)new GraphicsEngines().Create(device);
            engine.Compile(plan, sampler);
            Count(engine, plan, sampler, Math.Min(WarmUp, counts.Min()));
            foreach (var count in counts)
            {
                var (samples, seconds) = Count(engine, plan, sampler, count);
                var rate = samples / seconds;
                answer(new JsonObject
                {
                    ["sampler"] = sampler.ToString(),
                    ["samples"] = samples,
                    ["seconds"] = seconds,
                    ["samplesPerSecond"] = rate,
                    ["compilationSeconds"] = engine.Compilation.TotalSeconds,
                    ["instructionsPerSample"] = limit?.Instructions.Always + limit?.Instructions.Detours,
                    ["limitSamplesPerSecond"] = limit?.SamplesPerSecond,
                    ["shareOfLimit"] = rate / limit?.SamplesPerSecond,
                    ["limitError"] = failure,
                });
            }
        }
    }

    // The speed is wanted even where the instructions cannot be counted.
    private static (InstructionLimit? Limit, string? Failure) Limit(string device, SimulationPlan plan, Sampler sampler)
    {
        try
        {
            return (InstructionLimit.Of(device, plan, sampler), null);
        }
        catch (Exception failure)
        {
            return (null, failure.Message);
        }
    }

    private static (long Samples, double Seconds) Count(IlgpuEngine engine, SimulationPlan plan, Sampler sampler, long samples)
    {
        var request = SamplingRequestFor(sampler, samples);
        var tallies = engine.Prepare(plan, request);
        var watch = Stopwatch.StartNew();
        return (engine.Count(plan, request, tallies, null, default), watch.Elapsed.TotalSeconds);
    }

    private static SamplingRequest SamplingRequestFor(Sampler sampler, long samples)
    {
        var replicates = sampler == Sampler.Random ? 1 : 32;
        return new SamplingRequest(sampler, 42, replicates, 0, samples / replicates, Environment.ProcessorCount, 4096);
    }
}
