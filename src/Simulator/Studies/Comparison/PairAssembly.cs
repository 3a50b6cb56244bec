using Simulator.Runs;
using Simulator.Statistics.Counting;
using Simulator.Statistics.Errors;

namespace Simulator.Studies.Comparison;

/// <summary>Turns counts of roots into differences, ratios and probabilities.</summary>
internal static class PairAssembly
{
    /// <summary>The results of a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="names">Names of the scenarios.</param>
    /// <param name="options">How they were run.</param>
    /// <param name="outcome">What was counted.</param>
    public static ScenarioPair Assemble(PlannedPair pair, IReadOnlyList<string> names, RunOptions options, RunOutcome outcome) => new(
        names[pair.A], names[pair.B], [.. pair.Outputs.Select(output => Output(output, options, outcome))]);

    /// <summary>One output of a pair.</summary>
    /// <param name="planned">The output.</param>
    /// <param name="options">How it was run.</param>
    /// <param name="outcome">What was counted.</param>
    public static PairedOutput Output(PlannedPairedOutput planned, RunOptions options, RunOutcome outcome)
    {
        var (spec, level) = (planned.Spec, options.Interval);
        var (ratio, undefined) = Ratio(planned, level, outcome);
        if (planned.Difference.Root < 0)
        {
            // Where nothing varies, the factor is the difference.
            var constant = planned.Difference.Factor;
            return new PairedOutput(
                spec.Name, spec.Label, spec.Unit, level, new PairedFigure(constant, constant, constant), ratio,
                constant < 0 ? 1 : 0, constant == 0 ? 1 : 0, 0, undefined, [new CountedBin(constant, constant, outcome.Samples)]);
        }

        var (less, more) = (outcome.Roots[planned.Less], outcome.Roots[planned.More]);
        var probability = less.Tally.Mean;
        return new PairedOutput(
            spec.Name, spec.Label, spec.Unit, level, Figure(planned.Difference, 0, level, outcome), ratio,
            probability, Math.Max(0, 1 - probability - more.Tally.Mean), less.Error.OfOccurrence, undefined,
            outcome.Roots[planned.Difference.Root].Counts.BinsBetween(planned.Difference.Of));
    }

    private static (PairedFigure? Ratio, long Undefined) Ratio(PlannedPairedOutput planned, double level, RunOutcome outcome)
    {
        if (planned.Relative is { } relative)
        {
            var part = outcome.Roots[relative.Root].Tally;
            return (part.Count == 0 ? null : Figure(relative, 1, level, outcome), part.NotANumber + part.Infinite);
        }

        var value = planned.Ratio;
        if (value.Root < 0)
        {
            var origin = Math.Abs(value.Factor - 1) < PairedTrace.Close ? 1 : 0;
            return double.IsFinite(value.Factor) ? (new PairedFigure(value.Factor, value.Factor, value.Factor) { Origin = origin }, 0) : (null, outcome.Samples);
        }

        var (tally, counts, error) = outcome.Roots[value.Root];
        return (
            tally.Count == 0 ? null : Figure(level, 0, counts, quantile => (value.Factor * counts.Quantile(quantile), value.Factor * error.OfQuantile(quantile))),
            tally.NotANumber + tally.Infinite);
    }

    private static PairedFigure Figure(MappedValue value, double origin, double level, RunOutcome outcome)
    {
        var (_, counts, error) = outcome.Roots[value.Root];
        return Figure(level, origin, counts, quantile =>
        {
            var y = counts.Quantile(quantile);
            return (origin + value.Of(y), value.ErrorOf(y, error.OfQuantile(quantile)));
        });
    }

    private static PairedFigure Figure(double level, double origin, BinCounts counts, Func<double, (double Value, double Error)> at)
    {
        var (low, high) = ProbabilityLevel.Ends(level);
        var ((median, medianError), (lower, lowerError), (upper, upperError)) = (at(0.5), at(low), at(high));
        return new PairedFigure(median, lower, upper, medianError, lowerError, upperError)
        {
            Origin = origin,
            HasTooFewBeyond = lower < upper && SamplingError.HasTooFewBeyond(low, counts.Total),
        };
    }
}
