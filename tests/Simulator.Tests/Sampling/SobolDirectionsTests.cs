using System.Globalization;
using Simulator.Sampling.Sobol;

namespace Simulator.Tests.Sampling;

/// <summary>The table is the published one, and the directions that come of it are SciPy's.</summary>
public sealed class SobolDirectionsTests
{
    /// <summary>The first rows of new-joe-kuo-6.21201.</summary>
    [Theory]
    [InlineData(2, 0, new uint[] { 1 })]
    [InlineData(3, 1, new uint[] { 1, 3 })]
    [InlineData(4, 1, new uint[] { 1, 3, 1 })]
    [InlineData(5, 2, new uint[] { 1, 1, 1 })]
    [InlineData(6, 1, new uint[] { 1, 1, 3, 3 })]
    [InlineData(7, 4, new uint[] { 1, 3, 5, 13 })]
    public void First_rows_are_as_published(int dimension, int coefficients, uint[] initial)
    {
        Assert.Equal([dimension, initial.Length, coefficients, .. initial], Rows().First(row => row[0] == dimension));
        var directions = SobolDirections.Of(dimension).ToArray();
        Assert.Equal(initial, initial.Select((_, i) => directions[i] >> (31 - i)));
    }

    [Fact]
    public void Every_row_has_a_primitive_polynomial_of_its_own_and_odd_numbers()
    {
        var rows = Rows();
        Assert.Equal(Enumerable.Range(2, SobolDirections.Dimensions - 1).Select(d => (long)d), rows.Select(row => row[0]));
        Assert.Equal(rows.Length, rows.Select(row => (row[1], row[2])).Distinct().Count());
        foreach (var row in rows)
        {
            var degree = (int)row[1];
            Assert.Equal(3 + degree, row.Length);
            Assert.All(row[3..].Select((m, i) => (m, i)), number => Assert.True(number.m % 2 == 1 && number.m < 2L << number.i));
            Assert.Equal((1L << degree) - 1, OrderOfX((1L << degree) | (row[2] << 1) | 1, degree));
        }
    }

    /// <summary>
    /// FNV-1a over the little-endian bytes of all 1,024 × 32 words, in SciPy 1.10:
    /// <c>qmc.Sobol(d=1024, scramble=False, bits=32)._sv</c>, row by row.
    /// </summary>
    [Fact]
    public void All_directions_are_those_of_SciPy()
    {
        var hash = 2166136261u;
        for (var dimension = 1; dimension <= SobolDirections.Dimensions; dimension++)
        {
            foreach (var octet in SobolDirections.Of(dimension).ToArray().SelectMany(BitConverter.GetBytes))
            {
                hash = unchecked((hash ^ octet) * 16777619u);
            }
        }

        Assert.Equal(0xa7dddfc8u, hash);
    }

    /// <summary>Sobol's property A of the first d dimensions: first digits of their first d directions are independent.</summary>
    [Fact]
    public void First_halves_are_independent()
    {
        var firstDigits = Enumerable.Range(1, 32).Select(d => SobolDirections.Of(d).ToArray().Select(v => v >> 31).ToArray()).ToArray();
        for (var dimensions = 1; dimensions <= 32; dimensions++)
        {
            var rows = firstDigits[..dimensions].Select(row => row[..dimensions].Aggregate(0u, (bits, bit) => (bits << 1) | bit)).ToList();
            for (var bit = 1u; rows.Count > 0; bit <<= 1)
            {
                var pivot = rows.FindIndex(row => (row & bit) != 0);
                Assert.True(pivot >= 0, $"{dimensions} dimensions");
                var row = rows[pivot];
                rows.RemoveAt(pivot);
                rows = rows.ConvertAll(other => (other & bit) != 0 ? other ^ row : other);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Dimensions_outside_the_table_are_refused(int dimension)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SobolDirections.Of(dimension).ToArray());
        Assert.Contains("1 to 1024", error.Message, StringComparison.Ordinal);
    }

    // The smallest n > 0 with xⁿ = 1 modulo the polynomial: 2ˢ − 1 if and only if it is primitive.
    private static long OrderOfX(long polynomial, int degree)
    {
        var power = 1L;
        for (var n = 1L; n < 1L << degree; n++)
        {
            power <<= 1;
            if (power >> degree != 0)
            {
                power ^= polynomial;
            }

            if (power == 1)
            {
                return n;
            }
        }

        return 0;
    }

    private static long[][] Rows()
    {
        using var stream = typeof(SobolDirections).Assembly.GetManifestResourceStream("Simulator.Sampling.joe-kuo.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
    }
}
