using Simulator.Studies.Comparison;

namespace Simulator.Studies.Schedule;

/// <summary>What a start saves against another, sample by sample.</summary>
/// <param name="Output">The output.</param>
/// <param name="Unit">Unit of the amount.</param>
/// <param name="Amount">How much less it is; below 0 where it is more.</param>
/// <param name="Share">The same as a share of the other; null where values are not all above 0, or nothing can be divided by. [-]</param>
/// <param name="Probability">Probability that it is less. [-]</param>
/// <param name="ProbabilityError">Monte Carlo standard error of <paramref name="Probability"/>. [-]</param>
internal sealed record Saving(string Output, string Unit, PairedFigure Amount, PairedFigure? Share, double Probability, double ProbabilityError)
{
    /// <summary>The saving of a best start (A) against another (B).</summary>
    /// <param name="pair">Both.</param>
    /// <param name="schedule">The schedule.</param>
    public static Saving Of(PairedOutput pair, ScheduleResult schedule) => new(
        pair.Name, pair.Unit, From(0, pair.Difference),
        pair.Ratio is { } ratio && schedule.Starts.All(start => start.Outputs[pair.Name].Low > 0) ? From(1, ratio) : null,
        pair.ProbabilityALess, pair.ProbabilityError);

    // What A is less than B: signs and ends change places.
    private static PairedFigure From(double origin, PairedFigure figure) =>
        new(origin - figure.Median, origin - figure.High, origin - figure.Low, figure.MedianError, figure.HighError, figure.LowError)
        {
            HasTooFewBeyond = figure.HasTooFewBeyond,
        };
}
