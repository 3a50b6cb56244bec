using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;

namespace Simulator.Tests.Sampling;

/// <summary>A scramble keeps the net and makes each point uniform.</summary>
public sealed class ScrambledSobolTests
{
    private const int Seeds = 2000;
    private static readonly uint Name = StreamName.Hash("facility.pue");
    private static readonly uint OtherName = StreamName.Hash("grid.losses");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(100)]
    [InlineData(333)]
    [InlineData(777)]
    [InlineData(1024)]
    public void Each_interval_of_length_2_to_the_minus_m_has_one_of_2_to_the_m_points(int dimension)
    {
        foreach (var replicate in new uint[] { 0, 1, 31 })
        {
            var points = SobolCoordinates.Of(ScrambledSobol.Create(42, Name, dimension, replicate), 0, 1 << 15);
            for (var m = 4; m <= 14; m++)
            {
                AssertOneEach(points.Take(1 << m).Select(k => k >> (32 - m)), 1 << m);
                AssertOneEach(points.Skip(1 << m).Take(1 << m).Select(k => k >> (32 - m)), 1 << m);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Each_elementary_box_of_the_first_two_dimensions_has_one_point(uint replicate)
    {
        var x = SobolCoordinates.Of(ScrambledSobol.Create(42, Name, 1, replicate), 0, 1 << 12);
        var y = SobolCoordinates.Of(ScrambledSobol.Create(42, OtherName, 2, replicate), 0, 1 << 12);
        for (var m = 1; m <= 12; m++)
        {
            for (var a = 0; a <= m; a++)
            {
                // Widened, because a shift by 32 must leave nothing.
                AssertOneEach(
                    Enumerable.Range(0, 1 << m).Select(n => (uint)(((ulong)x[n] >> (32 - a) << (m - a)) | ((ulong)y[n] >> (32 - m + a)))),
                    1 << m);
            }
        }
    }

    /// <summary>What a seed promises: word b of the stream scrambles digit b, word 32 is the shift.</summary>
    [Theory]
    [InlineData(1, 0xFFFFFFFF)]
    [InlineData(9, 12345)]
    [InlineData(1024, 3_000_000_000)]
    public void A_coordinate_is_the_matrix_times_the_plain_one_and_the_shift(int dimension, long point)
    {
        var stream = StreamPurpose.InReplicate(StreamPurpose.B | StreamPurpose.Scramble, 30);
        var random = Enumerable.Range(0, 9).Select(call => Philox4x32.Call(42, (ulong)call, Name, stream))
            .SelectMany(words => new[] { words.Word0, words.Word1, words.Word2, words.Word3 }).ToArray();
        var plain = SobolCoordinates.Rank(ScrambledSobol.Unscrambled(dimension).Word(point));
        var expected = Enumerable.Range(0, 32).Where(bit => ((plain >> bit) & 1) != 0)
            .Aggregate(random[32], (sum, bit) => sum ^ (1u << bit) ^ (random[bit] & ((1u << bit) - 1)));
        Assert.Equal(expected, SobolCoordinates.Rank(ScrambledSobol.Create(42, Name, dimension, 30, StreamPurpose.B).Word(point)));
    }

    [Fact]
    public void Seeds_names_replicates_and_purposes_differ()
    {
        SobolStream[] streams =
        [
            ScrambledSobol.Create(42, Name, 5, 0),
            ScrambledSobol.Create(43, Name, 5, 0),
            ScrambledSobol.Create(42, OtherName, 5, 0),
            ScrambledSobol.Create(42, Name, 5, 1),
            ScrambledSobol.Create(42, Name, 5, 0, StreamPurpose.B),
        ];
        Assert.Equal(streams.Length, streams.Select(stream => stream.Shift).Distinct().Count());
        Assert.Equal(streams.Length, streams.Select(stream => stream.Directions[0]).Distinct().Count());
        Assert.Equal(streams[0].Directions, ScrambledSobol.Create(42, Name, 5, 0).Directions);
    }

    [Fact]
    public void The_scramble_goes_with_the_name_not_with_the_dimension()
    {
        // The first direction is ½ in every dimension, so its scramble shows the matrix alone.
        SobolStream here = ScrambledSobol.Create(42, Name, 3, 2), there = ScrambledSobol.Create(42, Name, 40, 2);
        Assert.Equal(here.Shift, there.Shift);
        Assert.Equal(here.Directions[0], there.Directions[0]);
        Assert.NotEqual(here.Directions[5], there.Directions[5]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 12345)]
    [InlineData(6, 1)]
    [InlineData(6, 64)]
    [InlineData(1024, 4_000_000_000)]
    public void A_point_is_uniform_over_seeds(int dimension, long point)
    {
        var values = Over(seed => ScrambledSobol.Create(seed, Name, dimension, 3).Word(point));

        // Of uniform numbers the mean has the standard error 1/√(12 n); a bit's count has √n / 2.
        Assert.Equal(0.5, values.Average(), 5 / Math.Sqrt(12.0 * Seeds));
        for (var bit = 0; bit < 32; bit++)
        {
            var count = values.Count(u => (((ulong)(u * 4294967296.0) >> bit) & 1) != 0);
            Assert.Equal(Seeds / 2.0, count, 5 * Math.Sqrt(Seeds) / 2);
        }
    }

    [Fact]
    public void Names_and_purposes_are_uncorrelated_over_seeds()
    {
        // Same dimension and point on purpose: only the scramble keeps them apart. Standard error 1/√n.
        var here = Over(seed => ScrambledSobol.Create(seed, Name, 4, 0).Word(77));
        var other = Over(seed => ScrambledSobol.Create(seed, OtherName, 4, 0).Word(77));
        var second = Over(seed => ScrambledSobol.Create(seed, Name, 4, 0, StreamPurpose.B).Word(77));
        var next = Over(seed => ScrambledSobol.Create(seed, Name, 4, 1).Word(77));
        foreach (var values in new[] { other, second, next })
        {
            var covariance = here.Zip(values, (a, b) => (a - 0.5) * (b - 0.5)).Average();
            Assert.Equal(0, 12 * covariance, 5 / Math.Sqrt(Seeds));
        }
    }

    [Fact]
    public void Replicates_beyond_the_counter_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ScrambledSobol.Create(42, Name, 1, 1 << 24));

    private static double[] Over(Func<ulong, uint> word) =>
        [.. Enumerable.Range(0, Seeds).Select(seed => SobolCoordinates.Probability(word((ulong)seed)))];

    private static void AssertOneEach(IEnumerable<uint> cells, int count)
    {
        var seen = new bool[count];
        var points = 0;
        foreach (var cell in cells)
        {
            Assert.False(seen[cell], $"Two points in cell {cell} of {count}.");
            seen[cell] = true;
            points++;
        }

        Assert.Equal(count, points);
    }
}
