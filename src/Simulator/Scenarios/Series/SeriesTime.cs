using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Scenarios.Series;

/// <summary>Reads instants as files of time series and scenarios state them.</summary>
internal static partial class SeriesTime
{
    /// <summary>What is read, for messages.</summary>
    public const string Allowed = "a date and time such as 2026-03-01T08:00Z";

    private static readonly Dictionary<string, double> Offsets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["WET"] = 0, ["WEST"] = 1, ["CET"] = 1, ["CEST"] = 2, ["EET"] = 2, ["EEST"] = 3,
    };

    /// <summary>The clock and the zone in a text; null if it is no instant, or may be one of two dates.</summary>
    /// <param name="text">The text.</param>
    /// <param name="order">In which order days and months stand where the year is last; null if that is not known.</param>
    public static (DateTime Clock, TimeSpan? Offset, string After)? Parse(string text, DateOrder? order)
    {
        if (Plain(text) is { } plain)
        {
            return plain;
        }

        var match = Form().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        int Number(string group) => match.Groups[group] is { Success: true, ValueSpan: var digits } ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var (month, day) = (Number("m"), Number("d"));
        if (match.Groups["a"].Success)
        {
            order ??= match.Groups["s"].Value == "." ? DateOrder.DayFirst : match.Groups["p"].Success ? DateOrder.MonthFirst : null;
            if (order is null)
            {
                return null;
            }

            (month, day) = order == DateOrder.DayFirst ? (Number("b"), Number("a")) : (Number("a"), Number("b"));
        }

        var hour = Number("H");
        if (match.Groups["p"] is { Success: true, Value: var half })
        {
            if (hour is 0 or > 12)
            {
                return null;
            }

            hour = (hour % 12) + (half[0] is 'P' or 'p' ? 12 : 0);
        }

        var year = Number("y");
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || Number("M") > 59 || Number("S") > 59)
        {
            return null;
        }

        var zone = match.Groups["z"].Value;
        var rest = match.Groups["r"].Value.Trim();
        return (new DateTime(year, month, day, hour, Number("M"), Number("S"), DateTimeKind.Unspecified), zone.Length == 0 ? null : OffsetOf(zone), rest);
    }

    // yyyy-MM-ddTHH:mm[:ss][Z], which most files have in every row, without the cost of a regular expression.
    private static (DateTime Clock, TimeSpan? Offset, string After)? Plain(string text)
    {
        var isUtc = text.EndsWith('Z');
        var length = text.Length - (isUtc ? 1 : 0);
        if (length is not (16 or 19) || text[10] is not ('T' or ' '))
        {
            return null;
        }

        var format = (length, text[10]) switch
        {
            (16, 'T') => "yyyy-MM-dd'T'HH:mm",
            (16, _) => "yyyy-MM-dd HH:mm",
            (_, 'T') => "yyyy-MM-dd'T'HH:mm:ss",
            _ => "yyyy-MM-dd HH:mm:ss",
        };
        return DateTime.TryParseExact(text.AsSpan(0, length), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            ? (clock, isUtc ? TimeSpan.Zero : null, "") : null;
    }

    /// <summary>Whether a text is a date with the year last, which can be read in two ways.</summary>
    public static bool IsAmbiguous(string text) => Form().Match(text.Trim()) is { Success: true } match && match.Groups["s"].Value == "/" && !match.Groups["p"].Success;

    /// <summary>The offset from UTC that a text states; null if it is none.</summary>
    public static TimeSpan? OffsetOf(string text)
    {
        if (Offsets.TryGetValue(text, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        var match = OffsetForm().Match(text);
        return match.Success
            ? (match.Groups[1].Value == "-" ? -1 : 1) * new TimeSpan(int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture), 0)
            : null;
    }

    /// <summary>An instant, to the minute, or to the second where it has one.</summary>
    public static string Format(DateTime utc) => utc.ToString(utc.Second == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<y>\d{4})(?<t>[-/])(?<m>\d{1,2})\k<t>(?<d>\d{1,2})|(?<a>\d{1,2})(?<s>[./])(?<b>\d{1,2})\k<s>(?<y>\d{4}))(?:[T ]\s*(?<H>\d{1,2})(?::(?<M>\d{2})(?::(?<S>\d{2})(?:\.\d+)?)?)?\s*(?<p>[AaPp][Mm])?)?\s*(?:\(?(?<z>Z|UTC|GMT|WES?T|CES?T|EES?T|[+-]\d{2}:?\d{2})\)?)?(?<r>(?:\s.*)?)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^([+-])(\d{2}):?(\d{2})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OffsetForm();
}

/// <summary>In which order days and months stand.</summary>
internal enum DateOrder
{
    /// <summary>31/12/2026.</summary>
    DayFirst,

    /// <summary>12/31/2026.</summary>
    MonthFirst,
}
