using Simulator.Planning;
using Simulator.Results;
using Simulator.Scenarios.Limits;
using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Decides whether the outputs of a run keep its limits.</summary>
/// <remarks>
/// A statement is undecided while its bound lies within the 95% Monte Carlo error of its figure, and where so few samples lie
/// beyond the figure that it is not known. Where there is no error (nothing uncertain, or an atom that every replicate puts in the same place) a figure that differs from the bound
/// by rounding alone equals it.
/// </remarks>
internal static class LimitEvaluation
{
    // Outputs that do not vary are computed in double precision, all others in single.
    private const double RoundingOfDoubles = 1e-12;
    private const double RoundingOfFloats = 1e-6;

    // More than this share of the samples within rounding of an amount are one value, which stands for the amount. [-]
    private const double ShareOfAtom = 1e-3;

    /// <summary>The outcome of every limit.</summary>
    public static IReadOnlyList<LimitOutcome> Of(IReadOnlyList<Limit> limits, SimulationPlan plan, IReadOnlyList<RootOutcome> roots) =>
        [.. limits.Select(limit =>
        {
            var parts = limit.Parts.Select(part => Of(part, plan, roots)).ToList();
            return new LimitOutcome(limit.Text, parts.Max(part => part.Verdict), parts) { Place = limit.Place };
        })];

    /// <summary>What the sampling says about a statement.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="halfWidth">Half the width of its 95% error interval.</param>
    /// <param name="part">The statement: the bound and on which side of it the figure must be.</param>
    /// <param name="rounding">Relative difference that rounding alone can make. [-]</param>
    internal static LimitVerdict Verdict(double value, double halfWidth, LimitPart part, double rounding)
    {
        var difference = value - part.Bound;
        if (double.IsNaN(difference) || double.IsNaN(halfWidth) || (halfWidth > 0 && Math.Abs(difference) <= halfWidth))
        {
            return LimitVerdict.Undecided;
        }

        var isEqual = halfWidth == 0 && Math.Abs(difference) <= rounding * Math.Abs(part.Bound);
        var holds = part.Relation switch
        {
            LimitRelation.Less => !isEqual && difference < 0,
            LimitRelation.AtMost => isEqual || difference < 0,
            LimitRelation.More => !isEqual && difference > 0,
            _ => isEqual || difference > 0,
        };
        return holds ? LimitVerdict.Holds : LimitVerdict.Fails;
    }

    // A limit on a cost that may pay something twice is read both ways.
    private static LimitPartOutcome Of(LimitPart part, SimulationPlan plan, IReadOnlyList<RootOutcome> roots)
    {
        var (spec, _, value) = plan.Outputs.First(output => output.Spec.Name == part.Output);
        var outcome = Of(part, value, roots) with { PaidTwice = spec.PaidTwice };
        return WantedFigures.OtherReading(part) is { } other && plan.Outputs.FirstOrDefault(output => output.Spec.Name == other) is { } planned
            ? outcome with { WithoutOverlap = Of(part with { Output = other }, planned.Value, roots) }
            : outcome;
    }

    private static LimitPartOutcome Of(LimitPart part, PlannedValue planned, IReadOnlyList<RootOutcome> roots) =>
        planned.Root < 0 ? OfConstant(part, planned.Factor) : OfSampled(part, planned.Factor, roots[planned.Root]);

    private static LimitPartOutcome OfConstant(LimitPart part, double constant)
    {
        var isEqual = Math.Abs(constant - part.Amount) <= RoundingOfDoubles * Math.Abs(part.Amount);
        var exceeds = !isEqual && constant > part.Amount;
        var happens = part.Event switch
        {
            LimitRelation.Less => !isEqual && constant < part.Amount,
            LimitRelation.AtMost => !exceeds,
            LimitRelation.More => exceeds,
            _ => isEqual || exceeds,
        };
        var value = part.Figure != LimitFigure.Probability || double.IsNaN(constant) ? constant : happens ? 1 : 0;
        return Outcome(part, Verdict(value, 0, part, RoundingOfDoubles), value, 0, 0, exceeds ? 1 : 0, 0);
    }

    private static LimitPartOutcome OfSampled(LimitPart part, double factor, RootOutcome root)
    {
        var (tally, counts, error) = root;
        var (exceeding, exceedingError) = Exceeding(includesAmount: false);
        var (value, standardError) = part.Figure switch
        {
            LimitFigure.Quantile => (factor * counts.Quantile(part.Share), factor * error.OfQuantile(part.Share)),
            LimitFigure.Mean => (factor * tally.Mean, factor * error.OfMean),
            LimitFigure.TailMean => (factor * counts.OfLargest(part.Share).Mean, factor * error.OfTailMean(part.Share)),
            _ => Probability(),
        };
        var verdict = Verdict(value, error.CriticalValue * standardError, part, RoundingOfFloats);

        // Samples that are not finite are in no figure: it is unknown on which side of the amount they would lie.
        var isWhole = tally.NotANumber + tally.Infinite == 0;
        var needed = SamplesNeeded(part, counts.Total);
        return Outcome(
            part, isWhole && needed == 0 ? verdict : LimitVerdict.Undecided, value, standardError, error.CriticalValue, exceeding, exceedingError)
            with { SamplesNeeded = needed };

        (double Share, double Error) Probability()
        {
            var (share, shareError) = Exceeding(WantedFigures.IncludesAmount(part.Event));
            return (part.Event is LimitRelation.More or LimitRelation.AtLeast ? share : 1 - share, shareError);
        }

        (double Share, double Error) Exceeding(bool includesAmount)
        {
            // 10 USD/MWh for 1 MWh may come out as 9.9999998 USD, which is no less than 10 USD.
            var (low, high) = WantedFigures.Edges(part.Amount, factor);
            var isAtom = (counts.From(low).Count - counts.From(high).Count) / counts.Total > ShareOfAtom;
            var least = isAtom ? (includesAmount ? low : high) : WantedFigures.Threshold(part.Amount, factor, includesAmount);
            return (counts.From(least).Count / counts.Total, error.OfExceeding(least));
        }
    }

    // Those of a quantile lie beyond it; a probability has an error of its own for few samples.
    private static double SamplesNeeded(LimitPart part, long samples)
    {
        var share = part.Figure switch
        {
            LimitFigure.Quantile => part.Share,
            LimitFigure.TailMean => 1 - part.Share,
            _ => 0.5,
        };
        return SamplingError.HasTooFewBeyond(share, samples) ? SamplingError.SamplesFor(share) : 0;
    }

    private static LimitPartOutcome Outcome(
        LimitPart part, LimitVerdict verdict, double value, double error, double criticalValue, double exceeding, double exceedingError) => new(
        part.Text, verdict, part.Output, part.Unit, part.Figure == LimitFigure.Probability,
        value, error, criticalValue, part.Bound, part.Amount, exceeding, exceedingError);
}
