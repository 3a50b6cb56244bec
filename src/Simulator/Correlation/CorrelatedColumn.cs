using System.Runtime.CompilerServices;
using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Correlation;

/// <summary>Columns of independent normal scores made into words of correlated ones.</summary>
/// <remarks>
/// Words come out, so that every distribution is drawn as ever; a mixture by its own quantile function, see
/// <see cref="QuantileSteps"/>.
/// </remarks>
public static unsafe class CorrelatedColumn
{
    /// <summary>Words of one member of a group.</summary>
    /// <param name="scores">Independent scores of the members before this one, then of this one, side by side.</param>
    /// <param name="stride">From one member's scores to the next.</param>
    /// <param name="row">The member's row of the Cholesky factor, diagonal last.</param>
    /// <param name="before">Members before this one.</param>
    /// <param name="count">Samples, a multiple of 64.</param>
    /// <remarks>The member's own scores are replaced by its words, so the members must be taken from last to first.</remarks>
    public static void Correlate<TLane>(float* scores, int stride, float* row, int before, int count)
        where TLane : struct, ILane<TLane>
    {
        var own = scores + ((nint)before * stride);
        Scale<TLane>(own, row[before], count);
        for (var member = 0; member < before; member++)
        {
            if (row[member] != 0)
            {
                Add<TLane>(own, scores + ((nint)member * stride), row[member], count);
            }
        }

        Words<TLane>(own, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<TLane>(float* values, float factor, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(TLane.Load(values + i) * TLane.Broadcast(factor), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TLane>(float* sums, float* values, float factor, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Broadcast(factor), TLane.Load(values + i), TLane.Load(sums + i)), sums + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Words<TLane>(float* scores, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(WordMath.WordOfScore(TLane.Load(scores + i)), scores + i);
        }
    }
}
