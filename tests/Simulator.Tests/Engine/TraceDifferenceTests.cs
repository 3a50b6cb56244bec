using Simulator.Planning.Tracing;

namespace Simulator.Tests.Engine;

/// <summary>Differences of traced values, computed in single precision, against double-double arithmetic of the same formulas.</summary>
public sealed class TraceDifferenceTests
{
    // Each case: two values of three draws that differ by little, written for any number.
    private static readonly (string Name, Func<TraceLane[], TraceLane> Left, Func<TraceLane[], TraceLane> Right, Func<double[], double> Difference)[] Cases =
    [
        ("a changed price", x => (x[0] * Times(x[1], 5e6)) + Times(x[2], 3), x => (x[0] * Times(x[1], 5e6)) + Times(x[2], 3.0001), x => -0.0001 * x[2]),
        ("a change below single precision", x => x[0] + Times(x[1], 2), x => x[0] + Times(x[1], 2 + 1e-9), x => -1e-9 * x[1]),
        ("a changed factor of a product", x => x[0] * (x[1] + Plus(0.1)) * x[2], x => x[0] * (x[1] + Plus(0.10001)) * x[2], x => -0.00001 * x[0] * x[2]),
        ("a changed divisor", x => x[0] / (x[1] + Plus(3)), x => x[0] / (x[1] + Plus(3.0001)), x => 0.0001 * x[0] / ((x[1] + 3) * (x[1] + 3.0001))),
        ("a changed share", x => x[0] / (Plus(1) - Times(x[1], 0.2)), x => x[0] / (Plus(1) - Times(x[1], 0.200001)), x => -0.000001 * x[1] * x[0] / ((1 - (0.2 * x[1])) * (1 - (0.200001 * x[1])))),
        ("a root", x => TraceLane.SquareRoot(x[0] + Times(x[1], 1e-6)), x => TraceLane.SquareRoot(x[0]), x => 1e-6 * x[1] / (Math.Sqrt(x[0] + (1e-6 * x[1])) + Math.Sqrt(x[0]))),
        ("another order", x => (x[0] + Times(x[1], 7)) + x[2], x => (x[2] + x[0]) + Times(x[1], 7), _ => 0),
        ("a larger part", x => TraceLane.Max(x[0], Times(x[1], 0.001)) + Times(x[2], 1e6), x => TraceLane.Max(x[0], Times(x[1], 0.001)) + Times(x[2], 1e6 + 0.01), x => -0.01 * x[2]),
        ("what is left of one", x => Times(x[0], 100) / TraceLane.Max(Plus(1) - Times(x[1], 0.01), Plus(0)), x => Times(x[0], 100) / TraceLane.Max(Plus(1) - Times(x[1], 0.01000001), Plus(0)), x => -1e-6 * x[1] * x[0] / ((1 - (0.01 * x[1])) * (1 - (0.01000001 * x[1])))),
        ("the larger of two that both change", x => TraceLane.Max(x[0], x[1]) * x[2], x => TraceLane.Max(Times(x[0], 1.000001), Times(x[1], 1.000002)) * x[2], x => x[2] * (Math.Max(x[0], x[1]) - Math.Max(1.000001 * x[0], 1.000002 * x[1]))),
        ("the larger of three of which one changes", x => TraceLane.Max(TraceLane.Max(x[0], x[1]), x[2]), x => TraceLane.Max(TraceLane.Max(x[0], x[1] + Plus(1e-7)), x[2]), x => x[1] > x[0] && x[1] > x[2] ? -1e-7 : 0),
        ("two changes of opposite sign", x => Times(x[0], 1e6) + Times(x[1], 1) + Times(x[2], 2), x => Times(x[0], 1e6) + Times(x[1], 1.001) + Times(x[2], 1.999), x => (-0.001 * x[1]) + (0.001 * x[2])),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_difference_is_as_precise_as_the_difference_of_the_inputs(string name)
    {
        var (_, left, right, exact) = Array.Find(Cases, entry => entry.Name == name);
        var trace = new Trace();
        TraceLane[] draws = [trace.Draw(0), trace.Draw(1), trace.Draw(2)];
        var (difference, _) = TraceDifference.Of(left(draws), right(draws));
        var random = new Random(3);
        for (var sample = 0; sample < 200; sample++)
        {
            double[] x = [.. Enumerable.Range(0, 3).Select(_ => (double)(float)(0.5 + random.NextDouble()))];
            var value = difference.IsConstant ? difference.Factor : difference.Factor * InSinglePrecision(trace, x)[difference.NodeIndex];

            // A few roundings of 6e-8 each, relative to the terms of the difference; those are at most some 1e-3 here.
            var expected = exact(x);
            Assert.Equal(expected, value, (3e-6 * Math.Abs(expected)) + (name.StartsWith("two", StringComparison.Ordinal) ? 1e-9 : 0));
        }
    }

    [Fact]
    public void Values_without_anything_in_common_are_subtracted_as_they_are()
    {
        var trace = new Trace();
        var (value, isPlain) = TraceDifference.Of(trace.Draw(0) * trace.Draw(1), trace.Draw(2));
        Assert.True(isPlain);
        Assert.Equal(0.5f, (float)(value.Factor * InSinglePrecision(trace, [1, 2, 1.5])[value.NodeIndex]));
    }

    // Factors may be so far apart that their ratio, or the ratio of its squares, leaves single precision.
    [Theory]
    [InlineData(1e25, 1)]
    [InlineData(1, 1e25)]
    [InlineData(1e50, 1e-20)]
    [InlineData(1e-60, 1e60)]
    [InlineData(1e12, 1e30)]
    public void Values_of_any_size_can_be_added_subtracted_and_compared(double one, double other)
    {
        var trace = new Trace();
        var (x, y) = (Times(trace.Draw(0), one), Times(trace.Draw(1), other));
        double a = 1.25 * one, b = 1.5 * other;
        foreach (var (value, expected) in new[]
        {
            (x + y, a + b), (x - y, a - b), (x + Plus(other), a + other), (x - Plus(other), a - other), (Plus(other) - x, other - a),
            (TraceLane.Max(x, y), Math.Max(a, b)), (TraceLane.Max(x, Plus(other)), Math.Max(a, other)), (TraceLane.Max(Plus(other), x), Math.Max(a, other)),
            (x * y, a * b), (x / y, a / b), (TraceLane.SquareRoot(x), Math.Sqrt(a)), (x - (x - y), b),
        }.SkipLast(one > other ? 1 : 0))
        {
            Assert.Equal(expected, value.Factor * InSinglePrecision(trace, [1.25, 1.5])[value.NodeIndex], 1e-6 * Math.Max(Math.Abs(expected), (x - (x - y)).Equals(value) ? Math.Abs(a) : 0));
        }
    }

    private static TraceLane Times(TraceLane lane, double factor) => lane * TraceLane.Constant(factor);

    private static TraceLane Plus(double constant) => TraceLane.Constant(constant);

    private static float[] InSinglePrecision(Trace trace, double[] draws)
    {
        var values = new float[trace.Nodes.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (operation, left, right, constant) = trace.Nodes[i];
            var (x, y) = (operation == Operation.Draw ? (float)draws[left] : values[left], right < 0 ? 0 : values[right]);
            values[i] = operation switch
            {
                Operation.Draw => x,
                Operation.Multiply => x * y,
                Operation.Divide => x / y,
                Operation.Reciprocal => 1 / x,
                Operation.AddScaled => MathF.FusedMultiplyAdd(constant, y, x),
                Operation.AddConstant => x + constant,
                Operation.SubtractFrom => constant - x,
                Operation.Scale => x * constant,
                Operation.MaximumScaled => MathF.Max(x, y * constant),
                Operation.MaximumConstant => MathF.Max(x, constant),
                Operation.SquareRoot => MathF.Sqrt(x),
                _ => throw new InvalidOperationException(operation.ToString()),
            };
        }

        return values;
    }
}
