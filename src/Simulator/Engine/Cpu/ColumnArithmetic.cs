using System.Runtime.CompilerServices;
using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Engine.Cpu;

/// <summary>The operations of a traced model on whole columns, one small loop each.</summary>
/// <remarks>
/// Small loops are compiled well and keep their operands in the first-level cache; one loop over the whole model was
/// measured to run five times slower. A target may be one of the operands.
/// </remarks>
internal static unsafe class ColumnArithmetic
{
    /// <summary>Runs one step.</summary>
    /// <param name="operation">Which operation.</param>
    /// <param name="target">Column written.</param>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand; unused by operations that have none.</param>
    /// <param name="constant">Constant operand.</param>
    /// <param name="series">Series of a mean over a window; null for other operations.</param>
    /// <param name="count">Samples, a multiple of the lane's width.</param>
    public static void Run<TLane>(Operation operation, float* target, float* left, float* right, float constant, SeriesIntegral? series, int count)
        where TLane : struct, ILane<TLane>
    {
        switch (operation)
        {
            case Operation.Multiply: Multiply<TLane>(target, left, right, count); break;
            case Operation.Divide: Divide<TLane>(target, left, right, count); break;
            case Operation.Reciprocal: Reciprocal<TLane>(target, left, count); break;
            case Operation.AddScaled: AddScaled<TLane>(target, left, right, constant, count); break;
            case Operation.AddConstant: AddConstant<TLane>(target, left, constant, count); break;
            case Operation.SubtractFrom: SubtractFrom<TLane>(target, left, constant, count); break;
            case Operation.Scale: Scale<TLane>(target, left, constant, count); break;
            case Operation.MaximumScaled: MaximumScaled<TLane>(target, left, right, constant, count); break;
            case Operation.MaximumConstant: MaximumConstant<TLane>(target, left, constant, count); break;
            case Operation.SquareRoot: SquareRoot<TLane>(target, left, count); break;
            case Operation.WindowMean: WindowMean<TLane>(target, left, right, series!, count); break;
            case Operation.WindowMeanLasting: WindowMeanLasting<TLane>(target, left, constant, series!, count); break;
            case Operation.WindowMeanFrom: WindowMeanFrom<TLane>(target, left, constant, series!, count); break;
            default: throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TLane>(float* target, float* left, float* right, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.Multiply(TLane.Load(left + i), TLane.Load(right + i)), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide<TLane>(float* target, float* left, float* right, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.Divide(TLane.Load(left + i), TLane.Load(right + i)), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Reciprocal<TLane>(float* target, float* left, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.Reciprocal(TLane.Load(left + i)), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled<TLane>(float* target, float* left, float* right, float constant, int count)
        where TLane : struct, ILane<TLane>
    {
        var factor = TLane.Broadcast(constant);
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.AddScaled(TLane.Load(left + i), TLane.Load(right + i), factor), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddConstant<TLane>(float* target, float* left, float constant, int count)
        where TLane : struct, ILane<TLane>
    {
        var addend = TLane.Broadcast(constant);
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.AddConstant(TLane.Load(left + i), addend), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SubtractFrom<TLane>(float* target, float* left, float constant, int count)
        where TLane : struct, ILane<TLane>
    {
        var minuend = TLane.Broadcast(constant);
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.SubtractFrom(TLane.Load(left + i), minuend), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<TLane>(float* target, float* left, float constant, int count)
        where TLane : struct, ILane<TLane>
    {
        var factor = TLane.Broadcast(constant);
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.Scale(TLane.Load(left + i), factor), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaximumScaled<TLane>(float* target, float* left, float* right, float constant, int count)
        where TLane : struct, ILane<TLane>
    {
        var factor = TLane.Broadcast(constant);
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.MaximumScaled(TLane.Load(left + i), TLane.Load(right + i), factor), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaximumConstant<TLane>(float* target, float* left, float constant, int count)
        where TLane : struct, ILane<TLane>
    {
        var other = TLane.Broadcast(constant);
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.MaximumConstant(TLane.Load(left + i), other), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareRoot<TLane>(float* target, float* left, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var i = 0; i < count; i += TLane.Width)
        {
            TLane.Store(StepArithmetic.SquareRoot(TLane.Load(left + i)), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WindowMean<TLane>(float* target, float* left, float* right, SeriesIntegral series, int count)
        where TLane : struct, ILane<TLane>
    {
        var (lastRow, longest) = (series.LastRow, series.Longest);
        fixed (float* table = series.Table)
        {
            for (var i = 0; i < count; i += TLane.Width)
            {
                TLane.Store(StepArithmetic.WindowMean(TLane.Load(left + i), TLane.Load(right + i), table, lastRow, longest), target + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WindowMeanLasting<TLane>(float* target, float* left, float constant, SeriesIntegral series, int count)
        where TLane : struct, ILane<TLane>
    {
        var (lastRow, longest) = (series.LastRow, series.Longest);
        var other = TLane.Broadcast(constant);
        fixed (float* table = series.Table)
        {
            for (var i = 0; i < count; i += TLane.Width)
            {
                TLane.Store(StepArithmetic.WindowMeanLasting(TLane.Load(left + i), other, table, lastRow, longest), target + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WindowMeanFrom<TLane>(float* target, float* left, float constant, SeriesIntegral series, int count)
        where TLane : struct, ILane<TLane>
    {
        var (lastRow, longest) = (series.LastRow, series.Longest);
        var other = TLane.Broadcast(constant);
        fixed (float* table = series.Table)
        {
            for (var i = 0; i < count; i += TLane.Width)
            {
                TLane.Store(StepArithmetic.WindowMeanFrom(TLane.Load(left + i), other, table, lastRow, longest), target + i);
            }
        }
    }
}
