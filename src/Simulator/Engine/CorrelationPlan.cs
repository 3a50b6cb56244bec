using Simulator.Scenarios;
using Simulator.Statistics;
using Simulator.Uncertainty;

namespace Simulator.Engine;

/// <summary>What becomes of the rank correlations that a scenario asks for.</summary>
/// <param name="Groups">Groups of inputs that are correlated with each other.</param>
/// <param name="Pairs">What was asked for and what is used, in the order of the file; what is achieved is not yet known.</param>
/// <param name="Notices">Which correlations had to be changed because they cannot hold together.</param>
public sealed record CorrelationPlan(
    IReadOnlyList<CorrelationGroup> Groups, IReadOnlyList<CorrelationSummary> Pairs, IReadOnlyList<string> Notices)
{
    /// <summary>Forms groups and repairs their matrices where needed.</summary>
    /// <param name="correlations">What is asked for.</param>
    public static CorrelationPlan Of(IReadOnlyList<Correlation> correlations)
    {
        var groups = CorrelationGroup.Form(
            [.. correlations.Select(pair => (pair.First, pair.Second, RankCorrelation.ToNormal(pair.Measure, pair.Value)))]);
        return new CorrelationPlan(
            groups,
            [.. correlations.Select(pair => Summary(pair, groups.First(group => group.Names.Contains(pair.First))))],
            [.. groups.Where(group => group.Repair.IsNeeded).Select(Notice)]);
    }

    /// <summary>The groups in terms of the draws of a plan.</summary>
    /// <param name="draws">The draws; every member of a group is among them.</param>
    public IReadOnlyList<PlannedGroup> Plan(IReadOnlyList<PlannedDraw> draws)
    {
        var indices = draws.Select((draw, index) => (draw.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        return [.. Groups.Select(group => new PlannedGroup([.. group.Names.Select(name => indices[name])], group.Matrix.Factor()))];
    }

    // What was not repaired stays the number that was written, not its way there and back.
    private static CorrelationSummary Summary(Correlation pair, CorrelationGroup group) => new(
        pair.First,
        pair.Second,
        pair.Measure == RankMeasure.Spearman ? "spearman" : "kendall",
        pair.Value,
        group.Repair.IsNeeded ? RankCorrelation.FromNormal(pair.Measure, group.Rho(pair.First, pair.Second)) : pair.Value,
        double.NaN,
        0);

    private static string Notice(CorrelationGroup group)
    {
        var repair = group.Repair;
        return FormattableString.Invariant(
            $"Warning: correlations: those asked for between {string.Join(", ", group.Names)} cannot hold together; the nearest that can are used. ")
            + FormattableString.Invariant(
                $"Largest change of a correlation of normal scores: {repair.LargestChange:0.####}, between {group.Names[repair.Row]} and {group.Names[repair.Column]}.");
    }
}
