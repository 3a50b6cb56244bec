using System.Globalization;
using Simulator.Arithmetic;
using Simulator.Presentation;
using Simulator.Scenarios;
using Simulator.Studies.Validation;

namespace Simulator.Reporting.Tables;

/// <summary>Published figures beside ours: to the digit, and measurements against our intervals.</summary>
internal static class ValidationTables
{
    /// <summary>Figures that are compared digit by digit.</summary>
    /// <param name="comparisons">All comparisons; those of intervals are left out.</param>
    public static ReportTable Published(IReadOnlyList<PublishedComparison> comparisons)
    {
        var rows = comparisons.Where(comparison => !comparison.IsOfInterval).ToList();
        return new ReportTable(
            "Published figures and ours",
            [
                new("scenario", Wraps: true),
                new("output"),
                new("published", CellAlignment.Right),
                new("ours", CellAlignment.Right),
                new("unit"),
                new("difference", CellAlignment.Right),
                new("tier"),
                new("verdict", Wraps: true, IsDetail: true),
            ],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Scenario, OutputOf(row), Printed(row), Ours(row.Ours, row), row.Figure.Unit, Percent(row), Tier(row.Figure.Tier), Verdict(row)])],
            []);
    }

    /// <summary>Measurements that are compared with our central intervals.</summary>
    /// <param name="comparisons">All comparisons; those of figures are left out.</param>
    public static ReportTable Intervals(IReadOnlyList<PublishedComparison> comparisons)
    {
        var rows = comparisons.Where(comparison => comparison.IsOfInterval).ToList();
        var level = rows.Select(row => row.Interval.Level).FirstOrDefault(0.9);
        var areMeasured = AreMeasured(rows);
        var theirs = areMeasured ? "measured" : "published";
        return new ReportTable(
            areMeasured ? "Measurements and our intervals" : "Published figures and our intervals",
            [
                new("scenario", Wraps: true),
                new("output"),
                new(theirs, CellAlignment.Right),
                new("our median", CellAlignment.Right),
                new($"{Figures.Level(level)} interval", CellAlignment.Interval),
                new("unit"),
                new($"ours/{theirs}", CellAlignment.Right),
                .. areMeasured ? Array.Empty<ReportColumn>() : [new("tier")],
                new("verdict", Wraps: true, IsDetail: true),
            ],
            [
                .. rows.Select(row => (IReadOnlyList<string>)
                [
                    row.Scenario, OutputOf(row), Printed(row), Ours(row.Ours, row), $"{Ours(row.Interval.Low, row)} to {Ours(row.Interval.High, row)}", row.Figure.Unit,
                    double.IsFinite(row.Ours) ? (row.Ours / row.Figure.Value).ToString("0.00", CultureInfo.InvariantCulture) : "",
                    .. areMeasured ? Array.Empty<string>() : [Tier(row.Figure.Tier)], Verdict(row),
                ]),
            ],
            []);
    }

    /// <summary>A summary in one or two sentences.</summary>
    /// <param name="comparisons">All comparisons.</param>
    public static string Summary(IReadOnlyList<PublishedComparison> comparisons)
    {
        var figures = comparisons.Where(comparison => !comparison.IsOfInterval).ToList();
        var intervals = comparisons.Where(comparison => comparison.IsOfInterval).ToList();
        var sentences = new List<string>();
        if (figures.Count > 0)
        {
            var holding = figures.Count(figure => figure.Verdict == Expectation.Holds);
            var mistaken = figures.Count(figure => figure.Figure.Mistake is not null);
            sentences.Add(
                $"{holding} of {figures.Count} published figures agree to the printed digit; {figures.Count - holding} do not, {mistaken} of them because of a mistake in the source.");
        }

        if (intervals.Count > 0)
        {
            sentences.Add($"{intervals.Count(row => row.Verdict == Expectation.Inside)} of {intervals.Count} {(AreMeasured(intervals) ? "measurements" : "published figures")} lie inside our interval.");
        }

        var unexpected = comparisons.Count(comparison => !comparison.IsAsStated);
        sentences.Add(unexpected == 0 ? "All as the files state." : $"{unexpected} not as the files state.");
        return string.Join(" ", sentences);
    }

    /// <summary>A verdict in words, with the reason where the file gives one.</summary>
    public static string Verdict(PublishedComparison comparison)
    {
        var figure = comparison.Figure;
        var verdict = comparison.Verdict switch
        {
            null => "NO FIGURE: the output is not computed",
            Expectation.Holds => comparison.IsCut ? "holds, cut" : comparison.IsSampled ? "holds within sampling error" : "holds",
            Expectation.Differs => "differs",
            Expectation.Inside => "inside",
            _ => "OUTSIDE",
        };
        var reason = figure.Mistake is { } mistake ? $"mistake in the source: {mistake}" : comparison.Verdict is Expectation.Differs or Expectation.Outside ? figure.Note : null;
        var implied = comparison.ImplausibleIntensity is { } intensity
            ? FormattableString.Invariant($"implies {intensity:G2} kgCO2e/kWh, which no grid has")
            : null;
        var text = string.Join("; ", new[] { verdict, reason, implied }.OfType<string>());
        return comparison.IsAsStated ? text : $"NOT AS STATED ({Expected(figure)}): {text}";
    }

    /// <summary>A tier in words.</summary>
    public static string Tier(EvidenceTier tier) => tier switch
    {
        EvidenceTier.ClosedForm => "closed form",
        EvidenceTier.TotalOnly => "total only",
        _ => tier.ToString().ToLowerInvariant(),
    };

    /// <summary>A published figure with the digits of its source, without its unit.</summary>
    public static string Printed(PublishedFigure figure) => Number(figure.Value, figure, moreDigits: 0);

    // An estimate, or a total without inputs, is no measurement.
    private static bool AreMeasured(IEnumerable<PublishedComparison> rows) => rows.All(row => row.Figure.Tier == EvidenceTier.Measured);

    private static string Expected(PublishedFigure figure) => figure.Deviation is { } deviation
        ? $"differs by {Figures.Percent(deviation)}"
        : figure.Expectation.ToString().ToLowerInvariant();

    private static string OutputOf(PublishedComparison row) =>
        row.Figure.Statistic == "median" ? row.Label : $"{row.Label}, {row.Figure.Statistic}";

    private static string Percent(PublishedComparison row)
    {
        if (!double.IsFinite(row.Deviation))
        {
            return "";
        }

        var percent = Math.Round(100 * row.Deviation, 2);
        return percent == 0 ? "0" : percent.ToString("+0.00;-0.00", CultureInfo.InvariantCulture) + "%";
    }

    private static string Printed(PublishedComparison row) => Printed(row.Figure);

    // One digit more than was printed shows how near the rounding is.
    private static string Ours(double value, PublishedComparison row) =>
        row.IsOfInterval ? Figures.Exact(value / row.Figure.UnitScale) : Trimmed(Number(value, row.Figure, moreDigits: 1));

    private static string Number(double value, PublishedFigure figure, int moreDigits)
    {
        if (!double.IsFinite(value))
        {
            return "n/a";
        }

        var decimals = Math.Max(0, (int)Math.Round(-PortableMath.Log10(figure.LastDigit / figure.UnitScale)) + moreDigits);
        return (value / figure.UnitScale).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Trimmed(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
