using Simulator.Sampling.Sobol;

namespace Simulator.Tests.Sampling;

/// <summary>The points without a scramble are the published ones.</summary>
public sealed class SobolSequenceTests
{
    private static readonly int[] Dimensions = [2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 500, 1024];

    /// <summary>The first points as usually printed, in the order of Gray's code.</summary>
    private static readonly (double X, double Y)[] Published =
        [(0, 0), (0.5, 0.5), (0.75, 0.25), (0.25, 0.75), (0.375, 0.375), (0.875, 0.875), (0.625, 0.125), (0.125, 0.625)];

    [Fact]
    public void First_points_are_the_published_ones_in_natural_order()
    {
        (double X, double Y)[] natural =
            [(0, 0), (0.5, 0.5), (0.25, 0.75), (0.75, 0.25), (0.125, 0.625), (0.625, 0.125), (0.375, 0.375), (0.875, 0.875)];
        var x = SobolCoordinates.Of(ScrambledSobol.Unscrambled(1), 0, 64);
        var y = SobolCoordinates.Of(ScrambledSobol.Unscrambled(2), 0, 64);
        var points = Enumerable.Range(0, 8).Select(n => (x[n] / 4294967296.0, y[n] / 4294967296.0)).ToArray();
        Assert.Equal(natural, points);
        for (var count = 1; count <= 8; count *= 2)
        {
            Assert.Equal(Published[..count].Order(), points[..count].Order());
        }

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(Published[i], points[i ^ (i >> 1)]);
        }
    }

    /// <summary>
    /// SciPy 1.10, <c>qmc.Sobol(d=1024, scramble=False, bits=32)</c>: coordinates times 2³² of points 10, 100, 1000,
    /// 12345, 54321 (<c>random(65536)</c>) and 3,000,000 (<c>fast_forward</c>), in Gray's order.
    /// </summary>
    [Theory]
    [InlineData(10, new uint[] { 0x10000000, 0xb0000000, 0x30000000, 0x50000000, 0x90000000, 0x30000000, 0x30000000, 0x30000000, 0x90000000, 0x30000000, 0x30000000, 0xd0000000 })]
    [InlineData(100, new uint[] { 0x42000000, 0xc6000000, 0xba000000, 0xe2000000, 0xbe000000, 0x06000000, 0x7a000000, 0xa2000000, 0xb2000000, 0xe2000000, 0x7e000000, 0xf2000000 })]
    [InlineData(1000, new uint[] { 0x18c00000, 0x84c00000, 0xad400000, 0x47c00000, 0xe8400000, 0x0bc00000, 0xe6400000, 0x80400000, 0x11c00000, 0x2fc00000, 0x41400000, 0xb6c00000 })]
    [InlineData(12345, new uint[] { 0xd03c0000, 0x290c0000, 0x86dc0000, 0xe3740000, 0x0f140000, 0x20940000, 0x1d040000, 0xcd440000, 0x6dfc0000, 0x89f40000, 0xf1d40000, 0x93bc0000 })]
    [InlineData(54321, new uint[] { 0x972b0000, 0xbb910000, 0x31710000, 0x67e70000, 0x92470000, 0xaf6b0000, 0x73050000, 0xf2a90000, 0x7e510000, 0x902b0000, 0x643f0000, 0xa90b0000 })]
    [InlineData(3_000_000, new uint[] { 0x2becf400, 0x5a586400, 0xe7b62c00, 0x7dd18400, 0xd3041c00, 0x28431c00, 0x92385c00, 0x1981dc00, 0x11b73c00, 0x37009c00, 0x63d1c400, 0xecab1c00 })]
    public void Points_are_those_of_SciPy(long grayPoint, uint[] expected)
    {
        var point = grayPoint ^ (grayPoint >> 1);
        Assert.Equal(expected, Dimensions.Select(dimension => SobolCoordinates.Rank(ScrambledSobol.Unscrambled(dimension).Word(point))));
    }

    [Fact]
    public void Words_stand_for_their_coordinates_on_both_sides_of_the_middle()
    {
        // Dimension 1 reverses the bits of the number: 1 → ½, and 2³² − 1 → the last cell.
        var stream = ScrambledSobol.Unscrambled(1);
        Assert.Equal(0u, stream.Word(0));
        Assert.Equal(0xFFFFFFFFu, stream.Word(1));
        Assert.Equal(0x7FFFFFFFu, stream.Word(0xFFFFFFFE));
        Assert.Equal(0x80000000u, stream.Word(0xFFFFFFFF));
        Assert.Equal(1 - 1.1641532182693481e-10, SobolCoordinates.Probability(stream.Word(0xFFFFFFFF)));
    }
}
