using System.Diagnostics;
using Simulator.Engine;
using Simulator.Scenarios;
using Simulator.Statistics;

namespace Simulator.Studies;

/// <summary>Compares scenarios by common random numbers: every sample is one state of the world in which all of them are computed.</summary>
public static class ScenarioComparison
{
    /// <summary>Runs the scenarios together.</summary>
    /// <param name="scenarios">The scenarios, at least two.</param>
    /// <param name="options">How to run them.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellation">Stops the run; what was drawn until then is returned.</param>
    /// <exception cref="ArgumentException">There are fewer than two scenarios, or the options are not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first sample.</exception>
    /// <remarks>
    /// With <see cref="Sampler.Random"/> each scenario has the bits of a run of its own. With <see cref="Sampler.Sobol"/> the
    /// dimensions are given to names in the order of their first use over all scenarios, so that the first scenario has the
    /// bits of a run of its own (unless there are mixtures) and the others differ from theirs by the Monte Carlo error.
    /// </remarks>
    public static ComparisonResult Run(
        IReadOnlyList<Scenario> scenarios, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios.Count, 2, nameof(scenarios));
        RunChecks.Check(options);
        var (result, notice) = EngineChoice.Use(options, engine => RunOn(engine, scenarios, options, progress, cancellation));
        return notice is null ? result : result with { Notices = [notice, .. result.Notices] };
    }

    private static ComparisonResult RunOn(
        ISimulationEngine engine, IReadOnlyList<Scenario> scenarios, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var names = Names(scenarios);
        scenarios = [.. scenarios.Zip(names, (scenario, name) => scenario with { Name = name })];
        var plan = ComparisonPlan.Build(scenarios);
        var watch = Stopwatch.StartNew();
        var outcome = new RunOutcome([], [], 1, 1, 1, []);
        if (plan.Whole.IsUncertain)
        {
            RunChecks.Check(plan.Whole, options);
            outcome = SimulationRunner.Sample(engine, plan.Whole, options, progress, cancellation);
        }

        var drawn = new SamplingRequest(
            options.Sampler, options.Seed, outcome.Replicates, 0, outcome.Samples / outcome.Replicates, options.Threads, options.BlockSize);
        var seconds = watch.Elapsed.TotalSeconds;
        var results = scenarios.Zip(plan.Scenarios, (scenario, view) =>
            ResultAssembly.Assemble(scenario, view, options, outcome, engine.Device, seconds) with
            {
                Correlations = AchievedCorrelations.Measure(scenario.Correlations, view, drawn),
            }).ToList();
        var pairs = plan.Pairs.Select(pair => PairAssembly.Assemble(pair, names, options, outcome)).ToList();
        return new ComparisonResult(
            names, results, pairs, SharedInputs.Of(plan, names), [.. Notices(plan, names, results, pairs), .. outcome.Notices]);
    }

    /// <summary>The scenarios' names; those that are not alone with theirs carry the file.</summary>
    private static IReadOnlyList<string> Names(IReadOnlyList<Scenario> scenarios) => [.. scenarios.Select(scenario =>
        scenarios.Count(other => other.Name == scenario.Name) == 1 ? scenario.Name : $"{scenario.Name} ({scenario.File})")];

    private static IEnumerable<string> Notices(
        ComparisonPlan plan, IReadOnlyList<string> names, IReadOnlyList<SimulationResult> results, IReadOnlyList<ScenarioPair> pairs)
    {
        if (names.Count > ComparisonPlan.MostForAllPairs)
        {
            yield return FormattableString.Invariant(
                $"More than {ComparisonPlan.MostForAllPairs} scenarios: each is compared with the first, {names[0]}.");
        }

        foreach (var group in plan.Pairs.SelectMany(pair => Missing(pair, plan, names)).Distinct().GroupBy(gap => gap.Scenario, gap => gap.Output))
        {
            yield return $"Not compared, since {group.Key} does not determine it: {string.Join(", ", group)}.";
        }

        foreach (var output in Different(results))
        {
            yield return $"Warning: {output} does not include the same in all scenarios: see its boundary.";
        }

        foreach (var (pair, planned) in pairs.Zip(plan.Pairs))
        {
            var lost = pair.Outputs.Where(output => IsRounding(output, results[planned.A])).Select(output => output.Name).ToList();
            if (lost.Count > 0)
            {
                yield return $"{pair.A} and {pair.B} are equal up to the rounding of single precision: {string.Join(", ", lost)}.";
            }
        }
    }

    private static IEnumerable<(string Scenario, string Output)> Missing(PlannedPair pair, ComparisonPlan plan, IReadOnlyList<string> names)
    {
        var compared = pair.Outputs.Select(output => output.Spec.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (has, lacks) in new[] { (pair.A, pair.B), (pair.B, pair.A) })
        {
            foreach (var output in plan.Scenarios[has].Outputs.Where(output => !output.IsEquivalent && !compared.Contains(output.Spec.Name)))
            {
                yield return (names[lacks], output.Spec.Name);
            }
        }
    }

    /// <summary>Outputs whose parts are not the same everywhere: a cost with hardware is not comparable to one without.</summary>
    private static IEnumerable<string> Different(IReadOnlyList<SimulationResult> results) => results
        .SelectMany(result => result.Outputs)
        .Where(output => !output.IsEquivalent)
        .GroupBy(output => output.Name, output => output.Boundary)
        .Where(group => group.Distinct().Count() > 1)
        .Select(group => group.Key);

    private static bool IsRounding(PairedOutput output, SimulationResult a)
    {
        const double FewUlps = 1e-6;
        var size = FewUlps * Math.Abs(a.Outputs.First(other => other.Name == output.Name).Median);
        return !output.Difference.IsConstant && Math.Max(Math.Abs(output.Difference.Low), Math.Abs(output.Difference.High)) < size;
    }
}
