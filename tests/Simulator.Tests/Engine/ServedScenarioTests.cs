using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;
using Simulator.Studies.Sensitivity;
using Simulator.Studies.Sweep;

namespace Simulator.Tests.Engine;

/// <summary>Training and serving side by side: sums, shares, and the day on which serving overtakes training.</summary>
public sealed class ServedScenarioTests
{
    private const string Sites = """
        name: served
        hardware: {tdp: 700 W, peak: 989 TFLOP/s, overhead: 1.5, price: 30k USD, lifetime: 4 years, embodied_carbon: 300 kgCO2e}
        facility: {pue: 1.2, wue: 0.3 L/kWh}
        grid: {carbon_intensity: 400 g/kWh, electricity_price: 80 USD/MWh, water_intensity: 2 L/kWh}

        """;

    private const string Training = "training: [{accelerator_hours: 1M h, utilization: 80%}]\n";
    private const string ByTokens = "parameters: 100G, output_tokens: 500, mfu: 10%, utilization: 70%, idle_share: 50%, idle_power: 20%";

    [Fact]
    public void Training_and_serving_add_up_to_the_whole()
    {
        var result = Run($"{Sites}{Training}serving: {{requests_per_day: 10M, duration: 1 year, {ByTokens}}}");
        foreach (var part in new[] { "energy", "emissions", "cost", "water" })
        {
            Assert.Equal(Of(result, part), Of(result, $"training_{part}") + Of(result, $"serving_{part}"), 1e-9 * Of(result, part));
            Assert.Equal(Of(result, part), Of(result, $"training_{part}") + (PerRequest(result, part) * 3.65e9), 1e-9 * Of(result, part));
        }

        // By hand: 1e14 FLOP at 98.9 TFLOP/s; (0.7 + 0.5 · 0.2) · 700 W · 1.5 · 1.2; half of the hours again wait.
        var hours = 3.65e9 * 1e14 / 98.9e12 / 3600;
        Assert.Equal(hours * 0.8 * 0.7 * 1.5 * 1.2 / 1000, Of(result, "serving_energy"), 1e-6 * Of(result, "serving_energy"));
        Assert.Equal(1.5 * hours * 30_000 / 35_040, Of(result, "serving_cost") - (80 * Of(result, "serving_energy")), 1);
        Assert.Equal(1.5 * hours * 0.3 / 35_040, Of(result, "serving_emissions") - (0.4 * Of(result, "serving_energy")), 1e-3);
        Assert.Equal(1.5 * hours / 8760, Of(result, "serving_accelerators"), 1e-6);
        Assert.Equal(1e6 + hours, Of(result, "accelerator_hours"), 1e-3);
        Assert.Equal(2000 * Of(result, "energy_per_served_request") / 1000, Of(result, "energy_per_million_served_tokens"), 1e-9);
        Assert.EndsWith("training and serving", Output(result, "hardware_cost").Boundary, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_hours_of_serving_hardware_is_that_of_training_and_the_result_says_so()
    {
        var result = Run($"{Sites}{Training}serving: {{requests_per_day: 10M, duration: 1 year, energy_per_request: 0.3 Wh}}");
        Assert.Equal(Of(result, "serving_cost"), 80 * Of(result, "serving_energy"), 1e-6);
        Assert.Equal("cost of serving: electricity", Output(result, "serving_cost").Boundary);
        Assert.Equal("emissions of serving: operational", Output(result, "serving_emissions").Boundary);
        Assert.EndsWith("; training", Output(result, "hardware_cost").Boundary, StringComparison.Ordinal);
        Assert.Contains(result.Notices, notice => notice.StartsWith("Left out of hardware_cost, embodied_emissions, accelerator_hours: serving", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Outputs, output => output.Name == "serving_accelerators");
    }

    [Fact]
    public void Embodied_emissions_of_a_request_are_those_that_are_stated()
    {
        var with = Run($"{Sites}{Training}serving: {{requests_per_day: 10M, duration: 1 year, energy_per_request: 0.3 Wh, embodied_per_request: 0.01 g}}");
        Assert.Equal(36.5, Of(with, "serving_emissions") - (0.4 * Of(with, "serving_energy")), 1e-6);
        Assert.Equal("emissions of serving: operational + embodied", Output(with, "serving_emissions").Boundary);
    }

    [Fact]
    public void Serving_alone_has_no_outputs_of_training()
    {
        var result = Run($"{Sites}serving: {{requests_per_day: 10M, duration: 1 year, {ByTokens}}}");
        string[] ofTraining = ["training_energy", "overtaking_day", "serving_over_training", "accelerators", "duration", "peak_power", "energy_per_million_tokens"];
        Assert.DoesNotContain(result.Outputs, output => ofTraining.Contains(output.Name));
        Assert.Equal(Of(result, "energy"), Of(result, "serving_energy"));
        Assert.EndsWith("; serving", Output(result, "energy").Boundary, StringComparison.Ordinal);
        Assert.Contains(result.Notices, notice => notice.Contains("duration", StringComparison.Ordinal) && notice.Contains("(training is not set)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scenario_without_serving_has_nothing_new()
    {
        var result = Run($"{Sites}{Training}");
        Assert.DoesNotContain(result.Outputs, output => output.Name.Contains("serv", StringComparison.Ordinal) || output.Name.StartsWith("training", StringComparison.Ordinal) || output.Name == "overtaking_day");
        Assert.DoesNotContain(result.Notices, notice => notice.Contains("serving", StringComparison.Ordinal));
        Assert.Equal("site: IT and facility", Output(result, "energy").Boundary);
    }

    // 1 GWh of training against 0.3 Wh times requests: 3.33 G requests.
    [Theory]
    [InlineData("10G", 1 / 3.0)]
    [InlineData("100M", 33.3333)]
    [InlineData("9.14M", 364.697)]
    public void The_day_is_that_on_which_the_line_crosses(string requests, double day)
    {
        var result = Run($"{Gigawatthour}serving: {{requests_per_day: {requests}, duration: 1 year, energy_per_request: 0.3 Wh}}");
        Assert.Equal(day, Of(result, "overtaking_day"), 1e-3);
        Assert.Equal(365 / day, Of(result, "serving_over_training"), 1e-3 * 365 / day);
        Assert.DoesNotContain(result.Notices, notice => notice.Contains("overtaking_day", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9.12M", "it takes 99.9% of")]
    [InlineData("9.1324M", "it takes 99.999")]
    [InlineData("1M", "it takes 10.9% of")]
    [InlineData("1M to 2M", "in any sample: it takes")]
    [InlineData("1M to 9M", "of the samples: it takes")]
    public void A_day_that_never_comes_is_not_computed(string requests, string reason)
    {
        var result = Run($"{Gigawatthour}serving: {{requests_per_day: {requests}, duration: 1 year, energy_per_request: 0.3 Wh}}");
        Assert.DoesNotContain(result.Outputs, output => output.Name == "overtaking_day");
        Assert.Contains(result.Outputs, output => output.Name == "serving_over_training");
        Assert.Contains(reason, Assert.Single(result.Notices, notice => notice.StartsWith("Not computed: overtaking_day", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_share_of_samples_without_a_crossing_is_stated_and_they_stay_in_the_quantiles()
    {
        // The line crosses within the year above 1e9 / 0.3 / 365 = 9.1324 M requests a day: of uniform(5M, 15M) 58.676% do.
        const double Share = (9.132420e6 - 5e6) / 10e6;
        var result = Run($"{Gigawatthour}serving: {{requests_per_day: \"uniform(5M, 15M)\", duration: 1 year, energy_per_request: 0.3 Wh}}", samples: 1 << 16);
        var warning = Assert.Single(result.Notices, notice => notice.StartsWith("overtaking_day: serving", StringComparison.Ordinal));
        var stated = double.Parse(warning.Split(" in ")[1].Split('%')[0], System.Globalization.CultureInfo.InvariantCulture) / 100;

        // Sobol' points, but no worse than four standard errors of independent ones.
        Assert.Equal(Share, stated, 4 * Math.Sqrt(Share * (1 - Share) / (1 << 16)));

        // Quantiles are those of all samples: p95 of the day belongs to p5 of the requests, 5.5 M, beyond the year.
        Assert.Equal(1e9 / 0.3 / 5.5e6, Output(result, "overtaking_day").Quantile(0.95), 1.0);
        Assert.Equal(1e9 / 0.3 / 10e6, Output(result, "overtaking_day").Median, 0.5);
        Assert.Equal(0, Output(result, "overtaking_day").NotANumber + Output(result, "overtaking_day").Infinite);
    }

    [Fact]
    public void Studies_pass_over_a_day_that_never_comes()
    {
        var (never, always) = (Served("never", "1M to 2M"), Served("always", "100M to 200M"));
        var options = new RunOptions { Samples = 1 << 12 };

        var comparison = ScenarioComparison.Run([always, never], options);
        Assert.DoesNotContain(comparison.Pairs[0].Outputs, output => output.Name == "overtaking_day");
        Assert.Contains(comparison.Pairs[0].Outputs, output => output.Name == "serving_over_training");
        Assert.Contains("Not compared: overtaking_day (not computed in never).", comparison.Notices);

        Assert.Empty(WorstCaseSearch.Run(never, SimulationRunner.Run(never, options), ["overtaking_day"]));
        Assert.Single(WorstCaseSearch.Run(always, SimulationRunner.Run(always, options), ["overtaking_day"]));

        var sweep = ScenarioSweep.Run(SweepPlan.Build(ScenarioTemplate.Read(Text("both", "1M"), "both.yaml"), [VariationParser.Values("serving.requests_per_day=1M,100M")]), options);
        Assert.Equal([false, true], sweep.Points.Select(point => point.Outputs.ContainsKey("overtaking_day")));
    }

    [Fact]
    public void A_limit_on_a_day_that_never_comes_does_not_hold()
    {
        // A limit on it is one on the time that serving would have to go on: longer than what is served.
        var scenario = ScenarioReader.Read($"{Text("never", "1M to 2M")}limits: [\"p5 overtaking_day < 365 days\"]\n", "never.yaml");
        Assert.Equal(LimitVerdict.Fails, Assert.Single(SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 14 }).Limits).Verdict);
    }

    private static Scenario Served(string name, string requests) => ScenarioReader.Read(Text(name, requests), $"{name}.yaml");

    private static string Text(string name, string requests) =>
        $"{Gigawatthour.Replace("name: g", $"name: {name}", StringComparison.Ordinal)}serving: {{requests_per_day: {requests}, duration: 1 year, energy_per_request: 0.3 Wh}}\n";

    // 1 GWh of training, and nothing beside the accelerators.
    private const string Gigawatthour = "name: g\nhardware: {tdp: 1 kW}\ntraining: [{accelerator_hours: 1M h}]\n";

    private static SimulationResult Run(string text, int samples = 1 << 12) =>
        SimulationRunner.Run(ScenarioReader.Read(text, "served.yaml"), new RunOptions { Samples = samples });

    private static double Of(SimulationResult result, string output) => Output(result, output).Mean;

    private static OutputSummary Output(SimulationResult result, string output) => result.Outputs.Single(one => one.Name == output);

    // Printed in Wh, g, USD and L, against MWh, t, USD and m3.
    private static double PerRequest(SimulationResult result, string part) => Of(result, $"{part}_per_served_request") * part switch
    {
        "cost" => 1,
        "water" => 1e-3,
        _ => 1e-6,
    };
}
