using MathNet.Numerics.Statistics;
using Simulator.Arithmetic;

namespace Simulator.Studies.Fitting;

/// <summary>Data in ascending order and the averages that several estimators need.</summary>
internal sealed class DataSample
{
    // Of the ratios to the mean: where the spread is small beside the values, their own logarithms would all but agree.
    private readonly Lazy<double[]> _logRatios;

    public DataSample(IReadOnlyList<double> values)
    {
        Sorted = [.. values.Order()];
        _logRatios = new(() => Array.ConvertAll(Sorted, value => LogRatio(value, Mean)));
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
    public double MeanLogarithm => PortableMath.Log(Mean) + MeanLogRatio;

    /// <summary>Mean of the natural logarithms of the ratios of positive data to their mean; never positive.</summary>
    public double MeanLogRatio => ArrayStatistics.Mean(_logRatios.Value);

    /// <summary>Natural logarithm of the largest over the smallest of positive data.</summary>
    public double LogRange => LogRatio(Maximum, Minimum);

    /// <summary>Number of different values.</summary>
    public int Distinct => Sorted.Distinct().Count();

    /// <summary>Standard deviation of the natural logarithms, with the divisor n.</summary>
    public double LogarithmDeviation => ArrayStatistics.PopulationStandardDeviation(_logRatios.Value);

    private static double LogRatio(double value, double other) => Math.Abs(value - other) < 0.5 * other ? SmallArguments.Log1P((value - other) / other) : PortableMath.Log(value / other);
}
