using Simulator.Statistics.Counting;
using System.Globalization;
using Simulator.Engine;
using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Scenarios;
using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Turns counts of roots into outputs in printed units.</summary>
internal static class ResultAssembly
{
    // Rounding to 24 bits is off by at most half a unit in the last place.
    private const double HalfUnit = 1.0 / (1 << 24);

    /// <summary>Assembles the result of a run.</summary>
    public static SimulationResult Assemble(
        Scenario scenario, SimulationPlan plan, RunOptions options, RunOutcome outcome, string device, double seconds)
    {
        var roots = outcome.Roots;
        var (outputs, crossing) = Overtaking.Checked(Outputs(plan, outcome, options), plan, roots);
        return new SimulationResult(
            new ScenarioIdentity(scenario.Name, scenario.Description, scenario.File, scenario.Sha256),
            Facts(plan, options, outcome, device, seconds),
            InputTable.Of(scenario),
            outputs,
            [.. plan.Components.Select(row => new ComponentMeans(row.Name, Mean(row.Energy, roots), Mean(row.Cost, roots))
            {
                Emissions = Mean(row.Emissions, roots),
            })],
            [.. plan.Phases.Select(row => new PhaseMeans(
                row.Name, Mean(row.Energy, roots), Mean(row.Emissions, roots), Mean(row.Cost, roots)))],
            [.. Notices(scenario, plan, outputs, outcome.Samples), .. crossing, .. outcome.Notices])
        {
            Convergence = [.. plan.Outputs
                .Where(output => output.Value.Root >= 0 && outputs.Any(one => one.Name == output.Spec.Name) && outcome.Convergence.Count > 0)
                .Select(output => Convergence(output, outcome.Convergence))],
            Limits = LimitEvaluation.Of(options.Limits, plan, roots),
        };
    }

    /// <summary>Assembles the result of a run of a custom model.</summary>
    public static ModelResult Assemble(SimulationPlan plan, RunOptions options, RunOutcome outcome, string device, double seconds)
    {
        var outputs = Outputs(plan, outcome, options);
        return new ModelResult(
            Facts(plan, options, outcome, device, seconds), outputs, [.. Notices(outputs, outcome.Samples), .. plan.Notices, .. outcome.Notices]);
    }

    /// <summary>How a plan was run.</summary>
    public static RunFacts Facts(SimulationPlan plan, RunOptions options, RunOutcome outcome, string device, double seconds) =>
        Facts(options, outcome.Samples, outcome.Asked, outcome.Replicates, device, plan.IsUncertain ? options.Threads : 1, seconds);

    /// <summary>How some samples were drawn.</summary>
    public static RunFacts Facts(RunOptions options, long samples, long asked, int replicates, string device, int threads, double seconds) => new(
        ProgramBuild.Version, samples, asked, options.Sampler == Sampler.Random ? "random" : "sobol", replicates, options.Seed, device, threads, seconds)
    {
        Commit = ProgramBuild.Commit,
        Runtime = ProgramBuild.Runtime,
    };

    /// <summary>The outputs of a plan in printed units.</summary>
    public static IReadOnlyList<OutputSummary> Outputs(SimulationPlan plan, RunOutcome outcome, RunOptions options)
    {
        // Outputs that restate one another share a root, whose errors are remembered: one thread takes all of them.
        int[][] groups = [.. Enumerable.Range(0, plan.Outputs.Count).GroupBy(output => plan.Outputs[output].Value.Root).Select(group => group.ToArray())];
        var outputs = new OutputSummary[plan.Outputs.Count];
        var (low, high) = ProbabilityLevel.Ends(options.Interval);
        var stated = new StatedProbabilities(options.Interval, low, high, Probabilities.Wanted(options.Interval));
        OnAllCores.For(groups.Length, options.Threads, group => Array.ForEach(
            groups[group], output => outputs[output] = Output(plan.Outputs[output], plan, outcome.Roots, stated, outcome.Samples)));
        return outputs;
    }

    private static OutputConvergence Convergence(PlannedOutput output, IReadOnlyList<RoundStatistics> rounds) => new(
        output.Spec.Name,
        [.. rounds.Select(round =>
        {
            var (low, median, high) = round.Roots[output.Value.Root];
            var factor = output.Value.Factor;
            return new ConvergenceState(round.Samples, factor * low, factor * median, factor * high);
        })]);

    private static double Mean(PlannedValue value, IReadOnlyList<RootOutcome> roots) =>
        value.Root < 0 ? value.Factor : value.Factor * roots[value.Root].Tally.Mean;

    private static OutputSummary Output(PlannedOutput output, SimulationPlan plan, IReadOnlyList<RootOutcome> roots, StatedProbabilities stated, long samples)
    {
        var (level, low, high, probabilities) = stated;
        var spec = output.Spec;
        var factor = output.Value.Factor;
        if (output.Value.Root < 0)
        {
            return new OutputSummary(
                spec.Name, spec.Label, spec.Unit, spec.Boundary, output.IsEquivalent, factor, 0, factor, factor,
                new CentralInterval(level, factor, factor),
                [.. probabilities.Select(probability => new QuantileEstimate(probability, factor, 0))],
                default, double.IsNaN(factor) ? samples : 0, double.IsInfinity(factor) ? samples : 0,
                double.IsFinite(factor) ? [new CountedBin(factor, factor, samples)] : [])
            {
                PaidTwice = spec.PaidTwice,
                TailMean = new TailMean(WantedFigures.TailShare, factor, 0),
                Budget = [.. WantedFigures.Confidences.Select(confidence => new QuantileEstimate(confidence, factor, 0))],
            };
        }

        // Every factor is positive: units, prices and intensities are; so no quantile changes sides.
        var (tally, counts, error) = roots[output.Value.Root];
        var quantiles = probabilities.Select(Quantile).ToList();
        var deviation = factor * tally.StandardDeviation;
        return new OutputSummary(
            spec.Name, spec.Label, spec.Unit, spec.Boundary, output.IsEquivalent,
            factor * tally.Mean, deviation, factor * tally.Minimum, factor * tally.Maximum,
            new CentralInterval(level, At(low).Value, At(high).Value) { HasTooFewBeyond = At(low).HasTooFewBeyond },
            quantiles,
            new MonteCarloError(factor * error.OfMean, At(0.5).Error, At(low).Error, At(high).Error),
            tally.NotANumber, tally.Infinite,
            counts.BinsBetween(edge => factor * edge))
        {
            PaidTwice = spec.PaidTwice,
            IsSampled = true,
            TooSmall = counts.TooSmall(plan.Roots[output.Value.Root].IsPositive),
            TailMean = new TailMean(
                WantedFigures.TailShare, factor * counts.OfLargest(WantedFigures.TailShare).Mean, factor * error.OfTailMean(WantedFigures.TailShare))
            {
                IsOfTooFew = SamplingError.HasTooFewBeyond(1 - WantedFigures.TailShare, counts.Total),
            },
            Budget = [.. WantedFigures.Confidences.Select(Quantile)],
        };

        QuantileEstimate Quantile(double probability)
        {
            var (value, ofValue) = (counts.Quantile(probability), error.OfQuantile(probability));
            return new(probability, factor * value, factor * ofValue)
            {
                HasTooFewBeyond = SamplingError.HasTooFewBeyond(probability, counts.Total) && tally.Minimum < tally.Maximum,
                IsAtJump = counts.IsAtJump(probability, ofValue),
            };
        }

        QuantileEstimate At(double probability) => quantiles.First(quantile => quantile.Probability == probability);
    }

    // What varies by less than some thousand units in the last place has fewer than four digits of its own.
    private static bool IsNarrow(OutputSummary output) =>
        !output.IsConstant && !output.IsEquivalent && Math.Max(output.Interval.High - output.Interval.Low, output.StandardDeviation) < 1e4 * HalfUnit * Math.Abs(output.Median);

    private static IEnumerable<string> Notices(Scenario scenario, SimulationPlan plan, IReadOnlyList<OutputSummary> outputs, long samples)
    {
        foreach (var warning in scenario.Warnings)
        {
            yield return warning.Notice;
        }

        foreach (var notice in Notices(outputs, samples))
        {
            yield return notice;
        }

        var defaults = scenario.Quantities.Where(quantity => quantity.Origin == QuantityOrigin.Default).ToList();
        if (defaults.Count > 0)
        {
            yield return "Defaults used: " + string.Join(", ", defaults.Select(quantity => $"{quantity.Path} = {quantity.Text}")) + ".";
        }

        if (CutOff.Notice(scenario) is { } cutOff)
        {
            yield return cutOff;
        }

        if (TokenPhases.Notice(scenario.Phases) is { } tokens)
        {
            yield return tokens;
        }

        if (SiteFactor.OfChipsAlone(scenario.Phases) is { } chips)
        {
            yield return chips;
        }

        foreach (var notice in SiteFactor.Notices(scenario.Phases).Concat(scenario.Notices).Concat(plan.Notices))
        {
            yield return notice;
        }
    }

    private static string Were(long samples) => samples == 1 ? "1 sample was" : FormattableString.Invariant($"{samples} samples were");

    // What has to be known about the figures themselves.
    private static IEnumerable<string> Notices(IReadOnlyList<OutputSummary> outputs, long samples)
    {
        foreach (var output in outputs.Where(output => output.NotANumber + output.Infinite > 0))
        {
            yield return $"Warning: {output.Name}: {Were(output.NotANumber)} not a number and {output.Infinite} infinite; "
                + "they are left out of all other figures.";
        }

        foreach (var output in outputs.Where(output => output.TooSmall > 0))
        {
            yield return $"Warning: {output.Name}: {Were(output.TooSmall)} too small for single precision: 0 in the figures, or with fewer digits.";
        }

        foreach (var output in outputs.Where(IsNarrow))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Warning: {output.Name}: it varies so little that rounding shows: each sample is accurate to ±{Math.Abs(output.Median) * HalfUnit:G1} {output.Unit}.");
        }

        foreach (var notice in TooFew(outputs, samples).Concat(Jumps(outputs)))
        {
            yield return notice;
        }
    }

    // Outputs with the same samples have the same quantiles in doubt; one notice names them all.
    private static IEnumerable<string> TooFew(IReadOnlyList<OutputSummary> outputs, long samples)
    {
        var found = outputs.Where(output => output.TooFewBeyond.Count > 0).ToList();
        if (found.Count > 0)
        {
            var inDoubt = found.SelectMany(output => output.TooFewBeyond).Distinct().Order().ToList();
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Too few samples for {string.Join(", ", inDoubt.Select(Percentile))}: of {samples:N0} samples fewer than {SamplingError.FewestBeyond} lie beyond; --samples {inDoubt.Max(SamplingError.SamplesFor):0} is enough.");
        }
    }

    private static IEnumerable<string> Jumps(IReadOnlyList<OutputSummary> outputs) => Jumps(
        outputs.Where(output => !output.IsEquivalent && output.Quantiles.Any(quantile => quantile.IsAtJump)).ToList());

    private static IEnumerable<string> Jumps(List<OutputSummary> outputs) => outputs.Count == 0 ? [] : outputs
        .SelectMany(output => output.Quantiles.Where(quantile => quantile.IsAtJump).Select(quantile => (output.Name, quantile.Probability)))
        .GroupBy(jump => jump.Probability, jump => jump.Name)
        .Select(jump => $"{Percentile(jump.Key)} of {string.Join(", ", jump)} lies where the distribution jumps from one value to another: the next value is equally valid.");

    // Level of the interval, the probabilities below its ends, and those of all quantiles.
    private sealed record StatedProbabilities(double Level, double Low, double High, IReadOnlyList<double> Quantiles);

    private static string Percentile(double probability) => "p" + Figures.Level(probability).TrimEnd('%');
}
