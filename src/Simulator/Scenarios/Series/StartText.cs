using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Series;

/// <summary>Reads the start of a phase: an instant, or two of them.</summary>
internal static class StartText
{
    private const string Allowed = "an instant such as 2026-03-01T08:00Z or 2026-03-01T08:00 Europe/Berlin, a day such as 2026-03-01 (0:00 UTC), or A to B";

    /// <summary>The earliest start, UTC, and the latest, in hours after it.</summary>
    /// <param name="text">What was written.</param>
    /// <exception cref="QuantityException">It is no start, or can be read in two ways.</exception>
    public static (DateTime Earliest, double Range) Read(string text)
    {
        var parts = text.Split(" to ");
        if (parts.Length > 2)
        {
            throw new QuantityException(0, $"'{ConfigScalar.Clip(text)}'", Allowed);
        }

        var first = Instant(parts[0], 0);
        if (parts.Length == 1)
        {
            return (first, 0);
        }

        var last = Instant(parts[1], parts[0].Length + 4);
        return last > first ? (first, (last - first).TotalHours)
            : throw new QuantityException(0, $"{SeriesTime.Format(first)} to {SeriesTime.Format(last)}", "the earlier start before the later one", last == first ? "write one of them for a start that is known" : null);
    }

    private static DateTime Instant(string text, int offset)
    {
        if (SeriesTime.Parse(text, null) is not { } read)
        {
            throw new QuantityException(offset, $"'{ConfigScalar.Clip(text.Trim())}'", Allowed, SeriesTime.IsAmbiguous(text) ? "day or month may stand first: write year-month-day" : null);
        }

        if (read.Offset is { } shift)
        {
            return read.After.Length == 0 ? DateTime.SpecifyKind(read.Clock - shift, DateTimeKind.Utc) : throw new QuantityException(offset, $"'{ConfigScalar.Clip(text.Trim())}'", Allowed);
        }

        if (read.After.Length > 0)
        {
            var zone = new SeriesZone(read.After);
            return !zone.IsKnown ? throw new QuantityException(offset, $"the unknown zone '{ConfigScalar.Clip(read.After)}'", Allowed)
                : zone.Mistake(read.Clock) is { } mistake ? throw new QuantityException(offset, FormattableString.Invariant($"the local time {read.Clock:yyyy-MM-dd HH:mm} {mistake}"), "an instant", "write it in UTC, or with its offset, e.g. +01:00")
                : zone.ToUtc(read.Clock);
        }

        // A day of UTC is what files of hours are in; an hour of a day may be meant in any zone.
        return text.Contains(':', StringComparison.Ordinal) || read.Clock.TimeOfDay != TimeSpan.Zero
            ? throw new QuantityException(offset, $"'{ConfigScalar.Clip(text.Trim())}', without a zone", Allowed, $"write {text.Trim()}Z if UTC is meant, or put the zone behind it")
            : DateTime.SpecifyKind(read.Clock, DateTimeKind.Utc);
    }
}
