using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;

namespace Simulator.Tests.Sampling;

/// <summary>Columns of points are the points, on every lane; and they integrate as Sobol' points do.</summary>
public sealed unsafe class SobolStreamTests
{
    private static readonly SobolStream Stream = ScrambledSobol.Create(7, StreamName.Hash("grid.carbon_intensity"), 12, 5);

    [Theory]
    [InlineData(0, 64)]
    [InlineData(0, 4096)]
    [InlineData(64, 192)]
    [InlineData(1_000_000 * 64L, 1024)]
    [InlineData((1L << 31) - 512, 1024)]
    [InlineData((1L << 32) - 1024, 1024)]
    public void Columns_are_the_points_on_every_lane(long first, int count)
    {
        var expected = Enumerable.Range(0, count).Select(i => Stream.Word(first + i)).ToArray();
        Assert.Equal(expected, Fill<ScalarLane>(first, count));
        Assert.Equal(expected, Fill<Lane128>(first, count));
        Assert.Equal(expected, Fill<Lane256>(first, count));
        Assert.Equal(expected, Fill<Lane512>(first, count));
    }

    [Fact]
    public void A_point_is_the_shift_and_the_directions_of_its_bits()
    {
        Assert.Equal(Stream.Shift, Stream.Word(0));
        for (var bit = 0; bit < 32; bit++)
        {
            Assert.Equal(Stream.Shift ^ Stream.Directions[bit], Stream.Word(1L << bit));
        }

        Assert.Equal(Stream.Shift ^ Stream.Directions[0] ^ Stream.Directions[31], Stream.Word((1L << 31) + 1));
    }

    [Fact]
    public void An_empty_column_writes_nothing()
    {
        var word = 5u;
        Stream.Fill<ScalarLane>(SobolStream.MaximumPoints, &word, 0);
        Assert.Equal(5u, word);
    }

    [Fact]
    public void Points_beyond_the_last_are_refused_with_the_limit()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fill<ScalarLane>((1L << 32) - 64, 128));
        Assert.Contains("4294967296 points", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Word(1L << 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Word(-1));
    }

    [Theory]
    [InlineData(32, 64)]
    [InlineData(64, 100)]
    public void Parts_of_groups_are_refused(long first, int count) =>
        Assert.Throws<ArgumentException>(() => Fill<ScalarLane>(first, count));

    /// <summary>∏ exp(uᵢ)/(e − 1) over six dimensions is 1; plain Monte Carlo's error would fall as N^−½.</summary>
    [Fact]
    public void The_error_of_a_smooth_integral_falls_almost_as_the_number_of_points_or_faster()
    {
        const int Replicates = 32;
        int[] logs = [6, 8, 10, 12, 14];
        var errors = new double[logs.Length];
        for (var replicate = 0u; replicate < Replicates; replicate++)
        {
            var sums = RunningSums(replicate, 1 << logs[^1]);
            for (var i = 0; i < logs.Length; i++)
            {
                var error = (sums[(1 << logs[i]) - 1] / (1 << logs[i])) - 1;
                errors[i] += error * error / Replicates;
            }
        }

        // Slope of log₂ of the root mean square error over log₂ N, by least squares.
        var y = errors.Select(square => Math.Log2(square) / 2).ToArray();
        var slope = logs.Zip(y, (x, value) => (x - logs.Average()) * value).Sum() / logs.Sum(x => (x - logs.Average()) * (x - logs.Average()));
        Assert.True(slope < -0.9, $"slope {slope}, errors {string.Join(", ", errors.Select(Math.Sqrt))}");
    }

    private static double[] RunningSums(uint replicate, int count)
    {
        var products = Enumerable.Repeat(1.0, count).ToArray();
        for (var dimension = 1; dimension <= 6; dimension++)
        {
            var points = SobolCoordinates.Of(ScrambledSobol.Create(42, StreamName.Hash($"x{dimension}"), dimension, replicate), 0, count);
            for (var n = 0; n < count; n++)
            {
                products[n] *= Math.Exp((points[n] + 0.5) / 4294967296.0) / (Math.E - 1);
            }
        }

        var sum = 0.0;
        return Array.ConvertAll(products, product => sum += product);
    }

    private static uint[] Fill<TLane>(long first, int count)
        where TLane : struct, ILane<TLane>
    {
        // One word more than requested: nothing may be written there.
        var words = new uint[count + 1];
        words[count] = 0xDEADBEEF;
        fixed (uint* start = words)
        {
            Stream.Fill<TLane>(first, start, count);
        }

        Assert.Equal(0xDEADBEEFu, words[count]);
        return words[..count];
    }
}
