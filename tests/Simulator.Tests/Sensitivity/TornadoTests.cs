using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Studies.Sensitivity;
using static Simulator.Tests.Sensitivity.TestModels;

namespace Simulator.Tests.Sensitivity;

/// <summary>What moving one input does, and how the variance of a logarithm divides.</summary>
public sealed class TornadoTests
{
    private static readonly RunOptions Few = new() { Samples = 1 << 12, Threads = 1 };

    [Fact]
    public void A_bar_is_the_output_at_two_percentiles_of_one_input()
    {
        // y = a·b/c at medians 2·√50/3; interval ends of a and c are their 5th and 95th percentiles.
        var plan = PlanBuilder.Build(
            [("a", Uniform.Between(1, 3)), ("b", Lognormal.FromInterval(5, 10)), ("c", Uniform.Between(2, 4))],
            x => [(Spec("y") with { Factor = 10 }, x[0] * x[1] / x[2])]);
        var output = SensitivityAnalysis.Run(plan, Few).Outputs[0];
        var median = 10 * 2 * Math.Sqrt(50) / 3;
        Assert.Equal(median, output.AtMedians, median * 1e-9);
        var bars = output.Inputs.ToDictionary(input => input.Name, input => Assert.Single(input.Tornado));
        AssertBar(bars["a"], 1.1, 2.9, median * 1.1 / 2, median * 2.9 / 2);
        AssertBar(bars["b"], 5, 10, median * Math.Sqrt(0.5), median * Math.Sqrt(2));
        AssertBar(bars["c"], 2.1, 3.9, median * 3 / 2.1, median * 3 / 3.9);

        static void AssertBar(TornadoBar bar, double inputLow, double inputHigh, double low, double high)
        {
            Assert.Equal(inputLow, bar.InputLow, 1e-9);
            Assert.Equal(inputHigh, bar.InputHigh, 1e-9);
            Assert.Equal(low, bar.Low, low * 1e-9);
            Assert.Equal(high, bar.High, high * 1e-9);
        }
    }

    [Fact]
    public void Shares_of_a_products_logarithm_are_exact_and_sum_to_one()
    {
        // ln y is a sum of independent normals: shares sᵢ²/S. 65,536 Sobol' points know a variance to about 1e-3.
        var output = SensitivityAnalysis.Run(LognormalProduct(), new RunOptions { Samples = 1 << 16, Threads = 1 }).Outputs[0];
        var variances = LogVariances();
        foreach (var (factor, variance) in HardwareFactors.Zip(variances))
        {
            Assert.Equal(variance / variances.Sum(), output.Inputs.Single(input => input.Name == factor.Name).LogShare, 2e-3);
        }

        Assert.Equal(1, output.LogExplained, 1e-6);
        Assert.Equal(1, output.Inputs.Sum(input => input.LogShare), 1e-6);
    }

    [Fact]
    public void Shares_of_correlated_factors_and_divisors_sum_to_one_too()
    {
        // ln y = ln a − ln c with standard deviations s and correlation ρ: each share is s²(1 − ρ)/(2s²(1 − ρ)) = 1/2.
        var factor = Lognormal.FromInterval(1, 2);
        var plan = PlanBuilder.Build(
            [("a", factor), ("b", factor), ("c", factor)],
            x => [(Spec("y"), x[0] / x[2]), (Spec("z"), x[0] * x[1])],
            [new("a", "c", RankMeasure.Spearman, 0.6)]);
        var outputs = SensitivityAnalysis.Run(plan, new RunOptions { Samples = 1 << 16, Threads = 1 }).Outputs;
        Assert.Equal(1, Assert.Single(outputs[0].Inputs).LogShare, 1e-6);
        Assert.Equal(1, outputs[0].LogExplained, 1e-6);
        Assert.Equal(0.5, outputs[1].Inputs.Single(input => input.Name == "b").LogShare, 2e-3);
    }

    [Fact]
    public void What_is_no_product_is_explained_in_part_and_what_is_not_positive_not_at_all()
    {
        var plan = PlanBuilder.Build(
            [("a", Lognormal.FromInterval(1, 4)), ("b", Lognormal.FromInterval(1, 4)), ("n", Normal.FromMeanAndDeviation(0, 1))],
            x =>
            [
                (Spec("sum"), x[0] + x[1]),
                (Spec("difference"), x[0] - x[1]),
                (Spec("raised"), TraceLane.Max(x[0] + x[2], TraceLane.Constant(0.1))),
            ]);
        var outputs = SensitivityAnalysis.Run(plan, Few).Outputs;
        Assert.InRange(outputs[0].LogExplained, 0.9, 0.9999);
        Assert.Equal(outputs[0].LogExplained, outputs[0].Inputs.Sum(input => input.LogShare), 1e-9);
        Assert.True(double.IsNaN(outputs[1].LogExplained));
        Assert.True(double.IsNaN(outputs[2].Inputs.Single(input => input.Name == "n").LogShare));
        Assert.True(outputs[2].Inputs.Single(input => input.Name == "a").LogShare > 0.05);
    }
}
