using System.Text.Json;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Presentation;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Errors;
using Simulator.Studies.Comparison;

namespace Simulator.Tests.Engine;

/// <summary>What samples cannot show is reported and not decided: ranks beyond them, bounds equal to the true value, jumps.</summary>
public sealed class FewSamplesTests
{
    // The cost is lognormal with p5 = 50 and p95 = 90: ln y has the mean ln √4500 and this standard deviation.
    private const string OnePrice = "name: x\nhardware: {tdp: 1 kW}\ngrid: {electricity_price: 50 to 90 USD/MWh}\ntraining:\n  - accelerator_hours: 1000 h\n";
    private const double Z95 = 1.6448536269514722;
    private static readonly double Sigma = Math.Log(90.0 / 50) / 2 / Z95;

    public static TheoryData<string, double> Truths
    {
        get
        {
            var (median, mean) = (Math.Sqrt(50 * 90), Math.Sqrt(50 * 90) * Math.Exp(Sigma * Sigma / 2));
            return new TheoryData<string, double>
            {
                { "p95 cost <", 90 },
                { "p5 cost >", 50 },
                { "p75 cost <=", median * Math.Exp(0.6744897501960817 * Sigma) },
                { "mean cost <", mean },
                { "worst 5% mean cost <", mean * StandardNormal.Cdf(Sigma - Z95) / 0.05 },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Truths))]
    public void A_bound_that_is_the_truth_is_undecided_for_nearly_every_seed(string limit, double truth)
    {
        const int Seeds = 60;
        var scenario = ScenarioReader.Read(OnePrice, "x.yaml");
        var options = new RunOptions { Samples = 10_000, Threads = 1, Limits = [Limit.Parse(FormattableString.Invariant($"{limit} {truth:R} USD"))] };
        var undecided = Enumerable.Range(0, Seeds).Count(seed =>
            SimulationRunner.Run(scenario, options with { Seed = (ulong)seed }).Limits[0].Verdict == LimitVerdict.Undecided);

        // 95% of 60 are 57, with the standard deviation 1.7: four of them below.
        Assert.InRange(undecided, 50, Seeds);
    }

    [Theory]
    [InlineData("p99.9999 cost < 150 USD", true)]
    [InlineData("p99.9999 cost < 500 USD", true)]
    [InlineData("p0.01 cost > 20 USD", true)]
    [InlineData("worst 0.01% mean cost < 1000 USD", true)]
    [InlineData("P(cost > 150 USD) < 0.0001%", false)]
    [InlineData("P(cost > 150 USD) <= 0%", false)]
    public void A_limit_beyond_the_samples_is_undecided(string limit, bool isOfTooFew)
    {
        var result = SimulationRunner.Run(ScenarioReader.Read(OnePrice, "x.yaml"), new RunOptions { Samples = 1 << 16, Limits = [Limit.Parse(limit)] });
        Assert.Equal(LimitVerdict.Undecided, result.Limits[0].Verdict);
        using var json = Parse(result);
        var part = json.RootElement.GetProperty("limits")[0].GetProperty("parts")[0];
        Assert.Equal(JsonValueKind.Null, part.GetProperty("holds").ValueKind);
        Assert.Equal(isOfTooFew, part.TryGetProperty("too_few_samples", out _));
        Assert.Equal(isOfTooFew, Text(result).Contains("too few samples", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("p99.9 cost < 150 USD", LimitVerdict.Holds)]
    [InlineData("p99.9 cost < 100 USD", LimitVerdict.Fails)]
    [InlineData("worst 0.1% mean cost < 150 USD", LimitVerdict.Holds)]
    [InlineData("P(cost > 100 USD) < 0.0001%", LimitVerdict.Fails)]
    [InlineData("P(cost > 150 USD) < 0.1%", LimitVerdict.Holds)]
    public void A_limit_within_the_samples_is_decided(string limit, LimitVerdict verdict) => Assert.Equal(
        verdict, SimulationRunner.Run(ScenarioReader.Read(OnePrice, "x.yaml"), new RunOptions { Samples = 1 << 16, Limits = [Limit.Parse(limit)] }).Limits[0].Verdict);

    [Theory]
    [InlineData(0.9999, 1000, "99.99% interval", "0.00005", 200_000)]
    [InlineData(0.9999999, 1 << 20, "99.99999% interval", "0.00000005", 200_000_000)]
    [InlineData(0.99, 64, "99% interval", "0.005", 2000)]
    public void An_interval_beyond_the_samples_says_so(double level, long samples, string heading, string tail, long enough)
    {
        var result = SimulationRunner.Run(ScenarioReader.Read(OnePrice, "x.yaml"), new RunOptions { Samples = samples, Interval = level });
        var cost = result.Outputs.Single(output => output.Name == "cost");
        Assert.True(cost.Interval.HasTooFewBeyond);
        var text = Text(result);
        Assert.Contains(heading, text, StringComparison.Ordinal);
        Assert.Contains("(too few samples)", text, StringComparison.Ordinal);
        Assert.Contains($"--samples {enough} is enough", text, StringComparison.Ordinal);
        Assert.DoesNotContain("100% interval", text, StringComparison.Ordinal);
        using var json = Parse(result);
        var output = json.RootElement.GetProperty("outputs").GetProperty("cost");
        Assert.True(output.GetProperty("interval").GetProperty("too_few_samples").GetBoolean());
        Assert.Equal(level, output.GetProperty("interval").GetProperty("level").GetDouble());
        Assert.Contains(double.Parse(tail, System.Globalization.CultureInfo.InvariantCulture), output.GetProperty("too_few_samples").EnumerateArray().Select(key => double.Parse(key.GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void With_enough_samples_there_is_no_notice()
    {
        var result = SimulationRunner.Run(ScenarioReader.Read(OnePrice, "x.yaml"), new RunOptions { Samples = 1 << 18, Interval = 0.9999 });
        var cost = result.Outputs.Single(output => output.Name == "cost");
        Assert.False(cost.Interval.HasTooFewBeyond);
        Assert.Empty(cost.TooFewBeyond);
        Assert.DoesNotContain("too few", Text(result), StringComparison.OrdinalIgnoreCase);

        // scipy: lognorm(sigma).ppf([0.00005, 0.99995]) scaled by √4500.
        Assert.Equal(33.47, cost.Interval.Low, 4 * cost.Error.Low);
        Assert.Equal(134.43, cost.Interval.High, 4 * cost.Error.High);
    }

    [Theory]
    [InlineData("choice(10 @ 50%, 1000 @ 50%)", 0.5, 10)]
    [InlineData("choice(10 @ 25%, 20 @ 50%, 1000 @ 25%)", 0.25, 10)]
    [InlineData("choice(10 @ 25%, 20 @ 50%, 1000 @ 25%)", 0.75, 20)]
    [InlineData("choice(10 @ 40%, 1000 @ 60%)", 0.5, 1000)]
    public void A_quantile_of_a_few_values_is_one_of_them(string price, double probability, double expected)
    {
        var yaml = OnePrice.Replace("50 to 90", price, StringComparison.Ordinal);
        var scenario = ScenarioReader.Read(yaml.Replace($"{price} USD/MWh", $"\"{price} USD/MWh\"", StringComparison.Ordinal), "x.yaml");
        var input = scenario.Quantities.Single(quantity => quantity.Path == "grid.electricity_price").Distribution;
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 14, Limits = [Limit.Parse("median cost < 500 USD")] });
        var cost = result.Outputs.Single(output => output.Name == "cost");
        Assert.Equal(expected, cost.Quantile(probability), 1e-4 * expected);
        Assert.Equal(1, cost.Quantile(probability) / cost.Quantile(0.5) * input.Quantile(0.5) / input.Quantile(probability), 1e-6);

        // At a jump the samples do not tell which value it is, and the limit between them is not decided.
        var isAtJump = price.Contains("50%, 1000", StringComparison.Ordinal) && probability == 0.5;
        Assert.Equal(isAtJump, result.Limits[0].Verdict == LimitVerdict.Undecided);
        Assert.Equal(price.Contains("@ 25%", StringComparison.Ordinal) || isAtJump, result.Notices.Any(notice => notice.Contains("jumps from one value to another", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_precision_ends_at_a_jump_and_at_the_last_bit()
    {
        var jump = ScenarioReader.Read(OnePrice.Replace("50 to 90 USD/MWh", "\"choice(10 @ 50%, 1000 @ 50%) USD/MWh\"", StringComparison.Ordinal), "x.yaml");
        foreach (var sampler in new[] { Sampler.Sobol, Sampler.Random })
        {
            var result = SimulationRunner.Run(jump, new RunOptions { Precision = 0.001, Sampler = sampler, Samples = 1 << 24 });
            Assert.True(result.Run.Samples < 1 << 24);
        }

        var smooth = SimulationRunner.Run(ScenarioReader.Read(OnePrice, "x.yaml"), new RunOptions { Precision = 1e-9, Samples = 1 << 30 });
        Assert.True(smooth.Run.Samples < 1 << 30);
        Assert.Contains(smooth.Notices, notice => notice.StartsWith("Precision: not reached", StringComparison.Ordinal));

        // 0.5 of 2²⁰ samples lie beyond p99.99995: a precision is not reached before ten do.
        var far = SimulationRunner.Run(ScenarioReader.Read(OnePrice, "x.yaml"), new RunOptions { Precision = 0.05, Interval = 0.9999, Samples = 1 << 24 });
        Assert.InRange(far.Run.Samples, 200_000, 1 << 23);
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Without_a_finite_sample_no_error_is_known_and_no_limit_decided(Sampler sampler)
    {
        // Failures that come every 1e-30 hours or so: most outputs of most samples are infinite.
        const string Yaml = "name: x\nhardware: {tdp: 700 W, peak: 1 PFLOP/s}\nfailures: {checkpoint: 1 min, mtbf_per_accelerator: \"gamma(shape=0.0001, scale=1.2 h)\"}\n"
            + "training: [{compute: 1e24 FLOP, mfu: 40%, accelerators: 8}]\n";
        string[] limits = ["p95 energy < 1 GWh", "mean energy < 1 GWh", "worst 5% mean energy < 1 GWh", "P(energy > 1 GWh) < 5%"];
        var result = SimulationRunner.Run(
            ScenarioReader.Read(Yaml, "x.yaml"), new RunOptions { Samples = 64, Sampler = sampler, Limits = [.. limits.Select(Limit.Parse)] });
        Assert.Contains(result.Outputs, output => output.Infinite > 32);
        Assert.All(result.Limits, limit => Assert.Equal(LimitVerdict.Undecided, limit.Verdict));
        Assert.NotEmpty(Text(result));
        Parse(result).Dispose();
    }

    [Fact]
    public void A_comparison_beyond_the_samples_says_so()
    {
        var scenarios = new[] { "50 to 90", "40 to 100" }.Select((price, index) => ScenarioReader.Read(
            OnePrice.Replace("50 to 90", price, StringComparison.Ordinal).Replace("name: x", $"name: x{index}", StringComparison.Ordinal), $"x{index}.yaml")).ToList();
        foreach (var (level, isKnown) in new[] { (0.9, true), (0.999, false) })
        {
            var pair = ScenarioComparison.Run(scenarios, new RunOptions { Samples = 1 << 10, Interval = level }).Pairs[0];
            var cost = pair.Outputs.Single(output => output.Name == "cost");
            Assert.Equal(!isKnown, cost.Difference.HasTooFewBeyond);
            Assert.Equal(!isKnown, Assert.IsType<PairedFigure>(cost.Ratio).HasTooFewBeyond);
            Assert.InRange(cost.ProbabilityError, 1.0 / (1 << 10), 0.1);
        }
    }

    [Theory]
    [InlineData(0.9, "90%", 0.05)]
    [InlineData(0.955, "95.5%", 0.0225)]
    [InlineData(0.9995, "99.95%", 0.00025)]
    [InlineData(0.9999999, "99.99999%", 0.00000005)]
    [InlineData(0.9999999999999, "99.99999999999%", 5e-14)]
    [InlineData(0.0000001, "0.00001%", 0.49999995)]
    public void A_level_is_written_as_it_was_given(double level, string text, double tail)
    {
        Assert.Equal(text, Figures.Level(level));
        Assert.Equal(tail, ProbabilityLevel.Ends(level).Low);
        Assert.Equal(1 - tail, ProbabilityLevel.Ends(level).High, 1.2e-16);
    }

    [Theory]
    [InlineData(0.99999, "99.999%")]
    [InlineData(0.9996, "99.96%")]
    [InlineData(1, "100%")]
    [InlineData(0.5, "50%")]
    public void A_share_of_nearly_all_is_not_all(double share, string text) => Assert.Equal(text, Figures.Percent(share));

    private static string Text(SimulationResult result)
    {
        using var writer = new StringWriter();
        ResultReport.WriteText(result, writer);
        return writer.ToString();
    }

    private static JsonDocument Parse(SimulationResult result)
    {
        using var writer = new StringWriter();
        SummaryJson.Write(result, writer);
        return JsonDocument.Parse(writer.ToString());
    }
}
