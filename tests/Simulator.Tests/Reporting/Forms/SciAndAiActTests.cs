using System.Globalization;
using System.Text.Json;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>The rules of ISO/IEC 21031 and of Annex XI of the EU's AI Act, restated, against what is written.</summary>
public sealed class SciAndAiActTests
{
    private const string Fixed = """
        name: Fixed
        hardware: {accelerator: h100-sxm, embodied_carbon: 400 kg, lifetime: 4000 h}
        facility: {pue: 1.25}
        grid: {carbon_intensity: 400 gCO2e/kWh, losses: 10%, carbon_free_share: 100%}
        training: [{phase: pre-training, accelerators: 100, accelerator_hours: 1M h, parameters: 70G, tokens: 2T, runs: 2}]
        """;

    // ISO/IEC 21031:2024, Software Carbon Intensity Specification: SCI = (O + M) per R, O = E · I; E in kWh, with the data center's PUE;
    // I in gCO2eq/kWh, location-based, without market-based measures; M = TE · TS · RS in gCO2eq, amortized over the hardware's
    // life; the score, the boundary, R and the method are disclosed; without M there is no score.
    [Theory]
    [InlineData("training", 1)]
    [InlineData("million-tokens", 2e6)] // tokens are those of one run; what all runs take counts
    public void A_software_carbon_intensity_is_energy_times_intensity_and_embodied_emissions_per_unit(string unit, double units)
    {
        using var run = new FormRun();
        var text = run.Print(run.File(Fixed), "sci", "--per", unit);
        var (energy, embodied) = (2e6 * 0.7 * 1.25, 2e6 * 400_000.0 / 4000);
        Row(text, "E", energy / units, "kWh per R");
        Row(text, "I", 400, "gCO2eq/kWh");
        Row(text, "O = E · I", energy * 400 / units, "gCO2eq per R");
        Row(text, "M", embodied / units, "gCO2eq per R");
        Row(text, "SCI", ((energy * 400) + embodied) / units, "gCO2eq per R");
        foreach (var disclosed in new[] { "R, the functional unit:", "Software boundary:", "Contracts and offsets play no part", "ISO/IEC 21031:2024" })
        {
            Assert.Contains(disclosed, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("embodied_carbon: 400 kg, ", "", "the file does not state hardware.embodied_carbon", true)]
    [InlineData("lifetime: 4000 h", "embodied_accounting: full", "charges all of the hardware", true)]
    [InlineData("carbon_intensity: 400 gCO2e/kWh, ", "", "grid.carbon_intensity", false)]
    public void Without_a_part_there_is_no_score(string removed, string instead, string reason, bool hasOperational)
    {
        using var run = new FormRun();
        var scenario = Fixed.Replace(removed, instead, StringComparison.Ordinal).Replace("h100-sxm", "h100-nvl", StringComparison.Ordinal);
        var text = run.Print(run.File(scenario), "sci");
        Assert.DoesNotContain("| SCI |", text, StringComparison.Ordinal);
        Assert.Contains("SCI, (O + M) per R: not known, since", text, StringComparison.Ordinal);
        Assert.Contains(reason, text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(hasOperational, text.Contains("| O = E · I |", StringComparison.Ordinal));
    }

    [Fact]
    public void A_unit_that_is_not_known_is_refused()
    {
        using var run = new FormRun();
        Assert.Equal(2, run.Run(run.File(FormRun.FineTune), "--as", "sci", "--per", "million-tokens"));
        Assert.Contains("--per training does without it", run.Error, StringComparison.Ordinal);
    }

    // Regulation (EU) 2024/1689, Annex XI, Section 1: 1(d) number of parameters; 2(d) computational resources (e.g. number of floating
    // point operations), training time, other relevant details; 2(e) known or estimated energy consumption, which may be based on
    // computational resources where it is unknown.
    [Fact]
    public void Annex_xi_has_parameters_computation_time_and_energy_with_how_they_were_estimated()
    {
        using var run = new FormRun();
        var text = run.Print(run.File(Fixed), "ai-act");
        Assert.Contains("Regulation (EU) 2024/1689, Article 53(1)(a), Annex XI, Section 1", text, StringComparison.Ordinal);
        Row(text, "Parameters", 70e9, null);
        Row(text, "Floating point operations", 6 * 70e9 * 2e12 * 2, "FLOP");
        Row(text, "Training time", 833.3, "days");
        Row(text, "Accelerator-hours", 2, "M h");
        Row(text, "Accelerators", 100, null);
        Row(text, "Training", 2 * 0.7 * 1.25, "GWh");
        Row(text, "Training, IT equipment alone", 2 * 0.7, "GWh");
        Assert.Contains("estimated, since it was not metered", text, StringComparison.Ordinal);
        Assert.Contains("### How it was estimated", text, StringComparison.Ordinal);
        Assert.Contains("| facility.pue | 1.25 | file |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Energy_that_was_measured_is_known_and_the_rest_is_left_out()
    {
        using var run = new FormRun();
        var text = run.Print(run.File("""
            name: Measured
            training: [{phase: tuning, energy: 48.3 kWh ± 3%, measured_at: site}]
            """), "ai-act");
        Assert.Contains("known: measured, with the meter's accuracy as the interval", text, StringComparison.Ordinal);
        foreach (var item in new[] { "Number of parameters", "Floating point operations", "Training time", "Accelerator-hours", "Training, IT equipment alone" })
        {
            Assert.Contains($"- {item}: not known, since", text, StringComparison.Ordinal);
            Assert.DoesNotContain($"| {item} |", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_hostile_name_is_text_in_markdown()
    {
        using var run = new FormRun();
        foreach (var form in new[] { "ai-act", "ghg", "sci" })
        {
            var text = run.Print(run.File(FormRun.FineTune.Replace("Small fine-tune", JsonSerializer.Serialize(FormRun.Hostile), StringComparison.Ordinal)), form);
            var html = Markdig.Markdown.ToHtml(text);
            Assert.Equal(1, text.Split('\n').Count(line => line.StartsWith("# ", StringComparison.Ordinal)));
            Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"u\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain('\u0007', text);
        }
    }

    private static void Row(string text, string item, double expected, string? unit)
    {
        var cells = text.Split('\n').Single(line => line.StartsWith($"| {item} | ", StringComparison.Ordinal)).Split(" | ").Select(cell => cell.Trim(' ', '|')).ToList();
        var number = cells.First(cell => double.TryParse(cell.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        var found = double.Parse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(expected, found, Math.Abs(expected) * 1e-6);
        Assert.True(unit is null || cells.Contains(unit), $"{item}: {string.Join(", ", cells)}");
    }
}
