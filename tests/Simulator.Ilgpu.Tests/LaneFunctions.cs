using Simulator.Ilgpu.Kernels;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;
using Simulator.Transforms;

namespace Simulator.Ilgpu.Tests;

/// <summary>Functions that a sample is made of, for <see cref="LaneKernels"/>.</summary>
internal static class LaneFunctions
{
    /// <summary>Functions of any floats, NaN and infinities included: what a step of a model may meet.</summary>
    public static IReadOnlyDictionary<string, LaneFunction> OfFloats { get; } = Named(
        LaneFunction.Of<Multiply>(), LaneFunction.Of<Divide>(), LaneFunction.Of<Reciprocal>(), LaneFunction.Of<Root>(), LaneFunction.Of<AddScaled>(),
        LaneFunction.Of<AddConstant>(), LaneFunction.Of<SubtractFrom>(), LaneFunction.Of<Scale>(), LaneFunction.Of<MaximumScaled>(),
        LaneFunction.Of<MaximumConstant>(), LaneFunction.Of<Finish>(), LaneFunction.Of<Deviation>(), LaneFunction.Of<LeastOf>(), LaneFunction.Of<IsLess>());

    /// <summary>Functions of random words, which are never looked at as floats that could be NaN.</summary>
    public static IReadOnlyDictionary<string, LaneFunction> OfWords { get; } = Named(
        LaneFunction.Of<Tail>(), LaneFunction.Of<Uniform>(), LaneFunction.Of<Rank>(), LaneFunction.Of<Triangular>(), LaneFunction.Of<Exponential>(),
        LaneFunction.Of<LogOfTail>(), LaneFunction.Of<ExpOfTail>(), LaneFunction.Of<PowerOfTail>(), LaneFunction.Of<TablePower>(),
        LaneFunction.Of<TableLogistic>(), LaneFunction.Of<WordOfScore>(), LaneFunction.Of<Cubic>(), LaneFunction.Of<Place>(), LaneFunction.Of<CubicOfPlace>());

    private static Dictionary<string, LaneFunction> Named(params LaneFunction[] functions) => functions.ToDictionary(function => function.Name, StringComparer.Ordinal);

    // A score between −6 and 6.
    private static ScalarLane Score(ScalarLane word) => (WordMath.Uniform(word) - new ScalarLane(0.5f)) * new ScalarLane(12);

    private readonly struct Multiply : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.Multiply(x, y);
    }

    private readonly struct Divide : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.Divide(x, y);
    }

    private readonly struct Reciprocal : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.Reciprocal(x);
    }

    private readonly struct Root : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.SquareRoot(x);
    }

    private readonly struct AddScaled : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.AddScaled(x, y, new ScalarLane(-0.1f));
    }

    private readonly struct AddConstant : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.AddConstant(x, new ScalarLane(1.1f));
    }

    private readonly struct SubtractFrom : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.SubtractFrom(x, new ScalarLane(1f));
    }

    private readonly struct Scale : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.Scale(x, new ScalarLane(0.3f));
    }

    private readonly struct MaximumScaled : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.MaximumScaled(x, y, new ScalarLane(0.7f));
    }

    private readonly struct MaximumConstant : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => StepArithmetic.MaximumConstant(x, new ScalarLane(0.5f));
    }

    private readonly struct Finish : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => QuantileFunctions.Finish(x, 0.1f, 0.7f, 0f, 1f);
    }

    private readonly struct Deviation : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => DeviceTally.Deviation(x, 0.3f, 1.7f);
    }

    private readonly struct LeastOf : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => ScalarLane.Min(x, y);
    }

    private readonly struct IsLess : ILaneFunction
    {
        // As a number: the mask itself is a NaN.
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => ScalarLane.Select(ScalarLane.LessThan(x, y), new ScalarLane(1), new ScalarLane(2));
    }

    private readonly struct Tail : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => WordMath.Tail(x);
    }

    private readonly struct Uniform : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => WordMath.Uniform(x);
    }

    private readonly struct Rank : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => ScalarLane.ConvertFromInt32(WordMath.Rank(x));
    }

    private readonly struct Triangular : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => QuantileFunctions.Triangular(x, 0.3f);
    }

    private readonly struct Exponential : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => QuantileFunctions.Exponential(x);
    }

    private readonly struct LogOfTail : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => LaneMath.Log(WordMath.Tail(x));
    }

    private readonly struct ExpOfTail : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => LaneMath.Exp(Score(x) * Score(y));
    }

    private readonly struct PowerOfTail : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => QuantileFunctions.Power(Score(x), 0.61f);
    }

    private readonly struct TablePower : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => QuantileFunctions.TablePower(Score(x) * new ScalarLane(30));
    }

    private readonly struct TableLogistic : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => QuantileFunctions.TableLogistic(Score(x) * new ScalarLane(30));
    }

    private readonly struct WordOfScore : ILaneFunction
    {
        // Thirty-two bits would not fit a float, and as bits some are NaN.
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => ScalarLane.ConvertFromInt32(ScalarLane.ShiftRightBits(WordMath.WordOfScore(Score(x)), 8));
    }

    private readonly struct Place : ILaneFunction
    {
        // A number, and the same one: exponents of places lie far from those of infinities.
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => TailStrata.PlaceOf(x);
    }

    private readonly struct CubicOfPlace : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) => TailStrata.Within(
            StratumCubic.ValueOfPlace(TailStrata.PlaceOf(x), new StratumCubic { C0 = WordMath.Uniform(y).Value, C1 = -0.3f, C2 = 0.2f, C3 = -0.1f }), 0, 0.7f);
    }

    private readonly struct Cubic : ILaneFunction
    {
        public static ScalarLane Of(ScalarLane x, ScalarLane y) =>
            QuantileStrata.ValueOf(x, WordMath.Uniform(y), new ScalarLane(-0.3f), new ScalarLane(0.2f), new ScalarLane(-0.1f));
    }
}

/// <summary>A function with its name, on a device and here.</summary>
internal sealed record LaneFunction(string Name, Func<ILGPU.Runtime.Accelerator, float[], float[], float[]> OnDevice, Func<ScalarLane, ScalarLane, ScalarLane> Here)
{
    public static LaneFunction Of<TFunction>()
        where TFunction : struct, ILaneFunction => new(typeof(TFunction).Name, LaneKernels.Run<TFunction>, TFunction.Of);
}
