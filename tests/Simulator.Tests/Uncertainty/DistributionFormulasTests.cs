using Simulator.Correlation;
using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

/// <summary>Moments, tails and bounds of every family against its textbook formulas.</summary>
public sealed class DistributionFormulasTests
{
    private static readonly double Logit95 = Math.Log(0.95 / 0.05);

    /// <summary>What, distribution, mean and standard deviation.</summary>
    public static TheoryData<string, Distribution, double, double> Moments { get; } = new()
    {
        { "uniform", Uniform.Between(-2, 4), 1, 6 / Math.Sqrt(12) },
        { "loguniform", LogUniform.Between(1, Math.E), Math.E - 1, Math.Sqrt((((Math.E * Math.E) - 1) / 2) - ((Math.E - 1) * (Math.E - 1))) },
        { "narrow loguniform", LogUniform.Between(7, 7.0007), 7.00035, 7e-4 / Math.Sqrt(12) },
        { "normal", Normal.FromMeanAndDeviation(3, 2), 3, 2 },
        { "lognormal by moments", Lognormal.FromMeanAndDeviation(60, 9), 60, 9 },
        { "lognormal by median", Lognormal.FromMedianAndGeometricDeviation(2, Math.E), 2 * Math.Exp(0.5), 2 * Math.Sqrt(Math.Exp(2) - Math.E) },
        { "triangular", Triangular.FromMode(1, 2, 6), 3, Math.Sqrt(21 / 18.0) }, // (1 + 4 + 36 − 2 − 6 − 12)/18
        { "exponential", Exponential.FromMean(4), 4, 4 },
        { "gamma", Gamma.FromShapeAndScale(2, 3), 6, 3 * Math.Sqrt(2) },
        { "gamma by moments", Gamma.FromMeanAndDeviation(100, 10), 100, 10 },
        { "beta", Beta.FromShapes(2, 4), 1 / 3.0, Math.Sqrt(8 / 252.0) },
        { "pert", Pert.FromMode(1, 2, 5), 14 / 6.0, 4 * Math.Sqrt(8 / 252.0) },
        { "pert of another shape", Pert.FromMode(0, 1, 4, 8), 3 * 4 / 10.0, 4 * Math.Sqrt(3 * 7 / (100.0 * 11)) },
        { "choice", Choice.Of([(1, 0.25), (5, 0.75)]), 4, Math.Sqrt(3) },
        { "empirical", Empirical.FromData([1, 1, 4, 6]), 3, Math.Sqrt(4.5) },
        { "mixture", Mixture.Of([(Normal.FromMeanAndDeviation(2, 1), 0.25), (Normal.FromMeanAndDeviation(6, 2), 0.75)]), 5, Math.Sqrt(0.25 + (0.75 * 4) + 3) },

        // Keelin 2016: mean a₁ + a₃/2, variance π²a₂²/3 + a₃²/12 + π²a₃²/36.
        {
            "metalog", Metalog.FromPercentiles(0.05, 480, 560, 690), 560 + (50 / (0.9 * Logit95) / 2),
            Math.Sqrt((Math.PI * Math.PI * Math.Pow(210 / (2 * Logit95), 2) / 3) + (Math.Pow(50 / (0.9 * Logit95), 2) * ((1 / 12.0) + (Math.PI * Math.PI / 36))))
        },

        // Half a normal: mean √(2/π), variance 1 − 2/π.
        { "half a normal", Normal.FromMeanAndDeviation(0, 1).Truncate(0, double.PositiveInfinity), Math.Sqrt(2 / Math.PI), Math.Sqrt(1 - (2 / Math.PI)) },
        { "lower half of a normal", Normal.FromMeanAndDeviation(5, 3).Truncate(double.NegativeInfinity, 5), 5 - (3 * Math.Sqrt(2 / Math.PI)), 3 * Math.Sqrt(1 - (2 / Math.PI)) },
        { "affine", Beta.FromShapes(2, 4).Affine(3, 1), 2, 3 * Math.Sqrt(8 / 252.0) },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Moments_are_those_of_the_formula(string what, Distribution distribution, double mean, double deviation)
    {
        Assert.True(Math.Abs(distribution.Mean - mean) <= 1e-7 * Math.Abs(mean), $"{what}: mean {distribution.Mean}, not {mean}");
        Assert.True(Math.Abs(distribution.StandardDeviation - deviation) <= 1e-6 * deviation, $"{what}: deviation {distribution.StandardDeviation}, not {deviation}");
    }

    [Fact]
    public void Probabilities_outside_the_support_are_zero_and_one()
    {
        foreach (var distribution in DistributionExamples.All)
        {
            foreach (var x in new[] { distribution.Minimum - 1, double.NegativeInfinity, distribution is StepDistribution or Constant ? double.NegativeInfinity : distribution.Minimum })
            {
                Assert.Equal((0.0, 1.0), (distribution.Cdf(x), distribution.Survival(x)));
            }

            foreach (var x in new[] { distribution.Maximum, distribution.Maximum + 1, double.PositiveInfinity })
            {
                Assert.Equal(1, distribution.Cdf(x), 1e-15);
                Assert.Equal(0, distribution.Survival(x), 1e-15);
            }

            Assert.Equal(0, distribution.MassOutside(double.NegativeInfinity, double.PositiveInfinity));
        }
    }

    // With 0 as upper bound, digits of an upper tail of 1e-30 are lost wherever it is taken from 1.
    [Fact]
    public void Upper_tails_keep_their_digits()
    {
        foreach (var distribution in new Distribution[] { Uniform.Between(-1, 0), Triangular.FromMode(-1, -0.25, 0), Pert.FromMode(-1, -0.5, 0) })
        {
            foreach (var upper in new[] { 1e-30, 1e-12, 1e-3 })
            {
                Assert.Equal(1, distribution.Survival(distribution.Quantile(1 - upper, upper)) / upper, 1e-9);
            }
        }

        Assert.Equal(-1e-30, Uniform.Between(-1, 0).Quantile(1, 1e-30), 1e-42);
        Assert.Equal(1e-30, Uniform.Between(0, 1).Quantile(1e-30, 1), 1e-42);
    }

    [Fact]
    public void Cuts_at_the_bounds_are_no_cuts()
    {
        var truncated = Normal.FromMeanAndDeviation(0, 1).Truncate(-1, 2);
        Assert.Same(truncated, truncated.Truncate(-1, 2));
        Assert.Equal((-1, 1.5), (truncated.Truncate(-1, 1.5).Minimum, truncated.Truncate(-1, 1.5).Maximum));
        Assert.Equal((0, 2), (truncated.Truncate(0, 2).Minimum, truncated.Truncate(0, 2).Maximum));
        var moved = Beta.FromShapes(2, 4).Affine(10, -3);
        Assert.Same(moved, moved.Truncate(-3, 7));
        Assert.Same(moved, AffineDistribution.Of(moved, 1, 0));
        Assert.Equal(8, moved.Affine(1, 1).Maximum);
        Assert.ThrowsAny<ArgumentException>(() => moved.Affine(1, double.NaN));
        foreach (var (low, high) in new[] { (2.0, 3.0), (-4.0, -1.0), (1.0, 1.0) })
        {
            Assert.Contains("has no probability within", Assert.ThrowsAny<ArgumentException>(() => truncated.Truncate(low, high)).Message, StringComparison.Ordinal);
        }

        Assert.ThrowsAny<ArgumentException>(() => Uniform.Between(0, 1).Truncate(1, 2));
        Assert.ThrowsAny<ArgumentException>(() => LogUniform.Between(1, 2).Truncate(2, 3));
        Assert.ThrowsAny<ArgumentException>(() => LogUniform.Between(2, 1));
        Assert.Contains("has no probability within", Assert.Throws<ArgumentException>(() => Mixture.Of([(Uniform.Between(0, 1), 0.5), (Uniform.Between(2, 3), 0.5)]).Truncate(1.2, 1.8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tails_of_a_truncation_are_rescaled()
    {
        var normal = Normal.FromMeanAndDeviation(0, 1);
        foreach (var (low, high) in new[] { (-9.0, -5.0), (5.0, 9.0), (-1.0, 4.0), (-6.0, 0.5) })
        {
            var truncated = normal.Truncate(low, high);
            var kept = low > 0 ? normal.Survival(low) - normal.Survival(high) : normal.Cdf(high) - normal.Cdf(low);
            foreach (var share in new[] { 0.01, 0.3, 0.6, 0.98 })
            {
                var x = low + (share * (high - low));
                var below = low > 0 ? normal.Survival(low) - normal.Survival(x) : normal.Cdf(x) - normal.Cdf(low);
                Assert.Equal(below / kept, truncated.Cdf(x), 1e-10);
                Assert.Equal(1 - (below / kept), truncated.Survival(x), 1e-10);
            }
        }
    }

    [Fact]
    public void Log_odds_of_betas_are_those_of_their_quantiles()
    {
        foreach (var (a, b) in new[] { (0.3, 0.7), (2.0, 4.0), (0.2, 9.0), (30.0, 0.4) })
        {
            foreach (var lower in new[] { 0.002, 0.2, 0.5, 0.7, 0.998 })
            {
                var (value, rest) = BetaFunctions.Quantile(a, b, lower, 1 - lower);
                var logOdds = BetaFunctions.LogOdds(a, b, lower, 1 - lower);
                Assert.Equal(Math.Log(value / rest), logOdds, 1e-9 * Math.Max(1, Math.Abs(logOdds)));
                Assert.Equal(-logOdds, BetaFunctions.LogOdds(b, a, 1 - lower, lower), 1e-9 * Math.Max(1, Math.Abs(logOdds)));
            }
        }

        // Out in the power law, I = xᵃ/(a·B(a, b)).
        var logBeta = MathNet.Numerics.SpecialFunctions.BetaLn(1e-3, 50);
        Assert.Equal((Math.Log(0.01) + Math.Log(1e-3) + logBeta) / 1e-3, BetaFunctions.LogOdds(1e-3, 50, 0.01, 0.99), 1e-9);
        Assert.Equal((Math.Log(0.75) + Math.Log(1e-3) + logBeta) / 1e-3, BetaFunctions.LogOdds(1e-3, 50, 0.75, 0.25), 1e-9);
        Assert.Equal(-(Math.Log(0.01) + Math.Log(1e-3) + logBeta) / 1e-3, BetaFunctions.LogOdds(50, 1e-3, 0.99, 0.01), 1e-9);
    }

    [Fact]
    public void Logarithms_of_gammas_are_those_of_their_quantiles()
    {
        foreach (var shape in new[] { 0.05, 0.3, 0.9 })
        {
            foreach (var lower in new[] { 1e-4, 0.2, 0.5, 0.8, 0.9999 })
            {
                var value = Gamma.FromShapeAndScale(shape, 1).Quantile(lower, 1 - lower);
                Assert.Equal(Math.Log(value), GammaFunctions.LogQuantile(shape, lower, 1 - lower), 1e-9 * Math.Max(1, Math.Abs(Math.Log(value))));
            }
        }

        // Far down, P = xᵃ/Γ(a + 1).
        var logGamma = MathNet.Numerics.SpecialFunctions.GammaLn(1.001);
        Assert.Equal((Math.Log(0.01) + logGamma) / 1e-3, GammaFunctions.LogQuantile(1e-3, 0.01, 0.99), 1e-9);
        Assert.Equal((Math.Log(0.75) + logGamma) / 1e-3, GammaFunctions.LogQuantile(1e-3, 0.75, 0.25), 1e-9);
    }

    [Fact]
    public void Eigenvalues_are_raised_to_a_floor()
    {
        // 1 ± 0.99 becomes 1.99 and twice the floor; with the diagonal scaled back to ones, (1.99 − 0.2)/(1.99 + 0.2) is left.
        var raised = NearestCorrelation.WithEigenvaluesAbove(0.1, MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0.99 }, { 0.99, 1 } }));
        Assert.Equal(1.79 / 2.19, raised[0, 1], 1e-12);
        Assert.Equal(1.79 / 2.19, raised[1, 0], 1e-12);
        Assert.Equal((1.0, 1.0), (raised[0, 0], raised[1, 1]));
    }

    [Fact]
    public void Roots_are_found_from_anywhere()
    {
        foreach (var guess in new[] { -50.0, -3.0, 0.0, 2.0, 9.0, 1e9 })
        {
            Assert.Equal(Math.Cbrt(7), Bracketed.Solve(x => ((x * x * x) - 7, 3 * x * x), guess, -10, 10), 1e-14);
        }

        // A slope of zero, or an infinite value, is no reason to leave the bracket.
        Assert.Equal(0.3, Bracketed.Solve(x => (x < 0.3 ? -1 : x > 0.3 ? 1 : 0, 0), 0.9, 0, 1), 1e-15);
        Assert.Equal(1, Bracketed.Solve(x => (Math.Log(x), 1 / x), 30, 0, 40), 1e-14);
        Assert.Equal(4, Bracketed.Solve(x => (x - 4, 1), 4, 3, 5));
    }

    [Fact]
    public void Atoms_of_a_mixture_are_those_of_its_components_weighted()
    {
        var mixture = Mixture.Of([(Choice.Of([(1, 0.4), (2, 0.6)]), 0.5), (Uniform.Between(0, 9), 0.25), (Constant.Of(2), 0.25)]);
        Assert.Equal([1.0, 2.0], mixture.Atoms.Select(atom => atom.Value));
        Assert.Equal(0.2, mixture.Atoms.First().Probability, 1e-15);
        Assert.Equal(0.55, mixture.Atoms.Last().Probability, 1e-15);
        Assert.Equal((0.0, 9.0), (mixture.Quantile(0, 1), mixture.Quantile(1, 0)));
    }
}
