using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

public sealed class DistributionTests
{
    private static readonly double[] Tails = [1e-10, 1e-7, 1e-4, 0.01, 0.05, 0.2, 0.37, 0.5];

    [Fact]
    public void Every_distribution_has_examples()
    {
        var types = typeof(Distribution).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Distribution)) && !type.IsAbstract);

        foreach (var type in types)
        {
            Assert.True(DistributionExamples.ByType.ContainsKey(type), $"{type.Name} has no example.");
            Assert.All(DistributionExamples.ByType[type], example => Assert.IsType(type, example));
            Assert.True(type.IsSealed && type.GetConstructors().Length == 0, $"{type.Name} is to be sealed, with named factories only.");
        }
    }

    [Fact]
    public void Quantile_inverts_cdf_in_both_tails()
    {
        foreach (var distribution in DistributionExamples.Continuous)
        {
            foreach (var (lower, upper) in Probabilities())
            {
                // As far as the value itself is precise: its own rounding moves the probability by density · ulp.
                var x = distribution.Quantile(lower, upper);
                var width = 1e-14 * Math.Max(Math.Abs(x), Math.Abs(distribution.Quantile(0.5)));
                var tail = lower < upper ? lower : upper;
                var actual = lower < upper ? distribution.Cdf(x) : distribution.Survival(x);
                var slack = Math.Abs(distribution.Cdf(x + width) - distribution.Cdf(x - width))
                    + Math.Abs(distribution.Survival(x + width) - distribution.Survival(x - width));
                Assert.True(
                    Math.Abs(actual - tail) <= (1e-11 * tail) + slack,
                    $"{DistributionExamples.Name(distribution)}: tail {tail} ({(lower < upper ? "lower" : "upper")}), x = {x}, back {actual}");
            }
        }
    }

    [Fact]
    public void Quantiles_rise_and_stay_within_the_support()
    {
        foreach (var distribution in DistributionExamples.All)
        {
            var previous = distribution.Minimum;
            foreach (var (lower, upper) in Probabilities())
            {
                var x = distribution.Quantile(lower, upper);
                Assert.True(x >= previous && x <= distribution.Maximum, $"{DistributionExamples.Name(distribution)} at {lower}");
                Assert.Equal(1, distribution.Cdf(x) + distribution.Survival(x), 1e-12);
                previous = x;
            }

            Assert.Equal(distribution.Minimum, distribution.Quantile(0, 1), Math.Abs(distribution.Minimum) * 1e-15);
            Assert.Equal(distribution.Maximum, distribution.Quantile(1, 0), Math.Abs(distribution.Maximum) * 1e-15);
        }
    }

    [Fact]
    public void Moments_agree_with_quadrature_over_the_quantile_function()
    {
        foreach (var distribution in DistributionExamples.Continuous.Where(distribution => distribution is not Mixture))
        {
            // ∫ Q(Φ(z)) φ(z) dz by Simpson's rule, independent of the trapezoidal rule in the code.
            const int Steps = 4000;
            const double Reach = 8.5;
            double mean = 0, square = 0;
            var center = distribution.Quantile(0.5);
            for (var i = 0; i <= Steps; i++)
            {
                var z = ((2.0 * i / Steps) - 1) * Reach;
                var weight = (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * (2 * Reach / Steps / 3) * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
                var value = distribution.Quantile(StandardNormal.Cdf(z), StandardNormal.Cdf(-z)) - center;
                mean += weight * value;
                square += weight * value * value;
            }

            var deviation = Math.Sqrt(square - (mean * mean));
            var tolerance = distribution is Triangular ? 1e-6 : 1e-9; // a kink at the mode slows Simpson's rule
            Assert.True(Math.Abs(distribution.Mean - center - mean) < tolerance * deviation, $"{DistributionExamples.Name(distribution)}: mean {distribution.Mean}, {mean + center}");
            Assert.True(Math.Abs(distribution.StandardDeviation - deviation) < tolerance * deviation, $"{DistributionExamples.Name(distribution)}: sd {distribution.StandardDeviation}, {deviation}");
        }
    }

    [Fact]
    public void Affine_moves_quantiles_moments_and_bounds()
    {
        const double Scale = 2.5, Offset = -7;
        foreach (var distribution in DistributionExamples.All)
        {
            var moved = distribution.Affine(Scale, Offset);
            double Move(double x) => (Scale * x) + Offset;
            Close(Move(distribution.Mean), moved.Mean);
            Close(Scale * distribution.StandardDeviation, moved.StandardDeviation);
            foreach (var (lower, upper) in Probabilities())
            {
                Close(Move(distribution.Quantile(lower, upper)), moved.Quantile(lower, upper));
            }

            Assert.Equal(distribution.IsConstant, moved.IsConstant);
            Assert.Throws<ArgumentException>(() => distribution.Affine(-1, 0));

            void Close(double expected, double actual) => Assert.True(
                expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-11 * (Math.Abs(expected) + Math.Abs(Offset) + (Scale * distribution.StandardDeviation)),
                $"{DistributionExamples.Name(distribution)}: {actual}, not {expected}");
        }
    }

    [Fact]
    public void Families_closed_under_scaling_stay_themselves()
    {
        foreach (var distribution in DistributionExamples.All.Where(example => example is not (AffineDistribution or Beta)))
        {
            Assert.IsType(distribution.GetType(), distribution.Affine(1000, 0));
        }
    }

    [Fact]
    public void Truncation_rescales_and_does_not_clip()
    {
        foreach (var distribution in DistributionExamples.Continuous)
        {
            double low = distribution.Quantile(0.15, 0.85), high = distribution.Quantile(0.7, 0.3);
            var truncated = distribution.Truncate(low, high);

            Assert.Equal(0.45, distribution.MassOutside(low, high), 1e-9);
            Assert.True(truncated.Minimum >= low && truncated.Maximum <= high);
            foreach (var share in (double[])[0.01, 0.3, 0.5, 0.9])
            {
                // P(X ≤ x | within) = (F(x) − 0.15)/0.55: no atom at a bound.
                var expected = distribution.Quantile(0.15 + (0.55 * share), 0.85 - (0.55 * share));
                Assert.Equal(expected, truncated.Quantile(share, 1 - share), 1e-9 * Math.Max(Math.Abs(expected), distribution.StandardDeviation));
                Assert.Equal(share, truncated.Cdf(expected), 1e-9);
            }
        }
    }

    [Fact]
    public void Truncation_that_cuts_nothing_changes_nothing_and_one_that_cuts_all_is_refused()
    {
        foreach (var distribution in DistributionExamples.All)
        {
            var uncut = distribution.Truncate(distribution.Minimum, distribution.Maximum);
            Assert.Equal(0, distribution.MassOutside(distribution.Minimum, distribution.Maximum));
            Assert.Equal(distribution.Quantile(0.3, 0.7), uncut.Quantile(0.3, 0.7));
            if (double.IsFinite(distribution.Maximum))
            {
                var error = Assert.Throws<ArgumentException>(() => distribution.Truncate(distribution.Maximum + 1, double.PositiveInfinity));
                Assert.Contains("no probability within", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Truncating_alternatives_filters_and_reweights_them()
    {
        var truncated = Choice.Of([(1, 0.1), (2, 0.7), (3, 0.2)]).Truncate(1.5, 3);

        Assert.Equal(2, truncated.Minimum);
        Assert.Equal(0.7 / 0.9, truncated.Cdf(2), 1e-15);
        Assert.Equal(0.1, Choice.Of([(1, 0.1), (2, 0.7), (3, 0.2)]).MassOutside(1.5, 3), 1e-15);
    }

    [Fact]
    public void Mixtures_are_flattened_and_truncated_by_component()
    {
        var inner = Mixture.Of([(Constant.Of(1), 0.5), (Uniform.Between(2, 4), 0.5)]);
        var outer = Mixture.Of([(inner, 0.5), (Constant.Of(9), 0.5)]);

        Assert.Equal(3, outer.ToTransform().Components.Count);
        Assert.Equal(0.25, outer.Cdf(1.5), 1e-15);
        Assert.Equal(2.0 / 3, outer.Truncate(0, 3).Cdf(1), 1e-12);
    }

    // (lower, upper), rising, exact in both tails.
    private static IEnumerable<(double Lower, double Upper)> Probabilities() =>
        Tails.Select(tail => (tail, 1 - tail)).Concat(Tails.Reverse().Skip(1).Select(tail => (1 - tail, tail)));
}
