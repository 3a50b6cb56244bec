using System.Numerics;
using Simulator.Sampling.Philox;

namespace Simulator.Sampling.Sobol;

/// <summary>Scrambles of the Sobol' sequence: random enough for an error estimate, as even as the sequence itself.</summary>
/// <remarks>
/// <para>
/// Left linear matrix scramble with digital shift: the binary digits of every point are multiplied, modulo 2, by a
/// random lower triangular matrix with ones on its diagonal, then a random word is added without carry. Each point is
/// uniform by itself, and every aligned run of 2ᵐ remains as even as it was.
/// Source: Matoušek, "On the L2-discrepancy for anchored boxes", J. Complexity 14 (1998), 527–556,
/// doi:10.1006/jcom.1998.0489.
/// </para>
/// <para>
/// The random bits depend on the seed, the input's name, the purpose and the replicate, not on the dimension: they go
/// with the input when it changes its place.
/// </para>
/// </remarks>
internal static class ScrambledSobol
{
    // 32 columns of the matrix and the shift, from nine calls of four words.
    private const int Calls = (SobolDirections.Digits / 4) + 1;

    /// <summary>The points of one input in one replicate.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name"><see cref="StreamName.Hash"/> of the input's name.</param>
    /// <param name="dimension">Its dimension, from 1 to <see cref="SobolDirections.Dimensions"/>; no two inputs of a run share one.</param>
    /// <param name="replicate">Number of the replicate, below 2²⁴.</param>
    /// <param name="purpose">
    /// What the points stand in for: <see cref="StreamPurpose.A"/>, <see cref="StreamPurpose.B"/> or
    /// <see cref="StreamPurpose.Selector"/>. Several purposes of one name need a dimension each.
    /// </param>
    public static SobolStream Create(ulong seed, uint name, int dimension, uint replicate, uint purpose = StreamPurpose.A)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(replicate, 1u << 24);
        Span<uint> random = stackalloc uint[4 * Calls];
        var stream = StreamPurpose.InReplicate(purpose | StreamPurpose.Scramble, replicate);
        for (var call = 0; call < Calls; call++)
        {
            var words = Philox4x32.Call(seed, (ulong)call, name, stream);
            random[4 * call] = words.Word0;
            random[(4 * call) + 1] = words.Word1;
            random[(4 * call) + 2] = words.Word2;
            random[(4 * call) + 3] = words.Word3;
        }

        var matrix = random[..SobolDirections.Digits];
        MakeUnitTriangular(matrix);
        var plain = SobolDirections.Of(dimension);
        Span<uint> scrambled = stackalloc uint[SobolDirections.Digits];
        for (var i = 0; i < scrambled.Length; i++)
        {
            scrambled[i] = Multiply(matrix, plain[i]);
        }

        return new(scrambled, random[SobolDirections.Digits]);
    }

    /// <summary>The plain sequence of one dimension.</summary>
    /// <param name="dimension">Number of the dimension, from 1 to <see cref="SobolDirections.Dimensions"/>.</param>
    public static SobolStream Unscrambled(int dimension) => new(SobolDirections.Of(dimension), 0);

    // Column b says what bit b of a word becomes: itself, and any of the bits below it.
    private static void MakeUnitTriangular(Span<uint> columns)
    {
        for (var bit = 0; bit < columns.Length; bit++)
        {
            var own = 1u << bit;
            columns[bit] = (columns[bit] & (own - 1)) | own;
        }
    }

    // Matrix times vector over the field of two elements.
    private static uint Multiply(ReadOnlySpan<uint> columns, uint vector)
    {
        var product = 0u;
        for (var rest = vector; rest != 0; rest &= rest - 1)
        {
            product ^= columns[BitOperations.TrailingZeroCount(rest)];
        }

        return product;
    }
}
