using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Precedence of catalogue names and stated figures, near and far.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private const string Base = """
        name: base
        hardware: {tdp: 1 kW, overhead: 1.5}
        grid: {carbon_intensity: 400 g/kWh, electricity_price: 50 USD/MWh, losses: 5%}
        training: [{phase: a, accelerators: 10, duration: 150 h}]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("precedence-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_name_set_nearer_takes_precedence_over_figures_set_farther_away()
    {
        var scenario = Chain("grid: {location: sweden}");
        Assert.Equal((QuantityOrigin.Catalog, 0.041), (Intensity(scenario)!.Origin, Intensity(scenario)!.Distribution.Mean));
        var notice = Assert.Single(scenario.Notices, notice => notice.Contains("is set nearer than"));
        Assert.StartsWith("grid.location: sweden (0.yaml:3) is set nearer than grid.carbon_intensity: 400 g/kWh (base.yaml:3)", notice);
        Assert.EndsWith("the catalogue's figures for sweden are used instead.", notice);
        var overruled = Assert.Single(scenario.Overruled, input => input.Path == "grid.carbon_intensity");
        Assert.Equal("41 gCO2e/kWh (catalogue, location sweden)", overruled.Holds);
        Assert.Equal(["grid.carbon_intensity: 400 g/kWh (base.yaml:3)"], overruled.Others);
    }

    [Fact]
    public void A_figure_that_the_catalogue_lacks_stays_and_is_reported()
    {
        // Sweden has no price; losses are applied only on request.
        var scenario = Chain("grid: {location: sweden}");
        Assert.Equal(0.05, scenario.Phases[0][Keys.ElectricityPrice]!.Distribution.Mean, 1e-12);
        Assert.Contains(scenario.Notices, notice => notice.StartsWith("Warning: grid.electricity_price: 50 USD/MWh (base.yaml:3) is used, although grid.location: sweden"));
        Assert.Equal(0.05, scenario.Phases[0][Keys.Losses]!.Distribution.Mean);
        Assert.Contains(scenario.Notices, notice => notice.StartsWith("grid.losses: 5% (base.yaml:3) is used") && notice.Contains("losses: catalog"));
        Assert.Equal(
            BuiltInCatalog.Locations["sweden"].Figures["losses"].Text,
            Chain("grid: {location: sweden, losses: catalog}").Phases[0][Keys.Losses]!.Text);
    }

    [Theory]
    [InlineData("accelerator: a100-sxm-80gb", "tdp: 1 kW, price: 30k USD, lifetime: 4 years", "tdp", "400 W")]
    [InlineData("accelerator: a100-sxm-80gb", "tdp: 1 kW, accelerator: h100-sxm, lifetime: 4 years", "tdp", "400 W")]
    public void An_accelerator_set_nearer_takes_precedence_too(string near, string far, string key, string expected)
    {
        var scenario = Read("a.yaml", $"extends: b.yaml\nname: a\nhardware: {{{near}}}", ("b.yaml", $"hardware: {{{far}}}\ntraining: [{{accelerator_hours: 1 h}}]"));
        var input = scenario.Phases[0].Inputs.Single(pair => pair.Key.Section == "hardware" && pair.Key.Name == key).Value;
        Assert.Equal((QuantityOrigin.Catalog, expected), (input.Origin, input.Text));
        Assert.Equal(4 * 8760, scenario.Phases[0][Keys.Lifetime]!.Distribution.Mean);
        Assert.DoesNotContain(scenario.Notices, notice => notice.Contains("lifetime"));
    }

    [Fact]
    public void An_operator_set_nearer_takes_precedence_too()
    {
        var phase = Chain("facility: {operator: microsoft}", "facility: {pue: 1.4, water_price: 2 USD/m3}").Phases[0];
        Assert.Equal((1.17, 0.27), (phase[Keys.Pue]!.Distribution.Mean, phase[Keys.Wue]!.Distribution.Mean));
        Assert.NotNull(phase[Keys.WaterPrice]);
    }

    [Theory]
    [InlineData("grid: {location: sweden, carbon_intensity: 30 g/kWh}", 0.030)] // beside each other
    [InlineData("grid: {carbon_intensity: 30 g/kWh}\n---grid: {location: sweden}", 0.030)] // nearer than the name
    [InlineData("name: x\n---grid: {location: sweden}", 0.041)] // between the two
    [InlineData("grid: {location: sweden}\n---grid: {carbon_intensity: 30 g/kWh}\n---grid: {location: germany}", 0.041)]
    [InlineData("grid: {location: sweden}\n---grid: {location: germany, carbon_intensity: 500 g/kWh}", 0.041)]
    [InlineData("grid: {location: germany}\n---grid: {location: germany, carbon_intensity: 500 g/kWh}", 0.381)] // named again
    [InlineData("grid: {uncertainty: none}\n---grid: {location: sweden}", 0.041)]
    [InlineData("grid: {carbon_intensity: catalog}\n---grid: {location: sweden, carbon_intensity: 30 g/kWh}", 0.041)] // taken back
    [InlineData("grid: {location: sweden}\n---grid: {mix: {coal: 100%}}", 0.041)]
    [InlineData("grid: {carbon_intensity: catalog}\n---grid: {location: sweden, mix: {coal: 100%}}", 0.041)]
    public void Over_several_files_the_nearest_statement_counts(string files, double expected) =>
        Assert.Equal(expected, Intensity(Chain(files.Split("\n---")))!.Distribution.Mean, 1e-12);

    [Fact]
    public void A_range_requested_nearer_is_that_of_the_named_entry()
    {
        // Places without a price have a range: with ranges requested in a third file, the name's figure counts.
        var place = BuiltInCatalog.Locations.Values.First(entry => entry.Figures.TryGetValue("electricity_price", out var price) && price.Text is null);
        Assert.Equal(QuantityOrigin.File, Chain($"grid: {{location: {place.Id}}}").Phases[0][Keys.ElectricityPrice]!.Origin);
        Assert.Equal(QuantityOrigin.Catalog, Chain("grid: {uncertainty: catalog}", $"grid: {{location: {place.Id}}}").Phases[0][Keys.ElectricityPrice]!.Origin);
    }

    [Fact]
    public void The_name_in_a_phase_takes_precedence_over_figures_of_the_section()
    {
        var scenario = Yaml.Read("""
            name: x
            hardware: {accelerator: h100-sxm, tdp: 650 W}
            grid: {location: germany, carbon_intensity: 400 g/kWh}
            training:
              - {phase: a, accelerator_hours: 1 h}
              - {phase: b, accelerator_hours: 1 h, grid: {location: sweden}, hardware: {accelerator: a100-sxm-80gb}}
              - {phase: c, accelerator_hours: 1 h, grid: {carbon_intensity: catalog}}
            """);
        Assert.Equal([0.4, 0.041, 0.381], scenario.Phases.Select(phase => phase[Keys.CarbonIntensity]!.Distribution.Mean));
        Assert.Equal([0.65, 0.4, 0.65], scenario.Phases.Select(phase => phase[Keys.Tdp]!.Distribution.Mean));
        Assert.Contains("training.b.grid.location: sweden is set nearer than grid.carbon_intensity: 400 g/kWh: the catalogue's figures for sweden are used instead.", scenario.Notices);
    }

    [Fact]
    public void A_figure_of_a_phase_is_reported_if_a_nearer_file_names_another_place()
    {
        Write("forgotten.yaml", "name: x\nhardware: {tdp: 1 kW}\ngrid: {carbon_intensity: 50 g/kWh}\ntraining:\n  - {phase: a, accelerator_hours: 1 h}\n  - {phase: b, accelerator_hours: 1 h, grid: {carbon_intensity: 45 g/kWh}}\n");
        const string Notice = "Warning: training.b.grid.carbon_intensity: 45 g/kWh";
        var child = ScenarioReader.Read(Write("child.yaml", "extends: forgotten.yaml\nname: child\ngrid: {location: sweden}\n"));
        Assert.Equal([0.041, 0.045], child.Phases.Select(phase => phase[Keys.CarbonIntensity]!.Distribution.Mean));
        Assert.Single(child.Notices, notice => notice.StartsWith(Notice, StringComparison.Ordinal));
        Assert.Single(child.Notices, notice => notice.Contains("is set nearer than", StringComparison.Ordinal));
        var varied = ScenarioReader.Read(Path.Combine(_folder.FullName, "forgotten.yaml"), [KeyValuePair.Create("grid.location", "sweden")]);
        Assert.Single(varied.Notices, notice => notice.StartsWith(Notice, StringComparison.Ordinal) && notice.Contains("sweden (varied)", StringComparison.Ordinal));

        // In one file, nothing was forgotten.
        Assert.DoesNotContain(Yaml.Read("name: x\nhardware: {tdp: 1 kW}\ngrid: {location: sweden}\ntraining: [{accelerator_hours: 1 h, grid: {carbon_intensity: 45 g/kWh}}]").Notices, notice => notice.Contains("holds", StringComparison.Ordinal) && notice.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_set_nearer_takes_precedence_in_serving_too()
    {
        var scenario = Yaml.Read($"{Base}\nserving: {{requests_per_day: 1M, energy_per_request: 1 Wh, duration: 1 year, grid: {{location: france}}}}");
        Assert.Equal("serving.grid.carbon_intensity", scenario.Phases[1][Keys.CarbonIntensity]!.Path);
        Assert.Equal(0.4, Intensity(scenario)!.Distribution.Mean);
    }

    [Theory]
    [InlineData("grid.location", "sweden", "grid: {location: sweden}")]
    [InlineData("grid.location", "us", "grid: {location: us}")]
    [InlineData("hardware.accelerator", "a100-sxm-80gb", "hardware: {accelerator: a100-sxm-80gb}")]
    [InlineData("facility.operator", "google", "facility: {operator: google}")]
    [InlineData("grid.electricity_price", "70 USD/MWh", "grid: {electricity_price: 70 USD/MWh}")]
    [InlineData("training.a.grid.location", "sweden", "training: [{phase: a, accelerators: 10, duration: 150 h, grid: {location: sweden}}]")]
    public void Varying_gives_the_same_as_a_file_that_extends(string path, string value, string file)
    {
        var parent = Write("parent.yaml", $"{Base}\nfacility: {{pue: 1.3, wue: 1 L/kWh}}");
        var varied = ScenarioReader.Read(parent, [KeyValuePair.Create(path, value)]);
        var child = ScenarioReader.Read(Write("child.yaml", $"extends: parent.yaml\nname: child\n{file}"));
        Assert.Equal(
            child.Quantities.Select(input => (input.Path, input.Text, input.Origin)), varied.Quantities.Select(input => (input.Path, input.Text, input.Origin)));
    }

    [Fact]
    public void The_order_of_variations_does_not_matter()
    {
        KeyValuePair<string, string>[] both = [KeyValuePair.Create("grid.carbon_intensity", "30 g/kWh"), KeyValuePair.Create("grid.location", "sweden")];
        Assert.Equal(0.03, Intensity(ScenarioReader.Read(Base, "x.yaml", both))!.Distribution.Mean);
        Assert.Equal(0.03, Intensity(ScenarioReader.Read(Base, "x.yaml", both.Reverse()))!.Distribution.Mean);
    }

    [Fact]
    public void A_concentration_takes_the_mix_of_the_named_place()
    {
        var asked = Chain("grid: {location: sweden}", "grid: {location: germany, mix_concentration: 50}").Phases[0].Mix!;
        Assert.Equal(BuiltInCatalog.Locations["sweden"].Mix!.Shares.Keys, asked.Shares.Select(share => share.Source));
        Assert.Equal(50, asked.Concentration);

        // Stated with a mix, it goes with it.
        Assert.Null(Chain("grid: {location: sweden}", "grid: {mix: {coal: 50%, hydro: 50%}, mix_concentration: 50}").Phases[0].Mix);
        Assert.Null(Chain("grid: {location: sweden}", "grid: {mix_concentration: 50}", "grid: {mix: {coal: 50%, hydro: 50%}}").Phases[0].Mix);
        Assert.Null(Chain("grid: {mix: {coal: 100%}}", "grid: {mix: {coal: 50%, hydro: 50%}, mix_concentration: 50}").Phases[0].Mix!.Concentration);
    }

    [Fact]
    public void A_concentration_set_nearer_keeps_the_mix()
    {
        var child = Chain("grid: {mix_concentration: 20}", "grid: {mix: {coal: 50%, hydro: 50%}}").Phases[0].Mix!;
        Assert.Equal((20.0, 2), (child.Concentration!.Value, child.Shares.Count));
        var varied = ScenarioReader.Read(Base.Replace("carbon_intensity: 400 g/kWh", "mix: {coal: 100%}, mix_concentration: 5", StringComparison.Ordinal), "x.yaml", [KeyValuePair.Create("grid.mix_concentration", "20")]);
        Assert.Equal(20, varied.Phases[0].Mix!.Concentration);
    }

    [Theory]
    [InlineData("grid: {mix: catalog}", "grid: {location: sweden, carbon_intensity: 30 g/kWh}", null)]
    [InlineData("grid: {mix: catalog, mix_concentration: 40}", "grid: {location: sweden, mix: {coal: 100%}}", 40.0)]
    public void A_mix_can_be_taken_from_the_catalogue(string near, string far, double? concentration)
    {
        var mix = Chain(near, far).Phases[0].Mix!;
        Assert.Equal(BuiltInCatalog.Locations["sweden"].Mix!.Shares.Keys, mix.Shares.Select(share => share.Source));
        Assert.Equal(concentration, mix.Concentration);
    }

    [Theory]
    [InlineData("price: catalog", "rental: 2 USD/h", "price", null)]
    [InlineData("overhead: catalog", "server: {accelerators: 8, power: 10 kW}", "overhead", null)]
    [InlineData("tdp: catalog", "tdp: 650 W", "tdp", "700 W")]
    [InlineData("peak: catalog", "peak: 500 TFLOP/s", "peak", null)]
    [InlineData("embodied_carbon: catalog", "embodied_carbon: 1 kg", "embodied_carbon", null)]
    public void Hardware_can_be_taken_back(string near, string far, string key, string? expected)
    {
        var scenario = Chain($"hardware: {{{near}}}", $"hardware: {{accelerator: h100-sxm, {far}}}");
        var input = scenario.Phases[0].Inputs.Single(pair => pair.Key.Section == "hardware" && pair.Key.Name == key).Value;
        Assert.Equal((QuantityOrigin.Catalog, expected ?? BuiltInCatalog.Accelerators["h100-sxm"].Figures[key].Text), (input.Origin, input.Text));
    }

    [Theory]
    [InlineData("grid: {carbon_intensity: catalog}", "grid.carbon_intensity", "catalog, but no location")]
    [InlineData("grid: {mix: catalog}", "grid.mix", "catalog, but no location")]
    [InlineData("facility: {pue: catalog}", "facility.pue", "catalog, but no operator")]
    [InlineData("hardware: {tdp: catalog}", "hardware.tdp", "catalog, but no accelerator")]
    [InlineData("hardware: {accelerator: mi300x, embodied_carbon: catalog}", "hardware.embodied_carbon", "it is not known for AMD Instinct MI300X")]
    [InlineData("grid: {location: sweden, electricity_price: catalog}", "grid.electricity_price", "it is not known for Sweden")]
    [InlineData("grid: {location: us-ercot, mix: catalog}", "grid.mix", "it is not known for")]
    [InlineData("hardware: {lifetime: catalog}", "hardware.lifetime", "no entry of the catalogue gives lifetime")]
    [InlineData("hardware: {rental: catalog}", "hardware.rental", "no entry of the catalogue gives rental")]
    [InlineData("facility: {water_price: catalog}", "facility.water_price", "no entry of the catalogue gives water_price")]
    public void A_figure_that_the_catalogue_lacks_cannot_be_requested(string section, string path, string found)
    {
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => Chain(section)).Errors);
        Assert.Equal((path, 3), (error.Path, error.Line));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hardware: {rental: 2 USD/h}", "hardware.rental: 2 USD/h")]
    [InlineData("hardware: {server: {accelerators: 8, power: 10 kW}}", "hardware.server: {accelerators: 8, power: 10 kW}")]
    public void A_figure_that_no_entry_has_is_a_warning_under_another_accelerator(string far, string statement)
    {
        var scenario = Chain("hardware: {accelerator: a100-sxm-80gb}", far);
        Assert.Contains(scenario.Notices, notice => notice.StartsWith($"Warning: {statement} (1.yaml:3) is used, although hardware.accelerator: a100-sxm-80gb (0.yaml:3) is set nearer", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_of_the_tables_can_be_taken_back_and_no_other()
    {
        foreach (var (section, table) in new[] { ("hardware", BuiltInCatalog.Accelerators), ("facility", BuiltInCatalog.Operators), ("grid", BuiltInCatalog.Locations) })
        {
            var figures = table.Values.SelectMany(entry => entry.Figures.Keys).Where(name => KeyTable.Find(section, name) is not null).ToHashSet();
            figures.UnionWith(table.Values.Any(entry => entry.Mix is not null) ? ["mix"] : []);
            Assert.Equal(figures.Order(), CatalogKeys.In(section).Order());
        }
    }

    [Fact]
    public void A_check_shows_what_every_file_states()
    {
        var overruled = Chain("facility: {pue: 1.1}", "facility: {pue: 1.2}", "facility: {pue: 1.3}").Overruled;
        var pue = Assert.Single(overruled, input => input.Path == "facility.pue");
        Assert.Equal("1.1 (0.yaml:3)", pue.Holds);
        Assert.Equal(["facility.pue: 1.2 (1.yaml:3)", "facility.pue: 1.3 (2.yaml:3)"], pue.Others);
        var mix = Assert.Single(Chain("grid: {mix: {coal: 100%}}").Overruled, input => input.Path == "grid.mix");
        Assert.Equal(["grid.carbon_intensity: 400 g/kWh (base.yaml:3)"], mix.Others);
        Assert.Equal("base.yaml", Path.GetFileName(Intensity(Chain("name: x"))!.Place));
    }

    [Theory]
    [InlineData("grid: {location: sweden, carbon_intensity: 400 g/kWh}", "grid.carbon_intensity", "41 gCO2e/kWh for Sweden")]
    [InlineData("grid: {location: sweden, mix: {coal: 100%}}", "grid.mix", "41 gCO2e/kWh for Sweden")]
    [InlineData("facility: {operator: google, pue: 1.6}", "facility.pue", "for Google")]
    public void A_figure_far_from_that_of_the_named_entry_is_a_warning(string section, string path, string found)
    {
        var warning = Assert.Single(Yaml.Read($"{Yaml.Smallest}\n{section}").Warnings);
        Assert.Equal(path, warning.Path);
        Assert.Contains(found, warning.Found, StringComparison.Ordinal);
    }

    private static Quantity? Intensity(Scenario scenario) => scenario.Phases[0][Keys.CarbonIntensity];

    // The nearest first, all over the base.
    private Scenario Chain(params string[] sections)
    {
        Write("base.yaml", Base);
        for (var index = 0; index < sections.Length; index++)
        {
            var below = index + 1 < sections.Length ? FormattableString.Invariant($"{index + 1}.yaml") : "base.yaml";
            var name = sections[index].StartsWith("name:", StringComparison.Ordinal) ? "" : FormattableString.Invariant($"name: of {index}");
            Write(FormattableString.Invariant($"{index}.yaml"), $"extends: {below}\n{name}\n{sections[index]}\n");
        }

        return ScenarioReader.Read(Path.Combine(_folder.FullName, "0.yaml"));
    }

    private Scenario Read(string name, string text, (string Name, string Text) other)
    {
        Write(other.Name, other.Text);
        return ScenarioReader.Read(Write(name, text));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
