using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Quantities;
using Simulator.Tests.Scenarios;

namespace Simulator.Tests.Model;

/// <summary>A phase whose energy is measured: what stands behind the meter follows, what stands before it is solved for.</summary>
public sealed class MeasuredEnergyTests
{
    private const string Site = """
        facility: {pue: 1.25, wue: 0.5 L/kWh}
        grid: {carbon_intensity: 400 gCO2e/kWh, losses: 20%, electricity_price: 100 USD/MWh}
        """;

    [Theory]
    [InlineData("accelerators", 2, 2.5, 3.125)] // × overhead 2, × PUE, / (1 − losses)
    [InlineData("it", 1, 1.25, 1.5625)]
    [InlineData("site", 0.8, 1, 1.25)]
    [InlineData("grid", 0.64, 0.8, 1)]
    public void The_equations_hold_on_both_sides_of_the_meter(string boundary, double it, double site, double grid)
    {
        var result = Run($"name: x\nhardware: {{overhead: 2}}\n{Site}\ntraining: [{{energy: 3.6 GJ, measured_at: {boundary}}}]");
        Assert.Equal(it, Mean(result, "it_energy"), 12);
        Assert.Equal(site, Mean(result, "energy"), 12);
        Assert.Equal(grid, Mean(result, "grid_energy"), 12);
        Assert.Equal(0.4 * grid, Mean(result, "emissions"), 12);
        Assert.Equal(100 * site, Mean(result, "electricity_cost"), 10);
        Assert.Equal(0.5 * it, Mean(result, "water_onsite"), 12);
        Assert.Equal(site, result.Components.Sum(row => row.Energy), 12);
    }

    [Fact]
    public void Measured_and_modelled_phases_add_up()
    {
        var result = Run($"name: x\nhardware: {{tdp: 400 W}}\n{Site}\ntraining:\n  - {{phase: a, energy: 2 MWh, measured_at: it, runs: 3}}\n  - {{phase: b, accelerator_hours: 10k h}}");
        Assert.Equal(6 + 4, Mean(result, "it_energy"), 12);
        Assert.Contains(result.Notices, notice => notice.Contains("accelerator_hours, or another route to hours in a", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(", tokens: 1T", "", "by the tokens of a; b, c state none.")]
    [InlineData(", tokens: 1T", ", tokens: 1M", "by the tokens of a, b; c states none.")]
    [InlineData("", ", tokens: 1M", "by the tokens of b; a, c state none.")]
    [InlineData("", "", null)]
    public void Tokens_of_some_phases_only_are_a_notice(string a, string b, string? expected)
    {
        var result = Run($"name: x\nhardware: {{tdp: 400 W}}\ntraining: [{{phase: a, energy: 2 MWh, measured_at: it{a}}}, {{phase: b, accelerator_hours: 10k h{b}}}, {{phase: c, energy: 1 MWh, measured_at: it}}]");
        var notices = result.Notices.Where(notice => notice.StartsWith("Outputs per million tokens", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected is null ? 0 : 1, notices.Count);
        Assert.All(notices, notice => Assert.EndsWith(expected!, notice, StringComparison.Ordinal));
        Assert.DoesNotContain(Run("name: x\nhardware: {tdp: 400 W}\ntraining: [{energy: 2 MWh, measured_at: it, tokens: 1T}]").Notices, notice => notice.StartsWith("Outputs per", StringComparison.Ordinal));
    }

    [Fact]
    public void Hours_are_optional_and_what_needs_them_is_named()
    {
        const string Hardware = "name: x\nhardware: {tdp: 400 W, price: 20k USD, lifetime: 4 years, embodied_carbon: 150 kgCO2e}\n";
        var without = Run($"{Hardware}training: [{{energy: 2 MWh, measured_at: it}}]");
        string[] needHours = ["accelerator_hours", "hardware_cost", "embodied_emissions", "duration", "peak_power", "power_swing", "cost"];
        Assert.DoesNotContain(without.Outputs, output => needHours.Contains(output.Name));
        Assert.All(needHours, name => Assert.Contains(without.Notices, notice => notice.Contains(name, StringComparison.Ordinal)));

        // 8,000 h of 4 · 8,760 h at 20,000 USD and 150 kg.
        var with = Run($"{Hardware}training: [{{energy: 2 MWh, measured_at: it, accelerator_hours: 8000 h, accelerators: 4}}]");
        Assert.Equal(8000 * 20000 / (4 * 8760.0), Mean(with, "hardware_cost"), 9);
        Assert.Equal(8000 * 0.15 / (4 * 8760), Mean(with, "embodied_emissions"), 12);
        Assert.Equal(4 * 400e-6, Mean(with, "peak_power"), 12);
        Assert.DoesNotContain(with.Outputs, output => output.Name == "power_swing");
    }

    [Fact]
    public void Sums_hold_nothing_that_one_phase_alone_knows()
    {
        // Phase a has no hours: neither its hardware nor its share of making it is known, and the sums say that they lack both.
        const string Text = "name: x\nhardware: {tdp: 400 W, price: 20k USD, lifetime: 4 years, embodied_carbon: 150 kgCO2e}\ngrid: {electricity_price: 100 USD/MWh, carbon_intensity: 400 g/kWh}\n"
            + "training:\n  - {phase: a, energy: 2 MWh, measured_at: it}\n  - {phase: b, accelerator_hours: 10k h}";
        var result = Run(Text);
        Assert.Equal(600, Mean(result, "cost"), 9);
        Assert.Equal(2.4, Mean(result, "emissions"), 12);
        Assert.Equal("site: electricity", result.Outputs.Single(output => output.Name == "cost").Boundary);
        Assert.Contains("operational only", result.Outputs.Single(output => output.Name == "emissions").Boundary, StringComparison.Ordinal);
        Assert.Equal(600, result.Phases.Sum(phase => phase.Cost), 9);
    }

    [Fact]
    public void The_meter_of_a_site_does_not_know_the_it_energy()
    {
        var result = Run("name: x\nfacility: {wue: 0.5 L/kWh}\ntraining: [{energy: 2 MWh, measured_at: site}]");
        Assert.Equal(2, Mean(result, "energy"), 12);
        Assert.DoesNotContain(result.Outputs, output => output.Name is "it_energy" or "water_onsite" or "water");
        Assert.Contains(result.Notices, notice => notice.Contains("it_energy, water_onsite (facility.pue for a measured site", StringComparison.Ordinal));
        Assert.Equal("site, measured", Assert.Single(result.Components).Name);
    }

    [Theory]
    [InlineData("{energy: 2 MWh}", "measured_at: accelerators, it, site, grid")]
    [InlineData("{measured_at: it, accelerator_hours: 1 h}", "energy: what")]
    [InlineData("{energy: 2 MWh, measured_at: rack}", "accelerators")]
    [InlineData("{energy: 2 MWh, measured_at: it, utilization: 80%}", "one of them")]
    [InlineData("{energy: 2 MW, measured_at: it}", "energy")]
    [InlineData("{energy: -2 MWh, measured_at: it}", "0")]
    public void What_cannot_be_meant_is_refused(string phase, string allowed) =>
        Assert.Contains(Yaml.Errors($"name: x\nhardware: {{tdp: 400 W}}\ntraining: [{phase}]"), error => error.Allowed.Contains(allowed, StringComparison.Ordinal));

    [Theory]
    [InlineData("48.3 kWh ± 3%", 48.3, 1.449)]
    [InlineData("48.3 kWh +/- 3%", 48.3, 1.449)]
    [InlineData("48.3 ± 1.5 kWh", 48.3, 1.5)]
    [InlineData("48.3 kWh ± 1500 Wh", 48.3, 1.5)]
    [InlineData("(48.3 ± 1.5) kWh", 48.3, 1.5)]
    [InlineData("3.6 MJ ± 360 kJ", 1, 0.1)]
    [InlineData("3.6 GJ ± 10%", 1000, 100)]
    [InlineData("10 kWh + (5 ± 1 kWh)", 15, 1)]
    public void Plus_and_minus_is_the_interval_of_a_normal_distribution(string text, double centre, double half)
    {
        var energy = Yaml.Read($"name: x\ntraining: [{{energy: \"{text}\", measured_at: it}}]").Phases[0].Inputs.Single(input => input.Key.Name == "energy").Value.Distribution;
        Assert.Equal(centre - half, energy.Quantile(0.05), 1e-6 * centre);
        Assert.Equal(centre, energy.Quantile(0.5), 1e-6 * centre);
        Assert.Equal(centre + half, energy.Quantile(0.95), 1e-6 * centre);
    }

    [Theory]
    [InlineData("phase", "utilization", "85% ± 3%", "82% to 88%, or 82.45% to 87.55%")]
    [InlineData("phase", "utilization", "85% ± 0.03", "82% to 88%")]
    [InlineData("facility", "pue", "1.2 ± 0", "write 1.2 for a constant")]
    [InlineData("hardware", "embodied_carbon", "150 kgCO2e ± 20", "write 150 kgCO2e ± 20 kgCO2e, or 150 kgCO2e ± 20%")]
    [InlineData("hardware", "tdp", "400 W ± 20", "write 400 W ± 20 W, or 400 W ± 20%")]
    [InlineData("grid", "electricity_price", "10 USD/MWh + (70 USD/MWh ± 5)", "write 70 USD/MWh ± 5 USD/MWh, or 70 USD/MWh ± 5%")]
    [InlineData("grid", "electricity_price", "mix(60 USD/MWh ± 5, 90 USD/MWh ± 5 USD/MWh)", "write 60 USD/MWh ± 5 USD/MWh, or 60 USD/MWh ± 5%")]
    [InlineData("hardware", "tdp", "400 W ± 3 kWh", "")]
    [InlineData("hardware", "tdp", "400 ± 3%", "")]
    [InlineData("hardware", "tdp", "400 W ± uniform(1, 2)", "")]
    [InlineData("hardware", "tdp", "± 3 W", "48.3 kWh ± 3%")]
    [InlineData("facility", "pue", "1 + 0.1 ± 0.05", "parentheses")]
    public void Ambiguous_and_empty_ones_are_refused(string section, string key, string text, string hint) =>
        Assert.Contains(hint, Yaml.QuantityError(section, key, text).Hint ?? "", StringComparison.Ordinal);

    [Fact]
    public void A_measured_energy_with_a_bare_number_after_plus_and_minus_has_two_readings()
    {
        var error = Assert.Throws<Simulator.Scenarios.Text.ScenarioException>(() => Yaml.Read("name: x\ntraining: [{energy: 48.3 kWh ± 3, measured_at: it}]")).Errors.Single();
        Assert.Equal("write 48.3 kWh ± 3 kWh, or 48.3 kWh ± 3%", error.Hint);
        Assert.Equal(2, error.Line);
    }

    [Theory]
    [InlineData("3600 kJ", 1)]
    [InlineData("3.6 MJ", 1)]
    [InlineData("3.6 GJ", 1000)]
    [InlineData("3.6 TJ", 1e6)]
    [InlineData("3.6M J", 1)]
    public void Joules_are_energies(string text, double kilowattHours) => Assert.Equal(kilowattHours, QuantityParser.ParseConstant(text, "kWh"), 1e-12 * kilowattHours);

    private static SimulationResult Run(string text) => SimulationRunner.Run(Yaml.Read(text), new RunOptions { Samples = 1024 });

    private static double Mean(SimulationResult result, string output) => result.Outputs.Single(one => one.Name == output).Mean;
}
