using Simulator.Arithmetic;
using Library = MathNet.Numerics.SpecialFunctions;

namespace Simulator.Tests.Arithmetic;

/// <summary>Special functions of our own against MathNet's, and against closed forms.</summary>
public sealed class SpecialFunctionsTests
{
    // MathNet sums terms that cancel; ours are within a unit in the last place, as the test of printed values shows.
    private const double Rounding = 2e-14;

    public static TheoryData<double> Arguments => [1e-8, 1e-3, 0.1, 0.5, 0.9, 1, 1.3, 2, 3.7, 9.99, 10, 25, 170.5, 1e4, 1e8];

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Gamma_and_digamma_are_those_of_MathNet(double x)
    {
        Assert.Equal(Library.GammaLn(x), SpecialFunctions.GammaLn(x), Rounding * Math.Max(1, Math.Abs(Library.GammaLn(x))));
        Assert.Equal(Library.DiGamma(x), SpecialFunctions.DiGamma(x), Rounding * Math.Max(1, Math.Abs(Library.DiGamma(x))));
    }

    /// <summary>Computed with 40 digits (Perl's Math::BigFloat): Stirling's series from x = 60 on.</summary>
    [Theory]
    [InlineData(0.0009765625, 6.9309089024194618895, 6.9302219922284380590)]
    [InlineData(0.25, 1.2880225246980774573, 1.0974907282560594866)]
    [InlineData(0.875, 0.0858587072253343235, -0.695154320165806889)]
    [InlineData(1.25, -0.098271836421813161, -1.300404544542311057)]
    [InlineData(3.75, 1.4868155785934170555, -3.448105537923893099)]
    [InlineData(9.9375, 12.661298797363893765, -5.633204065166431958)]
    [InlineData(27.5, 62.904990828876503731, -8.067365267818586119)]
    [InlineData(170.5, 704.00442773420467079, -12.57310967442587004)]
    public void Gamma_and_beta_are_precise(double x, double gammaLn, double betaLn)
    {
        Assert.Equal(gammaLn, SpecialFunctions.GammaLn(x), 4e-16 * Math.Max(1, Math.Abs(gammaLn)));
        Assert.Equal(betaLn, SpecialFunctions.BetaLn(x, 2.5), 4e-16 * Math.Max(1, Math.Abs(betaLn)));
    }

    [Fact]
    public void Gamma_is_a_factorial_or_a_root_of_pi()
    {
        Assert.Equal(Math.Log(362880), SpecialFunctions.GammaLn(10), 4e-15);
        Assert.Equal(Math.Log(Math.PI) / 2, SpecialFunctions.GammaLn(0.5), 1e-15);
        Assert.Equal(-0.57721566490153286, SpecialFunctions.DiGamma(1), 1e-15);
        Assert.Equal(-0.57721566490153286 - (2 * Math.Log(2)), SpecialFunctions.DiGamma(0.5), 1e-15);
    }

    [Theory]
    [InlineData(0.3, 0.4)]
    [InlineData(1, 1)]
    [InlineData(2.5, 1.5)]
    [InlineData(4, 30)]
    [InlineData(600, 200)]
    public void Incomplete_beta_is_that_of_MathNet(double a, double b)
    {
        // The factor is the exponential of MathNet's ln Γ(a + b), which is about (a + b)·ln(a + b) and rounded.
        var tolerance = 1e-14 + (4e-16 * (a + b) * Math.Log(1 + a + b));
        double[] arguments = [1e-9, 0.01, 0.2, 0.5, 0.75, 0.8, 0.99];
        Assert.All(arguments, x => Assert.Equal(Library.BetaRegularized(a, b, x), SpecialFunctions.BetaRegularized(a, b, x), tolerance));
        Assert.All(arguments.Where(_ => b == 1), x => Assert.Equal(Math.Pow(x, a), SpecialFunctions.BetaRegularized(a, b, x), tolerance));
    }

    /// <summary>Relative in the tail: the exponent there has an absolute error of some units of z², since MathNet is given z/√2.</summary>
    [Fact]
    public void Normal_distribution_is_that_of_MathNet_into_the_tail()
    {
        for (var z = -37.0; z <= 8; z += 0.0625)
        {
            var expected = 0.5 * Library.Erfc(-z / Math.Sqrt(2));
            Assert.Equal(expected, SpecialFunctions.NormalCdf(z), expected * (1e-15 + (1e-15 * z * z)));
        }

        Assert.Equal(0, SpecialFunctions.NormalCdf(double.NegativeInfinity));
        Assert.Equal(1, SpecialFunctions.NormalCdf(double.PositiveInfinity));
        Assert.Equal(0.5, SpecialFunctions.NormalCdf(0));
        Assert.True(double.IsNaN(SpecialFunctions.NormalCdf(double.NaN)));
    }

    /// <summary>Computed with 45 digits (Perl's Math::BigFloat): the continued fraction from its 600th term, below 3 from its 2,500th.</summary>
    [Theory]
    [InlineData(1.0625, 14400437900197094344e-20)]
    [InlineData(2, 227501319481792072e-19)]
    [InlineData(5, 28665157187919391167e-26)]
    [InlineData(12.5, 37325642988777133772e-55)]
    [InlineData(27.9375, 46762537984219461157e-191)]
    [InlineData(28, 81238694696594265936e-192)]
    [InlineData(36.5, 55447257130748445538e-311)]
    public void Tails_are_precise(double z, double expected) => Assert.Equal(expected, SpecialFunctions.NormalCdf(-z), expected * 2e-15);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(31)]
    [InlineData(1000)]
    public void Critical_value_is_the_quantile_of_MathNet(int degrees) =>
        Assert.Equal(MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degrees, 0.975), Simulator.Distributions.StudentT.CriticalValue(degrees), 1e-8);

    /// <summary>tan(0.475π) for one degree of freedom, and 0.95·√(2/(1 − 0.95²)) for two: the closed forms.</summary>
    [Fact]
    public void Critical_values_of_few_degrees_have_closed_forms()
    {
        Assert.Equal(Math.Tan(0.475 * Math.PI), Simulator.Distributions.StudentT.CriticalValue(1), 1e-12);
        Assert.Equal(0.95 * Math.Sqrt(2 / (1 - (0.95 * 0.95))), Simulator.Distributions.StudentT.CriticalValue(2), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Products_at_all_lags_are_the_sums_themselves(int count)
    {
        var random = new Random(count);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        var products = FourierTransform.Products(values);

        // Each of some twenty passes over at most 2,048 places rounds sums of the size of the first.
        Assert.All(Enumerable.Range(0, count), lag => Assert.Equal(
            Enumerable.Range(0, count - lag).Sum(i => values[i] * values[i + lag]), products[lag], 1e-14 * products[0]));
    }

    /// <summary>Source: Abramowitz and Stegun, table 26.1 and 26.2, −log₁₀ Q(x), to the printed digit.</summary>
    [Theory]
    [InlineData(5, 6.54265)]
    [InlineData(10, 23.11805)]
    [InlineData(20, 88.56010)]
    [InlineData(30, 197.30921)]
    public void Far_tails_are_the_printed_ones(double z, double expected) =>
        Assert.Equal(expected, -Math.Log10(SpecialFunctions.NormalCdf(-z)), 0.000005);
}
