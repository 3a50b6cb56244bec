namespace Simulator.Measurements;

/// <summary>Puts the samples of a device into the order of time, where this can be done in one way.</summary>
internal static class SampleOrder
{
    /// <summary>Steps between rows that differ by more than this are those of several devices.</summary>
    private const double MostUneven = 20;

    /// <summary>The samples with rising times; repeated rows are skipped and counted.</summary>
    /// <exception cref="Scenarios.Text.ScenarioException">The clock goes back, or the rows are of several devices.</exception>
    public static PowerSeries Of(PowerSeries series, Tally tally)
    {
        RefuseSeveralDevices(series);
        var median = MedianStep(series.Samples);
        var ordered = new List<PowerSample>(series.Samples.Count);
        foreach (var sample in series.Samples)
        {
            if (ordered.Count == 0 || sample.Ticks > ordered[^1].Ticks)
            {
                ordered.Add(sample);
                continue;
            }

            var last = ordered[^1];
            var at = ordered.BinarySearch(sample, ByTime);
            if (at >= 0 && ordered[at].Watts == sample.Watts)
            {
                tally.Skip("repeated rows");
            }
            else if (sample.Ticks == last.Ticks && series.Meter.Length > 0)
            {
                ordered[^1] = last with { Watts = (last.Watts + sample.Watts) / 2 };
                tally.Skip("second rows of an instant, averaged with the first");
            }
            else if (sample.Ticks == last.Ticks)
            {
                throw series.File.Mistake(
                    sample.Line, "time", FormattableString.Invariant($"another power than in line {last.Line} at the same time"), "one row for each instant and device",
                    "these may be two devices, whose powers add up, or one device logged twice, whose powers do not: log a column that tells devices apart (index or uuid)");
            }
            else if (last.Ticks - sample.Ticks <= median)
            {
                tally.Skip("rows up to one step before the row above");
            }
            else
            {
                throw series.File.Mistake(
                    sample.Line, "time", FormattableString.Invariant($"a time {TimeSpan.FromTicks(last.Ticks - sample.Ticks).TotalSeconds:0.###} s before that of line {last.Line} ({series.Where})"), "times that rise",
                    "the clock was set back (daylight saving, a reboot), or two logs of the same time were put into one file; cut the log with --from and --to, or remove the rows that are there twice");
            }
        }

        return series with { Samples = ordered };
    }

    /// <summary>Median time between two rows, in ticks; 0 without two rows.</summary>
    public static long MedianStep(IReadOnlyList<PowerSample> samples) => Quantile(Steps(samples), 0.5);

    private static readonly IComparer<PowerSample> ByTime = Comparer<PowerSample>.Create((a, b) => a.Ticks.CompareTo(b.Ticks));

    private static void RefuseSeveralDevices(PowerSeries series)
    {
        var steps = Steps(series.Samples);
        if (series.Meter.Length == 0 && steps.Length >= 8 && Quantile(steps, 0.97) > MostUneven * Quantile(steps, 0.2))
        {
            throw series.File.Mistake(
                series.Samples[1].Line, "time",
                FormattableString.Invariant($"rows in groups, {Quantile(steps, 0.2) / 1e7:G3} s apart within a group and {Quantile(steps, 0.97) / 1e7:G3} s between groups"), "rows of one device at even steps, or a column that tells devices apart",
                "these are likely the rows of several cards, whose powers add up: log index or uuid beside timestamp and power.draw");
        }
    }

    private static long[] Steps(IReadOnlyList<PowerSample> samples)
    {
        var steps = new List<long>(samples.Count);
        for (var index = 1; index < samples.Count; index++)
        {
            if (samples[index].Ticks > samples[index - 1].Ticks)
            {
                steps.Add(samples[index].Ticks - samples[index - 1].Ticks);
            }
        }

        steps.Sort();
        return [.. steps];
    }

    private static long Quantile(long[] sorted, double level) => sorted.Length == 0 ? 0 : sorted[(int)(level * (sorted.Length - 1))];
}
