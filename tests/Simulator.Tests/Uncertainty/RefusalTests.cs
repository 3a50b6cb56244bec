using Simulator.Correlation;
using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

public sealed class RefusalTests
{
    /// <summary>What is wrong, how it is requested, and what the message has to name: the value or the range.</summary>
    public static TheoryData<string, Func<object>, string> Refusals { get; } = new()
    {
        { "not a number", () => Constant.Of(double.NaN), "NaN" },
        { "interval below zero", () => Lognormal.FromInterval(-1, 5), "-1" },
        { "reversed interval", () => Lognormal.FromInterval(5, 2), "above p5 = 5" },
        { "interval of nothing", () => Lognormal.FromInterval(5, 5), "above p5 = 5" },
        { "interval of 40 orders", () => Lognormal.FromInterval(1e-20, 1e20), "at most 13" },
        { "negative deviation", () => Normal.FromMeanAndDeviation(0, -0.5), "-0.5" },
        { "zero deviation", () => Lognormal.FromMeanAndDeviation(1, 0), "above 0" },
        { "gsd below 1", () => Lognormal.FromMedianAndGeometricDeviation(1, 0.9), "0.9" },
        { "reversed bounds", () => Uniform.Between(2, 1), "above minimum = 2" },
        { "loguniform from zero", () => LogUniform.Between(0, 1), "above 0" },
        { "mode outside", () => Triangular.FromMode(0, 2, 1), "from 0 to 1" },
        { "pert mode outside", () => Pert.FromMode(0, -1, 1), "from 0 to 1" },
        { "triangle of nothing", () => Triangular.FromMode(1, 1, 1), "above minimum = 1" },
        { "pert of nothing", () => Pert.FromMode(1, 1, 1), "above minimum = 1" },
        { "negative scale of a pert", () => Pert.FromMode(0, 1, 2).Affine(-1, 0), "scale is -1" },
        { "loguniform reversed", () => LogUniform.Between(3, 2), "above minimum = 3" },
        { "loguniform too wide", () => LogUniform.Between(1e-20, 1e20), "maximum/minimum" },
        { "pert shape", () => Pert.FromMode(0, 0.5, 1, 0), "shape is 0" },
        { "beta shape", () => Beta.FromShapes(0, 1), "a is 0" },
        { "gamma shape", () => Gamma.FromShapeAndScale(2, double.PositiveInfinity), "scale" },
        { "exponential mean", () => Exponential.FromMean(0), "mean is 0" },
        { "percentiles not rising", () => Metalog.FromPercentiles(0.05, 1, 1, 2), "above low = 1" },
        { "upper percentiles not rising", () => Metalog.FromPercentiles(0.05, 1, 2, 2), "above median = 2" },
        { "percentiles too skewed", () => Metalog.FromPercentiles(0.05, 1, 1.01, 5), "median may lie from" },
        { "share", () => Metalog.FromPercentiles(0.5, 1, 2, 3), "below 0.5" },
        { "probabilities", () => Choice.Of([(1, 0.5), (2, 0.4)]), "sum to 0.9" },
        { "negative probability", () => Choice.Of([(1, 1.5), (2, -0.5)]), "-0.5" },
        { "weights", () => Mixture.Of([(Constant.Of(1), 0.5), (Constant.Of(2), 0.6)]), "sum to 1.1" },
        { "weights by name", () => Mixture.Of([(Constant.Of(1), 0.5), (Constant.Of(2), 0.6)]), "weights" },
        { "correlation", () => RankCorrelation.ToNormal(RankMeasure.Kendall, 1.5), "correlation is 1.5" },
        { "no data", () => Empirical.FromData([]), "0 data points" },
        { "nothing left", () => Constant.Of(2).Truncate(3, 4), "no probability within 3 to 4" },
        { "far outside", () => Normal.FromMeanAndDeviation(0, 1).Truncate(9, 10), "no probability within 9 to 10" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Impossible_parameters_are_refused_with_the_value_or_the_range(string what, Func<object> make, string named)
    {
        var error = Assert.ThrowsAny<ArgumentException>(make);

        Assert.True(error.Message.Contains(named, StringComparison.Ordinal), $"{what}: {error.Message}");
    }

    [Fact]
    public void A_median_at_the_limit_that_a_refusal_names_is_accepted()
    {
        var message = Assert.Throws<ArgumentException>(() => Metalog.FromPercentiles(0.05, 1, 1.01, 5)).Message;
        var limit = double.Parse(
            message.Split("may lie from ")[1].Split(" to ")[0], System.Globalization.CultureInfo.InvariantCulture);

        Assert.NotNull(Metalog.FromPercentiles(0.05, 1, limit + 1e-6, 5));
        Assert.Throws<ArgumentException>(() => Metalog.FromPercentiles(0.05, 1, limit - 1e-6, 5));
    }
}
