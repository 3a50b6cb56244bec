using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Comparison;
using Simulator.Studies.Sweep;

namespace Simulator.Tests.Scenarios;

/// <summary>Quantities without a physical bound are not truncated; every truncation is reported, however small.</summary>
public sealed class BoundsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bounds");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Negative_hours_count_in_the_mean_price()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "prices.csv"), "price_usd_per_mwh\n" + string.Concat(Enumerable.Repeat("-500\n", 9)) + string.Concat(Enumerable.Repeat("50\n", 991)));
        var result = Run("hardware: {tdp: 1 kW}\ngrid: {electricity_price: empirical(prices.csv)}");
        var cost = result.Outputs.Single(output => output.Name == "electricity_cost");

        // 0.991·50 − 0.009·500 for 1 MWh; five standard errors of sampling at random.
        Assert.Equal(45.05, cost.Mean, 5 * 550 * Math.Sqrt(0.009 * 0.991 / result.Run.Samples));
        Assert.DoesNotContain(result.Notices, notice => notice.Contains("Truncated", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grid", "electricity_price", "-20 USD/MWh", "electricity_cost", -20)]
    [InlineData("grid", "carbon_price", "-100 USD/t", "carbon_cost", -40)]
    [InlineData("facility", "water_price", "-2 USD/m3", "water_cost", -2)]
    [InlineData("grid", "electricity_price", "normal(0, 10) USD/MWh", "electricity_cost", 0)]
    public void Prices_may_be_negative(string section, string key, string text, string output, double mean)
    {
        string[] sections = ["hardware: {tdp: 1 kW}", $"grid: {{carbon_intensity: 0.4 kg/kWh{(section == "grid" ? $", {key}: \"{text}\"" : "")}}}", $"facility: {{wue: 1 L/kWh{(section == "facility" ? $", {key}: \"{text}\"" : "")}}}"];

        // 1 MWh at a deviation of 10 USD/MWh; five standard errors of sampling at random.
        var tolerance = text.StartsWith("normal", StringComparison.Ordinal) ? 5 * 10 / Math.Sqrt(1 << 16) : 1e-9 * Math.Abs(mean);
        Assert.Equal(mean, Run(string.Join('\n', sections)).Outputs.Single(found => found.Name == output).Mean, tolerance);
    }

    [Theory]
    [InlineData("hardware: {tdp: 1 kW, price: -5 USD, lifetime: 1 year}")]
    [InlineData("hardware: {tdp: 1 kW, rental: -5 USD/h}")]
    public void Prices_of_hardware_are_not_negative(string sections) =>
        Assert.Contains("at least 0", Assert.Single(Assert.Throws<ScenarioException>(() => Run(sections)).Errors).Allowed, StringComparison.Ordinal);

    [Theory]
    [InlineData("hardware: {tdp: \"normal(700, 100) W\"}", "hardware.tdp")] // 1e-12
    [InlineData("hardware: {tdp: 700 W}\nfacility: {pue: \"normal(1.2, 0.1)\"}", "facility.pue")] // 2%
    [InlineData("hardware: {tdp: 700 W}\nfacility: {pue: \"truncate(normal(1.5, 0.1), 1.2, 2)\"}", "facility.pue")]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {losses: \"mix(normal(0.05, 0.01) @ 50%, 5% to 6% @ 50%)\"}", "grid.losses")]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {losses: \"choice(-1% @ 1%, 5% @ 99%)\"}", "grid.losses")]
    public void The_run_names_truncated_inputs(string sections, string path) =>
        Assert.Single(Run(sections).Notices, notice => notice.StartsWith("Truncated at the bounds", StringComparison.Ordinal) && notice.Contains($"% of {path}", StringComparison.Ordinal));

    [Fact]
    public void Comparisons_and_sweeps_name_truncated_inputs()
    {
        const string Text = "name: x\nhardware: {tdp: 700 W}\nfacility: {pue: \"normal(1.2, 0.1)\"}\ntraining: [{accelerator_hours: 1000 h}]\n";
        var one = ScenarioReader.Read(Text, "x.yaml");
        var options = new RunOptions { Samples = 1 << 12 };
        string Found(IEnumerable<string> notices) => Assert.Single(notices, notice => notice.StartsWith("Truncated at the bounds", StringComparison.Ordinal));

        // P(Z < -2) = 2.28%.
        Assert.Contains(": 2.28% of facility.pue.", Found(ScenarioComparison.Run([one, one], options).Notices), StringComparison.Ordinal);
        var other = ScenarioReader.Read(Text.Replace("name: x", "name: y", StringComparison.Ordinal).Replace("0.1)", "0.2)", StringComparison.Ordinal), "y.yaml");
        Assert.Contains("2.28% of facility.pue (x), 15.9% of facility.pue (y)", Found(ScenarioComparison.Run([one, other], options).Notices), StringComparison.Ordinal);
        var none = ScenarioReader.Read(Text.Replace("normal(1.2, 0.1)", "1.2", StringComparison.Ordinal), "z.yaml");
        Assert.DoesNotContain(ScenarioComparison.Run([none, none], options).Notices, notice => notice.Contains("Truncated", StringComparison.Ordinal));
        var path = Path.Combine(_folder.FullName, "swept.yaml");
        File.WriteAllText(path, Text);
        var plan = SweepPlan.Build(ScenarioTemplate.Read(path), [VariationParser.Values("facility.pue=1.2,normal(1.2, 0.1),normal(1.2, 0.2)")]);
        Assert.Contains(": at most 15.9% of facility.pue.", Found(ScenarioSweep.Run(plan, options).Notices), StringComparison.Ordinal);
    }

    // 0.9% of the prices are -500, all others 50: the interval has no width, but the cost varies.
    [Theory]
    [InlineData("choice(-500 @ 0.9%, 50 @ 99.1%) USD/MWh", false)]
    [InlineData("mix(50 @ 98%, 50 to 60 @ 2%) USD/MWh", false)]
    [InlineData("uniform(50, 50.00001) USD/MWh", true)]
    public void Variation_outside_the_interval_is_not_called_rounding(string price, bool isNarrow) => Assert.Equal(
        isNarrow,
        Run($"hardware: {{tdp: 1 kW}}\ngrid: {{electricity_price: \"{price}\"}}").Notices.Any(notice => notice.Contains("varies so little", StringComparison.Ordinal)));

    [Fact]
    public void Without_truncation_there_is_no_notice() =>
        Assert.DoesNotContain(Run("hardware: {tdp: 600 to 700 W}").Notices, notice => notice.Contains("Truncated", StringComparison.Ordinal));

    // Beside a file in USD/MWh, limits of the median in the model's USD/kWh would mislead.
    [Theory]
    [InlineData("grid", "electricity_price", "{p5: 50 USD/MWh, p50: 51 USD/MWh, p95: 90 USD/MWh}", "from 55.0 to 85.0 USD/MWh")]
    [InlineData("hardware", "price", "{p10: 20k USD, p50: 20.1k USD, p90: 40k USD}", "USD")]
    [InlineData("facility", "cooling_share", "{p5: 50%, p50: 51%, p95: 90%}", "from 55.0% to 85.0%")]
    [InlineData("grid", "carbon_intensity", "{p5: 300 g/kWh, p50: 301 g/kWh, p95: 500 g/kWh}", "g/kWh")]
    public void Hints_are_in_the_unit_of_the_file(string section, string key, string text, string hint)
    {
        var error = Yaml.QuantityError(section, key, text);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("0.05", error.Hint, StringComparison.Ordinal);
    }

    private SimulationResult Run(string sections)
    {
        var path = Path.Combine(_folder.FullName, "scenario.yaml");
        File.WriteAllText(path, $"name: x\n{sections}\ntraining: [{{accelerator_hours: 1000 h}}]\n");
        return SimulationRunner.Run(ScenarioReader.Read(path), new RunOptions { Samples = 1 << 16 });
    }
}
