using Simulator.Catalog;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Reporting.Tables;

/// <summary>The resolved inputs of a scenario: what holds, how sure it is, and where it comes from.</summary>
internal static class InputsTable
{
    private const int FromColumn = 7;

    /// <summary>One row per input, in the order of the file's keys.</summary>
    /// <param name="title">Title of the table.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="file">The scenario's own file, which need not be named: others are.</param>
    /// <param name="remarks">What must be said below the table, e.g. what was overruled.</param>
    public static ReportTable Of(string title, IReadOnlyList<InputSummary> inputs, string? file = null, IReadOnlyList<string>? remarks = null) => new(
        title,
        [
            new("input", Wraps: true),
            new("p5", CellAlignment.Right),
            new("median", CellAlignment.Right),
            new("mean", CellAlignment.Right),
            new("p95", CellAlignment.Right),
            new("unit"),
            new("as written", Wraps: true, IsDetail: true),
            new("from"),
            new("source", Wraps: true, IsDetail: true),
        ],
        [.. inputs.Select(input => (IReadOnlyList<string>)[.. Row(input).Select((cell, column) => column == FromColumn ? From(input, file) : cell)])],
        [
            .. remarks ?? [],
            .. inputs.Where(input => input.TruncatedMass > 0).Select(Truncation),
            .. OnOneSource(inputs),
            "Sources by key: simulator list sources.",
        ]);

    /// <summary>These figures are computed, not sampled, so their digits are cut for reading alone.</summary>
    internal static IReadOnlyList<string> Row(InputSummary input)
    {
        var unit = Unit(input);
        var source = KeyOf(input.Source);
        if (!input.IsUncertain)
        {
            return [input.Path, "", Figures.Stated(input.Median / unit.Factor), "", "", unit.Name, input.Distribution, input.Origin, source];
        }

        var (low, high) = Figures.ExactInterval(input.P5 / unit.Factor, input.P95 / unit.Factor);
        var (median, mean) = (Figures.Exact(input.Median / unit.Factor), Figures.Exact(input.Mean / unit.Factor));
        return [input.Path, low, median, mean, high, unit.Name, input.Distribution, input.Origin, source];
    }

    private static string From(InputSummary input, string? file) => (input.Origin, input.Place) switch
    {
        ("file", "") => file is null ? input.Origin : "varied",
        ("file", var place) => file is null || place == file ? input.Origin : Path.GetFileName(place),
        (_, "") => input.Origin,
        _ => $"{input.Origin}: {input.Place}",
    };

    /// <summary>The unit in which the input was written; plain numbers and hours go by millions where they are many.</summary>
    private static DisplayUnit Unit(InputSummary input) =>
        input.Unit is "" or "h" ? DisplayUnit.For(input.Unit, Math.Max(1, input.Median)) : new DisplayUnit(input.Unit, 1);

    /// <summary>A source of the catalogue by its key, which <c>list sources</c> explains; any other as it was given.</summary>
    internal static string KeyOf(string? source) =>
        BuiltInCatalog.Sources.Values.FirstOrDefault(known => known.Citation == source)?.Key ?? source ?? "";

    private static IEnumerable<string> OnOneSource(IEnumerable<InputSummary> inputs) =>
        inputs.Where(input => input.Note?.EndsWith(CatalogFigure.OneSecondarySource, StringComparison.Ordinal) == true).Select(input => input.Path).ToList() is { Count: > 0 } paths
            ? [$"With {CatalogFigure.OneSecondarySource} each: {string.Join(", ", paths)}."]
            : [];

    private static string Truncation(InputSummary input) =>
        $"{input.Path}: {Figures.Percent(input.TruncatedMass)} of the distribution lies outside its bounds and was cut off.";
}
