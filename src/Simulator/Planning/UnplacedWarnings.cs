using Simulator.Scenarios;

namespace Simulator.Planning;

/// <summary>Warnings about a scenario that no line of a file is to blame for: figures that take precedence, and correlations that cannot hold.</summary>
internal static class UnplacedWarnings
{
    /// <summary>What their notices begin with.</summary>
    public const string Prefix = "Warning: ";

    /// <summary>The warnings, each once, as notices.</summary>
    /// <param name="scenario">The scenario.</param>
    public static IReadOnlyList<string> Of(Scenario scenario) =>
    [
        .. scenario.Notices.Concat(scenario.Correlations.Count > 0 ? CorrelationPlan.Of(scenario).Notices : [])
            .Where(notice => notice.StartsWith(Prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal),
    ];
}
