using MathNet.Numerics.Distributions;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Studies;

public class ComparisonLimitTests
{
    private const double FiveErrors = 5;

    /// <summary>Energy is lognormal and independent in the two, with the same median and p95/p5 = 4/1: ln(B/A) has the standard deviation √2·ln 2/1.6449.</summary>
    private const string Lognormal = "name: {0}\nhardware: {{tdp: 500 W to 2 kW}}\ngrid: {{carbon_intensity: 400 g/kWh}}\ntraining: [{{accelerator_hours: 1M h}}]";

    private static readonly double Sigma = Math.Sqrt(2) * Math.Log(2) / 1.6448536269514722;

    [Theory]
    [InlineData("P(B/A energy > 1.5) < 50%", 1.5, false)]
    [InlineData("P(B/A emissions > 110%) < 50%", 1.1, false)]
    [InlineData("P(A/B energy < 0.8) < 50%", 0.8, true)]
    public void The_probability_of_a_ratio_has_its_closed_form(string limit, double ratio, bool isBelow)
    {
        var part = Compare(limit).Limits[0].Parts[0];
        var below = Normal.CDF(0, Sigma, Math.Log(ratio));
        Assert.InRange(part.Value - (isBelow ? below : 1 - below), -FiveErrors * part.Error, FiveErrors * part.Error);
        Assert.InRange(part.Error, 1e-9, 0.01);
        Assert.Equal(LimitVerdict.Holds, part.Verdict);
    }

    [Fact]
    public void The_quantile_of_a_ratio_has_its_closed_form()
    {
        var part = Compare("p95 B/A energy < 3").Limits[0].Parts[0];
        Assert.InRange(part.Value - Math.Exp(Sigma * 1.6448536269514722), -FiveErrors * part.Error, FiveErrors * part.Error);
        Assert.Equal(("B/A energy", ""), (part.Output, part.Unit));
    }

    [Fact]
    public void Figures_agree_with_those_of_the_pair()
    {
        var comparison = Compare("median B-A energy < 1 GWh", "P(B-A energy > 0 MWh) < 60%", "p5 A/B energy > 0", "median B energy > 0 MWh", "mean A energy > 0 MWh");
        var pair = comparison.Pairs[0].Outputs.Single(output => output.Name == "energy");
        var parts = comparison.Limits.Select(limit => limit.Parts[0]).ToList();
        Assert.Equal(-pair.Difference.Median, parts[0].Value, 3 * pair.Difference.MedianError);
        Assert.Equal(pair.ProbabilityALess, parts[1].Value, 9);
        Assert.Equal(pair.Ratio!.Low, parts[2].Value, 1e-4 * pair.Ratio.Low);
        Assert.Equal(comparison.Scenarios[1].Outputs.Single(output => output.Name == "energy").Median, parts[3].Value, 1e-9);
        Assert.Equal(comparison.Scenarios[0].Outputs.Single(output => output.Name == "energy").Mean, parts[4].Value, 1e-9);
    }

    /// <summary>The second is the first times an overhead that is uniform from 1 to 1.002; the rated power is shared.</summary>
    [Theory]
    [InlineData("P(B/A energy > 1.0005) < 80%", 0.75)]
    [InlineData("P(B/A energy > 1) > 99%", 1)]
    [InlineData("P(B/A energy > 1.002) < 1%", 0)]
    [InlineData("p95 B/A energy < 1.00195", 1.0019)]
    [InlineData("median B/A energy <= 1.0011", 1.001)]
    public void A_ratio_close_to_one_keeps_its_digits(string limit, double expected)
    {
        using var folder = new CommandLineRun();
        var first = folder.WriteFile("a.yaml", "name: A\nhardware: {tdp: 500 W to 2 kW}\ntraining: [{accelerator_hours: 1M h}]");
        var second = folder.WriteFile("b.yaml", "extends: a.yaml\nname: B\nhardware: {overhead: \"uniform(1, 1.002)\"}");
        var part = Run([first, second], [limit]).Limits[0].Parts[0];
        Assert.Equal(expected, part.Value, Math.Max(1e-7, FiveErrors * part.Error));
        Assert.InRange(part.Error, 0, 1e-3);
        Assert.Equal(LimitVerdict.Holds, part.Verdict);
    }

    [Fact]
    public void What_does_not_vary_is_compared_too()
    {
        using var folder = new CommandLineRun();
        var files = new[] { 1, 2 }.Select(hours => folder.WriteFile($"{hours}.yaml", $"name: x\nhardware: {{tdp: 1 kW}}\ntraining: [{{accelerator_hours: {hours}M h}}]")).ToList();
        var limits = Run(files, ["median B/A energy <= 2", "median B/A energy < 2", "P(B-A energy >= 1 GWh) > 99%", "p95 B-A energy > 1 GWh"]).Limits;
        Assert.Equal([LimitVerdict.Holds, LimitVerdict.Fails, LimitVerdict.Holds, LimitVerdict.Fails], limits.Select(limit => limit.Verdict));
    }

    [Theory]
    [InlineData("p95 emissions < 12 kt", "found 'emissions < 12 kt'; allowed: the scenario or the pair before the output")]
    [InlineData("P(B/B emissions > 1.1) < 5%", "two different scenarios")]
    [InlineData("mean B/A emissions < 1.1", "a mean of B/A")]
    [InlineData("worst 5% mean B-A emissions < 1 t", "a mean of B-A")]
    [InlineData("P(B/A emissions > 1.1 t) < 5%", "t")]
    [InlineData("p95 B-A emissions < 12", "allowed: ")]
    [InlineData("p95 B/A emisions < 12", "did you mean emissions?")]
    [InlineData("p95 B*A emissions < 12", "'B*A emissions < 12'")]
    public void A_limit_that_is_none_is_explained(string text, string expected)
    {
        var mistake = Assert.Throws<QuantityException>(() => Limit.ParseOfComparison(text));
        Assert.Contains(expected, $"found {mistake.Found}; allowed: {mistake.Allowed}; hint: {mistake.Hint}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P(B/A emissions > 1.1) < 5%")]
    [InlineData("p95 B emissions < 1 t")]
    [InlineData("median A-B cost < 1 USD")]
    public void A_run_of_one_scenario_has_no_pairs(string text) =>
        Assert.Contains("simulator compare", Assert.Throws<QuantityException>(() => Limit.Parse(text)).Hint, StringComparison.Ordinal);

    [Theory]
    [InlineData("P(C/A energy > 1.1) < 5%", "found C; allowed: A (One), B (Two).")]
    [InlineData("P(B/A cost > 1.1) < 5%", "found cost, which is not computed in Two")]
    [InlineData("median A water < 1 m3", "found water, which is not computed in One")]
    public void A_limit_on_what_is_not_known_is_refused(string limit, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Compare(limit)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_command_ends_with_3_and_says_why()
    {
        using var line = new CommandLineRun();
        string[] files = [.. new[] { "One", "Two" }.Select(name => line.WriteFile($"{name}.yaml", string.Format(System.Globalization.CultureInfo.InvariantCulture, Lognormal, name)))];
        string[] rest = ["--no-plots", "-n", "4k", "--out", Path.Combine(line.Folder, "out")];
        Assert.Equal(3, line.Run(["compare", .. files, .. rest, "--limit", "P(B/A energy > 1.1) < 5%"]));
        Assert.Contains("limit does not hold: P(B/A energy > 1.1) < 5% (found", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("A: One, B: Two.", line.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, line.Run(["compare", .. files, .. rest, "--limit", "P(B/A energy > 1.1) < 60%"]));
        Assert.Equal(2, line.Run(["compare", .. files, .. rest, "--limit", "P(C/A energy > 1.1) < 5%"]));
        Assert.Contains("\"limits\"", File.ReadAllText(Path.Combine(line.Folder, "out", "comparison.json")), StringComparison.Ordinal);
    }

    private static ComparisonResult Compare(params string[] limits)
    {
        using var folder = new CommandLineRun();
        return Run([.. new[] { "One", "Two" }.Select(name => folder.WriteFile($"{name}.yaml", string.Format(System.Globalization.CultureInfo.InvariantCulture, Lognormal, name)))], limits);
    }

    private static ComparisonResult Run(IReadOnlyList<string> files, IReadOnlyList<string> limits) => ScenarioComparison.Run(
        [.. files.Select(file => ScenarioReader.Read(file))], new RunOptions { Samples = 1 << 16, Limits = [.. limits.Select(Limit.ParseOfComparison)] });
}
