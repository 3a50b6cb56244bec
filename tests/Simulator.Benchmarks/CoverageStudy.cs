using System.Diagnostics;
using System.Globalization;
using System.Text;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Runs;
using Simulator.Sampling.Lanes;

namespace Simulator.Benchmarks;

/// <summary>How often the true value, known in closed form, lies within the printed 95% Monte Carlo error.</summary>
internal static class CoverageStudy
{
    private const double TailShare = 0.05;
    private const string Begin = "<!-- coverage: begin -->";
    private const string End = "<!-- coverage: end -->";

    private static readonly double[] Probabilities = [0.01, 0.05, 0.5, 0.95, 0.99];
    private static readonly int[] Inputs = [1, 2, 3, 12, 17];
    private static readonly long[] Sizes = [1 << 10, 1 << 16, 1 << 20];

    /// <summary>Prints a table in Markdown, or writes it between the marks of a page.</summary>
    /// <param name="seeds">Runs behind each figure; half as many of the largest samples.</param>
    /// <param name="page">The page; null to print.</param>
    public static void Write(int seeds, string? page)
    {
        var watch = Stopwatch.StartNew();
        var table = new StringBuilder("| output | inputs | sampler | samples | seeds | p1 | p5 | p50 | p95 | p99 | mean | worst 5% |\n|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var study in Inputs.SelectMany(inputs => new[] { Product("product", inputs, 0.5), Product("heavy", inputs, 1.2), Sum(inputs) }))
        {
            foreach (var sampler in new[] { Sampler.Sobol, Sampler.Random })
            {
                foreach (var samples in study.Output == "heavy" ? Sizes[..^1] : Sizes)
                {
                    var runs = samples == Sizes[^1] ? seeds / 2 : seeds;
                    var shares = Coverage(study, sampler, samples, runs).Select(share => (100 * share).ToString("0.0", CultureInfo.InvariantCulture));
                    var row = string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {study.Output} | {study.Inputs} | {sampler.ToString().ToLowerInvariant()} | {samples:N0} | {runs} | {string.Join(" | ", shares)} |");
                    table.Append(row).Append('\n');
                    Console.WriteLine(row);
                }
            }
        }

        Console.Error.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:F0} s"));
        if (page is not null)
        {
            var text = File.ReadAllText(page);
            var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
            File.WriteAllText(page, string.Create(CultureInfo.InvariantCulture, $"{text[..from]}\nMeasured on {DateTime.UtcNow:yyyy-MM-dd}, in percent:\n\n{table}{text[to..]}"));
        }
    }

    private static double[] Coverage(Study study, Sampler sampler, long samples, int seeds)
    {
        var engine = CpuEngines.Create(CpuDevices.Best);
        var factor = study.Plan.Outputs[0].Value.Factor;
        var inside = new int[study.Truths.Length];
        for (var seed = 1; seed <= seeds; seed++)
        {
            var options = new RunOptions { Samples = samples, Seed = (ulong)seed, Sampler = sampler, Threads = 1 };
            var (tally, counts, error) = SimulationRunner.Sample(engine, study.Plan, options, null, default).Roots[0];
            var found = Probabilities.Select(probability => (counts.Quantile(probability), error.OfQuantile(probability)))
                .Append((tally.Mean, error.OfMean)).Append((counts.OfLargest(TailShare).Mean, error.OfTailMean(TailShare))).ToArray();
            for (var i = 0; i < inside.Length; i++)
            {
                inside[i] += Math.Abs((factor * found[i].Item1) - study.Truths[i]) <= factor * error.CriticalValue * found[i].Item2 ? 1 : 0;
            }
        }

        return Array.ConvertAll(inside, count => (double)count / seeds);
    }

    // A product of lognormal distributions of median 1 is one, too: ln y has the variance σ².
    private static Study Product(string name, int inputs, double sigma)
    {
        var quantile95 = StandardNormal.Quantile(1 - TailShare);
        return new Study(
            name, inputs,
            Plan(inputs, Lognormal.FromMedianAndGeometricDeviation(1, Math.Exp(sigma / Math.Sqrt(inputs))), x => x.Aggregate((a, b) => a * b)),
            [
                .. Probabilities.Select(probability => Math.Exp(sigma * StandardNormal.Quantile(probability))),
                Math.Exp(sigma * sigma / 2),
                Math.Exp(sigma * sigma / 2) * StandardNormal.Cdf(sigma - quantile95) / TailShare,
            ]);
    }

    // A sum of normal distributions is one, too; twelve standard deviations above zero, so no bound cuts it.
    private static Study Sum(int inputs)
    {
        const double Mean = 12;
        var deviation = Math.Sqrt(inputs);
        return new Study(
            "sum", inputs,
            Plan(inputs, Normal.FromMeanAndDeviation(Mean, 1), x => x.Aggregate((a, b) => a + b)),
            [
                .. Probabilities.Select(probability => (inputs * Mean) + (deviation * StandardNormal.Quantile(probability))),
                inputs * Mean,
                (inputs * Mean) + (deviation * Density(StandardNormal.Quantile(1 - TailShare)) / TailShare),
            ]);
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    private static SimulationPlan Plan(int inputs, Distribution input, Func<IReadOnlyList<TraceLane>, TraceLane> output) => PlanBuilder.Build(
        [.. Enumerable.Range(1, inputs).Select(number => (FormattableString.Invariant($"input {number}"), input))],
        x => [(OutputDefinitions.Cost.Spec, output(x))]);

    private sealed record Study(string Output, int Inputs, SimulationPlan Plan, double[] Truths);
}
