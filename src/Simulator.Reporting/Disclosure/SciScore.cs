using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>The software carbon intensity of training: SCI = (E · I + M) per R.</summary>
/// <remarks>
/// ISO/IEC 21031:2024, which is the Software Carbon Intensity Specification 1.0 of the Green Software Foundation: E is the energy that the software
/// consumes, I the location-based carbon intensity of it (no market-based measures, no offsets), M the embodied emissions of the
/// hardware by the share that is used, R the functional unit. Units are those that it prescribes: kWh, gCO2eq/kWh, gCO2eq.
/// </remarks>
internal static class SciScore
{
    /// <summary>Writes it as Markdown.</summary>
    /// <exception cref="FormException">The energy per functional unit is not known.</exception>
    public static WrittenForm Write(Disclosed data, FormChoices choices)
    {
        var unit = data.Unit == FunctionalUnit.MillionTokens ? "1 million tokens that the model was trained on, with all runs counted" : "1 training, with all phases and runs";
        if (data[Account.SciEnergy].Missing is { } missing)
        {
            throw new FormException(data.IsServingAlone
                ? $"The score is that of training, and {missing}; state training, or take energy_per_served_request and the like from a run."
                : $"The functional unit is {unit}, but {missing}; --per training does without it.");
        }

        List<(string Symbol, string What, string Account)> rows =
        [
            ("E", "energy of the site", Account.SciEnergy),
            ("I", "carbon intensity of the electricity, location-based", Account.Intensity),
            ("O = E · I", "operational emissions", Account.SciOperational),
            ("M", "embodied emissions of the hardware", Account.SciEmbodied),
            ("SCI", "(O + M) per R", Account.Sci),
        ];
        var omissions = rows.Where(row => data[row.Account].Figure is null).Select(row => FormFigures.NotKnown($"{row.Symbol}, {row.What}", data[row.Account].Missing!)).ToList();
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"# {MarkdownTable.Escape(data.Result.Scenario.Name)}: software carbon intensity of training");
        text.WriteLine();
        text.WriteLine("ISO/IEC 21031:2024, Software Carbon Intensity: SCI = (E · I + M) per R.");
        text.WriteLine();
        text.WriteLine($"R, the functional unit: {unit}.");
        text.WriteLine();
        MarkdownTable.Write(
            new ReportTable(
                "", [new("symbol"), new("what"), new("median", CellAlignment.Right), new($"{data.Level()} interval", CellAlignment.Interval), new("unit")],
                [.. rows.Where(row => data[row.Account].Figure is not null).Select(row => Cells(data[row.Account].Figure!, row.Symbol, row.What))],
                []),
            text);
        FormText.List(text, "Boundary and method",
        [
            "Software boundary: the training of the model, with IT equipment and facility of its site; losses of the grid are not in E.",
            "I is the mean over the energy, as the scenario states it or the catalogue has it. Contracts and offsets play no part in it.",
            .. data[Account.SciEmbodied].Figure is null ? Array.Empty<string>() : ["M charges the hardware by the share of its working life that the training takes."],
            data.Method(),
            "The median of a product is not the product of the medians: each line has its own.",
            data.Provenance(),
        ]);
        FormText.List(text, "Not known, and left out", omissions);
        return new WrittenForm(text.ToString(), omissions);
    }

    // The standard fixes the units, whatever the size of the figure.
    private static IReadOnlyList<string> Cells(OutputSummary figure, string symbol, string what)
    {
        var unit = figure.Unit switch
        {
            "kg/kWh" => new DisplayUnit("gCO2eq/kWh", 1e-3),
            "kg" => new DisplayUnit("gCO2eq per R", 1e-3),
            _ => new DisplayUnit($"{figure.Unit} per R", 1),
        };
        var text = FormFigures.Text(figure, unit);
        return [symbol, what, text.Median, text.Interval, unit.Name];
    }
}
