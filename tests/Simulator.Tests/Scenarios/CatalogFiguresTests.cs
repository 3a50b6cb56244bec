using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Tests.Scenarios;

/// <summary>What a scenario takes from the catalogue: plain values by default, ranges on request, never one in place of the other without a notice.</summary>
public class CatalogFiguresTests
{
    [Fact]
    public void A_place_alone_gives_its_plain_values()
    {
        var scenario = Read("grid: {location: germany}");
        Assert.All(scenario.Quantities, quantity => Assert.True(quantity.Distribution.IsConstant, quantity.Path));
        Assert.Equal("381 gCO2e/kWh", Phase(scenario)[Keys.CarbonIntensity]!.Text);
        Assert.DoesNotContain(scenario.Notices, notice => notice.Contains("no range for", StringComparison.Ordinal));
    }

    [Fact]
    public void Requested_ranges_of_the_catalogue_are_used_with_their_source()
    {
        var intensity = Phase(Read("grid: {location: germany, uncertainty: catalog}"))[Keys.CarbonIntensity]!;
        var figure = BuiltInCatalog.Locations["germany"].Figures["carbon_intensity"];
        Assert.False(intensity.Distribution.IsConstant);
        Assert.Equal(figure.Range, intensity.Text);
        Assert.Equal(BuiltInCatalog.Cite(figure.RangeSourceKey!), intensity.Source);
        Assert.Equal(figure.RangeNote, intensity.Note);
        Assert.Equal("grid.carbon_intensity", intensity.Path);
    }

    [Fact]
    public void A_requested_range_that_the_catalogue_lacks_is_reported()
    {
        var notices = Read("hardware: {accelerator: h100-sxm, uncertainty: catalog}\nfacility: {operator: google, uncertainty: catalog}").Notices;
        var notice = Assert.Single(notices, text => text.Contains("no range for", StringComparison.Ordinal));
        Assert.Contains("hardware.tdp", notice, StringComparison.Ordinal);
        Assert.Contains("facility.wue", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("hardware.price", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_of_one_section_does_not_affect_another()
    {
        var phase = Phase(Read("hardware: {accelerator: h100-sxm}\nfacility: {operator: google, uncertainty: catalog}\ngrid: {location: germany, uncertainty: none}"));
        Assert.True(phase[Keys.Price]!.Distribution.IsConstant);
        Assert.False(phase[Keys.Pue]!.Distribution.IsConstant);
        Assert.True(phase[Keys.CarbonIntensity]!.Distribution.IsConstant);
    }

    [Fact]
    public void A_stated_value_takes_precedence_over_the_range() =>
        Assert.Equal("400 g/kWh", Phase(Read("grid: {location: germany, uncertainty: catalog, carbon_intensity: 400 g/kWh}"))[Keys.CarbonIntensity]!.Text);

    [Fact]
    public void A_mix_takes_ranges_of_its_sources()
    {
        var mix = Phase(Read("grid: {mix: {hydro: 60%, coal: 40%}, uncertainty: catalog}")).Mix!;
        Assert.All(mix.Shares, share => Assert.False(share.Factor.Distribution.IsConstant));
        Assert.All(Phase(Read("grid: {mix: {hydro: 60%, coal: 40%}}")).Mix!.Shares, share => Assert.True(share.Factor.Distribution.IsConstant));
    }

    [Fact]
    public void A_phase_may_request_ranges_for_itself()
    {
        var scenario = Yaml.Read("""
            name: two
            hardware: {tdp: 700 W}
            grid: {location: germany}
            training:
              - {phase: a, accelerator_hours: 1 h, grid: {uncertainty: catalog}}
              - {phase: b, accelerator_hours: 1 h}
            """);
        Assert.Equal("training.a.grid.carbon_intensity", scenario.Phases[0][Keys.CarbonIntensity]!.Path);
        Assert.False(scenario.Phases[0][Keys.CarbonIntensity]!.Distribution.IsConstant);
        Assert.True(scenario.Phases[1][Keys.CarbonIntensity]!.Distribution.IsConstant);
    }

    [Fact]
    public void An_operator_gives_pue_and_wue()
    {
        var phase = Phase(Read("facility: {operator: microsoft}"));
        Assert.Equal(1.17, phase[Keys.Pue]!.Distribution.Minimum, 1e-12);
        Assert.Equal(0.27, phase[Keys.Wue]!.Distribution.Minimum, 1e-12);
    }

    [Theory]
    [InlineData("h100-sxm", "", 989)]
    [InlineData("h100-sxm", ", number_format: bf16", 989)]
    [InlineData("h100-sxm", ", number_format: fp8", 1979)]
    [InlineData("h100-sxm", ", number_format: tf32", 494.7)]
    [InlineData("v100-sxm", "", 125)]
    [InlineData("v100-sxm", ", number_format: fp16", 125)]
    public void A_number_format_chooses_the_peak(string accelerator, string format, double teraFlop) => Assert.Equal(
        teraFlop * 1e12, Phase(Yaml.Read($"name: x\nhardware: {{accelerator: {accelerator}{format}}}\ntraining: [{{accelerator_hours: 1 h}}]"))[Keys.Peak]!.Distribution.Minimum, 1e6);

    [Fact]
    public void Losses_and_overhead_of_the_catalogue_apply_only_by_name()
    {
        var plain = Phase(Read("hardware: {accelerator: h100-sxm}\ngrid: {location: us}"));
        Assert.Equal(0, plain[Keys.Losses]!.Distribution.Minimum);
        Assert.Equal(1, plain[Keys.OverheadFactor]!.Distribution.Minimum);
        var asked = Phase(Read("hardware: {accelerator: h100-sxm, overhead: catalog}\ngrid: {location: us, losses: catalog}"));
        Assert.Equal(0.05, asked[Keys.Losses]!.Distribution.Minimum, 1e-12);
        Assert.Equal(1.82, asked[Keys.OverheadFactor]!.Distribution.Minimum, 1e-12);
        Assert.Equal(QuantityOrigin.Catalog, asked[Keys.Losses]!.Origin);
    }

    [Fact]
    public void A_figure_without_a_source_is_not_known_for_the_place()
    {
        var place = BuiltInCatalog.Locations.Values.First(entry => !entry.Figures.ContainsKey("electricity_price"));
        var notices = Read($"grid: {{location: {place.Id}}}").Notices;
        Assert.Contains(notices, notice => notice.StartsWith("Not known for this place", StringComparison.Ordinal) && notice.Contains("electricity_price", StringComparison.Ordinal));
        Assert.Contains(
            Read("hardware: {accelerator: mi300x}").Notices, notice => notice.StartsWith("Not known for this accelerator (mi300x): embodied_carbon", StringComparison.Ordinal));
        Assert.Contains(
            Read("grid: {location: us-ercot}").Notices,
            notice => notice.StartsWith("Not known for this place (us-ercot)", StringComparison.Ordinal) && notice.EndsWith("water_intensity, land_intensity: simulator list locations us.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_range_without_a_plain_value_is_used_only_on_request()
    {
        var place = BuiltInCatalog.Locations.Values.First(entry => entry.Figures.TryGetValue("electricity_price", out var price) && price.Text is null);
        var unasked = Read($"grid: {{location: {place.Id}}}");
        Assert.Null(Phase(unasked)[Keys.ElectricityPrice]);
        Assert.Contains(unasked.Notices, notice => notice.Contains("only a range", StringComparison.Ordinal) && notice.Contains("electricity_price", StringComparison.Ordinal));
        Assert.False(Phase(Read($"grid: {{location: {place.Id}, uncertainty: catalog}}"))[Keys.ElectricityPrice]!.Distribution.IsConstant);
    }

    [Theory]
    [InlineData("hardware: {accelerator: h1000}", "hardware.accelerator", "the unknown accelerator 'h1000'", "the nearest are h100-sxm, ")]
    [InlineData("grid: {location: germny}", "grid.location", "the unknown location 'germny'", "the nearest are germany, ")]
    [InlineData("grid: {location: us-eest-1}", "grid.location", "the unknown location 'us-eest-1'", "the nearest are us-east-1 (us-pjm), ")]
    [InlineData("grid: {location: eu-wset-3}", "grid.location", "the unknown location 'eu-wset-3'", "the nearest are eu-west-3 (france), ")]
    [InlineData("grid: {location: westeurop}", "grid.location", "the unknown location 'westeurop'", "the nearest are westeurope (netherlands), ")]
    [InlineData("facility: {operator: gogle}", "facility.operator", "the unknown operator 'gogle'", "the nearest are google, ")]
    [InlineData("grid: {location: germany, carbon_intensity: 381 W}", "grid.carbon_intensity", "W", "")]
    [InlineData("hardware: {accelerator: h100-sxm, price: 30k kg}", "hardware.price", "kg", "")]
    [InlineData("grid: {mix: {coal: 50%, sunshine: 50%}}", "grid.mix.sunshine", "the unknown source 'sunshine'", "did you mean")]
    [InlineData("hardware: {accelerator: v100-sxm, number_format: fp8}", "hardware.number_format", "no dense peak of NVIDIA Tesla V100", "")]
    [InlineData("hardware: {accelerator: h100-sxm, number_format: fp7}", "hardware.number_format", "fp7", "did you mean")]
    [InlineData("hardware: {accelerator: tpu-v6e}", "hardware.tdp", "it is not known for Google TPU v6e Trillium", "")]
    [InlineData("hardware: {tdp: 700 W, number_format: fp8}", "hardware.number_format", "but no accelerator", "")]
    [InlineData("hardware: {tdp: 700 W, uncertainty: catalog}", "hardware.uncertainty", "but no accelerator", "")]
    [InlineData("facility: {pue: 1.1, uncertainty: catalog}", "facility.uncertainty", "but no operator", "")]
    [InlineData("grid: {carbon_intensity: 300 g/kWh, uncertainty: catalog}", "grid.uncertainty", "but no location", "")]
    [InlineData("grid: {location: germany, uncertainty: catalogue}", "grid.uncertainty", "catalogue", "did you mean catalog?")]
    [InlineData("grid: {accounting: market, carbon_free_share: 1 kg}", "grid.carbon_free_share", "kg", "")]
    [InlineData("grid: {losses: catalog}", "grid.losses", "but no location", "")]
    [InlineData("hardware: {accelerator: mi300x, overhead: catalog}", "hardware.overhead", "it is not known for AMD Instinct MI300X", "")]
    public void Mistakes_are_reported_with_what_is_allowed(string text, string path, string found, string hint)
    {
        var error = Assert.Single(Yaml.Errors(Text(text)));
        Assert.Equal(path, error.Path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.NotEmpty(error.Allowed);
        Assert.StartsWith(hint, error.Hint ?? "", StringComparison.Ordinal);
        Assert.True(error.Line > 0);
    }

    [Fact]
    public void The_formats_of_an_accelerator_are_listed() => Assert.Equal(
        "fp16, fp32", Assert.Single(Yaml.Errors(Text("hardware: {accelerator: v100-sxm, number_format: fp8}"))).Allowed);

    private static Phase Phase(Scenario scenario) => scenario.Phases[0];

    private static Scenario Read(string text) => Yaml.Read(Text(text));

    private static string Text(string text) =>
        $"name: x\n{(text.Contains("hardware:", StringComparison.Ordinal) ? "" : "hardware: {tdp: 700 W}\n")}{text}\ntraining: [{{accelerator_hours: 1 h}}]";
}
