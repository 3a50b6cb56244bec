using Simulator.Correlation;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Scenarios;
using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Rank correlations of the inputs as they were drawn.</summary>
internal static class AchievedCorrelations
{
    /// <summary>Samples that are looked at: the sampling error of a correlation is then below 0.008.</summary>
    public const int Samples = 1 << 14;

    /// <summary>Asked, used and achieved correlations of a scenario.</summary>
    /// <param name="correlations">What the scenario asks for.</param>
    /// <param name="plan">Its plan, or that of a comparison.</param>
    /// <param name="request">The samples that were drawn.</param>
    /// <param name="drawOf">Index of the draw of an input; null where the names in the plan's groups tell.</param>
    public static IReadOnlyList<CorrelationSummary> Measure(
        IReadOnlyList<StatedCorrelation> correlations, SimulationPlan plan, SamplingRequest request, Func<string, int>? drawOf = null)
    {
        if (correlations.Count == 0)
        {
            return [];
        }

        drawOf ??= name => plan.Groups.SelectMany(group => group.Draws).First(draw => plan.Draws[draw].Name == name);
        var names = correlations.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct(StringComparer.Ordinal).ToList();
        var draws = names.ConvertAll(name => drawOf(name));

        var columns = FirstDraws.Of(plan, draws, request, Samples);
        return [.. CorrelationPlan.Of(correlations, name => plan.Draws[drawOf(name)].Distribution).Pairs.Select(pair =>
        {
            var (first, second) = (columns[names.IndexOf(pair.First)], columns[names.IndexOf(pair.Second)]);
            return CorrelationSummary.Of(
                pair, pair.Measure == RankMeasure.Spearman ? RankStatistics.Spearman(first, second) : RankStatistics.Kendall(first, second), first.Length);
        })];
    }
}
