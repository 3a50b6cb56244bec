using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Reporting.Tables;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Catalog;

/// <summary>A figure from a secondary source has a second one of another publisher, which prints the same.</summary>
public partial class SecondSourcesTests
{
    private static readonly string Evidence = Path.Combine(Repository.Root, "tests", "Simulator.Tests", "Catalog", "second-sources.csv");

    private static readonly IReadOnlyList<(string Entry, string Figure, string Source, string Printed, string Read)> Rows =
        [.. File.ReadLines(Evidence).Where(line => line[0] != '#').Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[1], cells[2], cells[3], cells[4]))];

    /// <summary>None has one secondary source: find a second one, or leave the figure out.</summary>
    [Fact]
    public void Every_figure_has_a_primary_source_or_two_publishers()
    {
        foreach (var (name, figure) in Tables.SelectMany(FiguresOf))
        {
            Assert.False(figure.HasOneSecondarySource, name);
            var sources = figure.SourceKeys.Select(key => BuiltInCatalog.Sources[key]).ToList();
            Assert.True(sources.Exists(source => source.IsPrimary) || sources.DistinctBy(source => source.Publisher).Count() > 1, name);
        }
    }

    [Theory]
    [InlineData("accelerators")]
    [InlineData("operators")]
    [InlineData("locations")]
    [InlineData("generation")]
    [InlineData("equivalences")]
    public void The_page_counts_them(string table)
    {
        var figures = FiguresOf(table).Select(row => row.Figure).ToList();
        var primary = figures.Count(figure => BuiltInCatalog.Sources[figure.SourceKey].IsPrimary);
        Assert.Contains($"| {table} | {figures.Count} | {primary} | {figures.Count - primary} |", File.ReadAllText(Path.Combine(Repository.Root, "docs", "catalogue.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_counts_the_entries()
    {
        var places = BuiltInCatalog.Locations.Values.ToList();
        var zones = places.Count(place => place.PartOf is not null);
        Assert.Contains(
            $"There are {BuiltInCatalog.Accelerators.Count} accelerators, eight operators, {places.Count - zones - 2} countries, the European Union, the world and {zones} grid zones",
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "catalogue.md")), StringComparison.Ordinal);
        Assert.Equal(8, BuiltInCatalog.Operators.Count);
    }

    // The provinces of Canada: CodeCarbon does not say whose statistics it read, so Electricity Maps stands beside it.
    [Fact]
    public void Six_mixes_have_two_secondary_sources_and_all_others_a_primary_one()
    {
        var mixes = BuiltInCatalog.Locations.Values.Where(place => place.Mix is not null).ToList();
        var secondary = mixes.Where(place => !BuiltInCatalog.Sources[place.Mix!.SourceKey].IsPrimary).ToList();
        Assert.Equal(["codecarbon-canada electricity-maps-mixes"], secondary.Select(place => string.Join(' ', place.Mix!.SourceKeys)).Distinct());
        Assert.All(secondary, place => Assert.Contains("Electricity Maps", place.Mix!.Note, StringComparison.Ordinal));
        Assert.Equal(6, secondary.Count);
        Assert.DoesNotContain(mixes, place => place.Mix!.HasOneSecondarySource);
        Assert.Contains($"| mixes of locations | {mixes.Count} | {mixes.Count - 6} | 6 |", File.ReadAllText(Path.Combine(Repository.Root, "docs", "catalogue.md")), StringComparison.Ordinal);
    }

    // What is left out must not count as secondary in silence.
    [Fact]
    public void Every_source_says_its_kind()
    {
        var kinds = File.ReadLines(Path.Combine(Repository.Root, "src", "Simulator", "Catalog", "sources.yaml")).Count(line => line is "  kind: primary" or "  kind: secondary");
        Assert.Equal(BuiltInCatalog.Sources.Keys.Except(["judgement", "closed-form"]).Count(), kinds);
    }

    [Fact]
    public void The_table_of_second_sources_is_that_of_the_catalogue() => Assert.Equal(
        BuiltInCatalog.Accelerators.Values
            .SelectMany(entry => entry.Figures.SelectMany(pair => pair.Value.OtherSourceKeys.Select(source => $"{entry.Id} {pair.Key} {source}")))
            .Order(StringComparer.Ordinal),
        Rows.Select(row => $"{row.Entry} {row.Figure} {row.Source}").Order(StringComparer.Ordinal));

    // A row that only repeats our value proves nothing: its page must have been opened.
    [Fact]
    public void Every_second_source_was_read_on_a_day() =>
        Assert.All(Rows, row => Assert.True(DateOnly.TryParseExact(row.Read, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), row.ToString()));

    // Years agree exactly and powers to half a percent; rates and memory are rounded, in GB or in GiB. Two offers of the
    // same thing differ: the second one lies in the range of the first, or within a quarter of it.
    [Fact]
    public void Every_second_source_prints_the_same()
    {
        Assert.NotEmpty(Rows);
        foreach (var (entry, name, source, printed, _) in Rows)
        {
            var figure = BuiltInCatalog.Accelerators[entry].Figures[name];
            var (ours, theirs) = (Number(figure.Text!), Computed(printed));
            var agrees = name == "price" && figure.Range is { } range && theirs >= Number(range) && theirs <= Number(range.Split(" to ")[1])
                || Math.Abs(theirs - ours) <= ours * (name switch { "released" => 0, "price" => 0.25, "tdp" or "rated_power" or "highest_power" => 0.005, _ => 0.02 });
            Assert.True(agrees, $"{entry}, {name}: {figure.Text}, but {source} prints {printed}");
        }
    }

    [Fact]
    public void The_sources_of_one_publisher_count_as_one()
    {
        Assert.False(BuiltInCatalog.Sources["epoch-chips"].IsPrimary);
        Assert.True(new CatalogFigure("1 W", "epoch-chips").HasOneSecondarySource);
        Assert.True(new CatalogFigure("1 W", "epoch-chips") { OtherSourceKeys = ["epoch-prices"] }.HasOneSecondarySource);
        Assert.False(new CatalogFigure("1 W", "epoch-chips") { OtherSourceKeys = ["hf-hardware"] }.HasOneSecondarySource);
        Assert.False(new CatalogFigure("1 W", "epoch-chips") { Range = "1 to 2 W", RangeSourceKey = "latif-2024" }.HasOneSecondarySource);
        Assert.False(new CatalogFigure("1 W", "aws-neuron-docs").HasOneSecondarySource);
        Assert.Equal("Epoch AI", BuiltInCatalog.Sources["epoch-chatgpt"].Publisher);
    }

    [Fact]
    public void The_listing_names_all_sources()
    {
        var rows = CatalogListing.Single("accelerators", "h100-sxm")!.Rows;
        Assert.Equal("morrison-2026, public-olmo-3", rows.Single(row => row[0] == "utilization_post_training")[4]);
        Assert.Equal("epoch-chips, bekman-accelerators, hpctech-h100", rows.Single(row => row[0] == "peak")[4]);
        Assert.Equal("codecarbon-canada, electricity-maps-mixes", CatalogListing.Single("locations", "ca-quebec")!.Rows.Single(row => row[0] == "mix")[4]);
    }

    // AddedAcceleratorTests has the mark itself, on a row that is made up.
    [Fact]
    public void Nothing_built_in_is_marked()
    {
        using var line = new CommandLineRun();
        var file = line.WriteFile("one.yaml", "name: one\nhardware: {accelerator: tpu-v7}\ngrid: {mix: {geothermal: 100%}}\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Equal(0, line.Run("check", file));
        foreach (var table in Tables)
        {
            Assert.Equal(0, line.Run("list", table, "--format", "json"));
        }

        Assert.DoesNotContain("one secondary source", line.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("one_secondary_source", line.Output.ToString(), StringComparison.Ordinal);
    }

    private static readonly string[] Tables = ["accelerators", "operators", "locations", "generation", "equivalences"];

    private static IEnumerable<(string Name, CatalogFigure Figure)> FiguresOf(string table) => table switch
    {
        "accelerators" => FiguresOf(BuiltInCatalog.Accelerators),
        "operators" => FiguresOf(BuiltInCatalog.Operators),
        "locations" => FiguresOf(BuiltInCatalog.Locations),
        "generation" => FiguresOf(BuiltInCatalog.Generation),
        _ => BuiltInCatalog.Equivalences.Values.SelectMany(equivalence => equivalence.Editions.Values.Append(equivalence.Per).Select(figure => (equivalence.Id, figure))),
    };

    private static IEnumerable<(string Name, CatalogFigure Figure)> FiguresOf(CatalogTable table) =>
        table.Values.SelectMany(entry => entry.Figures.Select(pair => ($"{entry.Id} {pair.Key}", pair.Value)));

    private static double Number(string text) => Parsed(text.Split(' ')[0].TrimEnd('%'));

    // From left to right.
    private static double Computed(string printed) => Operation().Matches(printed).Aggregate(
        Parsed(Operation().Replace(printed, "")),
        (value, next) => next.Value[0] == '/' ? value / Parsed(next.Value[1..]) : value * Parsed(next.Value[1..]));

    [GeneratedRegex(@"[*/][^*/]+")]
    private static partial Regex Operation();

    private static double Parsed(string number) => double.Parse(number, CultureInfo.InvariantCulture);
}
