using Simulator.Correlation;
using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

/// <summary>Rank correlations of inputs with ties, against closed forms of the bivariate normal distribution and a second implementation.</summary>
public sealed class TiedCorrelationTests
{
    private static readonly Distribution Coin = Choice.Of([(0, 0.5), (1, 0.5)]);

    [Theory]
    [InlineData(RankMeasure.Spearman, -0.9)]
    [InlineData(RankMeasure.Spearman, 0.3)]
    [InlineData(RankMeasure.Kendall, -0.4)]
    [InlineData(RankMeasure.Kendall, 0.95)]
    public void Two_fair_coins_follow_sheppard(RankMeasure measure, double rho)
    {
        // P(both low) = 1/4 + asin(ρ)/(2π), so both measures are (P − 1/4)/(1/4).
        var coins = TiedCorrelation.Of(measure, Coin, Coin)!;
        var expected = 2 * Math.Asin(rho) / Math.PI;
        Assert.Equal(expected, coins.At(rho), 1e-9);
        var (found, reached) = coins.Solve(expected);
        Assert.Equal(expected, reached);
        Assert.Equal(rho, found, 1e-4);
    }

    [Theory]
    [InlineData(-0.8)]
    [InlineData(0.2)]
    [InlineData(0.9)]
    public void A_coin_and_a_continuous_input_follow_sheppard(double rho)
    {
        // P(coin low, Y below an independent Y′) = 1/4 + asin(ρ/√2)/(2π); ranks have the deviations ½ and 1/√12, τ-b divides by √(½ · 1).
        var angle = Math.Asin(rho / Math.Sqrt(2));
        var uniform = Uniform.Between(0, 1);
        Assert.Equal(Math.Sqrt(12) * angle / Math.PI, TiedCorrelation.Of(RankMeasure.Spearman, Coin, uniform)!.At(rho), 2e-4);
        Assert.Equal(2 * Math.Sqrt(2) * angle / Math.PI, TiedCorrelation.Of(RankMeasure.Kendall, uniform, Coin)!.At(rho), 5e-3);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.7)]
    public void Unequal_atoms_agree_with_cells_integrated_one_by_one(double rho)
    {
        double[] first = [0.2, 0.5, 0.3], second = [0.1, 0.6, 0.1, 0.2];
        var cells = new double[first.Length, second.Length];
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                cells[i, j] = Below(i + 1, j + 1) - Below(i, j + 1) - Below(i + 1, j) + Below(i, j);
            }
        }

        double difference = 0, covariance = 0;
        foreach (var (i, j, k, l) in from i in Enumerable.Range(0, 3) from j in Enumerable.Range(0, 4) from k in Enumerable.Range(0, 3) from l in Enumerable.Range(0, 4) select (i, j, k, l))
        {
            difference += cells[i, j] * cells[k, l] * Math.Sign(i - k) * Math.Sign(j - l);
        }

        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                covariance += cells[i, j] * (Rank(first, i) - 0.5) * (Rank(second, j) - 0.5);
            }
        }

        Distribution one = Choice.Of([.. first.Select((p, i) => ((double)i, p))]), other = Choice.Of([.. second.Select((p, i) => ((double)i, p))]);
        Assert.Equal(difference / Math.Sqrt(Untied(first) * Untied(second)), TiedCorrelation.Of(RankMeasure.Kendall, one, other)!.At(rho), 1e-6);
        Assert.Equal(covariance / Math.Sqrt(Variance(first) * Variance(second)), TiedCorrelation.Of(RankMeasure.Spearman, one, other)!.At(rho), 1e-6);

        // ∫ φ(x) Φ((k − ρx)/√(1 − ρ²)) dx up to h, by Simpson's rule.
        double Below(int i, int j)
        {
            double p = first.Take(i).Sum(), q = second.Take(j).Sum();
            if (i == 0 || j == 0 || i == first.Length || j == second.Length)
            {
                return i == 0 || j == 0 ? 0 : i == first.Length ? q : p;
            }

            const int Steps = 2000;
            double h = StandardNormal.Quantile(p, 1 - p), k = StandardNormal.Quantile(q, 1 - q), width = (h + 9) / Steps, sum = 0;
            for (var n = 0; n <= Steps; n++)
            {
                var x = -9 + (n * width);
                sum += (n is 0 or Steps ? 1 : n % 2 == 1 ? 4 : 2) * Math.Exp(-x * x / 2) * StandardNormal.Cdf((k - (rho * x)) / Math.Sqrt(1 - (rho * rho)));
            }

            return sum * width / 3 / Math.Sqrt(2 * Math.PI);
        }

        static double Rank(double[] p, int i) => p.Take(i).Sum() + (p[i] / 2);
        static double Variance(double[] p) => p.Select((share, i) => share * Math.Pow(Rank(p, i) - 0.5, 2)).Sum();
        static double Untied(double[] p) => 1 - p.Sum(share => share * share);
    }

    [Fact]
    public void What_ties_make_impossible_gives_the_strongest_that_there_is()
    {
        // As both rise together, φ = (min(p, q) − pq)/√(p(1 − p)q(1 − q)) = 0.5.
        var (rho, reached) = TiedCorrelation.Of(RankMeasure.Spearman, Choice.Of([(0, 0.2), (1, 0.8)]), Coin)!.Solve(0.9);
        Assert.Equal(0.5, reached, 1e-3);
        Assert.Equal(RankCorrelation.ToNormal(RankMeasure.Spearman, RankCorrelation.Largest), rho, 1e-12);
    }

    [Fact]
    public void Nothing_correlates_with_a_constant_and_atoms_too_small_to_matter_are_none()
    {
        var uniform = Uniform.Between(0, 1);
        Assert.Equal((0.0, 0.0), TiedCorrelation.Of(RankMeasure.Kendall, Constant.Of(3), uniform)!.Solve(0.5));
        Assert.Equal((0.0, 0.0), TiedCorrelation.Of(RankMeasure.Spearman, uniform, Constant.Of(3))!.Solve(-0.5));
        Assert.Null(TiedCorrelation.Of(RankMeasure.Spearman, uniform, uniform));
        Assert.Null(TiedCorrelation.Of(RankMeasure.Spearman, uniform, Empirical.FromData([.. Enumerable.Range(0, 256).Select(i => (double)i)])));
        Assert.NotNull(TiedCorrelation.Of(RankMeasure.Spearman, uniform, Empirical.FromData([.. Enumerable.Range(0, 255).Select(i => (double)i)])));
    }

    [Fact]
    public void Fine_steps_are_nearly_continuous()
    {
        var steps = Empirical.FromData([.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        Assert.Equal(RankCorrelation.FromNormal(RankMeasure.Spearman, 0.7), TiedCorrelation.Of(RankMeasure.Spearman, steps, steps)!.At(0.7), 3e-4);
        Assert.Equal(RankCorrelation.FromNormal(RankMeasure.Kendall, 0.7), TiedCorrelation.Of(RankMeasure.Kendall, steps, steps)!.At(0.7), 1e-2);
    }
}
