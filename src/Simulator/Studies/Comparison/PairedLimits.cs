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
            var (spec, first) = Output(subject.First, part, limit);
            var name = FormattableString.Invariant($"{_statements.Count}");
            if (!subject.IsPair)
            {
                _statements.Add(new Statement(part, spec with { Name = name }, first, null));
                continue;
            }

            var (other, second) = Output(subject.Second, part, limit);
            if (subject.IsRatio && second is { IsConstant: true, Factor: 0 })
            {
                throw new ArgumentException($"limit '{limit.Text}': {part.Output} of {names[subject.Second]} is 0; nothing can be divided by it. Allowed: a difference, e.g. B-A {part.Output}.");
            }

            spec = spec with { PaidTwice = OutputDefinition.PaidTwiceInAnyOf([spec.PaidTwice, other.PaidTwice]) };
            _statements.Add(new Statement(part, spec with { Name = name }, null, new PairedTrace(spec with { Name = name }, first, second)));
        }

        (OutputSpec Spec, TraceLane Value) Output(int scenario, LimitPart part, Limit limit)
        {
            if (scenario >= scenarios.Count)
            {
                throw new ArgumentException(
                    $"limit '{limit.Text}': found {ScenarioLetters.Of(scenario)}; allowed: {string.Join(", ", names.Select((name, index) => $"{ScenarioLetters.Of(index)} ({name})"))}.");
            }

            var found = scenarios[scenario].Outputs.Where(output => output.Spec.Name == part.Output).ToList();
            return found.Count > 0 ? (found[0].Spec, found[0].Value) : throw new ArgumentException(
                $"limit '{limit.Text}': found {part.Output}, which is not computed in {names[scenario]}; allowed: an output that the inputs of the scenario determine.");
        }
    }

    /// <summary>What varies and whose typical size is to be known.</summary>
    public IEnumerable<TraceLane> Sized => _statements.SelectMany(statement => statement.Pair?.Sized ?? []);

    /// <summary>Records what must be counted.</summary>
    /// <param name="magnitudes">Typical magnitudes by node.</param>
    /// <param name="roots">Receives what is to be tallied.</param>
    public void Count(IReadOnlyDictionary<int, double> magnitudes, RootTable roots)
    {
        foreach (var statement in _statements)
        {
            statement.Pair?.Count(magnitudes, roots);
            roots.Add(statement.Value, isCounted: true);
        }
    }

    /// <summary>Ties the limits to their roots.</summary>
    public PlannedLimits Plan(RootTable roots) => new(_limits, [.. _statements.Select(statement => statement.Plan(roots))]);

    private sealed record Statement(LimitPart Part, OutputSpec Spec, TraceLane? Value, PairedTrace? Pair)
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
internal sealed record PlannedLimits(IReadOnlyList<Limit> Limits, IReadOnlyList<PlannedStatement> Statements)
{
    /// <summary>What the limits are about, as outputs of the plan.</summary>
    public IReadOnlyList<PlannedOutput> Outputs => [.. Statements.Select(statement => statement.Output)];

    /// <summary>The limits about what is counted.</summary>
    public IReadOnlyList<Limit> Counted
    {
        get
        {
            var at = 0;
            return [.. Limits.Select(limit => new Limit(limit.Text, [.. limit.Parts.Select(_ => Statements[at++].Counted)]) { Place = limit.Place })];
        }
    }

    /// <summary>What the samples say about the limits, as they were stated.</summary>
    /// <param name="plan">The plan with <see cref="Outputs"/>.</param>
    /// <param name="roots">What was counted.</param>
    public IReadOnlyList<LimitOutcome> Outcomes(SimulationPlan plan, IReadOnlyList<RootOutcome> roots)
    {
        var at = 0;
        return [.. LimitEvaluation.Of(Counted, plan, roots).Select(outcome => outcome with { Parts = [.. outcome.Parts.Select(part => Statements[at++].AsStated(part))] })];
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
