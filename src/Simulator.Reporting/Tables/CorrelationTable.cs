using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Reporting.Tables;

/// <summary>Rank correlations between inputs: requested, used, achieved.</summary>
public static class CorrelationTable
{
    // A correlation that differs from the requested one by more than sampling explains needs a note.
    private const double Weakened = 0.05;

    /// <summary>One row per pair, in the order of the file.</summary>
    /// <param name="correlations">The pairs.</param>
    /// <param name="notes">Lines under the table.</param>
    public static ReportTable Of(IReadOnlyList<CorrelationSummary> correlations, IReadOnlyList<string> notes) => new(
        "Rank correlations",
        [
            new("input", Wraps: true),
            new("with", Wraps: true),
            new("measure"),
            new("asked", CellAlignment.Right),
            new("used", CellAlignment.Right),
            new("achieved", CellAlignment.Right),
        ],
        [.. correlations.Select(Row)],
        notes);

    /// <summary>The correlations of a run.</summary>
    public static ReportTable Of(SimulationResult result)
    {
        var samples = result.Correlations.Max(pair => pair.Samples);
        var notes = new List<string>();
        if (samples > 0)
        {
            notes.Add($"Achieved: in the first {Figures.Count(samples)} samples.");
        }

        if (result.Correlations.Any(pair => Math.Abs(pair.Achieved - pair.Used) > Weakened))
        {
            notes.Add("The achieved correlation differs from the one used by more than sampling explains.");
        }

        return Of(result.Correlations, notes);
    }

    // The column of what is used stays empty, and so is left out, unless something had to be repaired.
    private static IReadOnlyList<string> Row(CorrelationSummary pair) =>
    [
        pair.First,
        pair.Second,
        pair.Measure,
        Figures.Exact(pair.Asked, 3),
        pair.Used == pair.Asked ? "" : Figures.Exact(pair.Used, 3),
        double.IsNaN(pair.Achieved) ? "" : Figures.Uncertain(pair.Achieved, 1 / Math.Sqrt(pair.Samples)),
    ];
}
