using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Measurements;

/// <summary>An instant as a log states it.</summary>
/// <param name="Ticks">100 ns since the year 1, of UTC if the zone is known, of the clock of the log if not.</param>
/// <param name="IsZoned">Whether the zone is known.</param>
internal readonly partial record struct LogTime(long Ticks, bool IsZoned)
{
    /// <summary>What is read, for messages.</summary>
    public const string Allowed = "year-month-day and time, e.g. 2026-03-01T08:00:00Z or 2026/03/01 08:00:00.123, or seconds since 1970";

    // Seconds, milliseconds, microseconds and nanoseconds since 1970 for the years 2001 to 2286: they do not overlap.
    private static readonly (double Least, double Ticks)[] Epochs = [(1e18, 0.01), (1e15, 10), (1e12, 1e4), (1e9, 1e7)];

    /// <summary>Reads an instant; null if the text is none, or can be read in two ways, such as 01/02/2026.</summary>
    public static LogTime? Parse(string text)
    {
        text = text.Trim();
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            foreach (var (least, ticks) in Epochs)
            {
                if (number >= least && number < 10 * least)
                {
                    return new LogTime(DateTime.UnixEpoch.Ticks + (long)Math.Round(number * ticks), true);
                }
            }

            return null;
        }

        if (!Form().IsMatch(text))
        {
            return null;
        }

        var plain = text.Replace('/', '-').Replace("UTC", "Z", StringComparison.Ordinal).Replace(" Z", "Z", StringComparison.Ordinal);
        var isZoned = plain.EndsWith('Z') || Offset().IsMatch(plain);
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new LogTime(instant.UtcTicks, isZoned) : null;
    }

    /// <summary>The instant, to the second.</summary>
    public override string ToString() =>
        new DateTime(Ticks).ToString(IsZoned ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}([-/])\d{2}\1\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$", RegexOptions.None, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\d ?[+-]\d{2}:?\d{2}$", RegexOptions.None, 1000)]
    private static partial Regex Offset();
}
