using MathNet.Numerics.Statistics;

namespace Simulator.Studies.Fitting;

/// <summary>Data in ascending order and the averages that several estimators need.</summary>
internal sealed class DataSample
{
    private readonly Lazy<double[]> _logarithms;

    public DataSample(IReadOnlyList<double> values)
    {
        Sorted = [.. values.Order()];
        _logarithms = new(() => Array.ConvertAll(Sorted, Math.Log));
        Mean = ArrayStatistics.Mean(Sorted);
        Deviation = ArrayStatistics.PopulationStandardDeviation(Sorted);
    }

    /// <summary>The data, ascending.</summary>
    public double[] Sorted { get; }

    /// <summary>Number of data.</summary>
    public int Count => Sorted.Length;

    /// <summary>Smallest of the data.</summary>
    public double Minimum => Sorted[0];

    /// <summary>Largest of the data.</summary>
    public double Maximum => Sorted[^1];

    /// <summary>Arithmetic mean.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation with the divisor n, as the likelihood of a normal distribution wants it.</summary>
    public double Deviation { get; }

    /// <summary>Mean of the natural logarithms of positive data.</summary>
    public double MeanLogarithm => ArrayStatistics.Mean(_logarithms.Value);

    /// <summary>Standard deviation of the natural logarithms, with the divisor n.</summary>
    public double LogarithmDeviation => ArrayStatistics.PopulationStandardDeviation(_logarithms.Value);
}
