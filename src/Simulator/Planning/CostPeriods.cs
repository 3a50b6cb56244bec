using Simulator.Model;
using Simulator.Presentation;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>The periods of a split: months of the calendar where the file says when training starts, else months of 730 h.</summary>
internal static class CostPeriods
{
    private const int MonthsPerYear = 12;

    /// <summary>A period.</summary>
    /// <param name="From">When it starts. [h after the start of training]</param>
    /// <param name="To">When it ends. [h after the start of training]</param>
    /// <param name="Label">What follows its number, e.g. <c> (Mar 2026)</c>; empty for a length in hours.</param>
    /// <param name="When">Which costs are in it.</param>
    public sealed record Entry(double From, double To, string Label, string When);

    /// <summary>The periods that the median duration reaches into.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="length">Nominal length of each. [h]</param>
    /// <param name="duration">Median duration. [h]</param>
    /// <param name="most">How many there are at most.</param>
    public static IReadOnlyList<Entry> Of(Scenario scenario, double length, double duration, int most)
    {
        var periods = new List<Entry>();
        var start = StartOf(scenario);
        do
        {
            var from = periods.Count > 0 ? periods[^1].To : 0;
            periods.Add(start is { } begun ? Calendar(begun, from, (int)Math.Round(length / ExtraCosts.HoursPerMonth)) : Nominal(from, length));
        }
        while (periods.Count < most && periods[^1].To < duration);
        return periods;
    }

    /// <summary>What a reader has to know of the periods; null where they are those of the calendar, or there are none.</summary>
    public static string? Notice(Scenario scenario) => scenario.Costs?.Period is { } length && StartOf(scenario) is null
        ? FormattableString.Invariant($"Costs are split into periods of {length:#,0} h from the start of training; for periods of the calendar, state one date as start: of the first phase.")
        : null;

    // Costs follow each other without a gap, so a later phase must not have a start of its own.
    private static DateTime? StartOf(Scenario scenario) =>
        scenario.Phases[0][Keys.Start] is { Epoch: { } epoch, Distribution: { IsConstant: true } hours }
            && scenario.Phases.Skip(1).All(phase => phase[Keys.Start] is null && phase[Keys.ServingStart] is null)
            ? epoch.AddHours(hours.Minimum)
            : null;

    private static Entry Calendar(DateTime start, double from, int months)
    {
        var begin = start.AddHours(from);
        var number = (begin.Year * MonthsPerYear) + begin.Month - 1;
        var next = ((number / months) + 1) * months;
        var end = new DateTime(next / MonthsPerYear, (next % MonthsPerYear) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var label = months == 1 ? InstantText.Month(begin) : FormattableString.Invariant($"Q{((begin.Month - 1) / months) + 1} {begin.Year}");
        return new(from, (end - start).TotalHours, $" ({label})", $"all costs from {InstantText.Whole(begin)} to {InstantText.Whole(end)}");
    }

    private static Entry Nominal(double from, double length) =>
        new(from, from + length, "", FormattableString.Invariant($"all costs from {from:#,0} to {from + length:#,0} h after the start, periods of {length:#,0} h"));
}
