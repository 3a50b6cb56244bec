using Simulator.Model;
using Simulator.Scenarios;

namespace Simulator.Reporting.Tables;

/// <summary>What others have published about a scenario.</summary>
internal static class PublishedTable
{
    /// <summary>One row for each figure, as it was printed.</summary>
    /// <param name="title">Title of the table.</param>
    /// <param name="figures">The figures.</param>
    public static ReportTable Of(string title, IReadOnlyList<PublishedFigure> figures) => new(
        title,
        [new("output", Wraps: true), new("published", CellAlignment.Right), new("unit"), new("source", Wraps: true), new("note", Wraps: true, IsDetail: true)],
        [.. figures.Select(figure => (IReadOnlyList<string>)
        [
            OutputDefinitions.All.FirstOrDefault(output => output.Name == figure.Output)?.Title ?? figure.Output,
            ValidationTables.Printed(figure), figure.Unit, figure.Source, figure.Note ?? "",
        ])]);
}
