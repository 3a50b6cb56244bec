namespace Simulator.Studies.Comparison;

/// <summary>Says in one sentence which inputs the scenarios of a comparison share.</summary>
internal static class CouplingSentence
{
    private const int LongestList = 80;

    /// <summary>The sentence; empty if nothing is uncertain.</summary>
    /// <param name="inputs">The uncertain inputs.</param>
    public static string Of(IReadOnlyList<ComparedInput> inputs)
    {
        if (inputs.Count == 0)
        {
            return "";
        }

        var shared = inputs.Where(input => input.Sharing != InputSharing.Nothing).ToList();
        if (shared.Count == 0)
        {
            return "No uncertain input is shared: every scenario is drawn independently of the others.";
        }

        var reasons = string.Join(", ", shared.Select(input => input.Reason).Distinct(StringComparer.Ordinal));
        var isAnyIndependent = inputs.GroupBy(input => input.Path, StringComparer.Ordinal)
            .Any(ways => ways.Count() > 1 || ways.Any(input => input.Sharing == InputSharing.Nothing && input.Scenarios.Count > 1));
        return isAnyIndependent
            ? $"Shared: {Names(shared)} ({reasons}); the other uncertain inputs are drawn independently."
            : $"Shared: all uncertain inputs that the scenarios have in common ({reasons}).";
    }

    // Long lists are in the table; the sentence has to fit below a chart.
    private static string Names(IReadOnlyList<ComparedInput> shared)
    {
        var paths = shared.Select(input => input.Path).Distinct(StringComparer.Ordinal).ToList();
        var all = string.Join(", ", paths);
        return all.Length <= LongestList ? all : FormattableString.Invariant($"{paths[0]} and {paths.Count - 1} more");
    }
}
