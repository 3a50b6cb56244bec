using System.Globalization;

namespace Simulator.Sampling.Sobol;

/// <summary>The direction numbers of the Sobol' sequence in base 2, as binary fractions of 32 digits.</summary>
/// <remarks>
/// Source: Joe and Kuo 2008, doi:10.1137/070709359, file new-joe-kuo-6.21201; our copy is joe-kuo.txt beside this file.
/// Dimensions are counted from 1, as there. Up to 1,111 dimensions these numbers have Sobol's property A: the first
/// 2^d points put one into each of the 2^d boxes that come from halving every axis.
/// </remarks>
public static class SobolDirections
{
    /// <summary>Binary digits of a coordinate, and direction numbers of a dimension: 2³² points have different coordinates.</summary>
    public const int Digits = 32;

    /// <summary>Dimensions in the table.</summary>
    public const int Dimensions = 1024;

    // Row d − 2 belongs to dimension d; the first dimension needs none. Split at once, understood when requested.
    private static readonly Lazy<string[]> Rows = new(ReadRows);

    // Dimensions requested so far. Two threads may make the same one at the same time: either result is kept.
    private static readonly uint[]?[] Known = new uint[Dimensions][];

    /// <summary>The direction numbers v₁ … v₃₂ of one dimension.</summary>
    /// <param name="dimension">Number of the dimension, from 1 to <see cref="Dimensions"/>.</param>
    /// <returns>32 words; bit 31 is the first binary digit after the point, and v_i ends in digit i.</returns>
    public static ReadOnlySpan<uint> Of(int dimension)
    {
        if (dimension is < 1 or > Dimensions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"The table of Sobol' direction numbers has dimensions 1 to {Dimensions}.");
        }

        return Known[dimension - 1] ??= Make(dimension);
    }

    private static uint[] Make(int dimension)
    {
        var directions = new uint[Digits];
        if (dimension == 1)
        {
            // The sequence of van der Corput, m_i = 1.
            for (var i = 0; i < Digits; i++)
            {
                directions[i] = 1u << (Digits - 1 - i);
            }

            return directions;
        }

        var row = Array.ConvertAll(Rows.Value[dimension - 2].Split(' '), text => uint.Parse(text, CultureInfo.InvariantCulture));
        Extend(row.AsSpan(3), row[2], directions);
        return directions;
    }

    // v_i = m_i·2⁻ⁱ up to the degree s of the polynomial, then
    // v_i = a₁v_{i−1} ⊕ … ⊕ a_{s−1}v_{i−s+1} ⊕ v_{i−s} ⊕ v_{i−s}·2⁻ˢ.
    private static void Extend(ReadOnlySpan<uint> initial, uint coefficients, Span<uint> directions)
    {
        var degree = initial.Length;
        for (var i = 0; i < Digits; i++)
        {
            if (i < degree)
            {
                directions[i] = initial[i] << (Digits - 1 - i);
                continue;
            }

            var direction = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (var back = 1; back < degree; back++)
            {
                if (((coefficients >> (degree - 1 - back)) & 1) != 0)
                {
                    direction ^= directions[i - back];
                }
            }

            directions[i] = direction;
        }
    }

    private static string[] ReadRows()
    {
        using var stream = typeof(SobolDirections).Assembly.GetManifestResourceStream("Simulator.Sampling.joe-kuo.txt")
            ?? throw new InvalidOperationException("The table of Sobol' direction numbers is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var rows = new string[Dimensions - 1];
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                rows[count++] = line;
            }
        }

        return rows;
    }
}
