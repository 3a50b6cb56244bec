using System.Globalization;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Scenarios.Limits;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Tables;

/// <summary>Limits: what was asked, what was found, and whether it holds.</summary>
internal static class LimitsTable
{
    /// <summary>Title of the table.</summary>
    public const string Title = "Limits";

    private const int ErrorDigits = 2;
    private const double LeastInUnitOfBound = 1e-2;

    /// <summary>One row per statement; a limit of several has a row of its own above them.</summary>
    public static ReportTable Of(SimulationResult result) => Of(result.Limits, []);

    /// <summary>Outcomes of limits.</summary>
    /// <param name="limits">The outcomes.</param>
    /// <param name="notes">Notes that come first.</param>
    public static ReportTable Of(IReadOnlyList<LimitOutcome> limits, IReadOnlyList<string> notes) => new(
        Title,
        [
            new("limit", Wraps: true),
            new("result"),
            new("found", CellAlignment.Right),
            new("± 95%", CellAlignment.Right),
            new("exceedance", CellAlignment.Right),
        ],
        [.. limits.SelectMany(Rows)],
        [.. notes, .. Notes(limits)]);

    /// <summary>The limits of a scenario that has not been run.</summary>
    public static ReportTable Of(IReadOnlyList<Limit> limits) => new(
        Title, [new("limit", Wraps: true), new("about")], [.. limits.Select(limit => (IReadOnlyList<string>)[limit.Text, string.Join(", ", limit.Parts.Select(part => part.Output).Distinct())])]);

    /// <summary>A verdict in words.</summary>
    public static string Words(LimitVerdict verdict) => verdict switch
    {
        LimitVerdict.Holds => "holds",
        LimitVerdict.Fails => "does not hold",
        _ => "undecided",
    };

    /// <summary>How many limits hold, in a sentence.</summary>
    public static string Verdict(IReadOnlyList<LimitOutcome> limits)
    {
        var all = limits.Count;
        var failing = limits.Count(limit => limit.Verdict == LimitVerdict.Fails);
        var undecided = limits.Count(limit => limit.Verdict == LimitVerdict.Undecided);
        return (failing, undecided) switch
        {
            (0, 0) => all == 1 ? "The limit holds." : $"All {all} limits hold.",
            (0, _) => all == 1 ? "Whether the limit holds is undecided." : $"{undecided} of {all} limits undecided; none fails.",
            _ => all == 1 ? "The limit does not hold." : $"{failing} of {all} limits fail{(undecided > 0 ? $", {undecided} undecided" : "")}.",
        };
    }

    /// <summary>A sentence for each limit that does not hold or is undecided.</summary>
    public static IEnumerable<string> Alarms(IReadOnlyList<LimitOutcome> limits) => limits
        .Where(limit => limit.Verdict != LimitVerdict.Holds)
        .Select(limit => $"limit {Words(limit.Verdict)}: {limit.Limit} (found {Found(limit.Deciding)}{(limit.Verdict == LimitVerdict.Undecided ? $"{PlusMinus(limit.Deciding)}" : "")}){string.Concat(limit.Parts.Where(part => part.PaidTwice.Length > 0).Select(part => $"; {PaidTwice(part)}"))}");

    /// <summary>A sentence for each statement about a cost that may pay something twice, with the verdict on the cost that does not.</summary>
    public static IEnumerable<string> PaidTwice(IReadOnlyList<LimitOutcome> limits) => limits.SelectMany(limit => limit.Parts).Where(part => part.PaidTwice.Length > 0)
        .Select(part => $"{part.Text}: {PaidTwice(part)}.");

    /// <summary>The error of a figure in a sentence; empty where there is none.</summary>
    internal static string PlusMinus(LimitPartOutcome part) => (part.SamplesNeeded, HalfWidth(part)) switch
    {
        (> 0, var reason) => $", {reason}",
        (_, { Length: > 0 } width) => $" ± {width}",
        _ => "",
    };

    /// <summary>The figure that a statement is about, with its unit.</summary>
    public static string Found(LimitPartOutcome part) => part.IsProbability
        ? Share(part.Value, part.Error, part.CriticalValue)
        : WithUnit(part, part.Value, unit => part.Error == 0 && part.SamplesNeeded == 0 ? Figures.Exact(part.Value / unit.Factor) : Figures.Uncertain(part.Value / unit.Factor, part.SamplesNeeded > 0 ? double.NaN : part.Error / unit.Factor));

    /// <summary>The probability that the output is more than the amount.</summary>
    public static string Exceeding(LimitPartOutcome part) => Share(part.Exceeding, part.ExceedingError, part.CriticalValue);

    /// <summary>Half the width of the figure's 95% error interval; empty where there is no error.</summary>
    public static string HalfWidth(LimitPartOutcome part) => (part.Error, part.IsProbability) switch
    {
        _ when part.SamplesNeeded > 0 => "too few samples",
        (0, _) => "",
        (_, true) => Figures.Exact(100 * part.CriticalValue * part.Error, ErrorDigits) + "%",
        _ => WithUnit(part, part.CriticalValue * part.Error, unit => Figures.Exact(part.CriticalValue * part.Error / unit.Factor, ErrorDigits)),
    };

    private static string PaidTwice(LimitPartOutcome part) => $"{part.Output} may pay {part.PaidTwice} twice"
        + (part.WithoutOverlap is { } other ? $"; {other.Output}: {Words(other.Verdict)}, found {Found(other)}{(other.Verdict == LimitVerdict.Undecided ? PlusMinus(other) : "")}" : "");

    private static IEnumerable<IReadOnlyList<string>> Rows(LimitOutcome limit)
    {
        if (limit.Parts.Count > 1)
        {
            yield return [limit.Limit, Words(limit.Verdict), "", "", ""];
        }

        foreach (var part in limit.Parts)
        {
            yield return [limit.Parts.Count > 1 ? $"– {part.Text}" : part.Text, Words(part.Verdict), Found(part), HalfWidth(part), Exceeding(part)];
        }
    }

    private static List<string> Notes(IReadOnlyList<LimitOutcome> limits)
    {
        var notes = new List<string> { "Exceedance: probability that the output exceeds the amount of the limit." };
        if (limits.Any(limit => limit.Verdict == LimitVerdict.Undecided))
        {
            notes.Add("Undecided: the bound lies within the 95% Monte Carlo error of the figure; more samples (--samples) would decide.");
        }

        var needed = limits.SelectMany(limit => limit.Parts).Select(part => part.SamplesNeeded).DefaultIfEmpty().Max();
        if (needed > 0)
        {
            notes.Add($"Too few samples: fewer than {SamplingError.FewestBeyond} lie beyond the figure; --samples {needed.ToString("0", CultureInfo.InvariantCulture)} is enough.");
        }

        notes.AddRange(PaidTwice(limits));
        return notes;
    }

    // In the unit of the bound, so that the two compare at a glance, unless too many zeros would stand there.
    private static string WithUnit(LimitPartOutcome part, double value, Func<DisplayUnit, string> print)
    {
        var bound = DisplayUnit.For(part.Unit, part.Bound);
        var unit = value == 0 || Math.Abs(value) >= LeastInUnitOfBound * bound.Factor ? bound : DisplayUnit.For(part.Unit, value);
        return unit.Print(print(unit));
    }

    // A share of none or all says how sure that is: the upper or lower end of its error interval.
    private static string Share(double share, double error, double criticalValue) => error == 0 ? Figures.Percent(share) : Figures.Probability(share, error, criticalValue * error);
}
