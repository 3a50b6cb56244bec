using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Catalog;

/// <summary>The tables hold what they have to: quantities that read, sources that exist, mixes that sum to 1.</summary>
public class CatalogTests
{
    [Fact]
    public void Every_accelerator_reads()
    {
        Assert.NotEmpty(BuiltInCatalog.Accelerators);
        foreach (var (id, entry) in BuiltInCatalog.Accelerators)
        {
            var tdp = entry.Figures.ContainsKey("tdp") ? "" : ", tdp: 700 W";
            Assert.True(Yaml($"hardware: {{accelerator: {id}{tdp}}}").Phases[0][Keys.Tdp]!.Distribution.Mean > 0, id);
            Assert.True(Yaml($"hardware: {{accelerator: {id}, uncertainty: catalog{tdp}}}").Phases[0][Keys.Tdp]!.Distribution.Mean > 0, id);
        }
    }

    [Fact]
    public void Every_location_reads()
    {
        Assert.NotEmpty(BuiltInCatalog.Locations);
        foreach (var (id, entry) in BuiltInCatalog.Locations)
        {
            var mix = entry.Mix is null ? "" : ", mix_concentration: 50";
            var scenario = Yaml($"hardware: {{tdp: 700 W}}\ngrid: {{location: {id}{mix}}}");
            Assert.Empty(scenario.Warnings);
            Assert.True(scenario.Phases[0].Mix is not null || scenario.Phases[0][Keys.CarbonIntensity] is not null, id);
        }
    }

    [Fact]
    public void Every_generation_source_has_a_factor() => Assert.All(
        BuiltInCatalog.Generation.Values, source => Assert.InRange(QuantityParser.ParseConstant(source.Figures["factor"].Text!, "kg/kWh"), 0.001, 1.2));

    [Fact]
    public void Every_equivalence_is_a_constant() => Assert.All(
        BuiltInCatalog.Equivalences.Values,
        equivalence => Assert.All(
            equivalence.Editions.Values.Append(equivalence.Per),
            figure => Assert.True(QuantityParser.ParseConstant(figure.Text!, equivalence.Of == "energy" ? "kWh" : "kg") > 0)));

    [Fact]
    public void An_edition_without_its_own_figure_takes_the_usual_one()
    {
        Assert.Equal([2021, 2024], BuiltInCatalog.EquivalenceEditions);
        Assert.Equal("4.29 t", BuiltInCatalog.Equivalences["cars"].In(2024).Text);
        Assert.Equal("4.60 t", BuiltInCatalog.Equivalences["cars"].In(2021).Text);
        Assert.Same(BuiltInCatalog.Equivalences["flights"].Per, BuiltInCatalog.Equivalences["flights"].In(2024));
        Assert.Same(BuiltInCatalog.Equivalences["cars"].Per, BuiltInCatalog.Equivalences["cars"].In(null));
    }

    [Fact]
    public void The_equivalences_exist() => Assert.Equal(
        ["car_kilometres", "car_lifetimes", "cars", "flights", "forest_acres", "homes", "homes_eu", "homes_total_energy", "people_world", "petrol_litres", "phone_charges"], BuiltInCatalog.Equivalences.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Computed_equivalents_follow_from_the_figures_in_their_notes()
    {
        Assert.Equal(8.887 / 3.785411784, QuantityOf("petrol_litres"), 0.0005);
        Assert.Equal((14.46 - (22 * 0.13)) / 1000, QuantityOf("phone_charges"), 1e-9);

        // EPA's own factor for a charge, 8.22 g, is this energy at its emissions of 1,562.4 lb/MWh (edition of 2021).
        Assert.Equal(0.00822, QuantityOf("phone_charges") * 1.5624 * 0.45359237, 0.00001);

        static double QuantityOf(string id) => Simulator.Planning.EquivalenceFactors.Each(BuiltInCatalog.Equivalences[id], null);
    }

    [Fact]
    public void Every_figure_has_a_source()
    {
        CatalogTable[] tables = [BuiltInCatalog.Accelerators, BuiltInCatalog.Operators, BuiltInCatalog.Locations, BuiltInCatalog.Generation];
        var keys = tables.SelectMany(table => table.Values).SelectMany(entry => entry.SourceKeys)
            .Concat(BuiltInCatalog.Equivalences.Values.SelectMany(equivalence => equivalence.Editions.Values.Append(equivalence.Per)).Select(figure => figure.SourceKey));
        Assert.All(keys.Distinct(), key => Assert.Contains(key, BuiltInCatalog.Sources.Keys));
    }

    [Fact]
    public void Names_are_found_whatever_their_case()
    {
        Assert.Same(BuiltInCatalog.Accelerators["h100-sxm"], BuiltInCatalog.Accelerators.Find(" H100-SXM "));
        Assert.Same(BuiltInCatalog.Accelerators["h100-sxm"], BuiltInCatalog.Accelerators.Find("h100"));
        Assert.Null(BuiltInCatalog.Accelerators.Find("abacus"));
    }

    [Fact]
    public void The_nearest_names_come_first()
    {
        Assert.Equal("sweden", BuiltInCatalog.Locations.Nearest("sweeden")[0]);
        Assert.Equal(3, BuiltInCatalog.Locations.Nearest("x").Count);
    }

    [Fact]
    public void Sources_are_cited()
    {
        var source = new CatalogSource("key", "A title", "An author", 2024, "https://example.org", null);
        Assert.Equal("An author (2024): A title. https://example.org", source.Citation);
        Assert.Equal("A title", new CatalogSource("key", "A title", null, null, null, null).Citation);
        Assert.Equal("unknown-key", BuiltInCatalog.Cite("unknown-key"));
    }

    private static Scenario Yaml(string text) => ScenarioReader.Read($"name: x\n{text}\ntraining: [{{accelerator_hours: 1 h}}]", "test.yaml");
}
