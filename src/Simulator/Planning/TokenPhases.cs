using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>Phases that state tokens, and phases that do not.</summary>
internal static class TokenPhases
{
    /// <summary>A sentence if outputs per token divide the amounts of more phases than those whose tokens are stated; otherwise null.</summary>
    public static string? Notice(IEnumerable<Phase> phases)
    {
        var training = phases.Where(phase => !phase.IsServing).ToList();
        var (with, without) = (Names(training.Where(phase => phase[Keys.Tokens] is not null)), Names(training.Where(phase => phase[Keys.Tokens] is null)));
        return with.Length == 0 || without.Length == 0 ? null
            : $"Outputs per million tokens divide the amounts of all training phases by the tokens of {with}; {without} {(without.Contains(", ", StringComparison.Ordinal) ? "state" : "states")} none.";
    }

    private static string Names(IEnumerable<Phase> phases) => string.Join(", ", phases.Select(phase => phase.Name));
}
