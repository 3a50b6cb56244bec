using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

/// <summary>Examples of every distribution: ordinary ones, skewed ones, and those at the edge of what a table holds.</summary>
internal static class DistributionExamples
{
    public static IReadOnlyDictionary<Type, Distribution[]> ByType { get; } = new Dictionary<Type, Distribution[]>
    {
        [typeof(Constant)] = [Constant.Of(700)],
        [typeof(Uniform)] = [Uniform.Between(0, 1), Uniform.Between(-2, 3)],
        [typeof(LogUniform)] = [LogUniform.Between(1e-3, 1e3), LogUniform.Between(2, 3)],
        [typeof(Normal)] = [Normal.FromMeanAndDeviation(0, 1), Normal.FromMeanAndDeviation(0.8, 0.1)],
        [typeof(Lognormal)] =
        [
            Lognormal.FromInterval(5, 20), Lognormal.FromMeanAndDeviation(60, 9), Lognormal.FromMedianAndGeometricDeviation(1e25, 1.1),
        ],
        [typeof(Triangular)] = [Triangular.FromMode(0, 0.2, 1), Triangular.FromMode(1, 1, 2), Triangular.FromMode(-1, 3, 3)],
        [typeof(Exponential)] = [Exponential.FromMean(2)],
        [typeof(Gamma)] =
        [
            Gamma.FromShapeAndScale(0.3, 1), Gamma.FromShapeAndScale(2, 3), Gamma.FromMeanAndDeviation(100, 10),
        ],
        [typeof(Beta)] = [Beta.FromShapes(2, 4), Beta.FromShapes(0.5, 0.5), Beta.FromShapes(20, 5), Beta.FromShapes(200, 800)],
        [typeof(Pert)] = [Pert.FromMode(1.05, 1.12, 1.4), Pert.FromMode(0, 0.3, 1), Pert.FromMode(2, 2, 5), Pert.FromMode(0.6, 0.85, 1, 10)],
        [typeof(Metalog)] = [Metalog.FromPercentiles(0.05, 480, 560, 690), Metalog.FromPercentiles(0.1, -1, 0, 3)],
        [typeof(Choice)] = [Choice.Of([(350, 0.5), (700, 0.5)]), Choice.Of([(3, 0.2), (1, 0.1), (2, 0.7)])],
        [typeof(Empirical)] = [Empirical.FromData([4, 1, 2, 2, 7]), Empirical.FromData([.. Enumerable.Range(0, 1000).Select(i => Math.Sqrt(i + 1))])],
        [typeof(Mixture)] =
        [
            Mixture.Of([(Lognormal.FromInterval(60, 90), 0.7), (Lognormal.FromInterval(100, 160), 0.3)]),
            Mixture.Of([(Uniform.Between(0, 1), 0.25), (Pert.FromMode(3, 4, 5), 0.5), (Normal.FromMeanAndDeviation(10, 1), 0.25)]),
        ],
        [typeof(Truncated)] =
        [
            Normal.FromMeanAndDeviation(0.8, 0.1).Truncate(0, 1),
            Lognormal.FromInterval(5, 20).Truncate(4, 12),
            Normal.FromMeanAndDeviation(0, 1).Truncate(4, double.PositiveInfinity),
            Gamma.FromShapeAndScale(0.3, 1).Truncate(0.1, double.PositiveInfinity),
        ],
        [typeof(AffineDistribution)] =
        [
            Lognormal.FromInterval(0.05, 0.16).Affine(1, 1), Beta.FromShapes(2, 4).Affine(10, -3), Exponential.FromMean(1).Affine(2, 5),
        ],
    };

    public static IEnumerable<Distribution> All => ByType.Values.SelectMany(examples => examples);

    /// <summary>Those with a density everywhere in their support.</summary>
    public static IEnumerable<Distribution> Continuous => All.Where(distribution => distribution is not (Constant or StepDistribution));

    /// <summary>What a failing test calls an example.</summary>
    public static string Name(Distribution distribution) =>
        $"{distribution.GetType().Name} #{Array.IndexOf(ByType[distribution.GetType()], distribution)}";
}
