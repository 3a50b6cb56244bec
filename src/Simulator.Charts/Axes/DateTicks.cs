using ScottPlot;
using Simulator.Charts.Fonts;
using Simulator.Presentation;

namespace Simulator.Charts.Axes;

/// <summary>Ticks at round instants, the finest whose labels leave room between each other; coordinates are hours after an instant.</summary>
/// <param name="style">How the labels are set.</param>
/// <param name="origin">The instant of coordinate 0, UTC.</param>
internal sealed class DateTicks(TextStyle style, DateTime origin) : ITickGenerator
{
    // Steps that divide a day, then days; longer ones are months.
    private static readonly int[] Hours = [1, 2, 3, 6, 12, 24, 48, 7 * 24, 14 * 24];
    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120];

    /// <inheritdoc/>
    public Tick[] Ticks { get; private set; } = [];

    /// <inheritdoc/>
    public int MaxTickCount { get; set; } = 1000;

    /// <inheritdoc/>
    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        if (!(range.Max > range.Min) || !(size.Length > 0))
        {
            Ticks = [];
            return;
        }

        var axis = new ValueAxis(range.Min, range.Max, 0, size.Length, IsLogarithmic: false);
        var most = size.Length / (3 * style.Size);
        var candidates = Hours.Where(step => (range.Max - range.Min) / step <= most).Select(step => ByHours(step, range))
            .Concat(Months.Where(step => (range.Max - range.Min) / (730 * step) <= most).Select(step => ByMonths(step, range)));
        var fitting = candidates.Where(ticks => ticks.Count > 0).ToList();
        Ticks = [.. fitting.Find(ticks => Fits(ticks, axis)) ?? [.. fitting.SelectMany(ticks => ticks).Take(1)]];
    }

    private List<Tick> ByHours(int step, CoordinateRange range)
    {
        // Counted from the beginning of the first day, so that days and half days are among them.
        var day = (origin.Date - origin).TotalHours;
        var ticks = new List<Tick>();
        for (var at = day; at <= range.Max + 1e-9; at += step)
        {
            if (at >= range.Min - 1e-9)
            {
                ticks.Add(new Tick(at, Label(origin.AddHours(at), ticks.Count == 0)));
            }
        }

        return ticks;
    }

    private List<Tick> ByMonths(int step, CoordinateRange range)
    {
        var ticks = new List<Tick>();
        for (var at = new DateTime(origin.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc); (at - origin).TotalHours <= range.Max; at = at.AddMonths(step))
        {
            if ((at - origin).TotalHours >= range.Min)
            {
                ticks.Add(new Tick((at - origin).TotalHours, InstantText.Month(at)));
            }
        }

        return ticks;
    }

    private bool Fits(List<Tick> ticks, ValueAxis axis) => ticks.Zip(ticks.Skip(1), (left, right) =>
        Math.Abs(axis.Position(right.Position) - axis.Position(left.Position)) >= ((style.Width(left.Label) + style.Width(right.Label)) / 2) + style.Size).All(fits => fits);

    private static string Label(DateTime at, bool isFirst) =>
        at.TimeOfDay == TimeSpan.Zero ? InstantText.Day(at) : isFirst ? InstantText.DayAndTime(at) : InstantText.Time(at);
}
