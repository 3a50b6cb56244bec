using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Scenarios;

namespace Simulator.Planning;

/// <summary>What is made of the rank correlations of a scenario.</summary>
/// <param name="Groups">Groups of inputs that are correlated with each other.</param>
/// <param name="Pairs">What was requested and what is used, in the order of the file.</param>
/// <param name="Notices">Which correlations had to be changed because they cannot hold together.</param>
public sealed record CorrelationPlan(
    IReadOnlyList<CorrelationGroup> Groups, IReadOnlyList<PlannedCorrelation> Pairs, IReadOnlyList<string> Notices)
{
    /// <summary>What becomes of the correlations of a scenario.</summary>
    public static CorrelationPlan Of(Scenario scenario) =>
        Of(scenario.Correlations, name => scenario.Quantities.First(quantity => quantity.Path == name).Distribution);

    /// <summary>Solves for the correlations of normal scores, forms groups and repairs their matrices where needed.</summary>
    /// <param name="correlations">What is requested.</param>
    /// <param name="distributionOf">The distribution of an input by name.</param>
    public static CorrelationPlan Of(IReadOnlyList<StatedCorrelation> correlations, Func<string, Distribution> distributionOf)
    {
        List<SolvedPair> solved = [.. correlations.Select(pair => SolvedPair.Of(pair, distributionOf(pair.First), distributionOf(pair.Second)))];
        var groups = CorrelationGroup.Form([.. solved.Select(pair => (pair.Asked.First, pair.Asked.Second, pair.Rho))]);
        return new CorrelationPlan(
            groups,
            [.. solved.Select(pair => Summary(pair, groups.First(group => group.Names.Contains(pair.Asked.First))))],
            [.. solved.Where(pair => !pair.IsReached).Select(pair => pair.Notice), .. groups.Where(group => group.Repair.IsNeeded).Select(Notice)]);
    }

    /// <summary>Whether an input is correlated with any other.</summary>
    public bool Contains(string name) => Groups.Any(group => group.Names.Contains(name));

    /// <summary>The groups in terms of the draws of a plan.</summary>
    /// <param name="draws">The draws; every member of a group is among them.</param>
    public IReadOnlyList<PlannedGroup> Plan(IReadOnlyList<PlannedDraw> draws)
    {
        var indices = draws.Select((draw, index) => (draw.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        return [.. Groups.Select(group => new PlannedGroup([.. group.Names.Select(name => indices[name])], group.Matrix.Factor()))];
    }

    // What was not repaired stays the number that was written, not its way there and back.
    private static PlannedCorrelation Summary(SolvedPair pair, CorrelationGroup group) => new(
        pair.Asked.First,
        pair.Asked.Second,
        pair.Asked.Measure,
        pair.Asked.Value,
        group.Repair.IsNeeded ? pair.At(group.Rho(pair.Asked.First, pair.Asked.Second)) : pair.Reached);

    private static string Notice(CorrelationGroup group)
    {
        var repair = group.Repair;
        return FormattableString.Invariant(
            $"Warning: correlations: those between {string.Join(", ", group.Names)} are not possible together; the nearest possible ones are used. ")
            + FormattableString.Invariant(
                $"Largest change of a correlation of normal scores: {repair.LargestChange:0.####}, between {group.Names[repair.Row]} and {group.Names[repair.Column]}.");
    }

    /// <summary>A correlation with what the normal scores must be correlated by.</summary>
    private sealed record SolvedPair(StatedCorrelation Asked, TiedCorrelation? Tied, double Rho, double Reached)
    {
        // A third decimal is never needed.
        private const double Unreached = 0.0005;

        public bool IsReached => Math.Abs(Reached - Asked.Value) < Unreached;

        public string Notice => FormattableString.Invariant(
            $"Warning: correlations: {Asked.Value} between {Asked.First} and {Asked.Second} cannot be reached, because a few values have much of the probability; the strongest possible, {Reached:0.###}, is used.");

        public static SolvedPair Of(StatedCorrelation asked, Distribution first, Distribution second)
        {
            var tied = TiedCorrelation.Of(asked.Measure, first, second);
            var (rho, reached) = tied?.Solve(asked.Value) ?? (RankCorrelation.ToNormal(asked.Measure, asked.Value), asked.Value);
            return new SolvedPair(asked, tied, rho, reached);
        }

        public double At(double rho) => Tied?.At(rho) ?? RankCorrelation.FromNormal(Asked.Measure, rho);
    }
}

/// <summary>One rank correlation between two inputs.</summary>
/// <param name="First">Path of one input.</param>
/// <param name="Second">Path of the other.</param>
/// <param name="Measure">Which measure of rank correlation both values are of.</param>
/// <param name="Asked">As written in the file. [-]</param>
/// <param name="Used">After the repair of correlations that cannot hold together. [-]</param>
public sealed record PlannedCorrelation(string First, string Second, RankMeasure Measure, double Asked, double Used);
