using Simulator.Engine;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sweep;

namespace Simulator.Tests.Scenarios;

/// <summary>What single precision cannot represent is refused with a message, or computed correctly, or counted; never 0 or infinite without a notice.</summary>
public sealed class SinglePrecisionTests
{
    private static readonly RunOptions Small = new() { Samples = 1 << 14, Threads = 2 };

    [Theory]
    [InlineData("grid.electricity_price", "1e-305 to 1e-300 USD/kWh", "0, or amounts between 1E-36 USD/kWh and 1E+36 USD/kWh")]
    [InlineData("grid.electricity_price", "1e300 to 1e305 USD/kWh", "0, or amounts between")]
    [InlineData("grid.carbon_intensity", "1.003e+151 to 2.4564e+151 gCO2e/kWh", "0, or amounts between 1E-33 gCO2e/kWh")]
    [InlineData("hardware.tdp", "1e300 W", "0, or amounts between 1E-33 W and 1E+39 W")]
    [InlineData("hardware.tdp", "1e-50 kW", "0, or amounts between")]
    [InlineData("grid.electricity_price", "1e-400 USD/kWh", "0, or a number above 1e-307")]
    [InlineData("grid.electricity_price", "1e-320 USD/kWh", "0, or a number above 1e-307")]
    [InlineData("grid.electricity_price", "uniform(1e40, 2e40) USD/kWh", "0, or amounts between")]
    [InlineData("grid.electricity_price", "exponential(1e-60) USD/kWh", "0, or amounts between")]
    [InlineData("grid.electricity_price", "choice(1e-20 @ 50%, 1e20 @ 50%) USD/kWh", "less than 36 orders of magnitude apart")]
    [InlineData("grid.electricity_price", "mix(1e-30 to 2e-30 @ 50%, 1e10 to 2e10 @ 50%) USD/kWh", "less than 36 orders of magnitude apart")]
    public void What_leaves_single_precision_is_refused_with_line_and_key(string path, string text, string allowed)
    {
        var (section, key) = (path.Split('.')[0], path.Split('.')[1]);
        var tdp = section == "hardware" ? "" : "hardware: {tdp: 1 kW}\n";
        var exception = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(
            $"name: outside\n{tdp}{section}:\n  {key}: {text}\ntraining:\n  - {{phase: t, accelerator_hours: 1 h}}\n", "outside.yaml"));
        var error = Assert.Single(exception.Errors);
        Assert.Equal((path, section == "hardware" ? 3 : 4), (error.Path, error.Line));
        Assert.Contains(allowed, error.Allowed);
    }

    [Theory]
    [InlineData("1e-400", "a number of 6 characters in column 1 (price), line 3", "0, or a number above 1e-307")]
    [InlineData("1e60", "values that are out of bounds", "0, or amounts between")]
    public void A_cell_of_a_file_is_refused_too(string cell, string found, string allowed)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(file, $"price\n1\n{cell}\n0\n");
        try
        {
            var exception = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(
                $"name: cells\nhardware: {{tdp: 1 kW}}\ngrid: {{electricity_price: \"empirical({Path.GetFileName(file)}, column=price) USD/MWh\"}}\ntraining:\n  - {{phase: t, accelerator_hours: 1 h}}\n",
                Path.Combine(Path.GetDirectoryName(file)!, "cells.yaml")));
            Assert.Contains(found, exception.Errors[0].Found);
            Assert.Contains(allowed, exception.Errors[0].Allowed);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--scale")]
    [InlineData("--vary")]
    public void Variations_are_refused_too(string option)
    {
        var template = ScenarioTemplate.Read("name: A\nhardware: {tdp: 1 kW}\ngrid: {electricity_price: 50 to 90 USD/MWh}\ntraining:\n  - {phase: t, accelerator_hours: 1 h}\n", "a.yaml");
        var variation = option == "--scale" ? VariationParser.Factors("grid.electricity_price=1e-60") : VariationParser.Values("grid.electricity_price=1e-60 USD/kWh");
        Assert.Contains("0, or amounts between", Assert.Throws<ScenarioException>(() => SweepPlan.Build(template, [variation])).Errors[0].Allowed);
    }

    // Each is within bounds; the result lies outside those of a float and is still right.
    [Theory]
    [InlineData("1e20 to 2e20 kW", "1e30 h", 1.4142135623730951e20 * 1e30 / 1000)]
    [InlineData("uniform(1e25, 3e25) kW", "uniform(1e25, 3e25) h", 3.7124e50 / 1000)]
    [InlineData("pert(1e-20, 2e-20, 3e-20) kW", "uniform(1e-25, 3e-25) h", 4e-45 / 1000)]
    [InlineData("choice(1e-30 @ 10%, 2e-30 @ 80%, 3e-30 @ 10%) kW", "2e-30 h", 4e-60 / 1000)]
    [InlineData("{p5: 1e30 kW, p50: 2e30 kW, p95: 3e30 kW}", "1e10 h", 2e40 / 1000)]
    [InlineData("mix(1e-30 to 1e-29 @ 50%, 1e-30 to 1e-29 @ 50%) kW", "1e-15 h", 3.1622776601683794e-45 / 1000)]
    public void Products_beyond_single_precision_are_right(string tdp, string hours, double median)
    {
        var result = Run($"hardware: {{tdp: {Quoted(tdp)}}}\ntraining:\n  - {{phase: t, accelerator_hours: \"{hours}\"}}\n");
        var energy = result.Outputs.Single(output => output.Name == "energy");
        Assert.Equal(median, energy.Median, 0.05 * median);
        Assert.Equal(energy.Median, energy.Mean, 0.7 * median);
        Assert.Equal((0L, 0L, 0L), (energy.NotANumber, energy.Infinite, energy.TooSmall));
        Assert.False(energy.IsConstant);
    }

    [Fact]
    public void A_mean_exists_wherever_it_is_finite_in_double()
    {
        // Half of the samples are thirty orders of magnitude above the median, from which deviations are measured.
        var result = Run("hardware: {tdp: \"choice(1e-15 kW @ 60%, 1e15 kW @ 40%)\"}\ntraining:\n  - {phase: t, accelerator_hours: 1 to 2 h}\n");
        var energy = result.Outputs.Single(output => output.Name == "energy");
        var hours = Math.Sqrt(2) * Math.Exp(Math.Pow(Math.Log(2) / (2 * 1.6448536269514727), 2) / 2);

        // Standard error of the mean: √(0.4·0.6/2^14) = 0.4% of the upper value, as the distribution of hours adds little.
        Assert.Equal(0.4 * 1e15 * hours / 1000, energy.Mean, 5 * 0.005 * 1e15 * hours / 1000);
        Assert.True(double.IsFinite(energy.StandardDeviation) && energy.StandardDeviation > 0);
    }

    [Fact]
    public void A_median_of_nothing_does_not_cost_the_mean_its_digits()
    {
        var result = Run("hardware: {tdp: 1 kW}\ngrid: {carbon_price: \"choice(0 @ 60%, 1e-18 @ 40%) USD/kg\", carbon_intensity: 0.4 kg/kWh}\ntraining:\n  - {phase: t, accelerator_hours: 1 to 2 h}\n");
        var cost = result.Outputs.Single(output => output.Name == "carbon_cost");
        Assert.Equal(0, cost.Median);
        Assert.Equal(0.4 * 1e-18 * 0.4 * 1.4460, cost.Mean, 0.03 * cost.Mean);
    }

    // Each factor spans 11.5 units of its logarithm a deviation, so the product of three leaves single precision (e^±87) beyond
    // 4.4 deviations: some 6 of a million samples to either side.
    [Fact]
    public void No_requests_are_said_to_be_none()
    {
        var result = SimulationRunner.Run(
            ScenarioReader.Read("name: none\nserving: {requests_per_day: 0, duration: 10 days, energy_per_request: 1 Wh}\n", "none.yaml"), new RunOptions());
        Assert.Contains(result.Notices, notice => notice.Contains("nothing is served: serving.requests_per_day is 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lognormal(median=1, gsd=100000)", "lognormal(median=1, gsd=100000)", "lognormal(median=1, gsd=100000)")]
    [InlineData("lognormal(median=1e-9, gsd=100000)", "lognormal(median=1e5, gsd=100000)", "lognormal(median=10, gsd=100000)")]
    public void Underflow_and_overflow_of_a_product_are_counted_and_reported(string tdp, string hours, string price)
    {
        var result = SimulationRunner.Run(
            ScenarioReader.Read(
                $"name: wide\nhardware: {{tdp: \"{tdp} kW\"}}\ngrid: {{electricity_price: \"{price} USD/kWh\"}}\ntraining:\n  - {{phase: t, accelerator_hours: \"{hours} h\"}}\n", "wide.yaml"),
            new RunOptions { Samples = 1 << 21, Threads = 2, Sampler = Sampler.Random });
        var cost = result.Outputs.Single(output => output.Name == "electricity_cost");
        Assert.InRange(cost.TooSmall, 1, 60);
        Assert.InRange(cost.Infinite, 1, 60);
        Assert.Contains(result.Notices, notice => notice.StartsWith($"Warning: electricity_cost: {cost.TooSmall} samples were too small for single precision", StringComparison.Ordinal));
        Assert.Contains(result.Notices, notice => notice.StartsWith($"Warning: electricity_cost: 0 samples were not a number and {cost.Infinite} infinite", StringComparison.Ordinal));
    }

    [Fact]
    public void A_zero_that_is_meant_is_not_too_small()
    {
        var result = Run("hardware: {tdp: 1 kW}\ngrid: {electricity_price: \"choice(0 @ 50%, 60 @ 50%) USD/MWh\"}\ntraining:\n  - {phase: t, accelerator_hours: 1 to 2 h}\n");
        Assert.All(result.Outputs, output => Assert.Equal(0, output.TooSmall));
        Assert.DoesNotContain(result.Notices, notice => notice.Contains("single precision"));
    }

    [Fact]
    public void An_interval_of_a_few_units_in_the_last_place_says_so()
    {
        var result = Run("hardware: {tdp: 1 kW, rental: 1 USD/h}\ngrid: {electricity_price: \"uniform(1, 2) USD/GWh\"}\ntraining:\n  - {phase: t, accelerator_hours: 30M h}\n");
        Assert.Contains(result.Notices, notice => notice.StartsWith("Warning: cost: it varies so little that rounding shows", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Notices, notice => notice.StartsWith("Warning: electricity_cost", StringComparison.Ordinal));
    }

    private static SimulationResult Run(string text) => SimulationRunner.Run(ScenarioReader.Read("name: test\n" + text, "test.yaml"), Small);

    private static string Quoted(string text) => text.StartsWith('{') ? text : $"\"{text}\"";
}
