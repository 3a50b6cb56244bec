using Simulator.Runs;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Mistakes that have been published: each is flagged in a scenario.</summary>
public class PlausibilityTests
{
    private const string Hours = "training: [{accelerator_hours: 1M h}]";

    [Theory]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {carbon_intensity: 0.0026 kg/kWh}", "grid.carbon_intensity", "0.0026 kgCO2e/kWh", "0.01 to 1.1", "")] // Llama 3.3's 12.9 t on 4,900 MWh
    [InlineData("hardware: {tdp: 700 W}\ngrid: {carbon_intensity: 731.59 kg/kWh}", "grid.carbon_intensity", "731.6 kgCO2e/kWh", "0.01 to 1.1", "kgCO2e/MWh")] // kg per MWh in a documentation
    [InlineData("hardware: {tdp: 700 W}\ngrid: {carbon_intensity: 400 to 500 kg/kWh}", "grid.carbon_intensity", "447.2 kgCO2e/kWh", "0.01 to 1.1", "gCO2e/kWh")]
    [InlineData("hardware: {accelerator: h100-sxm, peak: 1979 TFLOP/s}", "hardware.peak", "989 TFLOP/s", "within 10%", "sparsity")] // the peak with sparsity in a calculator's table
    [InlineData("hardware: {accelerator: h800-sxm, tdp: 350 W}", "hardware.tdp", "350 W, while the catalogue has 700 W", "within 10%", "")] // the PCIe card's rating for the SXM module
    [InlineData("hardware: {tdp: 700 W}\nfacility: {pue: 1.2, cooling_share: 0%, wue: 1.8 L/kWh}", "facility.cooling_share", "0 while wue is 1.8 L/kWh", "above 0", "PUE - 1")]
    [InlineData("hardware: {tdp: 700 W}\nfacility: {cooling_share: 35%}", "facility.cooling_share", "while the PUE is 1", "above 1", "facility.pue")]
    public void Are_warnings(string sections, string path, string found, string rule, string hint)
    {
        var warning = Assert.Single(Yaml.Read($"name: x\n{sections}\n{Hours}").Warnings);
        Assert.Equal((Severity.Warning, path), (warning.Severity, warning.Path));
        Assert.Contains(found, warning.Found, StringComparison.Ordinal);
        Assert.Contains(rule, warning.Allowed, StringComparison.Ordinal);
        Assert.Contains(hint, warning.Hint ?? "", StringComparison.Ordinal);
    }

    // 100 h · 700 W are 70 kWh: the accelerators take 1.2 times that at most, all IT equipment 3 times, the site 6 times.
    [Theory]
    [InlineData("48 MWh, measured_at: accelerators, accelerator_hours: 100 h", "4.8E+04 kWh (median), while 100 accelerator-hours × 700 W rated power is 70 kWh")]
    [InlineData("85 kWh, measured_at: accelerators, accelerators: 10, duration: 10 h", "85 kWh")]
    [InlineData("211 kWh, measured_at: it, accelerator_hours: 100 h", "211 kWh")]
    [InlineData("421 kWh ± 1%, measured_at: site, accelerator_hours: 100 h", "421 kWh")]
    [InlineData("421 kWh, measured_at: grid, accelerator_hours: 100 h", "421 kWh")]
    [InlineData("48 Wh, measured_at: it, accelerator_hours: 100 h", "0.048 kWh")]
    [InlineData("84 kWh, measured_at: accelerators, accelerator_hours: 100 h", "")]
    [InlineData("209 kWh, measured_at: it, accelerator_hours: 100 h", "")]
    [InlineData("419 kWh, measured_at: site, accelerator_hours: 100 h", "")]
    [InlineData("4 kWh, measured_at: it, accelerator_hours: 100 h", "")]
    [InlineData("48 MWh, measured_at: it", "")]
    public void A_measured_energy_is_held_against_the_rating_of_the_accelerators(string energy, string found)
    {
        var warnings = Yaml.Read($"name: x\nhardware: {{tdp: 700 W}}\ntraining: [{{energy: {energy}}}]").Warnings;
        Assert.Equal(found.Length > 0 ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains(found, warning.Found, StringComparison.Ordinal));
        Assert.All(warnings, warning => Assert.EndsWith(".energy", warning.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("accelerators")]
    [InlineData("it")]
    [InlineData("grid")]
    public void Nothing_is_advised_that_a_measured_phase_refuses(string boundary) =>
        Assert.Empty(Yaml.Read($"name: x\nhardware: {{tdp: 700 W}}\ntraining: [{{energy: 50 kWh, measured_at: {boundary}, accelerator_hours: 100 h, idle_share: 10%}}]").Warnings);

    // A published model card counted the cores of TPUs as chips: four times the hours that the arithmetic takes.
    [Theory]
    [InlineData("4M h", 1)]
    [InlineData("1M h", 0)]
    public void Cores_for_chips_are_found_by_two_routes(string hours, int warnings)
    {
        // 6 · 1e9 · 3e13 / (123 TFLOP/s · 40%) / 3600 = 1.016 M h.
        var scenario = Yaml.Read($"name: x\nhardware: {{accelerator: tpu-v3, tdp: 450 W}}\ntraining: [{{accelerator_hours: {hours}, parameters: 1G, tokens: 30T, mfu: 40%}}]");
        Assert.Equal(warnings, scenario.Warnings.Count);
        Assert.All(scenario.Warnings, warning => Assert.Contains("chips and not of their cores", warning.Hint, StringComparison.Ordinal));
    }

    // 6 · 1e9 · 3e13 / (100 TFLOP/s · 50%) / 3600 = 1 M h: the warning begins at a factor of 2 to either side of it.
    [Theory]
    [InlineData("2.05M h", 1)]
    [InlineData("1.95M h", 0)]
    [InlineData("0.51M h", 0)]
    [InlineData("0.49M h", 1)]
    public void Hours_may_differ_from_the_arithmetic_by_a_factor_of_two(string hours, int warnings) =>
        Assert.Equal(warnings, Yaml.Read($"name: x\nhardware: {{tdp: 700 W, peak: 100 TFLOP/s}}\ntraining: [{{accelerator_hours: {hours}, parameters: 1G, tokens: 30T, mfu: 50%}}]").Warnings.Count);

    // Neural architecture search: 88 times what was measured, by eight GPUs for one and hours for fractions of them.
    [Fact]
    public void Hours_far_from_the_arithmetic_are_a_warning() =>
        Assert.Contains("factor of 2", Assert.Single(Yaml.Read("name: x\nhardware: {accelerator: v100-sxm}\ntraining: [{accelerator_hours: 88M h, parameters: 1G, tokens: 27T, mfu: 36%}]").Warnings).Allowed, StringComparison.Ordinal);

    [Theory]
    [InlineData("hardware: {tdp: 700 W, peak: 989 TFLOP/s}\ntraining: [{compute: 1e24 FLOP, mfu: 72.0}]", "training.training.mfu", "72", "72.0%?")] // an MFU typed as a percentage in a table of models
    [InlineData("hardware: {tdp: 700 Wh}\ntraining: [{accelerator_hours: 1 h}]", "hardware.tdp", "700 Wh (energy)", "700 W?")]
    [InlineData("hardware: {tdp: 700 W}\ntraining: [{accelerator_hours: 1 h}]\nserving: {requests_per_day: 1M, energy_per_request: 0.3 W, duration: 1 year}", "serving.energy_per_request", "0.3 W (power)", "0.3 Wh?")]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {electricity_price: 60 to 90 USD/MW}\ntraining: [{accelerator_hours: 1 h}]", "grid.electricity_price", "60 USD/MW", "60 USD/MWh?")]
    [InlineData("hardware: {tdp: 700 W}\nfacility: {wue: 1.8 L/kW}\ntraining: [{accelerator_hours: 1 h}]", "facility.wue", "1.8 L/kW", "1.8 L/kWh?")]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {carbon_intensity: 400 g/kW}\ntraining: [{accelerator_hours: 1 h}]", "grid.carbon_intensity", "400 g/kW", "400 g/kWh?")]
    public void Are_errors_with_a_hint(string sections, string path, string found, string hint)
    {
        var error = Assert.Single(Yaml.Errors($"name: x\n{sections}"));
        Assert.Equal(path, error.Path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void No_hint_is_given_where_swapping_would_not_help() =>
        Assert.Null(Assert.Single(Yaml.Errors($"name: x\nhardware: {{tdp: 700 kg}}\n{Hours}")).Hint);

    // Model cards print rated powers "adjusted for PUE" that hold none: the report says how much was added in all.
    [Theory]
    [InlineData("hardware: {tdp: 400 W}\nfacility: {pue: 1.1}", "overhead 1 × PUE 1.1 = 1.1.")]
    [InlineData("hardware: {tdp: 700 W, overhead: 1.2 to 1.8}\nfacility: {pue: 1.1}", "overhead 1.47 × PUE 1.1 = 1.617.")]
    [InlineData("hardware: {tdp: 700 W, server: {accelerators: 8, power: 10.2 kW}}\nfacility: {pue: 1.1}", "overhead 1.821 × PUE 1.1 = 2.004.")]
    [InlineData("hardware: {tdp: 700 W, components: {cpu: 12%, memory: 8%}}\nfacility: {pue: 1.25}", "overhead 1.2 × PUE 1.25 = 1.5.")]
    public void The_report_states_site_energy_over_accelerator_energy(string sections, string factor)
    {
        var result = SimulationRunner.Run(Yaml.Read($"name: x\n{sections}\n{Hours}"), new RunOptions { Samples = 64 });
        Assert.Single(result.Notices, notice => notice.EndsWith(factor, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_overhead_there_is_no_notice() =>
        Assert.DoesNotContain(SimulationRunner.Run(Yaml.Read(Yaml.Smallest), new RunOptions()).Notices, notice => notice.Contains('×', StringComparison.Ordinal));
}
