using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Scenarios.Format;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>What Annex XI of Regulation (EU) 2024/1689 asks about computation and energy, with how it was estimated.</summary>
/// <remarks>
/// Section 1: point 1(d), the number of parameters; point 2(d), "the computational resources used to train the model (e.g. number
/// of floating point operations), training time, and other relevant details related to the training"; point 2(e), "known or
/// estimated energy consumption of the model", which may be based on computational resources where it is not known.
/// </remarks>
internal static class AiActAnnex
{
    /// <summary>Writes it as Markdown.</summary>
    /// <exception cref="FormException">The scenario has no training.</exception>
    public static WrittenForm Write(Disclosed data, FormChoices choices)
    {
        if (data[Account.TrainingEnergy].Missing is { } missing)
        {
            throw new FormException($"The annex asks about computation and energy of training, which are not known: {missing}.");
        }

        var omissions = new List<string>();
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"# {MarkdownTable.Escape(data.Result.Scenario.Name)}: computation and energy of training");
        text.WriteLine();
        text.WriteLine("For the technical documentation of a general-purpose AI model: Regulation (EU) 2024/1689, Article 53(1)(a), Annex XI, Section 1.");
        text.WriteLine();
        Table(text, "Point 1(d): number of parameters", data, [.. Parameters(data, omissions)]);
        Table(text, "Point 2(d): computational resources and training time", data,
        [
            .. Row(Account.TrainingCompute, "Floating point operations", "compute, or 6 · parameters · tokens, times the runs"),
            .. Row(Account.Duration, "Training time", "wall clock, all phases and runs one after the other"),
            .. Row(Account.TrainingHours, "Accelerator-hours", "all runs"),
            .. Row(Account.Accelerators, "Accelerators", data.Accelerators() is { Count: > 0 } names ? string.Join(", ", names) : "their name is not stated"),
        ]);
        Table(text, "Point 2(e): energy consumption", data,
        [
            .. Row(Account.TrainingEnergy, "Training", $"site: IT and facility; {Origin(data)}"),
            .. Row(Account.TrainingItEnergy, "Training, IT equipment alone", "accelerators and their servers"),
        ]);
        if (data.Scenario.Phases.Any(phase => phase.IsServing))
        {
            omissions.Add("Energy of using the model is in the scenario and not in this document, which is about training.");
        }

        Explain(text, data, omissions);
        return new WrittenForm(text.ToString(), omissions);

        IEnumerable<IReadOnlyList<string>> Row(string account, string item, string remark)
        {
            if (data[account] is { Figure: { } figure })
            {
                return [Cells(item, figure, remark)];
            }

            omissions.Add(FormFigures.NotKnown(item, data[account].Missing!));
            return [];
        }
    }

    // Parameters belong to the model, not to a phase: where phases differ, all are named.
    private static IEnumerable<IReadOnlyList<string>> Parameters(Disclosed data, List<string> omissions)
    {
        var inputs = data.Training.Select(phase => phase[Keys.Parameters]?.Path).OfType<string>().Distinct()
            .Select(path => data.Result.Inputs.First(input => input.Path == path)).DistinctBy(input => input.Distribution).ToList();
        if (inputs.Count == 0)
        {
            omissions.Add(FormFigures.NotKnown("Number of parameters", "the file does not state parameters in a phase of training"));
        }

        return inputs.Select(input => (IReadOnlyList<string>)
        [
            "Parameters", input.IsUncertain ? Figures.Exact(input.Median) : Figures.Stated(input.Median), input.IsUncertain ? $"p5 {Figures.Exact(input.P5)}, p95 {Figures.Exact(input.P95)}" : "", "",
            "active parameters, those that a token passes through",
        ]);
    }

    private static string Origin(Disclosed data)
    {
        var (measured, all) = (data.Training.Count(phase => phase.MeasuredAt is not null), data.Training.Count());
        return measured == 0 ? "estimated, since it was not metered"
            : measured == all ? "known: measured, with the meter's accuracy as the interval"
            : "partly measured, partly estimated";
    }

    private static IReadOnlyList<string> Cells(string item, OutputSummary figure, string remark)
    {
        var unit = FormFigures.Unit(figure);
        var text = FormFigures.Text(figure, unit);
        return [item, text.Median, text.Interval, unit.Name, remark];
    }

    private static void Table(TextWriter text, string title, Disclosed data, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count > 0)
        {
            MarkdownTable.Write(
                new ReportTable(
                    title, [new("item"), new("median", CellAlignment.Right), new($"{data.Level()} interval", CellAlignment.Interval), new("unit"), new("how it is counted")], rows, []),
                text);
        }
    }

    private static void Explain(TextWriter text, Disclosed data, IReadOnlyList<string> omissions)
    {
        text.WriteLine("### How it was estimated");
        text.WriteLine();
        text.WriteLine(MarkdownTable.Escape(data.Method()));
        text.WriteLine();
        text.WriteLine("Energy of the accelerators is hours · rated power · utilization, or what a meter read; the IT equipment beside them multiplies it by an overhead, and the facility by its PUE.");
        text.WriteLine();
        text.WriteLine(MarkdownTable.Escape(data.Provenance()));
        text.WriteLine();
        MarkdownTable.Write(
            new ReportTable("Inputs of energy and computation", [new("input"), new("as written"), new("from"), new("source")], [.. data.Result.Inputs.Where(IsOfEnergy).Select(input => (IReadOnlyList<string>)
            [
                input.Path, input.Distribution, input.Origin, InputsTable.KeyOf(input.Source),
            ])], []),
            text);
        FormText.List(text, "Not known, and left out", omissions);
    }

    private static bool IsOfEnergy(InputSummary input) => input.Path.StartsWith("training.", StringComparison.Ordinal)
        || input.Path is "hardware.tdp" or "hardware.peak" or "hardware.overhead" or "facility.pue"
        || input.Path.StartsWith("hardware.components.", StringComparison.Ordinal) || input.Path.StartsWith("hardware.server.", StringComparison.Ordinal);
}
