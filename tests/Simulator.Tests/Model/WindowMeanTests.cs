using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>Eq. M21 against closed forms and double precision, on every lane.</summary>
public sealed class WindowMeanTests
{
    private const int Hours = 87_648;
    private const double Ulp = 1.0 / (1 << 24);

    private static readonly double[] TenYears = Noise(Hours);
    private static readonly SeriesIntegral Table = new([TenYears], Hours + 2);

    [Fact]
    public void Ten_years_of_hours_lose_no_digits()
    {
        var (starts, lengths) = Windows(1 << 16);
        var means = Of<ScalarLane>(Table, starts, lengths);
        for (var i = 0; i < means.Length; i++)
        {
            // The window itself is rounded to 2^-24 of a cell where two fractions meet, which counts in windows shorter than a cell.
            const double magnitude = 1.7;
            Assert.Equal(Exact(TenYears, starts[i], lengths[i]), means[i], (6 * Ulp * magnitude) + (2 * Ulp * magnitude / Math.Min(lengths[i], 1)));
            Assert.Equal(Exact(TenYears, starts[i], lengths[i]), Table.Mean(starts[i], lengths[i]), 1e-9);
        }
    }

    [Fact]
    public void Every_lane_gives_the_same_bits()
    {
        var (starts, lengths) = Windows(1 << 12);
        var expected = Of<ScalarLane>(Table, starts, lengths);
        foreach (var device in CpuDevices.Available)
        {
            Assert.Equal(expected, device switch
            {
                CpuDevices.Avx512 => Of<Lane512>(Table, starts, lengths),
                CpuDevices.Avx2 => Of<Lane256>(Table, starts, lengths),
                CpuDevices.Scalar => Of<ScalarLane>(Table, starts, lengths),
                _ => Of<Lane128>(Table, starts, lengths),
            });
        }
    }

    [Fact]
    public void A_linear_series_has_the_mean_of_its_middle_to_half_a_cell()
    {
        // X is linear within a cell: over whole cells the mean is that of their values, an arithmetic progression.
        double[] line = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var table = new SeriesIntegral([line], 1002);
        Assert.Equal(104.5, table.Mean(100, 10), 1e-12);
        Assert.Equal([104.5f, 499.5f], Of<ScalarLane>(table, [100, 0], [10, 1000]));
    }

    [Fact]
    public void A_window_of_whole_periods_has_the_mean_of_one_wherever_it_begins()
    {
        double[] days = [.. Enumerable.Range(0, 2400).Select(i => (double)(i % 24))];
        var table = new SeriesIntegral([days], 2402);
        float[] starts = [.. Enumerable.Range(0, 512).Select(i => 3.37f * i)];
        Assert.All(Of<ScalarLane>(table, starts, [.. starts.Select(_ => 48f)]), mean => Assert.Equal(11.5, mean, 6 * Ulp * 11.5));
    }

    [Theory]
    [InlineData(0, 10, true)]
    [InlineData(9.5f, 0.5f, true)]
    [InlineData(9.5f, 0, true)]
    [InlineData(9.5f, 0.625f, false)]
    [InlineData(0, 10.5f, false)]
    [InlineData(0, 11, false)]
    [InlineData(0, 1e30f, false)]
    [InlineData(3, float.PositiveInfinity, false)]
    [InlineData(3, float.NaN, false)]
    [InlineData(1e30f, 1, false)]
    [InlineData(float.NaN, 1, false)]
    [InlineData(10, 1, false)]
    public void A_window_that_leaves_the_data_is_not_a_number(float start, float length, bool isWithin)
    {
        var table = new SeriesIntegral([Enumerable.Repeat(2.0, 10).ToArray()], 12);
        Assert.Equal(isWithin ? 2 : float.NaN, Of<ScalarLane>(table, [start], [length])[0]);
        Assert.Equal(isWithin ? 2 : double.NaN, table.Mean(start, length));
    }

    [Fact]
    public void One_block_does_not_reach_into_the_next()
    {
        // 4 cells of data in blocks of 14, and starts up to 3: what is longer than the data ends where there are none.
        double[] Block(double value) => [.. Enumerable.Repeat(value, 4), .. Enumerable.Repeat(double.NaN, 10)];
        var table = new SeriesIntegral([Block(1), Block(5)], 5);
        Assert.Equal([1f, float.NaN, float.NaN, 5f, float.NaN], Of<ScalarLane>(table, [0, 0, 3, 14, 16], [4, 4.5f, 1000, 3, 12]));
    }

    private static unsafe float[] Of<TLane>(SeriesIntegral series, float[] starts, float[] lengths)
        where TLane : struct, ILane<TLane>
    {
        var padded = (starts.Length + 15) & ~15;
        var (s, d, means) = (new float[padded], new float[padded], new float[padded]);
        starts.CopyTo(s, 0);
        lengths.CopyTo(d, 0);
        fixed (float* table = series.Table, start = s, length = d, mean = means)
        {
            for (var i = 0; i < padded; i += TLane.Width)
            {
                TLane.Store(WindowMean.Of(TLane.Load(start + i), TLane.Load(length + i), table, series.LastRow, series.Longest), mean + i);
            }
        }

        return means[..starts.Length];
    }

    // Another way than that of the table: cell by cell.
    private static double Exact(double[] values, double start, double length)
    {
        double sum = 0;
        for (var cell = (int)start; cell < start + length; cell++)
        {
            sum += values[cell] * (Math.Min(start + length, cell + 1) - Math.Max(start, cell));
        }

        return length == 0 ? values[(int)start] : sum / length;
    }

    private static (float[] Starts, float[] Lengths) Windows(int count)
    {
        var random = new Random(1);
        float[] starts = [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 80_000))];
        return (starts, [.. starts.Select((_, i) => (float)Math.Pow(10, (random.NextDouble() * 5.7) - 2 - (i % 2)))]);
    }

    private static double[] Noise(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(i => 0.4 + (0.3 * Math.Sin(i / 1000.0)) + random.NextDouble())];
    }
}
