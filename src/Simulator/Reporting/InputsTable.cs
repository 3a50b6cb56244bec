using Simulator.Statistics;

namespace Simulator.Reporting;

/// <summary>The resolved inputs of a scenario: what holds, how sure it is, and where it comes from.</summary>
public static class InputsTable
{
    /// <summary>One row per input, in the order of the file's keys.</summary>
    /// <param name="title">Title of the table.</param>
    /// <param name="inputs">The inputs.</param>
    public static ReportTable Of(string title, IReadOnlyList<InputSummary> inputs) => new(
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
        [.. inputs.Select(Row)],
        [.. inputs.Where(input => input.TruncatedMass > 0).Select(Truncation)]);

    /// <summary>These figures are computed, not sampled, so their digits are cut for reading only.</summary>
    private static IReadOnlyList<string> Row(InputSummary input)
    {
        var origin = input.Origin.ToLowerInvariant();
        var source = input.Source ?? "";
        if (!input.IsUncertain)
        {
            return [input.Path, "", Figures.Exact(input.Median), "", "", input.Unit, input.Distribution, origin, source];
        }

        var (low, high) = Figures.Interval(input.P5, 0, input.P95, 0);
        return
        [
            input.Path, low, Figures.Uncertain(input.Median, 0), Figures.Uncertain(input.Mean, 0), high,
            input.Unit, input.Distribution, origin, source,
        ];
    }

    private static string Written(InputSummary input) => input.Distribution;

    private static string Truncation(InputSummary input) =>
        $"{input.Path}: {Figures.Percent(input.TruncatedMass)} of the distribution lies outside its bounds and was cut off.";
}
