using System.Globalization;

namespace Simulator.Presentation;

/// <summary>Instants in UTC as people read them: on axes and in sentences. Data have the form of ISO 8601.</summary>
internal static class InstantText
{
    /// <summary>Day, month, year and time, e.g. <c>1 Mar 2026 08:00 UTC</c>.</summary>
    public static string Whole(DateTime at) => at.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Day and time, e.g. <c>1 Mar 08:00</c>.</summary>
    public static string DayAndTime(DateTime at) => at.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day, e.g. <c>1 Mar</c>.</summary>
    public static string Day(DateTime at) => at.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>Time, e.g. <c>08:00</c>.</summary>
    public static string Time(DateTime at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Month and year, e.g. <c>Mar 2026</c>.</summary>
    public static string Month(DateTime at) => at.ToString("MMM yyyy", CultureInfo.InvariantCulture);
}
