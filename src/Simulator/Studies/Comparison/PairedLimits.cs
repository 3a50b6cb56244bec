using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;

namespace Simulator.Studies.Comparison;

/// <summary>Limits of a comparison: on an output of one scenario, on a ratio, or on a difference.</summary>
/// <remarks>
/// Differences, and ratios close to 1, are counted on a <see cref="SignedScale"/>, which rises with them: so a statement
/// about them is one about what is counted, with its amount on that scale, and the figure is mapped back.
/// </remarks>
internal sealed class PairedLimits
{
    private readonly List<Statement> _statements = [];
    private readonly List<(int Of, Statement Other)> _others = [];
    private readonly IReadOnlyList<Limit> _limits;

    /// <summary>Records what the limits are about.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="scenarios">The scenarios, traced.</param>
    /// <param name="names">Their names.</param>
    /// <exception cref="ArgumentException">A limit is about a scenario that there is not, or an output that is not known there.</exception>
    public PairedLimits(IReadOnlyList<Limit> limits, IReadOnlyList<TracedScenario> scenarios, IReadOnlyList<string> names)
    {
        _limits = limits;
        foreach (var (limit, part) in limits.SelectMany(limit => limit.Parts.Select(part => (limit, part))))
        {
            var subject = part.Subject ?? throw new ArgumentException($"limit '{limit.Text}': found no scenario; allowed: a limit of a comparison, e.g. P(B/A emissions > 1.1) < 5%.");
            var stated = Of(subject, part, FormattableString.Invariant($"{_statements.Count}"), (scenario, name) => Output(scenario, name, limit));
            if (IsDividedByZero(subject, stated))
            {
                throw new ArgumentException($"limit '{limit.Text}': {part.Output} of {names[subject.Second]} is 0; nothing can be divided by it. Allowed: a difference, e.g. B-A {part.Output}.");
            }

            // A limit on costs that may pay something twice is read both ways; a cost that pays nothing twice has one reading.
            if (stated.Spec.PaidTwice.Length > 0 && WantedFigures.OtherReading(part) is { } reading)
            {
                var other = Of(
                    subject, part with { Output = reading }, FormattableString.Invariant($"{_statements.Count} {reading}"),
                    (scenario, name) => Find(scenario, name) ?? Output(scenario, part.Output, limit));
                _others.AddRange(IsDividedByZero(subject, other) ? [] : [(_statements.Count, other with { Spec = other.Spec with { PaidTwice = "" } })]);
            }

            _statements.Add(stated);
        }

        static bool IsDividedByZero(LimitSubject subject, Statement statement) => subject is { IsPair: true, IsRatio: true } && statement.Divisor is { IsConstant: true, Factor: 0 };

        (OutputSpec Spec, TraceLane Value)? Find(int scenario, string name) =>
            scenarios[scenario].Outputs.Where(output => output.Spec.Name == name).Select(output => ((OutputSpec, TraceLane)?)(output.Spec, output.Value)).FirstOrDefault();

        (OutputSpec Spec, TraceLane Value) Output(int scenario, string name, Limit limit)
        {
            if (scenario >= scenarios.Count)
            {
                throw new ArgumentException(
                    $"limit '{limit.Text}': found {ScenarioLetters.Of(scenario)}; allowed: {string.Join(", ", names.Select((name, index) => $"{ScenarioLetters.Of(index)} ({name})"))}.");
            }

            return Find(scenario, name) ?? throw new ArgumentException(
                $"limit '{limit.Text}': found {name}, which is not computed in {names[scenario]}; allowed: an output that the inputs of the scenario determine.");
        }
    }

    /// <summary>What varies and whose typical size is to be known.</summary>
    public IEnumerable<TraceLane> Sized => All.SelectMany(statement => statement.Pair?.Sized ?? []);

    /// <summary>Records what must be counted.</summary>
    /// <param name="magnitudes">Typical magnitudes by node.</param>
    /// <param name="roots">Receives what is to be tallied.</param>
    public void Count(IReadOnlyDictionary<int, double> magnitudes, RootTable roots)
    {
        foreach (var statement in All)
        {
            statement.Pair?.Count(magnitudes, roots);
            roots.Add(statement.Value, isCounted: true);
        }
    }

    /// <summary>Ties the limits to their roots.</summary>
    public PlannedLimits Plan(RootTable roots) => new(_limits, [.. _statements.Select(statement => statement.Plan(roots))], [.. _others.Select(other => (other.Of, other.Other.Plan(roots)))]);

    private IEnumerable<Statement> All => [.. _statements, .. _others.Select(other => other.Other)];

    private static Statement Of(LimitSubject subject, LimitPart part, string name, Func<int, string, (OutputSpec Spec, TraceLane Value)> output)
    {
        var (spec, first) = output(subject.First, part.Output);
        if (!subject.IsPair)
        {
            return new Statement(part, spec with { Name = name }, first, null, null);
        }

        var (other, second) = output(subject.Second, part.Output);
        spec = spec with { Name = name, PaidTwice = OutputDefinition.PaidTwiceInAnyOf([spec.PaidTwice, other.PaidTwice]) };
        return new Statement(part, spec, null, second, new PairedTrace(spec, first, second));
    }

    private sealed record Statement(LimitPart Part, OutputSpec Spec, TraceLane? Value, TraceLane? Divisor, PairedTrace? Pair)
    {
        public PlannedStatement Plan(RootTable roots)
        {
            if (Pair is null)
            {
                return new(Part, new PlannedOutput(Spec, false, roots.Value(Value, Spec.Factor)), null, 0);
            }

            var pair = Pair.Plan(roots);
            return Part.Subject!.Value.IsRatio
                ? pair.Relative is { } relative ? Mapped(relative, 1) : new(Part, new PlannedOutput(Spec, false, pair.Ratio), null, 0)
                : pair.Difference.Root < 0 ? new(Part, new PlannedOutput(Spec, false, new PlannedValue(-1, pair.Difference.Factor)), null, 0) : Mapped(pair.Difference, 0);
        }

        private PlannedStatement Mapped(MappedValue value, double origin) => new(Part, new PlannedOutput(Spec, false, new PlannedValue(value.Root, 1)), value, origin);
    }
}

/// <summary>Limits in terms of the roots of a plan.</summary>
/// <param name="Limits">As they were stated.</param>
/// <param name="Statements">Their statements, one after the other.</param>
/// <param name="Others">Of statements about costs that may pay something twice, by number: the same about costs that do not.</param>
internal sealed record PlannedLimits(IReadOnlyList<Limit> Limits, IReadOnlyList<PlannedStatement> Statements, IReadOnlyList<(int Of, PlannedStatement Other)> Others)
{
    /// <summary>What the limits are about, as outputs of the plan.</summary>
    public IReadOnlyList<PlannedOutput> Outputs => [.. Statements.Concat(Others.Select(other => other.Other)).Select(statement => statement.Output)];

    /// <summary>The limits about what is counted; the last has the other readings, if there are any.</summary>
    public IReadOnlyList<Limit> Counted
    {
        get
        {
            var at = 0;
            var limits = Limits.Select(limit => new Limit(limit.Text, [.. limit.Parts.Select(_ => Statements[at++].Counted)]) { Place = limit.Place }).ToList();
            return Others.Count == 0 ? limits : [.. limits, new Limit("", [.. Others.Select(other => other.Other.Counted)])];
        }
    }

    /// <summary>What the samples say about the limits, as they were stated.</summary>
    /// <param name="plan">The plan with <see cref="Outputs"/>.</param>
    /// <param name="roots">What was counted.</param>
    public IReadOnlyList<LimitOutcome> Outcomes(SimulationPlan plan, IReadOnlyList<RootOutcome> roots)
    {
        var outcomes = LimitEvaluation.Of(Counted, plan, roots);
        var others = Others.Count == 0 ? [] : Others.Zip(outcomes[^1].Parts).ToDictionary(pair => pair.First.Of, pair => pair.First.Other.AsStated(pair.Second));
        var at = 0;
        return [.. outcomes.Take(Limits.Count).Select(outcome => outcome with { Parts = [.. outcome.Parts.Select(AsStated)] })];

        LimitPartOutcome AsStated(LimitPartOutcome part)
        {
            var stated = Statements[at].AsStated(part);
            return others.TryGetValue(at++, out var other) ? stated with { WithoutOverlap = other } : stated;
        }
    }
}

/// <summary>One statement of a limit in terms of a root.</summary>
/// <param name="Part">As it was stated.</param>
/// <param name="Output">What is counted.</param>
/// <param name="Scale">How what is counted stands for the figure; null where it is a multiple.</param>
/// <param name="Origin">What is added to the figure on the scale: 1 where a ratio is counted as its distance from 1.</param>
internal sealed record PlannedStatement(LimitPart Part, PlannedOutput Output, MappedValue? Scale, double Origin)
{
    private bool IsQuantile => Part.Figure == LimitFigure.Quantile;

    /// <summary>The statement about what is counted.</summary>
    public LimitPart Counted => Part with { Output = Output.Spec.Name, Amount = Position(Part.Amount), Bound = IsQuantile ? Position(Part.Bound) : Part.Bound };

    /// <summary>The outcome about what is counted as one about the figure.</summary>
    public LimitPartOutcome AsStated(LimitPartOutcome counted)
    {
        var stated = counted with { Output = Name(), Amount = Part.Amount, Bound = Part.Bound };
        return IsQuantile && Scale is { } scale ? stated with { Value = Origin + scale.Of(counted.Value), Error = scale.ErrorOf(counted.Value, counted.Error) } : stated;
    }

    private double Position(double amount) => Scale is { } scale ? scale.Scale.Position((amount - Origin) / scale.Factor) : amount;

    private string Name() => Part.Subject is { IsPair: true } pair
        ? $"{ScenarioLetters.Of(pair.First)}{(pair.IsRatio ? '/' : '-')}{ScenarioLetters.Of(pair.Second)} {Part.Output}"
        : $"{ScenarioLetters.Of(Part.Subject!.Value.First)} {Part.Output}";
}
