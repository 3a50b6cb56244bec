using Simulator.Model;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Series;

namespace Simulator.Planning;

/// <summary>The means of a phase's series over its window (Eq. M21).</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <param name="window">When the phase runs.</param>
/// <param name="start">Its start. [h after the earliest]</param>
/// <param name="length">Its length. [h]</param>
/// <param name="year">The year whose data are taken; null where the stated dates hold.</param>
/// <param name="mean">Mean of a series over a window: its start, its length, both in cells, and the series.</param>
internal sealed class WindowMeans<T>(PhaseWindow window, T start, T length, T? year, Func<T, T, SeriesIntegral, T> mean)
    where T : struct, IArithmeticLane<T>
{
    /// <summary>The mean of a series, weighted by the power in the parts of the run.</summary>
    public T Of(SeriesInput series)
    {
        var data = series.Data;
        var cell = data.Step.TotalHours;
        var isAny = series.Years is not null && window.Years.Count > 0;
        var (integral, offset, block) = SeriesTables.Of(window, data, isAny ? window.Years : null);
        var begin = (start * T.Constant(1 / cell)) + T.Constant(offset);
        if (isAny && window.Years.Count > 1)
        {
            begin += (year!.Value - T.Constant(window.FirstYear)) * T.Constant(block);
        }

        var cells = length * T.Constant(1 / cell);
        var profile = window.Profile;
        var sum = default(T);
        for (var part = 0; part < profile.Count; part++)
        {
            if (profile[part] > 0)
            {
                var share = 1.0 / profile.Count;
                var from = part == 0 ? begin : begin + (cells * T.Constant(part * share));
                var value = mean(from, profile.Count == 1 ? cells : cells * T.Constant(share), integral) * T.Constant(profile[part] * share);
                sum = part == 0 || EqualityComparer<T>.Default.Equals(sum, default) ? value : sum + value;
            }
        }

        return sum * T.Constant(data.Factor);
    }
}

/// <summary>Cuts out of a series what the windows of a phase can need.</summary>
internal static class SeriesTables
{
    /// <summary>The table, the cell in it at which the earliest start lies, and the cells from one year's data to the next's.</summary>
    /// <param name="window">When the phase runs.</param>
    /// <param name="data">The series.</param>
    /// <param name="years">Years of the earliest start whose data are taken; null for the stated dates.</param>
    public static (SeriesIntegral Table, double Offset, int Block) Of(PhaseWindow window, TimeSeries data, IReadOnlyList<int>? years)
    {
        var first = data.CellOf(window.Earliest);
        var begin = data.Start + (data.Step * first);
        var offset = (window.Earliest - begin) / data.Step;
        var range = (int)Math.Ceiling(window.Range / data.Step.TotalHours) + 2;

        // What no run reaches is left out, so that tables stay as small as what is looked up in them.
        var cells = (int)Math.Min(range + Math.Ceiling(window.Longest / data.Step.TotalHours) + 1, range + data.Values.Length);
        if (years is null)
        {
            cells = (int)Math.Clamp(data.Values.Length - first, 0, cells);
            return (new SeriesIntegral([data.Values.AsSpan((int)Math.Clamp(first, 0, data.Values.Length), cells).ToArray()], cells + 2), offset, 0);
        }

        var block = range + cells + 2;
        return (new SeriesIntegral([.. years.Select(year => OfYear(data, begin, year - window.Earliest.Year, cells, block))], cells + 1), offset, block);
    }

    // The calendar of the run with the data of another year: 29 February takes those of the 28th where there is none, and
    // that of the data is left out where the run has none.
    private static double[] OfYear(TimeSeries data, DateTime begin, int shift, int cells, int block)
    {
        var values = new double[block];
        Array.Fill(values, double.NaN);
        for (var i = 0; i < cells; i++)
        {
            var cell = data.CellOf((begin + (data.Step * i)).AddYears(shift));
            values[i] = cell >= 0 && cell < data.Values.Length ? data.Values[cell] : double.NaN;
        }

        return values;
    }
}
