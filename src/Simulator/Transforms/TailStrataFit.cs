using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Simulator.Arithmetic;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Transforms;

/// <summary>The cubics of <see cref="TailStrata"/>: least squares over eight words of each stratum, the same for every transform.</summary>
/// <remarks>
/// The coefficients are a matrix times the values at the words, and the matrix is the same for all strata of an octave: so
/// the fit of a transform is little more than its values at 8,192 words. Where a stratum has fewer words than four, the
/// polynomial through them has a lower degree. Products and sums are rounded one by one, so the bits depend on no processor.
/// </remarks>
internal static unsafe class TailStrataFit
{
    private const int Nodes = 8;

    // The strata of an octave, of both sides, stand side by side.
    private const int Side = TailStrata.PerOctave;
    private const int Row = 2 * Side;
    private const int Words = TailStrata.Octaves * Nodes * Row;

    // Relative to the value, to what half of the values spread over, and to what the score makes of it: a score itself is good to 3e-7.
    private const float Tolerance = 4e-7f;

    // Octaves with at most one word a stratum.
    private const int FlatOctaves = 6;

    // Chebyshev's polynomials of x = 2y − 3 as powers of y.
    private static readonly double[][] Chebyshev = [[1, 0, 0, 0], [-3, 2, 0, 0], [17, -24, 8, 0], [-99, 210, -144, 32]];

    private static readonly uint[] NodeWords = MakeWords();
    private static readonly double[] Matrices = MakeMatrices();
    private static readonly float[] Scores = MakeScores();

    /// <summary>Fits a transform; false if a stratum misses it by more than rounding does.</summary>
    public static bool Fit<TLane>(Transform transform, TailStrata strata)
        where TLane : struct, ILane<TLane>
    {
        var values = (float*)NativeMemory.AlignedAlloc(2 * Words * sizeof(float), 64);
        try
        {
            fixed (uint* words = NodeWords)
            {
                TransformColumn.Apply<TLane>(transform, words, null, values, Words);
                fixed (double* matrices = Matrices)
                {
                    Multiply(matrices, values, strata.Coefficients);
                }

                strata.Apply<TLane>(words, values + Words, Words);
            }

            fixed (float* scores = Scores)
            {
                return Holds<TLane>(values, values + Words, scores, Spread(values));
            }
        }
        finally
        {
            NativeMemory.AlignedFree(values);
        }
    }

    // Between the quartiles: the beginnings of the last octave on either side.
    private static float Spread(float* values)
    {
        const int FirstOfLastOctave = ((TailStrata.Octaves * Nodes) - 1) * Row;
        return Math.Abs(values[FirstOfLastOctave + Side] - values[FirstOfLastOctave]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(double* matrices, float* values, float* coefficients)
    {
        for (var octave = 0; octave < TailStrata.Octaves; octave++, matrices += TailStrata.Planes * Nodes)
        {
            for (var column = 0; column < Row; column += Vector128<float>.Count)
            {
                Vector256<double> c0 = default, c1 = default, c2 = default, c3 = default;
                for (var node = 0; node < Nodes; node++, values += Row)
                {
                    var value = Vector256.Create(
                        Vector128.WidenLower(Vector128.Load(values + column)), Vector128.WidenUpper(Vector128.Load(values + column)));
                    c0 += Vector256.Create(matrices[node]) * value;
                    c1 += Vector256.Create(matrices[Nodes + node]) * value;
                    c2 += Vector256.Create(matrices[(2 * Nodes) + node]) * value;
                    c3 += Vector256.Create(matrices[(3 * Nodes) + node]) * value;
                }

                values -= Nodes * Row;
                var stratum = (column / Side * (TailStrata.Count / 2)) + (octave * TailStrata.PerOctave) + (column % Side);
                for (var next = 0; next < Vector128<float>.Count; next++)
                {
                    // The coefficients of a stratum stand side by side.
                    Vector128.Create((float)c0[next], (float)c1[next], (float)c2[next], (float)c3[next]).Store(coefficients + ((stratum + next) * TailStrata.Planes));
                }
            }

            values += Nodes * Row;
        }
    }

    // As computed, at every node; a value that is not a number is not near.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Holds<TLane>(float* expected, float* found, float* scores, float spread)
        where TLane : struct, ILane<TLane>
    {
        var floor = TLane.Broadcast((Tolerance * spread) + float.Epsilon);
        var tolerance = TLane.Broadcast(Tolerance);
        var missed = TLane.BroadcastBits(0);
        for (var octave = 0; octave < TailStrata.Octaves; octave++, expected += Nodes * Row, found += Nodes * Row, scores += Row)
        {
            for (var column = 0; column < Row; column += TLane.Width)
            {
                // What the rounding of the score alone makes of a value: |z|·dx/dz, by the ends of the stratum.
                var slope = Absolute(TLane.Load(expected + column) - TLane.Load(expected + ((Nodes - 1) * Row) + column)) * TLane.Load(scores + column);
                for (var i = column; i < column + (Nodes * Row); i += Row)
                {
                    var value = TLane.Load(expected + i);
                    var allowed = TLane.FusedMultiplyAdd(Absolute(value) + slope, tolerance, floor);
                    missed = TLane.OrBits(missed, TLane.XorBits(TLane.LessThan(Absolute(TLane.Load(found + i) - value), allowed), TLane.BroadcastBits(uint.MaxValue)));
                }
            }
        }

        return !TLane.Any(missed);

        static TLane Absolute(TLane value) => TLane.AndBits(value, TLane.BroadcastBits(0x7FFF_FFFF));
    }

    // |z| over what z differs by between the ends of a stratum; 0 where a stratum has one word.
    private static float[] MakeScores()
    {
        var scores = new float[TailStrata.Octaves * Row];
        for (var i = 0; i < scores.Length; i++)
        {
            var first = (i / Row * Nodes * Row) + (i % Row);
            var (begin, end) = (Score(NodeWords[first]), Score(NodeWords[first + ((Nodes - 1) * Row)]));
            scores[i] = begin == end ? 0 : Math.Abs(begin / (begin - end));
        }

        return scores;

        static float Score(uint word) => WordMath.Normal(ScalarLane.BroadcastBits(word)).Value;
    }

    private static uint[] MakeWords()
    {
        var words = new uint[Words];
        for (var i = 0; i < words.Length; i++)
        {
            var (octave, node, column) = (i / (Nodes * Row), i / Row % Nodes, i % Row);
            words[i] = MagnitudeAt(octave, column % Side, node) | (column >= Side ? 0x8000_0000 : 0);
        }

        return words;
    }

    // Of the words of a stratum, those nearest to Chebyshev's extrema, from the median's end of the stratum to the tail's.
    private static uint MagnitudeAt(int octave, int stratum, int node)
    {
        var begin = Math.ScaleB(1 + (stratum / (double)TailStrata.PerOctave), octave - 1);
        if (octave < FlatOctaves)
        {
            return (uint)begin;
        }

        var count = 1u << (octave - FlatOctaves + 1);
        var share = (1 + PortableMath.Cos(Math.PI * node / (Nodes - 1))) / 2;
        return (uint)begin + (uint)Math.Clamp(Math.Round((share * count) - 0.5), 0, count - 1);
    }

    private static double[] MakeMatrices()
    {
        var matrices = new double[TailStrata.Octaves * TailStrata.Planes * Nodes];
        for (var octave = 0; octave < TailStrata.Octaves; octave++)
        {
            // y of the first stratum's words before rounding; those of the others differ by less than 2⁻²².
            double[] y = [.. Enumerable.Range(0, Nodes).Select(node =>
                1 + (((Math.ScaleB((MagnitudeAt(octave, 0, node) * (1 - Math.ScaleB(1, -24))) + 0.5, 1 - octave)) - 1) * TailStrata.PerOctave))];
            var solved = LeastSquares(y, Math.Min(TailStrata.Planes, y.Distinct().Count()));
            for (var plane = 0; plane < TailStrata.Planes; plane++)
            {
                for (var node = 0; node < Nodes; node++)
                {
                    matrices[(((octave * TailStrata.Planes) + plane) * Nodes) + node] = solved.Select((row, order) => row[node] * Chebyshev[order][plane]).Sum();
                }
            }
        }

        return matrices;
    }

    // What makes of values at y the coefficients of Chebyshev's polynomials: Gauss's elimination of the normal equations.
    private static double[][] LeastSquares(double[] y, int terms)
    {
        double[][] basis = [.. Chebyshev.Take(terms).Select(c => (double[])[.. y.Select(at => c[0] + (at * (c[1] + (at * (c[2] + (at * c[3]))))))])];
        double Weight(int node) => node is 0 or Nodes - 1 ? 0.5 : 1;
        double[][] rows = [.. basis.Select(own => (double[])
            [.. basis.Select(other => own.Select((value, node) => value * other[node] * Weight(node)).Sum()), .. own.Select((value, node) => value * Weight(node))])];
        for (var pivot = 0; pivot < terms; pivot++)
        {
            rows[pivot] = [.. rows[pivot].Select(value => value / rows[pivot][pivot])];
            for (var row = 0; row < terms; row++)
            {
                if (row != pivot)
                {
                    var factor = rows[row][pivot];
                    rows[row] = [.. rows[row].Select((value, i) => value - (factor * rows[pivot][i]))];
                }
            }
        }

        return [.. rows.Select(row => row[terms..])];
    }
}
