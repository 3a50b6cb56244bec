using Simulator.Engine;
using Simulator.Statistics;

namespace Simulator.Studies;

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

    private static PairedOutput Output(PlannedPairedOutput planned, RunOptions options, RunOutcome outcome)
    {
        var (spec, level) = (planned.Spec, options.Interval);
        var (ratio, undefined) = Ratio(planned.Ratio, level, outcome);
        if (planned.Difference < 0)
        {
            // Where nothing varies, the factor is the difference.
            var constant = planned.Factor;
            return new PairedOutput(
                spec.Name, spec.Label, spec.Unit, level, new PairedFigure(constant, constant, constant), ratio,
                constant < 0 ? 1 : 0, constant == 0 ? 1 : 0, 0, undefined, [new CountedBin(constant, constant, outcome.Samples)]);
        }

        var (_, counts, error) = outcome.Roots[planned.Difference];
        var (less, more) = (outcome.Roots[planned.Less], outcome.Roots[planned.More]);
        var probability = less.Tally.Mean;

        return new PairedOutput(
            spec.Name, spec.Label, spec.Unit, level,
            Figure(level, quantile =>
            {
                var y = counts.Quantile(quantile);
                return (planned.Factor * planned.Scale.Difference(y), planned.Factor * planned.Scale.Slope(y) * error.OfQuantile(quantile));
            }),
            ratio,
            probability, Math.Max(0, 1 - probability - more.Tally.Mean), less.Error.OfOccurrence, undefined,
            counts.BinsBetween(edge => planned.Factor * planned.Scale.Difference(edge)));
    }

    private static (PairedFigure? Ratio, long Undefined) Ratio(PlannedValue value, double level, RunOutcome outcome)
    {
        if (value.Root < 0)
        {
            return double.IsFinite(value.Factor) ? (new PairedFigure(value.Factor, value.Factor, value.Factor), 0) : (null, outcome.Samples);
        }

        var (tally, counts, error) = outcome.Roots[value.Root];
        return (
            tally.Count == 0 ? null : Figure(level, quantile => (value.Factor * counts.Quantile(quantile), value.Factor * error.OfQuantile(quantile))),
            tally.NotANumber + tally.Infinite);
    }

    private static PairedFigure Figure(double level, Func<double, (double Value, double Error)> at)
    {
        var (low, high) = ProbabilityLevel.Ends(level);
        var ((median, medianError), (lower, lowerError), (upper, upperError)) = (at(0.5), at(low), at(high));
        return new PairedFigure(median, lower, upper, medianError, lowerError, upperError);
    }
}
