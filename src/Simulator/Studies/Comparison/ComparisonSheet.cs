using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Comparison;

/// <summary>Models side by side: one row a model, one column an output, and footnotes where a row is not like the others.</summary>
/// <param name="Outputs">The columns; costs are in the currency of the models, which is the same for all of them.</param>
/// <param name="Rows">The rows, in the order in which they are shown.</param>
/// <param name="Notes">The footnotes; the first has number 1.</param>
internal sealed record ComparisonSheet(IReadOnlyList<OutputDefinition> Outputs, IReadOnlyList<SheetRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>Lays a comparison out.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="outputs">Names of the outputs; those that no model has are left out.</param>
    public static ComparisonSheet Of(ComparisonResult comparison, IReadOnlyList<string> outputs)
    {
        var models = comparison.Models;
        var known = models.ToDictionary(model => model.Name, model => new KnownOutputs(model.Scenario.Phases), StringComparer.Ordinal);
        var columns = outputs.Select(OutputDefinitions.Named).Where(output => models.Any(model => Result(model, output) is not null || Published(model, output).Count > 0))
            .Select(output => output with { Unit = CostOutputs.InMoneyOf(models[0].Scenario, output.Spec).Unit }).ToList();
        var hasTraining = models.Any(model => model.Result is not null && !model.IsServingAlone);
        var notes = new List<string>();
        var rows = models.Select(model => new SheetRow(
            model,
            Numbered(RowRemarks.OfModel(model), notes),
            [.. columns.Select(output => new SheetCell(
                output,
                Result(model, output),
                Published(model, output),
                Numbered(RowRemarks.OfOutput(model, output, known[model.Name], models), notes)))],
            IsAlike: !(hasTraining && model.IsServingAlone))).ToList();
        return new ComparisonSheet(columns, rows, notes);
    }

    /// <summary>The same with the rows in another order.</summary>
    /// <param name="models">The models of a comparison.</param>
    /// <param name="by">Name of an output: the largest median comes first, a published figure counts where there is no median, models without either come last. <c>name</c> for the alphabet; null for the order of the files.</param>
    public static IReadOnlyList<ComparedModel> Sorted(IReadOnlyList<ComparedModel> models, string? by) => by switch
    {
        null => models,
        "name" => [.. models.OrderBy(model => model.Name, StringComparer.OrdinalIgnoreCase)],
        _ => [.. models.OrderByDescending(model => Size(model, OutputDefinitions.Named(by)))],
    };

    private static double Size(ComparedModel model, OutputDefinition output) =>
        Result(model, output)?.Median ?? Published(model, output).Select(figure => figure.Value).DefaultIfEmpty(double.NegativeInfinity).Max();

    private static OutputSummary? Result(ComparedModel model, OutputDefinition output) => model.Result?.Outputs.FirstOrDefault(other => other.Name == output.Name);

    // Percentiles of others are no marks beside a median.
    private static IReadOnlyList<PublishedFigure> Published(ComparedModel model, OutputDefinition output) =>
        [.. model.Scenario.Published.Where(figure => figure.Output == output.Name && figure.Probability is null or 0.5)];

    private static IReadOnlyList<int> Numbered(IEnumerable<string> remarks, List<string> notes) =>
    [
        .. remarks.Select(remark =>
        {
            if (!notes.Contains(remark))
            {
                notes.Add(remark);
            }

            return notes.IndexOf(remark) + 1;
        }),
    ];
}

/// <summary>One model of a sheet.</summary>
/// <param name="Model">The model.</param>
/// <param name="Notes">Numbers of the footnotes that hold for the whole row.</param>
/// <param name="Cells">One cell for each output.</param>
/// <param name="IsAlike">Whether its totals are of the same kind as the others', so that they belong on one axis.</param>
internal sealed record SheetRow(ComparedModel Model, IReadOnlyList<int> Notes, IReadOnlyList<SheetCell> Cells, bool IsAlike)
{
    /// <summary>The model's name.</summary>
    public string Name => Model.Name;
}

/// <summary>One output of one model.</summary>
/// <param name="Definition">The output.</param>
/// <param name="Output">Our figure; null where it cannot be computed.</param>
/// <param name="Published">Figures that others have published.</param>
/// <param name="Notes">Numbers of the footnotes that hold for this figure.</param>
internal sealed record SheetCell(OutputDefinition Definition, OutputSummary? Output, IReadOnlyList<PublishedFigure> Published, IReadOnlyList<int> Notes);
