using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Transforms;

/// <summary>A whole column of draws of one input: words in, values out.</summary>
/// <remarks>
/// Several short loops over a block that stays in the first-level cache, not one long loop: a processor looks only a
/// hundred operations ahead, so the long chain of a draw leaves it idle where short chains of many draws overlap
/// (measured: lognormal draws 1.4 times faster). <see cref="MethodImplOptions.AggressiveOptimization"/> because tiering would
/// keep a loop slow for the first blocks.
/// </remarks>
internal static unsafe class TransformColumn
{
    /// <summary>Samples whose intermediate results are held at once, besides the caller's own columns.</summary>
    private const int Chunk = 256;

    /// <summary>Values of a distribution from random words.</summary>
    /// <param name="transform">The distribution's recipe.</param>
    /// <param name="words">One word a sample.</param>
    /// <param name="selectorWords">A second word a sample where <see cref="Transform.NeedsSelector"/>; else not read.</param>
    /// <param name="values">Where the values go; may be <paramref name="words"/>.</param>
    /// <param name="count">Number of samples, a multiple of 16: of every lane's width.</param>
    public static void Apply<TLane>(Transform transform, uint* words, uint* selectorWords, float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        if (transform.Kind == TransformKind.Mixture)
        {
            Mix<TLane>(transform, words, selectorWords, values, count);
            return;
        }

        fixed (float* table = transform.Table)
        fixed (uint* thresholds = transform.Thresholds)
        {
            var source = (float*)words;
            switch (transform.Kind)
            {
                case TransformKind.Constant:
                    new Span<float>(values, count).Fill(transform.Offset);
                    return;
                case TransformKind.Uniform:
                    Uniform<TLane>(source, values, count);
                    break;
                case TransformKind.LogUniform:
                    Uniform<TLane>(source, values, count);
                    Power<TLane>(values, count, transform.Shape);
                    break;
                case TransformKind.Normal:
                    NormalScores<TLane>(words, values, count);
                    break;
                case TransformKind.Lognormal:
                    Lognormal<TLane>(source, values, count, transform.Shape, NormalScoreTable.Planes);
                    break;
                case TransformKind.Triangular:
                    Triangular<TLane>(source, values, count, transform.Shape);
                    break;
                case TransformKind.Exponential:
                    Exponential<TLane>(source, values, count);
                    break;
                case TransformKind.Steps:
                    Steps<TLane>(source, values, count, table, thresholds, transform.Size);
                    break;
                default:
                    NormalScores<TLane>(words, values, count);
                    Tabulated<TLane>(values, count, transform.Kind, table, transform.Size);
                    break;
            }
        }

        if (transform.NeedsFinish)
        {
            Finish<TLane>(values, count, transform.Offset, transform.Scale, transform.Minimum, transform.Maximum);
        }
    }

    /// <summary>Standard normal scores of words.</summary>
    /// <param name="words">One word a sample.</param>
    /// <param name="scores">Where the scores go; may be <paramref name="words"/>.</param>
    /// <param name="count">Number of samples, a multiple of 16: of every lane's width.</param>
    public static void NormalScores<TLane>(uint* words, float* scores, int count)
        where TLane : struct, ILane<TLane> => NormalScores<TLane>((float*)words, scores, count, NormalScoreTable.Planes);

    private static void Mix<TLane>(Transform mixture, uint* words, uint* selectorWords, float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        var mixed = stackalloc float[Chunk];
        var component = stackalloc float[Chunk];
        for (var done = 0; done < count; done += Chunk)
        {
            var length = Math.Min(Chunk, count - done);
            Apply<TLane>(mixture.Components[0], words + done, null, mixed, length);
            for (var c = 1; c < mixture.Components.Count; c++)
            {
                Apply<TLane>(mixture.Components[c], words + done, null, component, length);
                Select<TLane>((float*)selectorWords + done, mixture.Thresholds[c - 1], mixed, component, length);
            }

            new Span<float>(mixed, length).CopyTo(new Span<float>(values + done, length));
        }
    }

    private static void Tabulated<TLane>(float* values, int count, TransformKind kind, float* planes, int size)
        where TLane : struct, ILane<TLane>
    {
        if (size == Transform.SmallSize)
        {
            SmallTable<TLane>(values, count, planes);
        }
        else
        {
            LargeTable<TLane>(values, count, planes, size);
        }

        if (kind == TransformKind.ExponentialTable)
        {
            TablePower<TLane>(values, count);
        }
        else if (kind == TransformKind.LogisticTable)
        {
            TableLogistic<TLane>(values, count);
        }
    }

    private static void Steps<TLane>(float* words, float* values, int count, float* table, uint* thresholds, int size)
        where TLane : struct, ILane<TLane>
    {
        if (size == Transform.SmallSize)
        {
            SmallSteps<TLane>(words, values, count, table, thresholds);
        }
        else
        {
            LargeSteps<TLane>(words, values, count, table, thresholds, size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormalScores<TLane>(float* words, float* scores, int count, float* planes)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(NormalScore.Evaluate(TLane.Load(words + i), planes), scores + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lognormal<TLane>(float* words, float* values, int count, float shape, float* planes)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Power(NormalScore.Evaluate(TLane.Load(words + i), planes), shape), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniform<TLane>(float* words, float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(WordMath.Uniform(TLane.Load(words + i)), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Power<TLane>(float* values, int count, float shape)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Power(TLane.Load(values + i), shape), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Triangular<TLane>(float* words, float* values, int count, float mode)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Triangular(TLane.Load(words + i), mode), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponential<TLane>(float* words, float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Exponential(TLane.Load(words + i)), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SmallTable<TLane>(float* values, int count, float* planes)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(TransformTable.Evaluate(TLane.Load(values + i), planes, Transform.SmallSize), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LargeTable<TLane>(float* values, int count, float* planes, int size)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(TransformTable.Evaluate(TLane.Load(values + i), planes, size), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TablePower<TLane>(float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.TablePower(TLane.Load(values + i)), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TableLogistic<TLane>(float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.TableLogistic(TLane.Load(values + i)), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SmallSteps<TLane>(float* words, float* values, int count, float* table, uint* thresholds)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Steps(TLane.Load(words + i), table, thresholds, Transform.SmallSize), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LargeSteps<TLane>(float* words, float* values, int count, float* table, uint* thresholds, int size)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Steps(TLane.Load(words + i), table, thresholds, size), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select<TLane>(float* selectorWords, uint threshold, float* mixed, float* component, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            var isEarlier = TLane.LessThanBits(TLane.Load(selectorWords + i), TLane.BroadcastBits(threshold));
            TLane.Store(TLane.Select(isEarlier, TLane.Load(mixed + i), TLane.Load(component + i)), mixed + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<TLane>(float* values, int count, float offset, float scale, float minimum, float maximum)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(QuantileFunctions.Finish(TLane.Load(values + i), offset, scale, minimum, maximum), values + i);
        }
    }
}
