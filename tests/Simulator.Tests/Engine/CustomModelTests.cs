using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Scenarios.Limits;

namespace Simulator.Tests.Engine;

/// <summary>A custom model runs in one call and has the figures of a scenario's outputs.</summary>
public sealed class CustomModelTests
{
    private static readonly RunOptions Options = new() { Samples = 1 << 16, Threads = 2 };

    [Theory]
    [InlineData(Simulator.Engine.Sampler.Sobol)]
    [InlineData(Simulator.Engine.Sampler.Random)]
    public void A_product_of_lognormals_is_the_lognormal_of_theory(Simulator.Engine.Sampler sampler)
    {
        var (a, b) = (Lognormal.FromInterval(40, 60), Lognormal.FromInterval(0.06, 0.12));
        var plan = PlanBuilder.Build([("a", a), ("b", b)], x => [(Spec("product", 1e-3), x[0] * x[1])]);
        var output = SimulationRunner.Run(plan, Options with { Sampler = sampler })["product"];

        // Logarithms add: medians multiply, variances of the logarithms add.
        var median = 1e-3 * a.Quantile(0.5) * b.Quantile(0.5);
        var width = Math.Sqrt(Square(Math.Log(60.0 / 40)) + Square(Math.Log(0.12 / 0.06))) / 2;
        AssertWithin(median, output.Median, output.Error.Median);
        AssertWithin(median * Math.Exp(-width), output.Interval.Low, output.Error.Low);
        AssertWithin(median * Math.Exp(width), output.Interval.High, output.Error.High);
        AssertWithin(1e-3 * a.Mean * b.Mean, output.Mean, output.Error.Mean);
    }

    [Fact]
    public void A_model_without_uncertain_inputs_is_plain_arithmetic()
    {
        var result = SimulationRunner.Run(PlanBuilder.Build([("a", Constant.Of(3))], x => [(Spec("square", 2), x[0] * x[0])]), Options);
        Assert.Equal(18, result["square"].Median, 12);
        Assert.True(result["square"].IsConstant);
        Assert.Equal(1, result.Run.Samples);
    }

    [Fact]
    public void Samples_without_a_finite_value_are_counted_and_told()
    {
        var plan = PlanBuilder.Build(
            [("a", Uniform.Between(1, 2)), ("b", Choice.Of([(0, 0.25), (1, 0.75)]))], x => [(Spec("ratio", 1), x[0] / x[1])]);
        var result = SimulationRunner.Run(plan, Options);

        // k = 5 standard errors of a share: 5·√(p(1 − p)/n).
        Assert.InRange((double)result["ratio"].Infinite / result.Run.Samples, 0.25 - 0.0085, 0.25 + 0.0085);
        Assert.Contains(result.Notices, notice => notice.Contains("ratio", StringComparison.Ordinal) && notice.Contains("infinite", StringComparison.Ordinal));
    }

    [Fact]
    public void The_seed_and_the_interval_asked_for_are_used()
    {
        var plan = PlanBuilder.Build([("a", Uniform.Between(0, 1))], x => [(Spec("a", 1), x[0])]);
        var half = SimulationRunner.Run(plan, Options with { Interval = 0.5 })["a"];
        AssertWithin(0.25, half.Interval.Low, half.Error.Low);
        Assert.NotEqual(half.Mean, SimulationRunner.Run(plan, Options with { Seed = 7 })["a"].Mean);
    }

    [Fact]
    public void What_a_custom_model_cannot_do_is_refused()
    {
        var plan = PlanBuilder.Build([("a", Uniform.Between(0, 1))], x => [(Spec("a", 1), x[0])]);
        var limit = Limit.Parse("p95 cost < 1k USD");
        Assert.Contains("p95 cost", Assert.Throws<ArgumentException>(() => SimulationRunner.Run(plan, Options with { Limits = [limit] })).Message, StringComparison.Ordinal);
        Assert.Contains("it has a", Assert.Throws<ArgumentException>(() => SimulationRunner.Run(plan, Options)["b"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SimulationRunner.Run(plan, Options with { Replicates = 1 }));
        Assert.Throws<OperationCanceledException>(() => SimulationRunner.Run(plan, Options, new CancellationToken(true)));
        Assert.Contains("rename", Assert.Throws<InvalidOperationException>(
            () => PlanBuilder.Build([("a", Uniform.Between(0, 1)), ("a", Uniform.Between(0, 1))], x => [(Spec("a", 1), x[0])])).Message, StringComparison.Ordinal);
    }

    private static OutputSpec Spec(string name, double factor) => new(name, name, "", factor, "");

    private static double Square(double x) => x * x;

    // Five standard errors, and a rounding of single precision in each of a few operations.
    private static void AssertWithin(double expected, double actual, double error) =>
        Assert.InRange(actual, expected - (5 * error) - (1e-6 * expected), expected + (5 * error) + (1e-6 * expected));
}
