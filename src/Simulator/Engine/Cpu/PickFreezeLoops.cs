using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>The loops that sum up one segment of base points for Sobol' indices.</summary>
/// <remarks>
/// As in <see cref="TallyLoops"/>: columns of single-precision sums, value i in column i mod <see cref="Columns"/>, whatever the
/// lane's width; then the columns are added up in double, in order.
/// </remarks>
internal static unsafe class PickFreezeLoops
{
    /// <summary>Points in a segment.</summary>
    public const int Segment = TallyLoops.Segment;

    /// <summary>Columns of single-precision sums.</summary>
    public const int Columns = TallyLoops.Columns;

    /// <summary>Deviations from the reference, their sum and the sum of their squares.</summary>
    /// <param name="values">A segment of values.</param>
    /// <param name="deviations">Receives the deviations.</param>
    /// <param name="reference">Where they are measured from.</param>
    /// <param name="count">Points that count; the deviations of the others are 0.</param>
    /// <param name="sums">The two sums are added to these.</param>
    public static void Deviations<TLane>(float* values, float* deviations, MomentReference reference, int count, double* sums)
        where TLane : struct, ILane<TLane>
    {
        var partial = stackalloc float[2 * Columns];
        Subtract<TLane>(values, deviations, reference.Inverse, reference.Shift);
        new Span<float>(deviations + count, Segment - count).Clear();
        Sum<TLane>(deviations, partial);
        Reduce(partial, sums, 2);
    }

    /// <summary>With g = (exchanged − own)/reference: Σ g, Σ g², Σ g·d(B).</summary>
    /// <param name="exchanged">Values at A with a factor taken from B.</param>
    /// <param name="own">Values at A.</param>
    /// <param name="deviationsOfB">Deviations of the values at B.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="count">Points that count.</param>
    /// <param name="sums">The three sums are added to these.</param>
    public static void Changes<TLane>(
        float* exchanged, float* own, float* deviationsOfB, MomentReference reference, int count, double* sums)
        where TLane : struct, ILane<TLane>
    {
        if (count < Segment)
        {
            new Span<float>(exchanged + count, Segment - count).Clear();
            new Span<float>(own + count, Segment - count).Clear();
        }

        var partial = stackalloc float[3 * Columns];
        SumOfChanges<TLane>(exchanged, own, deviationsOfB, reference.Inverse, partial);
        Reduce(partial, sums, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract<TLane>(float* values, float* deviations, float inverse, float shift)
        where TLane : struct, ILane<TLane>
    {
        var scale = TLane.Broadcast(inverse);
        var minusShift = TLane.Broadcast(-shift);
        for (var i = 0; i < Segment; i += TLane.Width)
        {
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(values + i), scale, minusShift), deviations + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TLane>(float* deviations, float* partial)
        where TLane : struct, ILane<TLane>
    {
        for (var part = 0; part < Columns; part += TLane.Width)
        {
            var sum = TLane.Broadcast(0);
            var squares = TLane.Broadcast(0);
            for (var i = part; i < Segment; i += Columns)
            {
                var deviation = TLane.Load(deviations + i);
                sum += deviation;
                squares = TLane.FusedMultiplyAdd(deviation, deviation, squares);
            }

            TLane.Store(sum, partial + part);
            TLane.Store(squares, partial + Columns + part);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumOfChanges<TLane>(float* exchanged, float* own, float* deviationsOfB, float inverse, float* partial)
        where TLane : struct, ILane<TLane>
    {
        var scale = TLane.Broadcast(inverse);
        for (var part = 0; part < Columns; part += TLane.Width)
        {
            var sum = TLane.Broadcast(0);
            var squares = TLane.Broadcast(0);
            var products = TLane.Broadcast(0);
            for (var i = part; i < Segment; i += Columns)
            {
                // Neighbouring floats subtract without rounding: a small effect keeps its digits.
                var change = (TLane.Load(exchanged + i) - TLane.Load(own + i)) * scale;
                sum += change;
                squares = TLane.FusedMultiplyAdd(change, change, squares);
                products = TLane.FusedMultiplyAdd(change, TLane.Load(deviationsOfB + i), products);
            }

            TLane.Store(sum, partial + part);
            TLane.Store(squares, partial + Columns + part);
            TLane.Store(products, partial + (2 * Columns) + part);
        }
    }

    private static void Reduce(float* partial, double* sums, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            double sum = 0;
            for (var i = 0; i < Columns; i++)
            {
                sum += partial[(row * Columns) + i];
            }

            sums[row] += sum;
        }
    }
}
