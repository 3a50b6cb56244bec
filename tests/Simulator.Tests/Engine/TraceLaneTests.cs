using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Engine;

/// <summary>What the recording lane writes down computes what the equations say.</summary>
public sealed class TraceLaneTests
{
    [Fact]
    public void Constants_are_folded_in_double()
    {
        var hours = TraceLane.Constant(2_788_000);
        var energy = hours * TraceLane.Constant(0.35) * TraceLane.Constant(1.2) * TraceLane.Constant(1.3);
        Assert.True(energy.IsConstant);
        Assert.Equal(1_522_248, energy.Factor, 1e-6);
    }

    [Fact]
    public void Multiples_share_a_node()
    {
        var trace = new Trace();
        var x = trace.Draw(0);
        var y = trace.Draw(1);
        var product = x * y;
        var multiple = TraceLane.Constant(3) * (y * (x / TraceLane.Constant(4)));
        Assert.NotEqual(product.NodeIndex, (x / y).NodeIndex);
        Assert.Equal((x * y).NodeIndex, product.NodeIndex);
        Assert.Equal(0.75, multiple.Factor);
        var sum = (product * TraceLane.Constant(5)) + (product * TraceLane.Constant(7));
        Assert.Equal(product.NodeIndex, sum.NodeIndex);
        Assert.Equal(12, sum.Factor);
    }

    [Fact]
    public void Nothing_depends_on_a_factor_of_zero()
    {
        var x = new Trace().Draw(0);
        Assert.True((x * TraceLane.Constant(0)).IsConstant);
        Assert.True((x - x).IsConstant);
        Assert.Equal(5, ((x * TraceLane.Constant(0)) + TraceLane.Constant(5)).Factor);
    }

    [Fact]
    public void Random_expressions_equal_their_evaluation_in_double()
    {
        // 1,000 random expressions of up to 40 operations over four inputs; floats in the trace are constants only, so
        // the tolerance is the rounding of a float times the operations.
        var random = new Random(1);
        for (var round = 0; round < 1000; round++)
        {
            var trace = new Trace();
            double[] inputs = [.. Enumerable.Range(0, 4).Select(_ => 0.5 + random.NextDouble())];
            var traced = inputs.Select((_, draw) => trace.Draw(draw)).Append(TraceLane.Constant(0.75)).ToList();
            var exact = inputs.Append(0.75).Select(DoubleLane.Constant).ToList();
            for (var i = 0; i < 40; i++)
            {
                var a = random.Next(traced.Count);
                var b = random.Next(traced.Count);
                var operation = random.Next(6);
                var value = Apply(operation, exact[a], exact[b]);

                // Differences near zero, and what is divided by them, lose digits for any arithmetic.
                if (Math.Abs(value.Value) is < 0.05 or > 1e6)
                {
                    continue;
                }

                traced.Add(Apply(operation, traced[a], traced[b]));
                exact.Add(value);
            }

            var values = trace.Evaluate(draw => inputs[draw]);
            for (var i = 0; i < traced.Count; i++)
            {
                Assert.True(traced[i].IsConstant || traced[i].Factor > 0);
                var got = traced[i].IsConstant ? traced[i].Factor : traced[i].Factor * values[traced[i].NodeIndex];
                Assert.Equal(exact[i].Value, got, Math.Abs(exact[i].Value) * 2e-4);
            }
        }
    }

    [Fact]
    public void A_program_keeps_few_columns_and_tallies_every_root()
    {
        var trace = new Trace();
        var product = trace.Draw(0);
        for (var draw = 1; draw < 50; draw++)
        {
            product *= trace.Draw(draw);
        }

        var square = product * product;
        var program = ColumnProgram.Compile(trace.Nodes, [product.NodeIndex, square.NodeIndex]);
        Assert.Equal(2, program.ColumnCount);
        Assert.Equal(2, program.Steps.Count(step => step.Operation == Operation.Tally));
        Assert.Equal(50, program.Steps.Count(step => step.Operation == Operation.Draw));
    }

    private static T Apply<T>(int operation, T a, T b)
        where T : struct, IArithmeticLane<T> => operation switch
    {
        0 => a + b,
        1 => a - b,
        2 => a * b,
        3 => a / b,
        4 => T.Max(a, b),
        _ => T.SquareRoot(a * a),
    };
}
