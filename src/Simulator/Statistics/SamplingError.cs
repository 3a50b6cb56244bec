using MathNet.Numerics.Distributions;

namespace Simulator.Statistics;

/// <summary>Monte Carlo standard errors of the statistics of one output.</summary>
public abstract class SamplingError
{
    /// <summary>Standard error of the mean.</summary>
    public abstract double OfMean { get; }

    /// <summary>Standard errors that the 95% error interval reaches to either side. [-]</summary>
    public abstract double Reach { get; }

    /// <summary>Standard error of a quantile.</summary>
    /// <param name="probability">Probability below. [-]</param>
    public abstract double OfQuantile(double probability);

    /// <summary>Errors of independent samples: the central limit theorem, and order statistics for quantiles.</summary>
    /// <param name="tally">Moments of the output.</param>
    /// <param name="counts">Its counts.</param>
    public static SamplingError OfIndependentSamples(OutputTally tally, BinCounts counts) => new Independent(tally, counts);

    /// <summary>Errors of replicates that are independent of each other: the spread of each statistic between them.</summary>
    /// <param name="replicates">The output's tally in each replicate.</param>
    /// <param name="probabilities">Quantiles whose errors will be asked for. [-]</param>
    /// <remarks>
    /// The points within a replicate are not independent, so nothing about the error can be read off them. The mean of R
    /// replicates has the standard error s/√R, and (estimate − truth)/error follows Student's t with R − 1 degrees of
    /// freedom: L'Ecuyer, Nakayama, Owen and Tuffin 2023 found plain t intervals to hold for randomized quasi-Monte Carlo.
    /// </remarks>
    public static SamplingError OfReplicates(IReadOnlyList<OutputTally> replicates, IReadOnlyList<double> probabilities) =>
        new Replicated(replicates, probabilities);

    private sealed class Independent(OutputTally tally, BinCounts counts) : SamplingError
    {
        private const double NormalReach = 1.959963984540054;

        public override double OfMean => tally.StandardDeviation / Math.Sqrt(tally.Count);

        public override double Reach => NormalReach;

        public override double OfQuantile(double probability) => counts.QuantileError(probability);
    }

    private sealed class Replicated : SamplingError
    {
        private readonly Dictionary<double, double> _ofQuantiles;

        public Replicated(IReadOnlyList<OutputTally> replicates, IReadOnlyList<double> probabilities)
        {
            // A run that was interrupted early may not have come to every replicate.
            var drawn = replicates.Where(replicate => replicate.Count > 0).ToList();
            Reach = drawn.Count > 1 ? StudentT.InvCDF(0, 1, drawn.Count - 1, 0.975) : double.NaN;
            OfMean = Of([.. drawn.Select(replicate => replicate.Mean)]);

            // One replicate's counts at a time: all of them at once would be most of the program's memory.
            var quantiles = probabilities.ToDictionary(probability => probability, _ => new List<double>());
            foreach (var replicate in drawn)
            {
                var counts = replicate.ToCounts();
                foreach (var (probability, values) in quantiles)
                {
                    values.Add(counts.Quantile(probability));
                }
            }

            _ofQuantiles = quantiles.ToDictionary(pair => pair.Key, pair => Of(pair.Value));
        }

        public override double OfMean { get; }

        public override double Reach { get; }

        public override double OfQuantile(double probability) => _ofQuantiles[probability];

        private static double Of(List<double> values)
        {
            var mean = values.Average();
            return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1.0) / values.Count);
        }
    }
}
