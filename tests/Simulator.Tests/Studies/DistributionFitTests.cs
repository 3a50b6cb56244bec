using MathNet.Numerics;
using Simulator.Distributions;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Fitting;
using Known = MathNet.Numerics.Distributions;

namespace Simulator.Tests.Studies;

/// <summary>Fits against closed forms, asymptotic variances and MathNet's densities.</summary>
public sealed class DistributionFitTests
{
    private const int Large = 20_000;

    private static readonly double[] OneToEight = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>A distribution of each family, by its name.</summary>
    public static TheoryData<string> Families { get; } = [.. FittedFamily.All.Select(family => family.Name)];

    [Fact]
    public void Closed_forms_are_met_exactly()
    {
        var fit = DistributionFit.Of([3, 1, 8, 2, 7, 4, 6, 5]);
        Assert.Equal([4.5, Math.Sqrt(5.25)], Parameters(fit, "normal"), Near(1e-15));
        Assert.Equal([1, 8], Parameters(fit, "uniform"));
        Assert.Equal([1, 8], Parameters(fit, "loguniform"));
        Assert.Equal([4.5], Parameters(fit, "exponential"));

        // 8! = 40,320; the mean square of the logarithms less the square of their mean.
        var mean = Math.Log(40_320) / 8;
        var variance = (OneToEight.Sum(value => Math.Log(value) * Math.Log(value)) / 8) - (mean * mean);
        Assert.Equal([Math.Exp(mean), Math.Exp(Math.Sqrt(variance))], Parameters(fit, "lognormal"), Near(1e-13));
    }

    [Fact]
    public void Criteria_and_distance_are_those_worked_out_by_hand()
    {
        var fit = DistributionFit.Of(OneToEight);

        // Normal: −2 ln L = 8 (ln 2π + 1 + ln 5.25) = 35.968841; uniform: 16 ln 7 = 31.134562; exponential: 16 (1 + ln 4.5) = 40.065238. ln 8 = 2.079442.
        Assert.Equal((39.968841, 40.127724), Criteria("normal"));
        Assert.Equal((35.134562, 35.293445), Criteria("uniform"));
        Assert.Equal((42.065238, 42.144680), Criteria("exponential"));

        // Steps of 1/8 at x = i against (i − 1)/7: apart by 1/8 at the first, and at the last.
        Assert.Equal(0.125, Of(fit, "uniform").KolmogorovDistance, 12);

        (double, double) Criteria(string name) => (Math.Round(Of(fit, name).Aic, 6), Math.Round(Of(fit, name).Bic, 6));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_likelihood_is_that_of_another_implementation_and_nowhere_greater_near_by(string name)
    {
        var data = Sample(Truth(name), 300, 7);
        var fit = Of(DistributionFit.Of(data), name);
        double[] at = [.. fit.Parameters.Select(parameter => parameter.Value)];
        Assert.Equal(fit.LogLikelihood, LogLikelihood(name, at, data), 1e-8 * Math.Abs(fit.LogLikelihood));
        for (var i = 0; i < at.Length; i++)
        {
            foreach (var step in new[] { -1e-3, 1e-3 })
            {
                var moved = (double[])at.Clone();
                moved[i] += step * fit.Distribution.StandardDeviation;
                var there = LogLikelihood(name, moved, data);
                Assert.True(double.IsNaN(there) || there <= fit.LogLikelihood + 1e-9, $"{name}: {fit.Parameters[i].Name} {step}: {there} > {fit.LogLikelihood}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_truth_is_as_likely_as_theory_says(string name)
    {
        // Wilks: 2 (ln L at the estimate − ln L at the truth) is chi-squared with k degrees of freedom. Ends of a uniform
        // distribution: each gap is exponential, so the same sum is chi-squared with 4. P(χ²₄ > 28) = 1e-5.
        var data = Sample(Truth(name), Large, 3);
        var fit = Of(DistributionFit.Of(data), name);
        Assert.InRange(2 * (fit.LogLikelihood - LogLikelihood(name, TrueParameters(name), data)), 0, 28);
    }

    [Fact]
    public void Parameters_are_recovered_within_their_asymptotic_errors()
    {
        // Mean and deviation: σ²/n and σ²/2n; of the logarithms for a lognormal; a mean of an exponential: m²/n.
        Recovers("normal", [4 / Math.Sqrt(Large), 4 / Math.Sqrt(2.0 * Large)]);
        Recovers("exponential", [3 / Math.Sqrt(Large)]);
        Recovers("lognormal", [60 * 0.4 / Math.Sqrt(Large), Math.Exp(0.4) * 0.4 / Math.Sqrt(2.0 * Large)]);

        // Inverse of Fisher's information (ψ′(k), 1/θ; 1/θ, k/θ²): k / (kψ′ − 1) and θ²ψ′ / (kψ′ − 1).
        var (k, theta, slope) = (4.0, 15.0, Trigamma(4));
        Recovers("gamma", [Math.Sqrt(k / ((k * slope) - 1) / Large), Math.Sqrt(theta * theta * slope / ((k * slope) - 1) / Large)]);

        // Inverse of (ψ′(a) − ψ′(a+b), −ψ′(a+b); −ψ′(a+b), ψ′(b) − ψ′(a+b)).
        var (a, b, both) = (Trigamma(0.6), Trigamma(1.7), Trigamma(2.3));
        var determinant = ((a - both) * (b - both)) - (both * both);
        Recovers("beta", [Math.Sqrt((b - both) / determinant / Large), Math.Sqrt((a - both) / determinant / Large)]);

        static void Recovers(string name, double[] errors)
        {
            var found = Parameters(DistributionFit.Of(Sample(Truth(name), Large, 11)), name);
            Assert.All(found.Zip(TrueParameters(name), errors), each => Assert.Equal(each.Second, each.First, 4.5 * each.Third));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_true_family_is_ranked_first(string name)
    {
        // By BIC, which is consistent: a gamma distribution has that of an exponential in it and wins by AIC once in six.
        var fit = DistributionFit.Of(Sample(Truth(name), Large, 5));
        Assert.Equal(name, fit.Fits.MinBy(each => each.Bic)!.Name);
        Assert.Equal(fit.Fits.OrderBy(each => each.Aic), fit.Fits);
    }

    [Fact]
    public void What_cannot_be_fitted_is_named_with_its_reason()
    {
        var fit = DistributionFit.Of([-1, 0, 0.5, 1, 2, 3, 4, 5, 6]);
        Assert.Equal(["lognormal", "loguniform", "exponential", "gamma", "beta"], fit.LeftOut.Select(each => each.Name));
        Assert.Equal("2 of 9 values are not above 0, e.g. -1", fit.LeftOut[0].Reason);
        Assert.Equal("1 of 9 values are negative, e.g. -1", fit.LeftOut[2].Reason);
        Assert.Equal("8 of 9 values are not between 0 and 1, e.g. -1", fit.LeftOut[4].Reason);
        Assert.Equal(FittedFamily.All.Count, fit.Fits.Count + fit.LeftOut.Count);
    }

    [Theory]
    [InlineData("7 values; a fit needs at least 8", new double[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("8 times the same value", new[] { 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5 })]
    [InlineData("0 values", new double[0])]
    [InlineData("choose another unit", new[] { 1e300, 2e300, 3e300, 4e300, 5e300, 6e300, 7e300, 8e300 })]
    [InlineData("choose another unit", new[] { 1e-300, 2e-300, 3e-300, 4e-300, 5e-300, 6e-300, 7e-300, 8e-300 })]
    public void Too_few_or_equal_values_are_refused(string expected, double[] values) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => DistributionFit.Of(values)).Message);

    [Theory]
    [MemberData(nameof(Families))]
    public void A_scenario_reads_what_is_printed(string name)
    {
        var fit = Of(DistributionFit.Of(Sample(Truth(name), 200, 9)), name);
        AreSame(fit.Distribution, QuantityParser.Parse(ScenarioWording.Of(fit, ""), Plain).Distribution, 1);
        var text = $"name: x\nhardware: {{tdp: 1 kW}}\ngrid: {{electricity_price: \"{ScenarioWording.Of(fit, "USD/MWh")}\"}}\ntraining: [{{accelerator_hours: 1 h}}]";
        var read = ScenarioReader.Read(text, "x.yaml").Quantities.Single(quantity => quantity.Path == "grid.electricity_price");
        AreSame(fit.Distribution, read.Distribution, 1000);
    }

    [Theory]
    [InlineData(1, 1e-12)]
    [InlineData(1e9, 1)]
    [InlineData(0.5, 1e-7)]
    [InlineData(1, 1e6)]
    public void A_spread_that_is_small_or_large_beside_the_values_is_fitted_or_left_out(double offset, double scale)
    {
        var fit = DistributionFit.Of([.. Enumerable.Range(0, 21).Select(i => offset + (scale * i))]);
        Assert.Equal(FittedFamily.All.Count, fit.Fits.Count + fit.LeftOut.Count);
        Assert.All(fit.Fits, each => Assert.True(double.IsFinite(each.Aic) && each.KolmogorovDistance is > 0 and <= 1));

        // A lognormal distribution of small spread is a normal one.
        if (scale < 1e-3 * offset)
        {
            Assert.Equal(Of(fit, "normal").LogLikelihood, Of(fit, "lognormal").LogLikelihood, 1e-2);
            Assert.Equal(Of(fit, "uniform").LogLikelihood, Of(fit, "loguniform").LogLikelihood, 1e-2);
        }
    }

    [Theory]
    [InlineData(1e9, 1)]
    [InlineData(0, 1e-9)]
    [InlineData(0, 1e12)]
    public void Values_far_from_one_are_printed_with_digits_enough(double offset, double scale)
    {
        var data = Array.ConvertAll(Sample(Triangular.FromMode(1, 2, 4), 100, 2), value => offset + (scale * value));
        foreach (var fit in DistributionFit.Of(data).Fits.Where(each => each.Name is "normal" or "uniform" or "triangular" or "pert"))
        {
            AreSame(fit.Distribution, QuantityParser.Parse(ScenarioWording.Of(fit, ""), Plain).Distribution, 1);
        }
    }

    private static KeySpec Plain { get; } = new("phase", "x", "", double.NegativeInfinity, double.PositiveInfinity, null, "");

    // Six digits of the parameters move quantiles by some 1e-5 of the spread.
    private static void AreSame(Distribution expected, Distribution read, double factor) => Assert.All(
        new[] { 0.05, 0.5, 0.95 }, level => Assert.Equal(expected.Quantile(level), factor * read.Quantile(level), 1e-4 * expected.StandardDeviation));

    private static Distribution Truth(string name) => name switch
    {
        "normal" => Normal.FromMeanAndDeviation(20, 4),
        "lognormal" => Lognormal.FromMedianAndGeometricDeviation(60, Math.Exp(0.4)),
        "uniform" => Uniform.Between(2, 5),
        "loguniform" => LogUniform.Between(1, 50),
        "triangular" => Triangular.FromMode(1, 2, 6),
        "pert" => Pert.FromMode(1, 2, 6),
        "exponential" => Exponential.FromMean(3),
        "gamma" => Gamma.FromShapeAndScale(4, 15),
        _ => Beta.FromShapes(0.6, 1.7),
    };

    private static double[] TrueParameters(string name) => name switch
    {
        "normal" => [20, 4], "lognormal" => [60, Math.Exp(0.4)], "uniform" => [2, 5], "loguniform" => [1, 50], "triangular" or "pert" => [1, 2, 6],
        "exponential" => [3], "gamma" => [4, 15], _ => [0.6, 1.7],
    };

    // MathNet's densities; a log-uniform one is 1 / (x ln(max/min)).
    private static double LogLikelihood(string name, double[] p, double[] data) => name switch
    {
        "normal" => data.Sum(x => Known.Normal.PDFLn(p[0], p[1], x)),
        "lognormal" => data.Sum(x => Known.LogNormal.PDFLn(Math.Log(p[0]), Math.Log(p[1]), x)),
        "uniform" => data.Sum(x => Math.Log(Known.ContinuousUniform.PDF(p[0], p[1], x))),
        "loguniform" => data.Sum(x => x < p[0] || x > p[1] ? double.NegativeInfinity : -Math.Log(x * Math.Log(p[1] / p[0]))),
        "triangular" => data.Sum(x => Math.Log(Known.Triangular.PDF(p[0], p[2], p[1], x))),
        "pert" => data.Sum(x => Known.BetaScaled.PDFLn(1 + (4 * (p[1] - p[0]) / (p[2] - p[0])), 1 + (4 * (p[2] - p[1]) / (p[2] - p[0])), p[0], p[2] - p[0], x)),
        "exponential" => data.Sum(x => Known.Exponential.PDFLn(1 / p[0], x)),
        "gamma" => data.Sum(x => Known.Gamma.PDFLn(p[0], 1 / p[1], x)),
        _ => data.Sum(x => Known.Beta.PDFLn(p[0], p[1], x)),
    };

    private static double[] Sample(Distribution distribution, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => distribution.Quantile(random.NextDouble()))];
    }

    private static double Trigamma(double x) => (SpecialFunctions.DiGamma(x + 1e-4) - SpecialFunctions.DiGamma(x - 1e-4)) / 2e-4;

    private static FittedDistribution Of(DistributionFit fit, string name) => fit.Fits.Single(each => each.Name == name);

    private static double[] Parameters(DistributionFit fit, string name) => [.. Of(fit, name).Parameters.Select(parameter => parameter.Value)];

    private static Func<double, double, bool> Near(double tolerance) => (one, other) => Math.Abs(one - other) <= tolerance * Math.Abs(one);
}
