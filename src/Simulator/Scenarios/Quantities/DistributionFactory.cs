using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Scenarios.Quantities;

/// <summary>The only place where the reader makes distributions; arguments are checked and in the model's unit.</summary>
internal static class DistributionFactory
{
    /// <summary>One value.</summary>
    public static Distribution Constant(double value) => Distributions.Constant.Of(value);

    /// <summary>Lognormal with 5% of its probability below <paramref name="low"/> and 5% above <paramref name="high"/>.</summary>
    public static Distribution Interval(double low, double high) => Lognormal.FromInterval(low, high);

    /// <summary>Metalog through three percentiles.</summary>
    /// <param name="tail">Probability below the lowest and above the highest of the three. [-]</param>
    /// <param name="low">Value at probability <paramref name="tail"/>.</param>
    /// <param name="median">Value at probability 0.5.</param>
    /// <param name="high">Value at probability 1 − <paramref name="tail"/>.</param>
    public static Distribution Percentiles(double tail, double low, double median, double high) =>
        Metalog.FromPercentiles(tail, low, median, high);

    /// <summary>Mixture of distributions; weights sum to 1.</summary>
    public static Distribution Mixture(IReadOnlyList<Distribution> parts, IReadOnlyList<double> weights) =>
        Distributions.Mixture.Of([.. parts.Zip(weights)]);

    /// <summary>Discrete alternatives; weights sum to 1.</summary>
    public static Distribution Choice(IReadOnlyList<double> values, IReadOnlyList<double> weights) =>
        Distributions.Choice.Of([.. values.Zip(weights)]);

    /// <summary>Resampled data.</summary>
    public static Distribution Empirical(IReadOnlyCollection<double> values) => Distributions.Empirical.FromData(values);

    /// <summary>A distribution by its name in the file; parameters by the names of <see cref="Signature"/>.</summary>
    public static Distribution Named(string name, Func<string, double> argument, bool isSecondForm) => (name, isSecondForm) switch
    {
        ("uniform", _) => Uniform.Between(argument("min"), argument("max")),
        ("loguniform", _) => LogUniform.Between(argument("min"), argument("max")),
        ("normal", _) => Normal.FromMeanAndDeviation(argument("mean"), argument("sd")),
        ("lognormal", false) => Lognormal.FromMeanAndDeviation(argument("mean"), argument("sd")),
        ("lognormal", true) => Lognormal.FromMedianAndGeometricDeviation(argument("median"), argument("gsd")),
        ("triangular", _) => Triangular.FromMode(argument("min"), argument("mode"), argument("max")),
        ("pert", _) => Pert.FromMode(argument("min"), argument("mode"), argument("max")),
        ("beta", _) => Beta.FromShapes(argument("a"), argument("b")).Affine(argument("max") - argument("min"), argument("min")),
        ("gamma", false) => Gamma.FromShapeAndScale(argument("shape"), argument("scale")),
        ("gamma", true) => Gamma.FromMeanAndDeviation(argument("mean"), argument("sd")),
        ("exponential", _) => Exponential.FromMean(argument("mean")),
        _ => throw new ArgumentException($"There is no distribution '{name}'.", nameof(name)),
    };
}
