using System.Globalization;
using Simulator.Model;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Reporting.Tables;

/// <summary>Which inputs the uncertainty of an output comes from.</summary>
internal static class SensitivityTable
{
    // An input with less of the variance than this is named, but takes no row.
    private const double LeastShown = 0.001;

    /// <summary>One table an output; an output without indices is a line under the last.</summary>
    /// <param name="sensitivity">The analysis.</param>
    /// <param name="outputs">Names of outputs; null for the headline ones.</param>
    /// <param name="paidTwice">What an output may pay twice, by its name; null where none does.</param>
    public static IReadOnlyList<ReportTable> Of(SensitivityResult sensitivity, IReadOnlyCollection<string>? outputs = null, Func<string, string>? paidTwice = null)
    {
        var shown = sensitivity.Outputs.Where(output => (outputs ?? OutputDefinitions.Headline).Contains(output.Output)).ToList();
        var tables = shown.Where(output => output.WithoutIndices is null).Select(output => Of(output, sensitivity.CriticalValue, paidTwice?.Invoke(output.Output) ?? "")).ToList();
        List<string> notes =
        [
            .. shown.Where(output => output.WithoutIndices is not null).Select(output => $"{output.Label}: no indices, {output.WithoutIndices}."),
            .. (outputs ?? []).Except(sensitivity.Outputs.Select(output => output.Output)).Select(name => $"{name}: the inputs do not determine it."),
            .. tables.Count > 0 ? Legend(sensitivity, shown) : [],
            .. sensitivity.Notices,
        ];
        return tables.Count == 0
            ? [new ReportTable("Sensitivity", [new("output")], [], notes)]
            : [.. tables.SkipLast(1), tables[^1] with { Notes = [.. tables[^1].Notes, .. notes] }];
    }

    // Samples are single-precision numbers, so a regression on them cannot tell a share that is nearer to 1 from all.
    private static string Explained(double share) => share > 1 - 1e-6 ? "all" : Figures.Percent(share);

    private static ReportTable Of(OutputSensitivity output, double criticalValue, string paidTwice)
    {
        var unit = DisplayUnit.For(output.Unit, output.AtMedians);
        var explained = double.IsNaN(output.LogExplained)
            ? ""
            : $" A product of powers of the inputs would explain {Explained(output.LogExplained)} of the variance of its logarithm.";
        var rows = output.Inputs.Where(input => input.Total.Value >= LeastShown).ToList();
        var others = output.Inputs.Except(rows).Select(input => input.Name).ToList();
        var least = others.Count > 0 ? $" Total index below {LeastShown.ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", others)}." : "";
        return new ReportTable(
            $"Sensitivity: {output.Label}, {Figures.Exact(output.AtMedians / unit.Factor)} {unit.Name} with every input at its median".Replace("  ", " ", StringComparison.Ordinal),
            [
                new("input", Wraps: true),
                new("total index", CellAlignment.Right),
                new("first order", CellAlignment.Right),
                new("share of log", CellAlignment.Right),
                new("input from p5 to p95", CellAlignment.Interval),
                new("unit"),
                new($"moves it from, to [{unit.Name}]", CellAlignment.Interval),
            ],
            [.. rows.SelectMany(input => Rows(input, criticalValue, unit))],
            [$"The first-order indices of {output.Label} sum to {Figures.Decimals(output.FirstOrderSum, 3)}; the rest up to 1 is due to interactions of the inputs.{explained}{least}", .. OutputTable.MayPayTwice(output.Label, paidTwice)]);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(InputSensitivity input, double criticalValue, DisplayUnit unit)
    {
        string[] indices =
        [
            Index(input.Total, criticalValue), Index(input.First, criticalValue),
            double.IsNaN(input.LogShare) ? "–" : Figures.Share(input.LogShare),
        ];
        if (!input.IsGroup)
        {
            yield return [input.Name, .. indices, .. Bar(input.Tornado[0], unit)];
            yield break;
        }

        // The indices are those of the group; each member's bar has a row of its own below.
        yield return [input.Name, .. indices, "", "", ""];
        foreach (var bar in input.Tornado)
        {
            yield return [$"  {bar.Input} alone", "", "", "", .. Bar(bar, unit)];
        }
    }

    private static string[] Bar(TornadoBar bar, DisplayUnit unit)
    {
        var (low, high) = Figures.ExactInterval(bar.InputLow, bar.InputHigh, Figures.TableDigits);
        var (from, to) = (bar.Low / unit.Factor, bar.High / unit.Factor);
        return [$"{low} to {high}", bar.InputUnit, $"{Figures.Uncertain(from, 0)} to {Figures.Uncertain(to, 0)}"];
    }

    private static IEnumerable<string> Legend(SensitivityResult sensitivity, IReadOnlyList<OutputSensitivity> shown)
    {
        yield return "Total index: share of the variance that would remain if all other inputs were known. First order: share that would vanish if this input were known. "
            + "± is the 95% Monte Carlo error. Share of log: of the variance of the output's logarithm.";
        yield return $"Moves it: the output with this input alone at its 5th and 95th percentile, all others at their medians. {Figures.Count(sensitivity.BasePoints)} base points in {sensitivity.Replicates} replicates ({sensitivity.Device}).";
        if (shown.Any(output => output.Inputs.Any(input => input.IsGroup)))
        {
            yield return "Inputs joined by + vary together: their indices are those of the group.";
        }

        if (sensitivity.Interrupted)
        {
            yield return $"Interrupted after {Figures.Count(sensitivity.BasePoints)} of {Figures.Count(sensitivity.RequestedBasePoints)} base points.";
        }
    }

    private static string Index(SensitivityIndex index, double criticalValue)
    {
        var (value, half) = Figures.Index(index.Value, criticalValue * index.Error);
        return half.Length > 0 ? $"{value} ± {half}" : value;
    }
}
