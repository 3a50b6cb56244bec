using Simulator.Statistics.Counting;
using Simulator.Charts.Kinds;
using Simulator.Results;

namespace Simulator.Tests.Charts;

/// <summary>Results made up from a seeded generator: charts are tested without an engine.</summary>
internal static class SyntheticResults
{
    private const int Samples = 1 << 18;

    /// <summary>A training run with all that the charts know of.</summary>
    public static SimulationResult Training(string name = "Llama 3.1 405B")
    {
        var random = new Random(20260);
        var (energy, cost, emissions, water) = (new double[Samples], new double[Samples], new double[Samples], new double[Samples]);
        for (var i = 0; i < Samples; i++)
        {
            energy[i] = 27500 * Math.Exp(0.12 * Normal(random)) * (1.05 + (0.3 * random.NextDouble()));
            cost[i] = (energy[i] * (60 + (30 * random.NextDouble()))) + (7.6e7 * Math.Exp(0.25 * Normal(random)));
            emissions[i] = (energy[i] * 0.29 * Math.Exp(0.18 * Normal(random))) + (800 * Math.Exp(0.4 * Normal(random)));
            water[i] = energy[i] * Math.Exp(0.5 + (0.75 * Normal(random)));
        }

        return Result(
            name,
            Output("energy", "Energy", "MWh", "site: IT, cooling and power distribution", energy),
            Output("peak_power", "Peak power", "MW", "site", [19.8, 19.8]),
            Output("cost", "Cost", "USD", "electricity and hardware", cost),
            Output("emissions", "Emissions", "t", "operational at the grid (location-based) and embodied", emissions),
            Output("water", "Water", "m3", "on site and at the power plants", water));
    }

    /// <summary>A run with these outputs.</summary>
    public static SimulationResult Result(string name, params OutputSummary[] outputs) => new(
        new ScenarioIdentity(name, "", name + ".yaml", ""),
        new RunFacts("0.1.0", Samples, Samples, "sobol", 32, 42, "cpu-avx512", 2, 0.01),
        [],
        outputs,
        [
            new("accelerators", 24100, 6.9e7), new("cpu", 2890, 3.1e6), new("memory", 1200, 2.2e6), new("network", 960, 5.8e6),
            new("storage", 720, 4.1e6), new("monitoring", 120, 0.2e6), new("backup", 118, 0.9e6),
            new("cooling", 3100, 1.1e6), new("distribution", 1250, 0),
        ],
        [
            new("pre-training", 32000, 9600, 7.9e7), new("context extension", 1900, 570, 4.7e6), new("post-training", 558, 160, 1.5e6),
        ],
        []);

    /// <summary>An output over eight decades.</summary>
    public static OutputSummary EightDecades()
    {
        var random = new Random(8);
        return Output("emissions", "Emissions", "t", "location-based", Draw(() => 30 * Math.Exp(3.3 * Normal(random))));
    }

    /// <summary>An output that is one of two values.</summary>
    public static OutputSummary TwoValued()
    {
        var random = new Random(2);
        return Output("energy", "Energy", "MWh", "site", Draw(() => random.NextDouble() < 0.3 ? 976.5 : 1953));
    }

    /// <summary>An output that is always the same.</summary>
    public static OutputSummary Constant(double value, string name = "energy", string label = "Energy", string unit = "MWh") =>
        Output(name, label, unit, "site", [value]);

    /// <summary>What was known after every doubling of the samples.</summary>
    public static ConvergenceTrace Trace(OutputSummary output)
    {
        var random = new Random(3);
        var points = new List<ConvergencePoint>();
        for (var n = 256L; n <= Samples; n *= 2)
        {
            double Noise() => 1 + (1.2 / Math.Sqrt(n) * Normal(random) * (n == Samples ? 0 : 1));
            points.Add(new(n, output.Interval.Low * Noise(), output.Median * Noise(), output.Interval.High * Noise()));
        }

        return new ConvergenceTrace(output.Name, points);
    }

    /// <summary>Six models on one axis.</summary>
    public static ComparisonData Comparison() => new("Emissions", "t", 0.9,
    [
        new("GPT-3", 420, 552, 710), new("BLOOM", 26, 50, 81), new("Llama 2 70B", 230, 291, 380),
        new("Llama 3.1 405B", 6800, 9100, 12300), new("DeepSeek-V3", 690, 1180, 1850), new("a-20-character-name.", 300, 5200, 21000),
    ]);

    /// <summary>Two scenarios of one model.</summary>
    public static PairedDifference Difference(bool withBins = true)
    {
        var random = new Random(5);
        var output = Output("emissions", "Emissions", "t", "", Draw(() => -900 + (700 * Normal(random))));
        return new("Sweden", "France", "Emissions", "t", output.Median, output.Interval, 0.9009, withBins ? output.Bins : []);
    }

    /// <summary>Summarizes samples as an engine does: counts over the bits of a float, eleven of the mantissa.</summary>
    public static OutputSummary Output(string name, string label, string unit, string boundary, double[] samples)
    {
        var sorted = samples.Order().ToArray();
        double Quantile(double p) => sorted[Math.Clamp((int)(p * sorted.Length), 0, sorted.Length - 1)];
        var bins = new SortedDictionary<double, CountedBin>();
        foreach (var value in sorted)
        {
            var (low, high) = sorted[0] == sorted[^1] ? (value, value) : Edges(value);
            bins[low] = new CountedBin(low, high, bins.GetValueOrDefault(low).Count + 1);
        }

        var mean = samples.Average();
        var deviation = Math.Sqrt(samples.Average(value => (value - mean) * (value - mean)));
        double[] levels = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
        var error = deviation / Math.Sqrt(samples.Length);
        return new OutputSummary(
            name, label, unit, boundary, false, mean, deviation, sorted[0], sorted[^1],
            new CentralInterval(0.9, Quantile(0.05), Quantile(0.95)),
            [.. levels.Select(p => new QuantileEstimate(p, Quantile(p), error))],
            new MonteCarloError(error, error, error, error), 0, 0, [.. bins.Values]);
    }

    /// <summary>A standard normal draw by Box and Muller.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Draw(Func<double> draw)
    {
        var samples = new double[Samples];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = draw();
        }

        return samples;
    }

    private static (double Low, double High) Edges(double value)
    {
        const int Kept = 12; // mantissa bits dropped of 23
        var bits = BitConverter.SingleToInt32Bits((float)value);
        double inner = BitConverter.Int32BitsToSingle(bits >> Kept << Kept);
        double outer = BitConverter.Int32BitsToSingle(((bits >> Kept) + 1) << Kept);
        return value >= 0 ? (inner, outer) : (outer, inner);
    }
}
