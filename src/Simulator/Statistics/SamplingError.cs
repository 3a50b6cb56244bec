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
    /// <remarks>
    /// The points within a replicate are not independent, so nothing about the error can be read off them. The mean of R
    /// replicates has the standard error s/√R, and (estimate − truth)/error follows Student's t with R − 1 degrees of
    /// freedom: L'Ecuyer, Nakayama, Owen and Tuffin 2023 found plain t intervals to hold for randomized quasi-Monte Carlo.
    /// </remarks>
    public static SamplingError OfReplicates(IReadOnlyList<OutputTally> replicates) => new Replicated(replicates);

    private sealed class Independent(OutputTally tally, BinCounts counts) : SamplingError
    {
        private const double NormalReach = 1.959963984540054;

        public override double OfMean => tally.StandardDeviation / Math.Sqrt(tally.Count);

        public override double Reach => NormalReach;

        public override double OfQuantile(double probability) => counts.QuantileError(probability);
    }

    private sealed class Replicated : SamplingError
    {
        private readonly List<OutputTally> _replicates;
        private readonly List<BinCounts> _counts;

        public Replicated(IReadOnlyList<OutputTally> replicates)
        {
            // A run that was interrupted early may not have come to every replicate.
            _replicates = [.. replicates.Where(replicate => replicate.Count > 0)];
            _counts = [.. _replicates.Select(replicate => replicate.ToCounts())];
            Reach = _replicates.Count > 1 ? StudentT.InvCDF(0, 1, _replicates.Count - 1, 0.975) : double.NaN;
        }

        public override double OfMean => Of(_replicates.Select(replicate => replicate.Mean));

        public override double Reach { get; }

        public override double OfQuantile(double probability) => Of(_counts.Select(counts => counts.Quantile(probability)));

        private static double Of(IEnumerable<double> statistics)
        {
            var values = statistics.ToList();
            var mean = values.Average();
            return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1.0) / values.Count);
        }
    }
}
