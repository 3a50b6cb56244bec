using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Places as people name them: ISO codes, states, grid operators; and what could be two places.</summary>
public class LocationNamesTests
{
    [Theory]
    [InlineData("DE", "germany")]
    [InlineData("de", "germany")]
    [InlineData("DEU", "germany")]
    [InlineData("NO", "norway")]
    [InlineData("FRA", "france")]
    [InlineData("GB", "uk")]
    [InlineData("GRC", "greece")]
    [InlineData("CA", "canada")]
    [InlineData("ERCOT", "us-ercot")]
    [InlineData("PJM", "us-pjm")]
    [InlineData("Virginia", "us-pjm")]
    [InlineData("US-VA", "us-pjm")]
    [InlineData("texas", "us-ercot")]
    [InlineData("New York", "us-nyiso")]
    [InlineData("California", "us-caiso")]
    [InlineData("US-TEX-ERCO", "us-ercot")]
    [InlineData("SE3", "se-3")]
    [InlineData("CA-QC", "ca-quebec")]
    [InlineData("us-east-1", "us-pjm")]
    [InlineData("US_EAST_1", "us-pjm")]
    [InlineData("us-east1", "us-santee-cooper")]
    [InlineData("us-west-2", "us-bpa")]
    [InlineData("europe-west4", "netherlands")]
    [InlineData("europe-north1", "finland")]
    [InlineData("me-central-1", "united-arab-emirates")]
    [InlineData("me-central1", "qatar")]
    [InlineData("ap-northeast-1", "jp-tokyo")]
    [InlineData("westeurope", "netherlands")]
    [InlineData("northeurope", "ireland")]
    [InlineData("swedencentral", "sweden")]
    [InlineData("westus2", "us-bpa")]
    [InlineData("EU", "eu")]
    [InlineData("european union", "eu")]
    [InlineData("World", "world")]
    [InlineData("global", "world")]
    [InlineData("South Korea", "south-korea")]
    [InlineData("Hydro Quebec", "ca-quebec")]
    [InlineData("GE", "georgia")]
    [InlineData("US-GA", "us-southern")]
    public void Other_names_are_found(string name, string id)
    {
        var scenario = Read(name);
        Assert.Equal(BuiltInCatalog.Locations[id].Figures["carbon_intensity"].Text, scenario.Phases[0][Keys.CarbonIntensity]!.Text);
        if (!name.Equals(id, StringComparison.OrdinalIgnoreCase) && !BuiltInCatalog.Locations[id].Aliases.Contains(name, StringComparer.OrdinalIgnoreCase) && BuiltInCatalog.Locations[id].Name != name)
        {
            Assert.Single(scenario.Notices, notice => notice.StartsWith($"grid.location: {name} is ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Georgia", "the country Georgia or us-southern", "write GE or us-southern")]
    [InlineData("Washington", "us-pjm", "us-bpa")]
    [InlineData("Oregon", "us-pacificorp-west", "us-portland-general")]
    [InlineData("Arizona", "us-arizona-aps", "us-arizona-srp")]
    [InlineData("TenneT", "germany", "netherlands")]
    [InlineData("northcentralus", "us-pjm", "us-miso")]
    public void A_name_of_two_places_is_refused_with_both(string name, string found, string hint)
    {
        var error = Assert.Single(Errors(name));
        Assert.Equal("grid.location", error.Path);
        Assert.Contains(found, error.Found, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("germny", "germany")]
    [InlineData("virgina", "us-pjm")]
    [InlineData("GA", "us-southern")]
    [InlineData("califronia", "us-caiso")]
    [InlineData("us-central-1", "us-miso")]
    [InlineData("eastus9", "us-pjm")]
    [InlineData("europe-west44", "netherlands")]
    public void Misspelt_ones_are_suggested(string name, string hint) => Assert.Contains(hint, Assert.Single(Errors(name)).Hint, StringComparison.Ordinal);

    // The nearest of two letters are no help: us for XK.
    [Theory]
    [InlineData("XK")]
    [InlineData("QQQ")]
    public void Unknown_codes_get_no_suggestion(string name) => Assert.DoesNotContain("nearest", Assert.Single(Errors(name)).Hint, StringComparison.Ordinal);

    [Fact]
    public void An_id_that_is_also_a_state_is_used_with_a_notice() =>
        Assert.Single(Read("georgia").Notices, notice => notice.Contains("georgia is the country Georgia. If the state is meant, write us-southern", StringComparison.Ordinal));

    [Fact]
    public void The_code_of_a_country_that_is_also_a_state_gets_a_notice() =>
        Assert.Single(Read("CA").Notices, notice => notice.Contains("write us-caiso", StringComparison.Ordinal));

    [Fact]
    public void Every_country_has_its_two_codes_and_every_name_its_place()
    {
        var names = PlaceNames.All.ToList();
        Assert.All(names, pair => Assert.Contains(pair.Id, BuiltInCatalog.Locations.Keys));
        foreach (var country in BuiltInCatalog.Locations.Values.Where(place => place.PartOf is null && place.Id is not ("eu" or "world")))
        {
            var codes = names.Where(pair => pair.Id == country.Id && pair.Name.All(char.IsAsciiLetterUpper)).Select(pair => pair.Name).ToList();
            Assert.Contains(codes, code => code.Length == 2);
            Assert.Contains(codes, code => code.Length == 3);
            Assert.All(codes, code => Assert.Equal([country.Id], PlaceNames.Find(code)));
        }
    }

    [Fact]
    public void A_region_of_a_cloud_stands_for_one_place_but_where_two_zones_meet()
    {
        var regions = CatalogFile.Open("cloud-regions").Children().SelectMany(child => child.Value.Texts).ToList();
        Assert.True(regions.Distinct(StringComparer.Ordinal).Count() >= 120, $"{regions.Count} regions");
        Assert.All(regions, region => Assert.Equal(region == "northcentralus" ? 2 : 1, PlaceNames.Find(region).Count));
        Assert.DoesNotContain(regions, region => BuiltInCatalog.Locations.Find(region) is not null);
    }

    [Theory]
    [InlineData("eu", 237)]
    [InlineData("world", 484)]
    public void Means_over_many_countries_have_their_figures(string id, double grams) =>
        Assert.Equal(grams / 1000, Read(id).Phases[0][Keys.CarbonIntensity]!.Distribution.Minimum, 1e-9);

    private static Scenario Read(string name) => ScenarioReader.Read(Text(name), "places.yaml");

    private static IReadOnlyList<Diagnostic> Errors(string name) => Assert.Throws<ScenarioException>(() => Read(name)).Errors;

    private static string Text(string name) => $"{Yaml.Smallest}\ngrid: {{location: \"{name}\"}}\n";
}
