namespace Simulator.Statistics.Counting;

/// <summary>How many values lie at or above a float.</summary>
/// <param name="Higher">Values in higher bins: exact.</param>
/// <param name="InBin">Values in the bin of the float itself: exact.</param>
/// <param name="ShareOfBin">Share of those that lie at or above it. [-]</param>
/// <param name="VarianceOfShare">Squared standard error of that share: 0 where every value of the bin was resolved.</param>
internal readonly record struct ExceedingCount(long Higher, long InBin, double ShareOfBin, double VarianceOfShare)
{
    /// <summary>Values at or above the float; whole where every value of its bin was resolved.</summary>
    public double Count => Higher + (InBin * ShareOfBin);

    /// <summary>Squared standard error of <see cref="Count"/> from what is not known within the bin.</summary>
    public double Variance => (double)InBin * InBin * VarianceOfShare;
}
