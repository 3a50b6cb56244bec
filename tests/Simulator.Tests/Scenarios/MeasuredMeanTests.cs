using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>The catalogue's power of two chips is a mean under load: whoever takes it for a rating is warned.</summary>
public class MeasuredMeanTests
{
    [Theory]
    [InlineData("tpu-v3", "220 W", "a rating of 450 W and a highest measured power of 262 W")]
    [InlineData("tpu-v4", "170 W", "a highest measured power of 192 W")]
    public void A_run_that_uses_the_mean_warns_once(string accelerator, string power, string others)
    {
        var scenario = Read($"accelerator: {accelerator}");
        var warning = Assert.Single(scenario.Warnings, warning => warning.Path == "hardware.accelerator");
        Assert.StartsWith(power, warning.Found, StringComparison.Ordinal);
        Assert.EndsWith(others, warning.Hint, StringComparison.Ordinal);
        Assert.Equal(2, warning.Line);
        Assert.Equal(power, scenario.Phases[0][Keys.Tdp]!.Text);
    }

    [Theory]
    [InlineData("accelerator: tpu-v3, tdp: 450 W")]
    [InlineData("accelerator: tpu-v2")]
    [InlineData("accelerator: h100-sxm")]
    [InlineData("tdp: 220 W")]
    public void A_rating_needs_no_warning(string hardware) =>
        Assert.DoesNotContain(Read(hardware).Warnings, warning => warning.Path == "hardware.accelerator");

    [Theory]
    [InlineData("220 W", 0)]
    [InlineData("283 W", 0)]
    [InlineData("450 W", 0)]
    [InlineData("600 W", 1)]
    [InlineData("110 W", 1)]
    public void A_stated_power_lies_between_the_mean_and_the_rating(string tdp, int warnings) =>
        Assert.Equal(warnings, Read($"accelerator: tpu-v3, tdp: {tdp}").Warnings.Count);

    [Fact]
    public void A_phase_with_the_chip_of_its_own_is_told_at_its_own_place()
    {
        var scenario = Yaml.Read("""
            name: x
            hardware: {accelerator: h100-sxm}
            training:
              - {phase: a, accelerator_hours: 1 h}
              - {phase: b, accelerator_hours: 1 h, hardware: {accelerator: tpu-v4}}
            """);
        Assert.Equal("training.b.hardware.accelerator", Assert.Single(scenario.Warnings, warning => warning.Found.Contains("measured under load", StringComparison.Ordinal)).Path);
    }

    // The catalogue's overhead is the rating of a server over that of its chips: times a mean, it is no power of anything.
    [Theory]
    [InlineData("tpu-v3", "1.47")]
    [InlineData("tpu-v4", "1.56")]
    public void An_overhead_of_ratings_is_refused_with_a_measured_mean(string chip, string overhead)
    {
        var message = Assert.Throws<ScenarioException>(() => Read($"accelerator: {chip}, overhead: catalog")).Message;
        Assert.Contains($"the catalogue's {overhead} for", message, StringComparison.Ordinal);
        Assert.Contains("hardware.overhead", message, StringComparison.Ordinal);
        Assert.NotNull(Read($"accelerator: {chip}, overhead: catalog, tdp: 400 W"));
        Assert.NotNull(Read($"accelerator: {chip}, overhead: 1.3"));
        Assert.NotNull(Read("accelerator: tpu-v2, overhead: catalog"));
    }

    [Fact]
    public void The_listing_names_every_source_of_a_figure() =>
        Assert.Equal(["google-tpu-v3-docs", "epoch-chips"], BuiltInCatalog.Accelerators["tpu-v3"].Figures["tdp"].SourceKeys);

    private static Scenario Read(string hardware) => Yaml.Read($"name: x\nhardware: {{{hardware}}}\ntraining: [{{accelerator_hours: 1 h}}]");
}
