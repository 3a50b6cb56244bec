using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Html;

/// <summary>What drives the results: the inputs whose uncertainty matters most, and what the worst cases have in common.</summary>
internal static class DriversSection
{
    private const int MostInputs = 8;
    private const int NamedInWords = 3;
    private const int MostOfWorst = 4;

    // Below this an input is not mentioned in a sentence.
    private const double Notable = 0.05;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        var result = content.Result;
        if (result.Sensitivity is not { } analysis)
        {
            using var paragraph = html.Open("p");
            html.Text("Not part of this run. The option ");
            html.Write("code", "--sensitivity");
            html.Text(" adds how much of the uncertainty of each output comes from which input.");
            return;
        }

        html.Write("p", "Share of each output's variance that comes from an input: alone, and with its interactions with other inputs. Low and high show the output with that input alone at its 5th and 95th percentile, all others at their medians.");
        var headlines = HeadlineSection.Headlines(result).Select(output => output.Name).ToList();
        foreach (var output in analysis.Outputs.Where(output => headlines.Contains(output.Output)).OrderBy(output => headlines.IndexOf(output.Output)))
        {
            html.Write("h3", output.Label);
            html.Write("p", string.Join(' ', OutputTable.MayPayTwice(output.Label, result.PaidTwiceIn(output.Output)).Prepend(InWords(output))));
            if (output.Inputs.Count > 0)
            {
                HtmlTable.Write(html, Table(output, analysis.CriticalValue));
            }

            foreach (var worst in result.WorstCases.Where(worst => worst.Output == output.Output))
            {
                html.Write("p", InWords(worst));
            }
        }

        foreach (var notice in analysis.Notices)
        {
            html.Write("p", notice, ("class", "note"));
        }

        FiguresSection.Write(html, content.Figures.Where(FiguresSection.IsOfDrivers));
    }

    private static string InWords(OutputSensitivity output)
    {
        if (output.WithoutIndices is { } reason)
        {
            return $"No shares: {reason.TrimEnd('.')}.";
        }

        // Whole percents are enough in a sentence; the table below has the indices.
        var named = output.Inputs.Where(input => input.Total.Value >= Notable).Take(NamedInWords)
            .Select(input => $"{input.Name} ({Figures.Percent(Math.Round(input.Total.Value, 2))})").ToList();
        return named.Count == 0
            ? "No input stands out."
            : $"Most of the uncertainty comes from {Figures.Listed(named)}, including interactions.";
    }

    private static string InWords(WorstCases worst)
    {
        var unit = DisplayUnit.For(worst.Unit, worst.Threshold);
        var standOut = worst.Inputs.Take(MostOfWorst)
            .Select(input => $"{input.Input} {Figures.Exact(input.Within.Median, 3)} instead of {WithUnit(Figures.Exact(input.Overall.Median, 3), input.Unit)}")
            .ToList();
        return $"In the worst {Figures.Percent(worst.Share)} of the cases ({unit.Set(Figures.Exact(worst.Threshold / unit.Factor))} and more) medians are: {string.Join("; ", standOut)}.";
    }

    private static ReportTable Table(OutputSensitivity output, double criticalValue)
    {
        var unit = DisplayUnit.For(output.Unit, output.AtMedians);
        var inputs = output.Inputs.Take(MostInputs).ToList();
        return new ReportTable(
            $"What drives {output.Label}",
            [
                new("input"),
                new("alone", CellAlignment.Right),
                new("with interactions", CellAlignment.Right),
                new(unit.Titled("low"), CellAlignment.Right),
                new(unit.Titled("high"), CellAlignment.Right),
            ],
            [.. inputs.Select(input => (IReadOnlyList<string>)
            [
                input.Name, Index(input.First, criticalValue), Index(input.Total, criticalValue),
                End(input, bar => bar.Low, unit), End(input, bar => bar.High, unit),
            ])],
            output.Inputs.Count > MostInputs ? [$"{Figures.Count(output.Inputs.Count - MostInputs)} further inputs matter less."] : []);
    }

    // A group has a bar for each member, which no single cell can show.
    private static string End(InputSensitivity input, Func<TornadoBar, double> end, DisplayUnit unit) =>
        input.Tornado.Count == 1 ? Figures.Exact(end(input.Tornado[0]) / unit.Factor) : "";

    private static string Index(SensitivityIndex index, double criticalValue) => Figures.Index(index.Value, criticalValue * index.Error).Index;

    private static string WithUnit(string figure, string unit) => unit.Length > 0 ? $"{figure} {Typeset.Units(unit)}" : figure;
}
