using MathNet.Numerics;
using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Studies.Fitting;

/// <summary>The distributions of the scenario format fitted to data by greatest likelihood.</summary>
/// <param name="Data">The data.</param>
/// <param name="Fits">The distributions that could be fitted, by ascending <see cref="FittedDistribution.Aic"/>.</param>
/// <param name="LeftOut">The others, each with the reason.</param>
/// <param name="Correlation">Correlation of the data in the order of their rows.</param>
internal sealed record DistributionFit(
    DataSample Data, IReadOnlyList<FittedDistribution> Fits, IReadOnlyList<LeftOutDistribution> LeftOut, SerialCorrelation Correlation)
{
    /// <summary>With fewer, three parameters fit anything.</summary>
    public const int FewestValues = 8;

    // Squares of larger ones, and inverses of smaller ones, leave the range of numbers; and samples are in single precision.
    private const double Largest = 1e30, Smallest = 1e-30;

    /// <summary>Fits all distributions.</summary>
    /// <param name="values">The data, in the order of their rows.</param>
    /// <exception cref="ArgumentException">They are too few, all the same, or far from 1.</exception>
    public static DistributionFit Of(IReadOnlyList<double> values)
    {
        if (values.Count < FewestValues)
        {
            throw new ArgumentException($"{values.Count} values; a fit needs at least {FewestValues}", nameof(values));
        }

        var data = new DataSample(values);
        if (data.Minimum == data.Maximum)
        {
            throw new ArgumentException(FormattableString.Invariant($"{data.Count} times the same value; a distribution without spread is a constant: write the number"), nameof(values));
        }

        if (Math.Max(Math.Abs(data.Minimum), data.Maximum) is < Smallest or > Largest)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"values that are all {(data.Maximum > Largest || data.Minimum < -Largest ? "too large" : "too small")}; allowed: a largest value from {Smallest} to {Largest}: choose another unit"), nameof(values));
        }

        var (fits, leftOut) = (new List<FittedDistribution>(), new List<LeftOutDistribution>());
        foreach (var family in FittedFamily.All)
        {
            var refusal = family.Refusal(data);
            if (refusal is null && Fit(family, data, out refusal) is { } fit)
            {
                fits.Add(fit);
            }
            else
            {
                leftOut.Add(new(family.Name, refusal!));
            }
        }

        return new(data, [.. fits.OrderBy(fit => fit.Aic)], leftOut, SerialCorrelation.Of(values));
    }

    /// <summary>Largest difference between a distribution function and that of data.</summary>
    /// <param name="sorted">The data, ascending.</param>
    /// <param name="distribution">The distribution.</param>
    public static double KolmogorovDistance(double[] sorted, Distribution distribution)
    {
        var (distance, n) = (0.0, (double)sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            var share = distribution.Cdf(sorted[i]);
            distance = Math.Max(distance, Math.Max(((i + 1) / n) - share, share - (i / n)));
        }

        return distance;
    }

    /// <summary>Rows of the sorted data that a plot shows: the ends and, where there are more than it can show, those at even steps of a normal score.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<int> SpreadRows(int most)
    {
        var n = Data.Count;
        if (n <= most)
        {
            return [.. Enumerable.Range(0, n)];
        }

        // At equal steps of probability, dots in the middle would cover each other.
        var score = Normal.FromMeanAndDeviation(0, 1);
        var end = score.Quantile(0.5 / n);
        return [.. Enumerable.Range(0, most).Select(dot => Math.Clamp((int)(n * score.Cdf(end - (2 * end * dot / (most - 1)))), 0, n - 1)).Distinct()];
    }

    private static FittedDistribution? Fit(FittedFamily family, DataSample data, out string? refusal)
    {
        try
        {
            var estimate = family.Estimate(data);
            refusal = double.IsFinite(estimate.LogLikelihood) ? null : "its likelihood has no finite maximum for these values";
            return refusal is not null ? null : Make(family, data, estimate);
        }
        catch (Exception exception) when (exception is NonConvergenceException or MathNet.Numerics.Optimization.OptimizationException or ArithmeticException)
        {
            refusal = "no maximum of its likelihood was found";
        }
        catch (ArgumentException exception)
        {
            refusal = $"its estimated parameters are outside what the format allows: {exception.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}";
        }

        return null;
    }

    // By the same recipe as a scenario that states the parameters.
    private static FittedDistribution Make(FittedFamily family, DataSample data, Estimate estimate)
    {
        var values = estimate.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        var form = DistributionTable.Find(family.Name)!.Forms.First(form => values.Keys.All(form.Has));
        var distribution = form.Build(name => values.TryGetValue(name, out var value) ? value : form.Parameters.First(parameter => parameter.Name == name).Default!.Value);
        return new(family.Name, estimate.Parameters, distribution, estimate.LogLikelihood, KolmogorovDistance(data.Sorted, distribution), data.Count)
        {
            HasFittedEnds = family.HasFittedEnds,
        };
    }
}
