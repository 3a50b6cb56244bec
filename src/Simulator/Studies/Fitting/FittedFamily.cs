namespace Simulator.Studies.Fitting;

/// <summary>A distribution of the scenario format that can be fitted: one row each, and no other list of them.</summary>
/// <param name="Name">Its name in a scenario.</param>
/// <param name="Refusal">Why data cannot come from it, as a clause; null if they can.</param>
/// <param name="Estimate">Its parameters of greatest likelihood.</param>
internal sealed record FittedFamily(string Name, Func<DataSample, string?> Refusal, Func<DataSample, Estimate> Estimate)
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<FittedFamily> All { get; } =
    [
        new("normal", _ => null, ClosedEstimates.Normal),
        new("lognormal", Positive, ClosedEstimates.Lognormal),
        new("uniform", _ => null, ClosedEstimates.Uniform) { HasFittedEnds = true },
        new("loguniform", Positive, ClosedEstimates.LogUniform) { HasFittedEnds = true },
        new("triangular", _ => null, BoundedEstimates.Triangular) { HasFittedEnds = true },
        new("pert", _ => null, BoundedEstimates.Pert) { HasFittedEnds = true },
        new("exponential", data => Count(data, value => value < 0, "are negative"), ClosedEstimates.Exponential),
        new("gamma", Positive, ShapeEstimates.Gamma),
        new("beta", data => Count(data, value => value is <= 0 or >= 1, "are not between 0 and 1"), ShapeEstimates.Beta),
    ];

    /// <summary>Whether its ends are parameters.</summary>
    public bool HasFittedEnds { get; init; }

    private static string? Positive(DataSample data) => Count(data, value => value <= 0, "are not above 0");

    private static string? Count(DataSample data, Predicate<double> isOutside, string clause)
    {
        var outside = Array.FindAll(data.Sorted, isOutside);
        return outside.Length == 0 ? null : FormattableString.Invariant($"{outside.Length} of {data.Count} values {clause}, e.g. {(outside[0] > 0 ? outside[^1] : outside[0]):G6}");
    }
}
