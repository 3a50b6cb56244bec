using Simulator.Distributions;

namespace Simulator.Scenarios.Quantities.Expressions;

/// <summary>Every distribution that a scenario file can name: one row each, and no other list of them.</summary>
internal static class DistributionTable
{
    private static readonly Parameter Min = new("min", "smallest value");
    private static readonly Parameter Mode = new("mode", "most likely value");
    private static readonly Parameter Max = new("max", "largest value");
    private static readonly Parameter Mean = new("mean", "expected value");
    private static readonly Parameter Deviation = new("sd", "standard deviation", Above: 0);
    private static readonly Parameter PositiveMean = Mean with { Above = 0 };

    private static readonly ParameterRule Rising = new(
        "max", "min below max", value => value("min") < value("max"), "a distribution without spread is a constant: write the number");

    private static readonly ParameterRule ModeWithin = new(
        "mode", "min ≤ mode ≤ max", value => value("min") <= value("mode") && value("mode") <= value("max"));

    /// <summary>The rows, in the order of the documentation.</summary>
    public static IReadOnlyList<WrittenDistribution> All { get; } =
    [
        new("uniform", "Every value between two ends is equally likely.", "uniform(min, max)", "uniform(0.2, 1.8)",
            new ParameterList(of => Uniform.Between(of("min"), of("max")), Min, Max) { Rules = [Rising] }),
        new("loguniform", "The logarithm is uniform: every order of magnitude is equally likely.", "loguniform(min, max)", "loguniform(0.1, 10)",
            new ParameterList(of => LogUniform.Between(of("min"), of("max")), Min with { Above = 0 }, Max) { Rules = [Rising] }),
        new("normal", "The bell curve.", "normal(mean, sd)", "normal(0.8, 0.1)",
            new ParameterList(of => Normal.FromMeanAndDeviation(of("mean"), of("sd")), Mean, Deviation)),
        new("lognormal", "A positive value whose logarithm is normal; low to high is a lognormal too.", "lognormal(mean=m, sd=s) or lognormal(median=m, gsd=g)", "lognormal(mean=60, sd=9)",
            new ParameterList(of => Lognormal.FromMeanAndDeviation(of("mean"), of("sd")), PositiveMean, Deviation),
            new ParameterList(
                of => Lognormal.FromMedianAndGeometricDeviation(of("median"), of("gsd")),
                new("median", "value that is exceeded half the time", Above: 0), new("gsd", "geometric standard deviation", Above: 1) { IsPlain = true })),
        new("triangular", "The density rises linearly to a mode and falls linearly from it.", "triangular(min, mode, max)", "triangular(0, 0.2, 1)",
            new ParameterList(of => Triangular.FromMode(of("min"), of("mode"), of("max")), Min, Mode, Max) { Rules = [Rising, ModeWithin] }),
        new("pert", "A smooth curve from three estimates: smallest, most likely and largest value.", "pert(min, mode, max)", "pert(1.05, 1.12, 1.4)",
            new ParameterList(of => Pert.FromMode(of("min"), of("mode"), of("max")), Min, Mode, Max) { Rules = [Rising, ModeWithin] }),
        new("beta", "A share with two shapes, stretched to min and max.", "beta(a, b) or beta(a, b, min=…, max=…)", "beta(2, 4)",
            new ParameterList(
                of => Beta.FromShapes(of("a"), of("b")).Affine(of("max") - of("min"), of("min")),
                new("a", "shape at the lower end", Above: 0) { IsPlain = true }, new("b", "shape at the upper end", Above: 0) { IsPlain = true },
                Min with { Default = 0 }, Max with { Default = 1 }) { Rules = [Rising] }),
        new("gamma", "A positive value, skewed to the right.", "gamma(shape=k, scale=θ) or gamma(mean=m, sd=s)", "gamma(mean=100, sd=10)",
            new ParameterList(
                of => Gamma.FromShapeAndScale(of("shape"), of("scale")),
                new("shape", "the larger, the more symmetric", Above: 0) { IsPlain = true }, new("scale", "mean over shape", Above: 0)),
            new ParameterList(of => Gamma.FromMeanAndDeviation(of("mean"), of("sd")), PositiveMean, Deviation)),
        new("exponential", "A positive value of which only the mean is known; a waiting time.", "exponential(mean=m)", "exponential(mean=2)",
            new ParameterList(of => Exponential.FromMean(of("mean")), PositiveMean)),
        new("mix", "A mixture: one of several distributions or intervals, each with its probability.", "mix(60 to 90 @ 70%, 100 to 160 @ 30%) USD/MWh", "mix(60 to 90 @ 70%, 100 to 160 @ 30%)"),
        new("choice", "One of several values, each with its probability.", "choice(350 W @ 50%, 700 W @ 50%)", "choice(350 @ 50%, 700 @ 50%)"),
        new("empirical", "The values of a column of a CSV file, each equally likely.", "empirical(prices.csv, column=usd_per_mwh)", "empirical(prices.csv, column=price)"),
        new("truncate", "A distribution given that the value lies within bounds: rescaled, not clipped.", "truncate(normal(0.8, 0.1), 0, 1)", "truncate(normal(0.8, 0.1), 0, 1)"),
    ];

    /// <summary>The row with a name, or null.</summary>
    public static WrittenDistribution? Find(string name) => All.FirstOrDefault(row => row.Name == name);
}
