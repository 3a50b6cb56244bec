using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Html;

/// <summary>How certain the figures are: the uncertainty of the inputs and, separately, the sampling error.</summary>
internal static class CertaintySection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var result = content.Result;
        var uncertain = result.Outputs.Where(output => !output.IsConstant).ToList();
        if (uncertain.Count == 0)
        {
            html.Write("p", "No input is uncertain, so every figure is fixed by the inputs. How accurate the inputs are is a separate question.");
            return;
        }

        html.Write("h3", "What is uncertain");
        html.Write("p", $"{Figures.Level(uncertain[0].Interval.Level)} intervals show the uncertainty of the inputs: the figure lies inside with that probability if the distributions of the inputs are right. More samples do not narrow them; better knowledge of the inputs does.");
        html.Write("p", result.Correlations.Count > 0
            ? "Inputs are independent of each other except for the rank correlations in the section on inputs."
            : "Inputs are assumed to be independent of each other; if some rise and fall together, intervals can be wider or narrower.");
        html.Write("p", "The model uses means over a phase, not hours of the day, and is no better than its inputs: where an interval is a judgement, its source says so.");

        html.Write("h3", "Sampling error");
        html.Write("p", Sampling(result.Run));
        HtmlTable.Write(html, Errors(uncertain));
        FiguresSection.Write(html, content.Figures.Where(FiguresSection.IsOfCertainty));
    }

    private static string Sampling(RunFacts run) => run.Replicates > 1
        ? $"{Figures.Count(run.Samples)} points in {run.Replicates} independently scrambled sets of Sobol' points; standard errors come from the spread between the sets. More samples make them smaller, about in proportion to the samples."
        : $"{Figures.Count(run.Samples)} independent samples; standard errors come from their spread. Four times as many halve them.";

    private static ReportTable Errors(IReadOnlyList<OutputSummary> outputs)
    {
        var shown = outputs.Where(output => !output.IsEquivalent).ToList();
        return new ReportTable(
            "Monte Carlo standard errors",
            [
                new("output"),
                new("median", CellAlignment.Right),
                new("lower end", CellAlignment.Right),
                new("upper end", CellAlignment.Right),
                new("mean", CellAlignment.Right),
            ],
            [.. shown.Select(output => (IReadOnlyList<string>)
            [
                output.Label,
                Relative(output.Error.Median, output.Median),
                Relative(output.Error.Low, output.Interval.Low),
                Relative(output.Error.High, output.Interval.High),
                Relative(output.Error.Mean, output.Mean),
            ])],
            ["Relative to each figure. Only digits that these errors support are printed."]);
    }

    private static string Relative(double error, double value) => double.IsNaN(error) ? "not known" : value == 0 || !double.IsFinite(error) ? "" : error == 0 ? "0" : Figures.PercentAtMost(Math.Abs(error / value));
}
