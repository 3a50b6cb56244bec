using System.Diagnostics;
using System.Text.Json.Nodes;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;
using Simulator.Studies.Comparison;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>What no card has done yet: pick-freeze sampling, comparisons, and outputs counted in turns with little memory.</summary>
internal static class AbilitiesCheck
{
    /// <summary>Answers when nothing fails: three abilities, each with two samplers.</summary>
    public const int Count = 6;

    private const long LittleMemory = 64L << 20;

    /// <summary>Compares each with the CPU engine and answers after each.</summary>
    public static void Compare(string device, long samples, Action<JsonObject> answer)
    {
        var flagship = PlanBuilder.Build(ScenarioReader.Read(Scenarios.Flagship));
        var comparison = ComparisonPlan.Build(
            [ScenarioReader.Read(Scenarios.Flagship), ScenarioReader.Read(Path.Combine(Path.GetDirectoryName(Scenarios.Flagship)!, "gpt-4o.yaml"))], []).Whole;
        foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
        {
            var request = new SamplingRequest(sampler, 42, 32, 0, Math.Max(2, samples / 32), Environment.ProcessorCount, 4096);
            answer(Check("pick-freeze", sampler, device, null, engine => PickFreeze(engine, flagship, request)));
            answer(Check("compare", sampler, device, null, engine => Counts(engine, comparison, request)));
            answer(Check("compare in turns", sampler, device, LittleMemory, engine => Counts(engine, comparison, request)));
        }
    }

    private static JsonObject Check(string ability, Sampler sampler, string device, long? memory, Func<ISimulationEngine, List<object>> run)
    {
        var answer = new JsonObject { ["ability"] = ability, ["sampler"] = sampler.ToString(), ["agrees"] = false };
        try
        {
            var expected = run(CpuEngines.Create(CpuDevices.Best));
            using var engine = (IlgpuEngine)((IGraphicsEngines)new GraphicsEngines()).Create(device, memory);
            var watch = Stopwatch.StartNew();
            var actual = run(engine);
            var differing = expected.Zip(actual).Count(pair => !pair.First.Equals(pair.Second));
            answer["agrees"] = expected.Count == actual.Count && differing == 0;
            answer["figures"] = expected.Count;
            answer["differing"] = differing;
            answer["deviceSeconds"] = watch.Elapsed.TotalSeconds;
            answer["compilationSeconds"] = engine.Compilation.TotalSeconds;
            answer["turns"] = engine.Memory?.Parts.Count;
            answer["bytesPlanned"] = engine.Memory?.Bytes;
            answer["bytesFromDevice"] = engine.BytesFromDevices;
            answer["bytesToDevice"] = engine.BytesToDevices;
        }
        catch (Exception failure)
        {
            // Whatever it is belongs into the report, and the next ability may do better.
            answer["error"] = failure.ToString();
        }

        return answer;
    }

    private static List<object> PickFreeze(ISimulationEngine engine, SimulationPlan plan, SamplingRequest request)
    {
        var factors = PlannedFactor.Of(plan);
        var tallies = new PickFreezeTallies(plan.Roots.Count, factors.Count, request.Replicates);
        engine.PickFreeze(plan, factors, request, tallies, null, default);
        return
        [
            .. from replicate in Enumerable.Range(0, request.Replicates)
               from root in Enumerable.Range(0, plan.Roots.Count)
               from value in Enumerable.Range(0, PickFreezeTallies.BaseSums).Select(sum => tallies.Base(replicate, root, sum).Value)
                   .Concat(from factor in Enumerable.Range(0, factors.Count)
                           from sum in Enumerable.Range(0, PickFreezeTallies.PickFreezeSums)
                           select tallies.PickFreeze(replicate, root, factor, sum).Value)
               select (object)value,
        ];
    }

    /// <summary>Every count of every root, by bin.</summary>
    internal static List<object> Counts(ISimulationEngine engine, SimulationPlan plan, SamplingRequest request)
    {
        var tallies = engine.Prepare(plan, request);
        engine.Count(plan, request, tallies, null, default);
        return
        [
            .. from root in Enumerable.Range(0, plan.Roots.Count)
               where plan.Roots[root].IsCounted
               from bin in tallies.Pooled(root).ToCounts().Bins
               select (object)(root, bin),
        ];
    }
}
