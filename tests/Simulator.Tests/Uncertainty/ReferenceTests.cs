using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

public sealed class ReferenceTests
{
    [Theory]
    [MemberData(nameof(ReferenceQuantiles.Normal), MemberType = typeof(ReferenceQuantiles))]
    public void Normal_quantiles(double lower, double upper, double expected)
    {
        Relative(expected, StandardNormal.Quantile(lower, upper), 2e-15);
        Relative(lower, StandardNormal.Cdf(expected), 1e-13);
    }

    [Theory]
    [MemberData(nameof(ReferenceQuantiles.Beta), MemberType = typeof(ReferenceQuantiles))]
    public void Beta_quantiles(double a, double b, double lower, double upper, double expected) =>
        Relative(expected, Beta.FromShapes(a, b).Quantile(lower, upper), 1e-13);

    [Theory]
    [MemberData(nameof(ReferenceQuantiles.Gamma), MemberType = typeof(ReferenceQuantiles))]
    public void Gamma_quantiles(double shape, double lower, double upper, double expected) =>
        Relative(expected, Gamma.FromShapeAndScale(shape, 1).Quantile(lower, upper), 1e-13);

    [Fact]
    public void The_lognormal_from_5_to_20_has_its_published_figures()
    {
        // The interval that Guesstimate and Squiggle use as their example, with z95 not rounded to 1.645.
        var distribution = Lognormal.FromInterval(5, 20);

        Relative(10, distribution.Quantile(0.5), 1e-15);
        Relative(10.9285166008124596, distribution.Mean, 1e-15);
        Relative(5, distribution.Quantile(0.05, 0.95), 1e-15);
        Relative(20, distribution.Quantile(0.95, 0.05), 1e-15);
    }

    [Fact]
    public void A_metalog_goes_through_its_percentiles()
    {
        var distribution = Metalog.FromPercentiles(0.05, 480, 560, 690);

        Relative(480, distribution.Quantile(0.05, 0.95), 1e-14);
        Relative(560, distribution.Quantile(0.5), 1e-14);
        Relative(690, distribution.Quantile(0.95, 0.05), 1e-14);
    }

    [Fact]
    public void A_pert_is_the_beta_of_its_definition()
    {
        // min 1, mode 2, max 5: a = 1 + 4·1/4 = 2, b = 1 + 4·3/4 = 4, stretched over 4.
        var pert = Pert.FromMode(1, 2, 5);

        Relative(1 + (4 * 0.313810170455697443), pert.Quantile(0.5), 1e-14);
        Relative((1 + (4 * 2) + 5) / 6.0, pert.Mean, 1e-15);
    }

    private static void Relative(double expected, double actual, double tolerance) =>
        Assert.True(
            expected == actual || Math.Abs(actual - expected) <= tolerance * Math.Abs(expected),
            $"{actual:R}, not {expected:R}: off by {Math.Abs((actual / expected) - 1)}");
}
