using System.Diagnostics;
using System.Text.Json.Nodes;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>Compares every count and the exact quantiles of a scenario on a device with those of the CPU engine: they must be equal.</summary>
internal static class AgreementCheck
{
    private const int MostNamed = 5;

    // Sums of up to 256 deviations in single precision.
    private const double MomentError = 1e-6;

    private static readonly double[] Probabilities = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

    /// <summary>Compares a scenario; "agrees" is null where nothing is uncertain and nothing is sampled.</summary>
    public static JsonObject Compare(GraphicsEngines engines, string device, string file, Sampler sampler, long samples, int threads)
    {
        var answer = new JsonObject { ["scenario"] = file, ["sampler"] = sampler.ToString(), ["samples"] = samples, ["agrees"] = null };
        try
        {
            var plan = PlanBuilder.Build(ScenarioReader.Read(file));
            answer["counted"] = plan.Roots.Count(root => root.IsCounted);
            answer["steps"] = plan.Program.Steps.Count();
            if (!plan.IsUncertain)
            {
                return answer;
            }

            var options = new RunOptions { Samples = samples, Sampler = sampler, IsExact = true, Threads = threads };
            var watch = Stopwatch.StartNew();
            var expected = SimulationRunner.Sample(CpuEngines.Create(CpuDevices.Best), plan, options, null, default);
            answer["cpuSeconds"] = watch.Elapsed.TotalSeconds;
            watch.Restart();
            using var engine = (IlgpuEngine)engines.Create(device);
            var actual = SimulationRunner.Sample(engine, plan, options, null, default);
            answer["deviceSeconds"] = watch.Elapsed.TotalSeconds;
            answer["compilationSeconds"] = engine.Compilation.TotalSeconds;
            var differences = Differences(plan, expected, actual).ToList();
            answer["agrees"] = differences.Count == 0;
            answer["differences"] = new JsonArray([.. differences.Take(MostNamed).Select(text => JsonValue.Create(text))]);
        }
        catch (Exception failure)
        {
            // Whatever it is belongs into the report, and the next scenario may do better.
            answer["agrees"] = false;
            answer["error"] = failure.ToString();
        }

        return answer;
    }

    private static IEnumerable<string> Differences(SimulationPlan plan, RunOutcome expected, RunOutcome actual)
    {
        for (var root = 0; root < plan.Roots.Count; root++)
        {
            var (one, other) = (expected.Roots[root], actual.Roots[root]);
            var name = plan.Outputs.FirstOrDefault(output => output.Value.Root == root)?.Spec.Name ?? $"root {root}";
            var off = Math.Abs(one.Tally.Mean - other.Tally.Mean) / (Math.Abs(one.Tally.Mean) + one.Tally.StandardDeviation);
            if (off > MomentError)
            {
                yield return FormattableString.Invariant($"{name}: means {one.Tally.Mean:R} and {other.Tally.Mean:R}");
            }

            if (!plan.Roots[root].IsCounted)
            {
                continue;
            }

            var bins = one.Counts.Numbered.ToDictionary();
            var moved = other.Counts.Numbered.Sum(bin => Math.Max(0, bin.Count - bins.GetValueOrDefault(bin.Bin)));
            if (moved > 0 || one.Counts.Total != other.Counts.Total)
            {
                yield return FormattableString.Invariant($"{name}: {moved} of {one.Counts.Total} samples are in another bin; {other.Counts.Total} counted");
            }

            foreach (var probability in Probabilities.Where(p => !one.Counts.Quantile(p).Equals(other.Counts.Quantile(p))))
            {
                yield return FormattableString.Invariant(
                    $"{name}: quantiles {probability} are {one.Counts.Quantile(probability):R} and {other.Counts.Quantile(probability):R}");
            }

            if ((one.Tally.Minimum, one.Tally.Maximum, one.Tally.NotANumber, one.Tally.Infinite)
                != (other.Tally.Minimum, other.Tally.Maximum, other.Tally.NotANumber, other.Tally.Infinite))
            {
                yield return FormattableString.Invariant(
                    $"{name}: extremes {one.Tally.Minimum:R} to {one.Tally.Maximum:R} and {other.Tally.Minimum:R} to {other.Tally.Maximum:R}; not finite {one.Tally.NotANumber + one.Tally.Infinite} and {other.Tally.NotANumber + other.Tally.Infinite}");
            }
        }
    }
}
