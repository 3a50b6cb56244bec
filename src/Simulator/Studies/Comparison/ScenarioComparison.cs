using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Studies.Comparison;

/// <summary>Compares scenarios sample by sample: what they share has one value in all of them, the rest is drawn for each.</summary>
/// <example>
/// <code>
/// var scenarios = new[] { "scenarios/llama-3.1-405b.yaml", "scenarios/gpt-4.yaml" }.Select(ScenarioReader.Read).ToList();
/// var comparison = ScenarioComparison.Run(scenarios, new RunOptions { Samples = 1 &lt;&lt; 16 }, share: ["grid"]);
/// var emissions = comparison.Pairs[0].Outputs.Single(output => output.Name == "emissions");
/// Console.WriteLine($"P(Llama below GPT-4) = {emissions.ProbabilityALess:F2}");  // P(Llama below GPT-4) = 0.76
/// </code>
/// </example>
public static class ScenarioComparison
{
    /// <summary>Runs the scenarios together.</summary>
    /// <param name="scenarios">The scenarios, at least two.</param>
    /// <param name="options">How to run them; limits are about scenarios and pairs of them, A being the first: <c>P(B/A emissions &gt; 1.1) &lt; 5%</c>.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops the run; what was drawn until then is returned.</param>
    /// <param name="share">Paths of inputs, or of sections, that the scenarios share though they are of different files; <c>all</c> for all. Null for none.</param>
    /// <exception cref="ArgumentException">There are fewer than two scenarios, the options are not possible, or a path to be shared is not uncertain in two of them.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first sample.</exception>
    /// <remarks>
    /// Inputs of different files are independent, those of one file and its variations are shared, and so is what two files
    /// take unchanged from one file that they extend. The first scenario has the bits of a run of its own; the others differ
    /// from theirs by the Monte Carlo error, since what they do not share is drawn from streams named after scenario and input.
    /// </remarks>
    public static ComparisonResult Run(
        IReadOnlyList<Scenario> scenarios, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default,
        IReadOnlyList<string>? share = null) => Run(scenarios, options, [], progress, cancellation, share);

    /// <summary>Runs the scenarios together; of those with nothing but published figures, only these are known.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{Scenario}, RunOptions, IProgress{RunProgress}?, CancellationToken, IReadOnlyList{string}?)"/>
    /// <param name="scenarios">The scenarios, at least two, one of which can be run.</param>
    /// <param name="options">How to run them.</param>
    /// <param name="outputs">Outputs of which P(A &lt; B) is wanted for every two scenarios.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops the run; what was drawn until then is returned.</param>
    /// <param name="share">Paths of inputs, or of sections, that the scenarios share though they are of different files.</param>
    internal static ComparisonResult Run(
        IReadOnlyList<Scenario> scenarios, RunOptions options, IReadOnlyCollection<string> outputs, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default, IReadOnlyList<string>? share = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios.Count, 2, nameof(scenarios));
        var names = Names(scenarios);
        IReadOnlyList<Scenario> named = [.. scenarios.Zip(names, (scenario, name) => scenario with { Name = name })];
        IReadOnlyList<Scenario> run = [.. named.Where(scenario => !scenario.IsTotalOnly)];
        if (run.Count == 0)
        {
            throw new ArgumentException("These scenarios state published figures without inputs, so that nothing can be computed.", nameof(scenarios));
        }

        RunChecks.Check(options);
        CheckMoney(run);
        var (result, notice) = EngineChoice.Use(options, engine => RunOn(engine, run, options, share ?? [], outputs, progress, cancellation));
        var results = result.Names.Zip(result.Scenarios).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return result with
        {
            Models = [.. named.Select(scenario => new ComparedModel(scenario.Name, scenario, results.GetValueOrDefault(scenario.Name)))],
            Notices = notice is null ? result.Notices : [notice, .. result.Notices],
        };
    }

    private static ComparisonResult RunOn(
        ISimulationEngine engine, IReadOnlyList<Scenario> scenarios, RunOptions options, IReadOnlyList<string> share,
        IReadOnlyCollection<string> outputs, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = [.. scenarios.Select(scenario => scenario.Name)];
        var plan = ComparisonPlan.Build(scenarios, share, outputs, options.Limits);
        options = options with { Limits = plan.Limits.Counted };
        var watch = Stopwatch.StartNew();
        var outcome = new RunOutcome([], [], 1, 1, 1, []);
        if (plan.Whole.IsUncertain)
        {
            RunChecks.Check(plan.Whole, options);
            outcome = SimulationRunner.Sample(engine, plan.Whole, options, progress, cancellation);
        }

        var limits = plan.Limits.Outcomes(plan.Whole, outcome.Roots);
        options = options with { Limits = [] };
        var drawn = new SamplingRequest(
            options.Sampler, options.Seed, outcome.Replicates, 0, outcome.Samples / outcome.Replicates, options.Threads, options.BlockSize);
        var seconds = watch.Elapsed.TotalSeconds;
        var results = scenarios.Zip(plan.Scenarios).Zip(plan.Draws, (pair, draws) =>
            ResultAssembly.Assemble(pair.First, pair.Second, options, outcome, engine.Device, seconds) with
            {
                Correlations = AchievedCorrelations.Measure(pair.First.Correlations, plan.Whole, drawn, name => draws[name]),
            }).ToList();
        // What one of the two turned out not to have is not compared.
        plan = plan with
        {
            Pairs = [.. plan.Pairs.Select(pair => pair with { Outputs = [.. pair.Outputs.Where(output => Has(results[pair.A], output) && Has(results[pair.B], output))] })],
        };
        var pairs = plan.Pairs.Select(pair => PairAssembly.Assemble(pair, names, options, outcome)).ToList();
        return new ComparisonResult(
            names, results, pairs, plan.Inputs, [.. Notices(plan, names, results, pairs), .. CutOff.Notice([.. names.Zip(scenarios)]) is { } cutOff ? [cutOff] : Array.Empty<string>(), .. outcome.Notices])
        {
            Probabilities = [.. plan.Probabilities.Select(pair => pair.Assemble(names, outcome))],
            Limits = limits,
        };
    }

    // Amounts in two currencies, or in the prices of two years, do not compare.
    private static void CheckMoney(IReadOnlyList<Scenario> scenarios)
    {
        var kinds = scenarios.Select(scenario => (scenario.Name, Money: Money(scenario.Costs))).DistinctBy(kind => kind.Money).ToList();
        if (kinds.Count > 1)
        {
            throw new ArgumentException(
                $"currency: found costs in {kinds[0].Money} ({kinds[0].Name}) and in {kinds[1].Money} ({kinds[1].Name}); allowed: one currency and one price year in all scenarios of a comparison.");
        }

        static string Money(CostSection? costs) =>
            (costs?.Currency ?? Currencies.Dollars) + (costs?.PriceYear is { } year ? FormattableString.Invariant($" of {year}") : "");
    }

    /// <summary>The scenarios' names; those that are not alone with theirs carry the file, and a number if that does not help.</summary>
    private static IReadOnlyList<string> Names(IReadOnlyList<Scenario> scenarios)
    {
        var names = scenarios.Select(scenario => scenarios.Count(other => other.Name == scenario.Name) == 1 ? scenario.Name : $"{scenario.Name} ({scenario.File})").ToList();
        return [.. names.Select((name, index) => names.IndexOf(name) == index
            ? name
            : FormattableString.Invariant($"{name} #{names.Take(index + 1).Count(other => other == name)}"))];
    }

    private static IEnumerable<string> Notices(
        ComparisonPlan plan, IReadOnlyList<string> names, IReadOnlyList<SimulationResult> results, IReadOnlyList<ScenarioPair> pairs)
    {
        if (names.Count > ComparisonPlan.MostForAllPairs)
        {
            yield return FormattableString.Invariant(
                $"More than {ComparisonPlan.MostForAllPairs} scenarios: each is compared with the first that was named, {names[0]}.");
        }

        if (names.Count > ComparisonPlan.MostForProbabilities)
        {
            yield return FormattableString.Invariant($"More than {ComparisonPlan.MostForProbabilities} scenarios: P(A < B) is not counted for every two of them.");
        }

        // With many scenarios the footnotes of the sheet say at each row what it lacks.
        var few = names.Count <= ComparisonPlan.MostForAllPairs;
        foreach (var group in (few ? plan.Pairs : []).SelectMany(pair => Missing(pair, results, names)).Distinct().GroupBy(gap => gap.Scenario, gap => gap.Output))
        {
            yield return $"Not compared: {string.Join(", ", group)} (not computed in {group.Key}).";
        }

        List<string> different = [.. few ? Different(results) : []];
        if (different.Count > 0)
        {
            yield return different.Count == 1
                ? $"Warning: {different[0]} does not include the same items in all scenarios; see its boundary."
                : $"Warning: {Figures.Listed(different)} do not include the same items in all scenarios; see their boundaries.";
        }

        foreach (var (pair, planned) in pairs.Zip(plan.Pairs))
        {
            var lost = pair.Outputs.Zip(planned.Outputs).Where(both => both.Second.IsPlain && IsRounding(both.First, results[planned.A])).Select(both => both.First.Name).ToList();
            if (lost.Count > 0)
            {
                yield return $"{pair.A} and {pair.B} are equal up to the rounding of single precision: {string.Join(", ", lost)}.";
            }
        }
    }

    private static IEnumerable<(string Scenario, string Output)> Missing(PlannedPair pair, IReadOnlyList<SimulationResult> results, IReadOnlyList<string> names)
    {
        var compared = pair.Outputs.Select(output => output.Spec.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (has, lacks) in new[] { (pair.A, pair.B), (pair.B, pair.A) })
        {
            foreach (var output in results[has].Outputs.Where(output => !output.IsEquivalent && !compared.Contains(output.Name)))
            {
                yield return (names[lacks], output.Name);
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

    private static bool Has(SimulationResult result, PlannedPairedOutput output) => result.Outputs.Any(one => one.Name == output.Spec.Name);

    private static bool IsRounding(PairedOutput output, SimulationResult a)
    {
        const double FewUlps = 1e-6;
        var size = FewUlps * Math.Abs(a.Outputs.First(other => other.Name == output.Name).Median);
        return !output.Difference.IsConstant && Math.Max(Math.Abs(output.Difference.Low), Math.Abs(output.Difference.High)) < size;
    }
}
