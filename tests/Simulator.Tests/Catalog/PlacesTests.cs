using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Distributions;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Tests.Catalog;

/// <summary>Countries, grid zones and generation sources: enough of them, sourced, in the right units, in agreement with each other.</summary>
public sealed partial class PlacesTests
{
    /// <summary>The note of an entry whose mix and figure disagree: the disagreement is stated, not hidden by a wider range.</summary>
    private const string Exception = "outside the range";

    private static readonly Dictionary<string, KeySpec> OfPlaces = new(StringComparer.Ordinal)
    {
        ["carbon_intensity"] = Keys.CarbonIntensity,
        ["carbon_intensity_direct"] = Keys.CarbonIntensity,
        ["residual_mix"] = Keys.ResidualMix,
        ["losses"] = Keys.Losses,
        ["electricity_price"] = Keys.ElectricityPrice,
        ["water_intensity"] = Keys.WaterIntensity,
        ["water_intensity_without_hydro"] = Keys.WaterIntensity,
        ["land_intensity"] = Keys.LandIntensity,
    };

    private static readonly Dictionary<string, KeySpec> OfSources = new(StringComparer.Ordinal)
    {
        ["factor"] = Keys.SourceFactor,
        ["factor_direct"] = Keys.SourceFactor,
        ["water"] = Keys.SourceWater,
        ["land"] = Keys.SourceLand,
    };

    private static IEnumerable<CatalogEntry> Countries => BuiltInCatalog.Locations.Values.Where(entry => entry.PartOf is null);

    private static IEnumerable<CatalogEntry> Zones => BuiltInCatalog.Locations.Values.Where(entry => entry.PartOf is not null);

    private static IEnumerable<CatalogEntry> Mixed => BuiltInCatalog.Locations.Values.Where(entry => entry.Mix is not null);

    [Fact]
    public void There_are_sixty_countries_and_thirty_zones()
    {
        Assert.True(Countries.Count() >= 60, $"{Countries.Count()} countries");
        Assert.True(Zones.Count() >= 30, $"{Zones.Count()} zones");
    }

    [Fact]
    public void Every_place_has_a_carbon_intensity_with_its_year_and_its_spread() => Assert.All(BuiltInCatalog.Locations.Values, place =>
    {
        var figure = place.Figures["carbon_intensity"];
        Assert.InRange(QuantityParser.ParseConstant(figure.Text!, "g/kWh"), 5, 1000);
        Assert.InRange(figure.Year!.Value, 2020, 2030);
        Assert.NotNull(figure.RangeNote);
        Assert.InRange(High("carbon_intensity", figure) / Low("carbon_intensity", figure), 1.2, 4);
    });

    [Fact]
    public void Zones_lie_in_countries() => Assert.All(Zones, zone =>
    {
        Assert.Contains(zone.PartOf!, BuiltInCatalog.Locations.Keys);
        Assert.Null(BuiltInCatalog.Locations[zone.PartOf!].PartOf);
    });

    [Fact]
    public void Every_name_is_unique()
    {
        var names = BuiltInCatalog.Locations.Values.SelectMany(place => place.Aliases.Append(place.Id)).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(BuiltInCatalog.Locations.Count, BuiltInCatalog.Locations.Values.Select(place => place.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    // Keys that begin with public- are quotes found in public code.
    [Fact]
    public void Every_source_is_known_and_has_an_address() => Assert.All(
        BuiltInCatalog.Locations.Values.Concat(BuiltInCatalog.Generation.Values).SelectMany(entry => entry.SourceKeys).Distinct(),
        key => Assert.True(BuiltInCatalog.Sources.TryGetValue(key, out var source) && (source.Url is not null || key == "definition" || key.StartsWith("public-", StringComparison.Ordinal)), key));

    [Fact]
    public void Every_figure_has_its_unit_and_a_value_within_its_range()
    {
        Assert.All(BuiltInCatalog.Locations.Values, place => Assert.All(place.Figures, figure => CheckFigure(OfPlaces, place, figure.Key, figure.Value)));
        Assert.All(BuiltInCatalog.Generation.Values, source => Assert.All(source.Figures, figure => CheckFigure(OfSources, source, figure.Key, figure.Value)));
    }

    [Fact]
    public void Shares_sum_to_one() => Assert.All(Mixed, place => Assert.InRange(Shares(place).Sum(share => share.Share), 0.995, 1.005));

    [Fact]
    public void Mix_times_factors_lies_within_the_spread_or_the_entry_says_that_it_does_not() => Assert.All(Mixed, place =>
    {
        var shares = Shares(place);
        var ofMix = shares.Sum(share => share.Share * Constant(BuiltInCatalog.Generation[share.Source].Figures["factor"], "kg/kWh")) / shares.Sum(share => share.Share);
        var figure = place.Figures["carbon_intensity"];
        var isWithin = ofMix >= Low("carbon_intensity", figure) && ofMix <= High("carbon_intensity", figure);
        var isException = figure.Note?.Contains(Exception, StringComparison.Ordinal) == true;
        Assert.True(isWithin != isException, FormattableString.Invariant($"{place.Id}: the mix gives {1000 * ofMix:0} g/kWh, the range is {figure.Range}"));
    });

    [Fact]
    public void Exceptions_are_few() => Assert.InRange(
        Mixed.Count(place => place.Figures["carbon_intensity"].Note?.Contains(Exception, StringComparison.Ordinal) == true), 0, Mixed.Count() / 10);

    [Fact]
    public void Water_without_reservoirs_is_what_the_mix_gives() => Assert.All(
        Mixed.Where(place => place.Figures.ContainsKey("water_intensity_without_hydro")),
        place =>
        {
            var shares = Shares(place);
            var ofMix = shares.Where(share => share.Source != "hydro")
                .Sum(share => share.Share * Constant(BuiltInCatalog.Generation[share.Source].Figures["water"], "L/kWh")) / shares.Sum(share => share.Share);
            var stated = Constant(place.Figures["water_intensity_without_hydro"], "L/kWh");
            Assert.True(Math.Abs(stated - ofMix) <= 0.006 * ofMix, place.Id); // three digits are stated
        });

    // The notes and the ends of ranges are sums over the mix too: none may stay behind when a source's figure changes.
    [Fact]
    public void What_is_computed_from_the_mix_is() => Assert.All(Mixed, place =>
    {
        var shares = Shares(place);
        var sum = shares.Sum(share => share.Share);
        double OfMix(Func<string, double> water, bool hydro) => shares.Where(share => hydro || share.Source != "hydro").Sum(share => share.Share * water(share.Source)) / sum;
        if (place.Figures.TryGetValue("water_intensity_without_hydro", out var without) && without.Range is not null)
        {
            Close(OfMix(source => WaterAt(source, 0.05), hydro: false), OfWater(without).Quantile(0.05));
            Close(OfMix(source => WaterAt(source, 0.95), hydro: false), OfWater(without).Quantile(0.95));
        }

        if (place.Figures.TryGetValue("water_intensity", out var full))
        {
            var note = Computed().Match(full.RangeNote ?? "");
            var computed = OfMix(source => Constant(BuiltInCatalog.Generation[source].Figures["water"], "L/kWh"), hydro: true);
            if (note.Success)
            {
                Close(computed, double.Parse(note.Groups[1].Value, CultureInfo.InvariantCulture));
            }
            else if (full.Note == "computed from the mix")
            {
                Close(computed, Constant(full, "L/kWh"));
            }
        }

        void Close(double expected, double stated) => Assert.True(Math.Abs(stated - expected) <= 0.006 * expected, FormattableString.Invariant($"{place.Id}: {stated} for {expected}"));
    });

    [Fact]
    public void Combustion_alone_emits_less_than_the_life_cycle_of_the_same_source()
    {
        Assert.All(BuiltInCatalog.Locations.Values.Where(place => place.Figures.ContainsKey("carbon_intensity_direct")), place =>
        {
            var direct = place.Figures["carbon_intensity_direct"];
            var lifeCycle = place.Figures["carbon_intensity"];
            if (Constant(direct, "g/kWh") >= Constant(lifeCycle, "g/kWh"))
            {
                Assert.NotEqual(direct.SourceKey, lifeCycle.SourceKey);
                var partner = Partner().Match(direct.Note ?? "");
                Assert.True(partner.Success, place.Id);
                Assert.True(double.Parse(partner.Groups[1].Value, CultureInfo.InvariantCulture) > Constant(direct, "g/kWh"), place.Id);
                Assert.Contains($"{partner.Groups[1].Value} (2024)", lifeCycle.RangeNote, StringComparison.Ordinal);
            }
        });
        Assert.All(
            BuiltInCatalog.Generation.Values.Where(source => source.Figures.ContainsKey("factor_direct")),
            source => Assert.True(Constant(source.Figures["factor_direct"], "kg/kWh") < Constant(source.Figures["factor"], "kg/kWh"), source.Id));
    }

    // CO2 of a fuel per energy in it (IPCC 2006, kg/GJ), in plants that turn a third to nearly two thirds of it into electricity.
    [Theory]
    [InlineData("coal", 94.6)]
    [InlineData("gas", 56.1)]
    [InlineData("oil", 77.4)]
    public void Combustion_emits_what_the_fuel_holds(string id, double fuel)
    {
        var efficiency = fuel * 3.6 / Constant(BuiltInCatalog.Generation[id].Figures["factor_direct"], "g/kWh");
        Assert.InRange(efficiency, 0.33, 0.62);
    }

    [Fact]
    public void Gas_takes_the_water_of_a_combined_cycle()
    {
        var water = BuiltInCatalog.Generation["gas"].Figures["water"];
        Assert.Equal(205 * 0.003785, Constant(water, "L/kWh"), 0.001);
        Assert.Equal(240 * 0.003785, OfWater(water).Quantile(0.95), 0.001);
    }

    [Fact]
    public void Factors_are_skewed_never_triangles() => Assert.All(BuiltInCatalog.Generation.Values, source =>
    {
        var factor = source.Figures["factor"];
        var distribution = QuantityParser.Parse(factor.Range!, Keys.SourceFactor).Distribution;
        Assert.DoesNotContain("triangular", factor.Range!, StringComparison.Ordinal);
        Assert.True(distribution.Mean > distribution.Quantile(0.5), source.Id);
    });

    [Theory]
    [InlineData("hydro", 0.024, 0.117)]
    [InlineData("nuclear", 0.012, 0.030)]
    public void The_widest_factors_keep_median_and_mean(string id, double median, double mean)
    {
        var distribution = QuantityParser.Parse(BuiltInCatalog.Generation[id].Figures["factor"].Range!, Keys.SourceFactor).Distribution;
        Assert.Equal(median, distribution.Quantile(0.5), 1e-6);
        Assert.InRange(distribution.Mean, 0.98 * mean, 1.02 * mean);
    }

    private static void CheckFigure(Dictionary<string, KeySpec> keys, CatalogEntry entry, string name, CatalogFigure figure)
    {
        var key = Assert.Contains(name, keys);
        Assert.True(figure.Text is not null || figure.Range is not null, $"{entry.Id}, {name}: neither value nor range");
        var value = figure.Text is { } text ? QuantityParser.Parse(text, key) : null;
        Assert.True(value is null || value.Distribution.Quantile(0.05) == value.Distribution.Quantile(0.95), $"{entry.Id}, {name}: the value {figure.Text} is not plain");
        if (figure.Range is null)
        {
            return;
        }

        var range = QuantityParser.Parse(figure.Range, key);
        Assert.Equal(0, range.TruncatedMass, 1e-3);
        if (value is not null)
        {
            // 1 part in 1,000: an end of the range may be the value itself.
            var plain = value.Distribution.Mean;
            Assert.True(
                plain >= 0.999 * range.Distribution.Quantile(0.05) && plain <= 1.001 * range.Distribution.Quantile(0.95),
                $"{entry.Id}, {name}: {figure.Text} does not lie in {figure.Range}");
        }
    }

    private static List<(string Source, double Share)> Shares(CatalogEntry place) =>
        [.. place.Mix!.Shares.Select(share => (share.Key, QuantityParser.ParseConstant(share.Value, "")))];

    private static Distribution OfWater(CatalogFigure figure) => QuantityParser.Parse(figure.Range!, Keys.WaterIntensity).Distribution;

    private static double WaterAt(string source, double probability)
    {
        var water = BuiltInCatalog.Generation[source].Figures["water"];
        return water.Range is null ? Constant(water, "L/kWh") : OfWater(water).Quantile(probability);
    }

    [GeneratedRegex(@"computed from the mix ([\d.]+)")]
    private static partial Regex Computed();

    [GeneratedRegex(@"the same source has (\d+) over the life cycle")]
    private static partial Regex Partner();

    private static double Constant(CatalogFigure figure, string unit) => QuantityParser.ParseConstant(figure.Text!, unit);

    private static double Low(string name, CatalogFigure figure) => QuantityParser.Parse(figure.Range!, OfPlaces[name]).Distribution.Quantile(0.05);

    private static double High(string name, CatalogFigure figure) => QuantityParser.Parse(figure.Range!, OfPlaces[name]).Distribution.Quantile(0.95);
}
