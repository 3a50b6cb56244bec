using Simulator.Arithmetic;
using Simulator.Distributions;

namespace Simulator.Studies.Fitting;

/// <summary>Correlation of data with those some rows before, and how many independent values they are worth.</summary>
/// <param name="Autocorrelations">Autocorrelations at lags 1, 2, … as far as the test looks. [-]</param>
/// <param name="Probability">Probability of at least so much autocorrelation in independent values: the test of Ljung and Box. [0..1]</param>
/// <param name="EffectiveCount">n / (1 + 2 Σ ρₖ), at most n.</param>
/// <param name="LastLag">Last lag in the sum.</param>
/// <param name="Count">Number of data.</param>
internal sealed record SerialCorrelation(IReadOnlyList<double> Autocorrelations, double Probability, double EffectiveCount, int LastLag, int Count)
{
    /// <summary>What independent values exceed by chance once in a hundred files. [0..1]</summary>
    private const double Significance = 0.01;

    /// <summary>Most lags that are tested, as R. J. Hyndman and G. Athanasopoulos advise for data without a period.</summary>
    private const int MostLags = 10;

    /// <summary>Whether the data are correlated beyond chance.</summary>
    public bool IsSignificant => Probability < Significance;

    /// <summary>The correlation of data in the order of their rows.</summary>
    /// <remarks>Test: G. M. Ljung and G. E. P. Box, Biometrika 65 (1978) 297, over min(10, n/5) lags.</remarks>
    public static SerialCorrelation Of(IReadOnlyList<double> values)
    {
        var n = values.Count;
        double[] all = Autocorrelation(values);
        var lags = Math.Clamp(n / 5, 1, MostLags);
        var statistic = Enumerable.Range(1, lags).Sum(lag => all[lag] * all[lag] / (n - lag)) * n * (n + 2.0);
        var (factor, last) = VarianceFactor(all);
        return new(all[1..(lags + 1)], GammaFunctions.Upper(lags / 2.0, statistic / 2), Math.Min(n, n / factor), last, n);
    }

    /// <summary>1 + 2 Σ ρₖ: by how much more the mean of correlated values varies than that of independent ones.</summary>
    /// <param name="autocorrelations">The autocorrelations at lags 0, 1, 2, …; the first one is 1.</param>
    /// <returns>The factor, and the last lag in the sum.</returns>
    /// <remarks>
    /// The sum goes on while ρ₂ₘ + ρ₂ₘ₊₁ is positive: the initial positive sequence of C. J. Geyer, Statistical Science 7 (1992)
    /// 473, section 3.3. The first pair is always in it. Estimates at long lags are noise that would drown the sum.
    /// </remarks>
    public static (double Factor, int LastLag) VarianceFactor(IReadOnlyList<double> autocorrelations)
    {
        var (sum, last) = (0.0, 0);
        for (var lag = 0; lag + 1 < autocorrelations.Count; lag += 2)
        {
            var pair = autocorrelations[lag] + autocorrelations[lag + 1];
            if (lag > 0 && pair <= 0)
            {
                break;
            }

            (sum, last) = (sum + pair, lag + 1);
        }

        return (Math.Max((2 * sum) - 1, 1.0 / autocorrelations.Count), last);
    }

    // Sums of products of the deviations from the mean, over their sum of squares.
    private static double[] Autocorrelation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var products = FourierTransform.Products([.. values.Select(value => value - mean)]);
        return Array.ConvertAll(products, product => product / products[0]);
    }
}
