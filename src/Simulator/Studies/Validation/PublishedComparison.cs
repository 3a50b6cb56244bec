using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Validation;

/// <summary>A published figure beside ours.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="File">Its file.</param>
/// <param name="Label">The output, for people.</param>
/// <param name="Figure">What was published.</param>
/// <param name="Ours">Our figure, in the output's unit; NaN where the inputs do not determine it.</param>
/// <param name="Error">Its Monte Carlo standard error; 0 for exact arithmetic.</param>
/// <param name="Interval">Our central interval.</param>
internal sealed record PublishedComparison(
    string Scenario, string File, string Label, PublishedFigure Figure, double Ours, double Error, CentralInterval Interval)
{
    private const double StandardErrors = 3;

    // What is printed in decimal and computed in binary may differ in the last bits: some 50 operations of 53 bits. More would hide
    // printed digits, since a cost of 40 million dollars to the cent has ten.
    private const double Rounding = 1e-12;

    /// <summary>Our figure over the published one, less 1. [-]</summary>
    public double Deviation => (Ours / Figure.Value) - 1;

    /// <summary>Whether the published figure is compared with our interval and not with one of our figures.</summary>
    public bool IsOfInterval => Figure.Expectation is Expectation.Inside or Expectation.Outside;

    /// <summary>Whether our figure, cut to the printed digits but not rounded, is the published one.</summary>
    public bool IsCut => Verdict == Expectation.Holds && Excess > (Figure.LastDigit / 2) + Slack;

    /// <summary>Whether the two agree only because our figure has a Monte Carlo error.</summary>
    public bool IsSampled => Verdict == Expectation.Holds && !IsCut && Math.Abs(Excess) > (Figure.LastDigit / 2) + RoundingError;

    /// <summary>How the two compare; null where we have no figure.</summary>
    public Expectation? Verdict
    {
        get
        {
            if (!double.IsFinite(Ours))
            {
                return null;
            }

            if (IsOfInterval)
            {
                return Figure.Value >= Interval.Low && Figure.Value <= Interval.High ? Expectation.Inside : Expectation.Outside;
            }

            return Excess >= -(Figure.LastDigit / 2) - Slack && Excess < Figure.LastDigit + (StandardErrors * Error) - RoundingError ? Expectation.Holds : Expectation.Differs;
        }
    }

    /// <summary>Whether the figures compare as the file says they do.</summary>
    public bool IsAsStated => Verdict == Figure.Expectation
        && (Figure.Deviation is not { } stated
            || Math.Abs(Deviation - stated) <= (Figure.DeviationDigit / 2) + Math.Abs(Slack / Figure.Value));

    /// <summary>Carbon intensity that published emissions imply if our energy holds, where no grid has it; otherwise null. [kg/kWh]</summary>
    public double? ImplausibleIntensity { get; init; }

    // How far ours lies beyond the published figure, away from zero.
    private double Excess => (Ours - Figure.Value) * (Figure.Value < 0 ? -1 : 1);

    private double RoundingError => Rounding * Math.Abs(Figure.Value);

    private double Slack => (StandardErrors * Error) + RoundingError;
}
