using Simulator.Model;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>From powers to energy: the trapezoidal rule over the time stamps, device by device.</summary>
internal sealed class EnergyIntegral(ImportOptions options, Tally tally)
{
    /// <summary>A default gap is longer than so many median steps.</summary>
    private const int StepsOfGap = 10;

    /// <summary>Largest share of a device's time that may be missing.</summary>
    private const double MostMissing = 0.05;

    private readonly List<long> _medians = [];
    private double _joules;
    private long _covered;
    private long _gapTime;
    private long _longest;
    private long _maxGap;
    private int _gaps;
    private long _start = long.MaxValue;
    private long _end = long.MinValue;

    /// <summary>Energy and hours of all devices.</summary>
    /// <exception cref="ScenarioException">What the logs say cannot be added up in one way.</exception>
    public Measurement Of(string format, Boundary boundary, MeterAccuracy accuracy, IReadOnlyList<LogFile> files, IEnumerable<PowerSeries> series)
    {
        var all = Wanted([.. series], files);
        foreach (var one in all)
        {
            RefuseZones(one);
            RefuseSilence(one);
        }

        List<PowerSeries> ordered = [.. all.Select(one => SampleOrder.Of(one, tally))];
        MeterOverlaps.Refuse(ordered, options);
        foreach (var one in ordered)
        {
            Add(one);
        }

        NoteEarlyEnds(ordered);
        if (_covered == 0)
        {
            throw files[0].Mistake(0, "", "no two rows of a device in the wanted time", "at least two rows of each device: an energy is a power over a time", "look at --from, --to and --max-gap");
        }

        _medians.Sort();
        var zoned = ordered[0].IsZoned;
        var isPerCard = boundary == Boundary.Accelerators;
        return new Measurement(format, boundary, _joules / 3.6e6, accuracy.Or(options.Accuracy), files, tally.Rows)
        {
            AcceleratorHours = isPerCard ? TimeSpan.FromTicks(_covered).TotalHours : null,
            Accelerators = isPerCard ? ordered.Select(one => options.DifferentMachines && !one.IsUnique ? $"{one.File.Name} {one.Meter}" : one.Meter).Distinct(StringComparer.Ordinal).Count() : null,
            Start = new LogTime(_start, zoned),
            End = new LogTime(_end, zoned),
            Gaps = new GapCount(
                _gaps, TimeSpan.FromTicks(_gapTime), TimeSpan.FromTicks(_longest), _gapTime / (double)(_covered + (options.FillGaps ? 0 : _gapTime)), TimeSpan.FromTicks(_maxGap),
                TimeSpan.FromTicks(_medians[_medians.Count / 2]), options.MaxGap is not null, options.FillGaps),
            Notes = tally.Notes,
        };
    }

    private List<PowerSeries> Wanted(List<PowerSeries> all, IReadOnlyList<LogFile> files)
    {
        foreach (var name in options.Except)
        {
            var rows = all.Where(one => one.Meter == name).Sum(one => (long)one.Samples.Count);
            if (all.RemoveAll(one => one.Meter == name) == 0)
            {
                throw files[0].Mistake(0, "--except", $"no device '{name}'", $"one of the {Contents.Count(all.Select(one => one.Meter).Distinct(StringComparer.Ordinal).Count(), "device")} of the log, e.g. that of {all.FirstOrDefault()?.Place}");
            }

            tally.Skip($"device {name}, left out by --except", rows);
        }

        return all.Count > 0 ? all : throw files[0].Mistake(0, "", "no powers", "rows with a time and a power");
    }

    private void RefuseZones(PowerSeries series)
    {
        foreach (var (name, bound) in new[] { ("--from", options.From), ("--to", options.To) })
        {
            if (bound is { } time && series.Samples.Count > 0 && time.IsZoned != series.IsZoned)
            {
                throw series.File.Mistake(0, name, $"{time}, {(time.IsZoned ? "which has a zone" : "which has no zone")}", series.IsZoned ? "a time with a zone, e.g. 2026-03-01T08:00:00Z, as in the log" : "a time without a zone, as in the log: the log does not say in which zone its clock runs");
            }
        }
    }

    // A counter that is missing is not a card that draws nothing.
    private static void RefuseSilence(PowerSeries series)
    {
        if (series.Samples.TrueForAll(sample => sample.Watts == 0))
        {
            var found = series.Samples.Count == 0 ? $"no power of {series.Where}" : FormattableString.Invariant($"0 W in all {series.Samples.Count:N0} rows of {series.Where}");
            throw series.File.Mistake(
                series.Samples.Count == 0 ? 0 : series.Samples[0].Line, "power", found, "a device whose power was measured: even an idle card draws some watts",
                $"a sensor that is missing is not zero; leave the device out with --except NAME if its energy is not wanted");
        }
    }

    private void Add(PowerSeries series)
    {
        var (from, to) = (options.From?.Ticks ?? long.MinValue, options.To?.Ticks ?? long.MaxValue);
        var samples = series.Samples;
        var median = SampleOrder.MedianStep(samples);
        var maxGap = options.MaxGap?.Ticks ?? StepsOfGap * median;
        long covered = 0, missing = 0;
        for (var index = 0; index < samples.Count; index++)
        {
            if (samples[index].Ticks < from || samples[index].Ticks > to)
            {
                tally.Skip("outside --from and --to");
            }
            else
            {
                tally.Used++;
            }

            if (index == 0)
            {
                continue;
            }

            var (a, b) = (samples[index - 1], samples[index]);
            var (low, high) = (Math.Max(a.Ticks, from), Math.Min(b.Ticks, to));
            if (high <= low)
            {
                continue;
            }

            (_start, _end) = (Math.Min(_start, low), Math.Max(_end, high));
            if (b.Ticks - a.Ticks > maxGap)
            {
                _gaps++;
                missing += high - low;
                _longest = Math.Max(_longest, high - low);
                if (!options.FillGaps)
                {
                    continue;
                }
            }

            covered += high - low;
            _joules += TimeSpan.FromTicks(high - low).TotalSeconds * (Power(a, b, low) + Power(a, b, high)) / 2;
        }

        if (!options.FillGaps && missing > MostMissing * (covered + missing))
        {
            throw series.File.Mistake(
                0, "time", FormattableString.Invariant($"{missing / (double)(covered + missing):0.#%} of the time of {series.Where} in gaps longer than {maxGap / 1e7:0.###} s"), "at most 5%",
                "--fill-gaps draws straight lines over them; --from and --to cut them off; --max-gap says what a gap is");
        }

        _medians.Add(median);
        _maxGap = Math.Max(_maxGap, maxGap);
        _covered += covered;
        _gapTime += missing;
    }

    // A card that falls off the bus has fewer rows than its neighbours; its missing end is no gap between two rows.
    private void NoteEarlyEnds(List<PowerSeries> all)
    {
        foreach (var file in all.GroupBy(series => series.File))
        {
            var (start, end) = (file.Min(series => series.Start), file.Max(series => series.End));
            foreach (var series in file.Where(series => end - start - (series.End - series.Start) > MostMissing * (end - start)))
            {
                tally.Note(FormattableString.Invariant($"{series.Name} of {file.Key.Name} has rows for {TimeSpan.FromTicks(series.End - series.Start).TotalHours:0.###} h of {TimeSpan.FromTicks(end - start).TotalHours:0.###} h; the rest counts without energy and without hours"));
            }
        }
    }

    private static double Power(PowerSample a, PowerSample b, long at) =>
        a.Watts + ((b.Watts - a.Watts) * ((at - a.Ticks) / (double)(b.Ticks - a.Ticks)));
}
