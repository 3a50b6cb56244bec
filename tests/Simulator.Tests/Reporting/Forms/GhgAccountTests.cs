using System.Globalization;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Disclosure;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>Scopes and categories: which part of the emissions stands where, and that nothing stands twice.</summary>
public sealed class GhgAccountTests
{
    private const string Fixed = """
        name: Fixed
        hardware: {tdp: 1 kW, embodied_carbon: 100 kg, lifetime: 1000 h, price: 1000 USD}
        facility: {pue: 1.2}
        grid: {mix: {coal: 50%, wind: 50%}, losses: 5%, carbon_free_share: 25%}
        training: [{phase: pre-training, accelerators: 100, accelerator_hours: 1M h}]
        """;

    [Fact]
    public void Upstream_fuel_and_losses_are_category_3_and_not_scope_2()
    {
        // 1,200 MWh at the meter. Direct factors 760 and 0 g/kWh, life-cycle 820 and 11: 380 and 35.5 upstream.
        var data = Study(Fixed);
        Near(1200 * 0.38, data, Account.AtMeter);
        Near(1200 * 0.38 * 0.75, data, Account.AtMeterMarket);
        Near(1200 * 0.0355, data, Account.Upstream);
        Near(((1200 / 0.95) - 1200) * 0.4155, data, Account.Losses);
        Near(100, data, Account.Embodied);

        // The parts are the whole, each once.
        var whole = data.Result.Outputs.Single(output => output.Name == "emissions").Median;
        Assert.Equal(whole, new[] { Account.AtMeter, Account.Upstream, Account.Losses, Account.Embodied }.Sum(name => data[name].Figure!.Median), whole * 1e-6);

        static void Near(double expected, Disclosed data, string account) => Assert.Equal(expected, data[account].Figure!.Median, expected * 1e-6);
    }

    [Fact]
    public void The_parts_are_the_whole_sample_by_sample()
    {
        // Means of the same samples add up, whatever the inputs do; single precision, a dozen operations.
        var data = Study("""
            name: Uncertain
            hardware: {tdp: 1 kW, overhead: 1.2 to 1.6, embodied_carbon: 50 to 200 kg, lifetime: 3 to 6 years}
            facility: {pue: 1.1 to 1.4}
            grid: {mix: {coal: 30%, gas: 30%, hydro: 40%}, mix_concentration: 30, losses: 4% to 9%}
            training: [{phase: a, accelerator_hours: 1M h}, {phase: b, accelerator_hours: 100k to 200k h, grid: {losses: 2%}}]
            """);
        var mean = data.Result.Outputs.Single(output => output.Name == "emissions").Mean;
        Assert.Equal(mean, new[] { Account.AtMeter, Account.Upstream, Account.Losses, Account.Embodied }.Sum(name => data[name].Figure!.Mean), mean * 1e-6);
    }

    [Fact]
    public void A_residual_mix_is_enough_for_a_market_based_line()
    {
        var data = Study("name: r\nhardware: {tdp: 700 W}\ngrid: {residual_mix: 94 gCO2e/kWh, carbon_free_share: 50%}\ntraining: [{accelerator_hours: 100 h}]");
        Assert.Equal(70 * 0.094 * 0.5 / 1000, data[Account.AtMeterMarket].Figure!.Median, 1e-9);
        Assert.Equal(data.Result.Outputs.Single(output => output.Name == "market_emissions").Median, data[Account.AtMeterMarket].Figure!.Median, 1e-9);
        Assert.Null(data[Account.AtMeter].Figure);
        using var run = new FormRun();
        var text = run.Print(Path.Combine(Repository.Root, "scenarios", "models", "gemini-prompt.yaml"), "ghg");
        Assert.DoesNotContain(",.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("The stated carbon intensity", text, StringComparison.Ordinal);
        Assert.DoesNotContain("The two figures", text, StringComparison.Ordinal);
        Assert.Contains("The protocol asks for the location-based figure beside it.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serving: {requests_per_day: 1M, duration: 90 days, parameters: 70G, output_tokens: 400, mfu: 10%}", true)]
    [InlineData("serving: {requests_per_day: 1M, duration: 90 days, energy_per_request: 1 Wh, embodied_per_request: 0.1 g}", true)]
    [InlineData("serving: {requests_per_day: 1M, duration: 90 days, energy_per_request: 1 Wh}", false)]
    public void The_parts_are_the_whole_of_training_and_serving(string serving, bool hasHardware)
    {
        const string Site = "name: Used\nhardware: {accelerator: h100-sxm, embodied_carbon: 500 kg, lifetime: 5 years}\nfacility: {pue: 1.2}\ngrid: {mix: {coal: 50%, wind: 50%}, losses: 5%}\n";
        foreach (var training in new[] { "training: [{phase: main, accelerators: 8, duration: 10 days}]\n", "" })
        {
            // Hardware that nothing depends on is refused.
            var text = (Site + training + serving).Replace(
                training.Length > 0 || serving.Contains("parameters", StringComparison.Ordinal) ? "#" : "hardware: {accelerator: h100-sxm, embodied_carbon: 500 kg, lifetime: 5 years}\n", "", StringComparison.Ordinal);
            var data = Study(text);
            var parts = new[] { Account.AtMeter, Account.Upstream, Account.Losses, Account.Embodied }.Where(name => training.Length > 0 || hasHardware || name != Account.Embodied).Sum(name => data[name].Figure!.Median);
            var whole = data.Result.Outputs.Single(output => output.Name == "emissions").Median;
            Assert.Equal(whole, parts, whole * 1e-6);
            using var run = new FormRun();
            var form = run.Print(run.File(text), "ghg");
            Assert.Contains("no rental is stated", form, StringComparison.Ordinal);
            Assert.Equal(hasHardware, form.Contains("Electricity and hardware are those of", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("owned", "| Scope 2 | electricity at the meter, location-based | 456 |", "| Scope 3, category 3(b) | upstream", "| Scope 3, category 3(c) | transmission", "| Scope 3, category 2 | making the hardware | 100 |")]
    [InlineData("leased", "| Scope 3, category 8 | electricity at the meter, location-based | 456 |", "| Scope 3, category 8 (optional) | upstream", "| Scope 3, category 8 (optional) | transmission", "| Scope 3, category 8 (optional) | making the hardware | 100 |")]
    [InlineData("service", "| Scope 3, category 1 | electricity at the meter, location-based | 456 |", "| Scope 3, category 1 | upstream", "| Scope 3, category 1 | transmission", "| Scope 3, category 1 | making the hardware | 100 |")]
    public void Whose_the_hardware_is_decides_the_scope(string control, params string[] lines)
    {
        using var run = new FormRun();
        var text = run.Print(run.File(Fixed), "ghg", "--control", control);
        Assert.All(lines, line => Assert.Contains(line, text, StringComparison.Ordinal));
        Assert.Equal(control == "owned", text.Contains("| Scope 2 |", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("price: 1000 USD", "Scope 2")]
    [InlineData("rental: 2 USD/h", "Scope 3, category 1")]
    public void Hardware_that_is_rented_is_read_as_a_service_and_that_is_said(string cost, string scope)
    {
        using var run = new FormRun();
        var text = run.Print(run.File(Fixed.Replace("price: 1000 USD", cost, StringComparison.Ordinal)), "ghg");
        Assert.Contains($"| {scope} | electricity at the meter, location-based | 456 |", text, StringComparison.Ordinal);
        Assert.Contains("--control says otherwise", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_has_no_line_and_is_never_0()
    {
        using var run = new FormRun();
        var text = run.Print(run.File(FormRun.FineTune), "ghg", "--control", "owned");
        Assert.Equal(1, text.Split('\n').Count(line => line.StartsWith("| Scope", StringComparison.Ordinal)));
        foreach (var missing in new[]
        {
            "market-based: not known, since the file does not state grid.carbon\\_free\\_share", "upstream of that electricity: not known, since", "losses: not known, since the file does not state grid.losses",
            "making the hardware: not known, since the file does not state hardware.lifetime",
        })
        {
            Assert.Contains(missing, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("location: us-pjm", null, "Upstream is the difference from the life-cycle intensity of the same source", true)]
    [InlineData("location: us", null, "Its life-cycle intensity is of another source", false)]
    [InlineData("location: us, emission_factors: direct", null, "The catalogue's direct intensity of United States", false)]
    [InlineData("carbon_intensity: 400 gCO2e/kWh", 400.0, "If it is a life-cycle figure, part of it is upstream", false)]
    [InlineData("carbon_intensity: 400 gCO2e/kWh, emission_factors: direct", 400.0, "is direct (emission_factors: direct)", false)]
    public void Scope_2_takes_the_direct_intensity_where_one_is_known(string grid, double? stated, string expected, bool hasUpstream)
    {
        var data = Study($$"""
            name: Grid
            hardware: {tdp: 1 kW}
            grid: {{{grid}}}
            training: [{phase: a, accelerator_hours: 1M h}]
            """);

        // 1 GWh: grams per kWh are tonnes; null is the catalogue's own figure.
        var grams = stated ?? double.Parse(data.Scenario.Phases[0].Location!.Figures["carbon_intensity_direct"].Text!.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Equal(grams, data[Account.AtMeter].Figure!.Median, grams * 1e-6);
        Assert.Contains(expected, string.Join(' ', data.Intensities), StringComparison.Ordinal);
        Assert.Equal(hasUpstream, data[Account.Upstream].Figure is not null);
    }

    private static Disclosed Study(string text)
    {
        var scenario = ScenarioReader.Read(text, "account.yaml");
        var options = new RunOptions { Samples = 4096 };
        return DisclosureStudy.Run(scenario, SimulationRunner.Run(scenario, options), options);
    }
}
