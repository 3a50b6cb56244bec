using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>The distribution of one uncertain number, in double precision, on the host.</summary>
/// <remarks>
/// Values carry whatever unit the caller gives them. Sampling does not happen here: <see cref="ToTransform"/> hands
/// the engines a recipe that turns random words into values.
/// </remarks>
public abstract class Distribution
{
    /// <summary>Expected value; may be infinite.</summary>
    public abstract double Mean { get; }

    /// <summary>Square root of the variance; may be infinite.</summary>
    public abstract double StandardDeviation { get; }

    /// <summary>Smallest value that can occur; −∞ if there is none.</summary>
    public abstract double Minimum { get; }

    /// <summary>Largest value that can occur; +∞ if there is none.</summary>
    public abstract double Maximum { get; }

    /// <summary>Whether only one value can occur.</summary>
    public virtual bool IsConstant => Minimum == Maximum;

    /// <summary>The value that is exceeded with probability <paramref name="upper"/>.</summary>
    /// <param name="lower">Probability below. [-]</param>
    /// <param name="upper">Probability above, 1 − lower, given apart so that neither tail loses digits. [-]</param>
    public abstract double Quantile(double lower, double upper);

    /// <summary>The value below which a share <paramref name="probability"/> lies. [0..1]</summary>
    public double Quantile(double probability) => Quantile(probability, 1 - probability);

    /// <summary>Probability of a value at or below <paramref name="x"/>.</summary>
    public abstract double Cdf(double x);

    /// <summary>Probability of a value above <paramref name="x"/>, precise where it is small.</summary>
    public virtual double Survival(double x) => 1 - Cdf(x);

    /// <summary>Values with a probability of their own, ascending; none of a continuous distribution.</summary>
    public virtual IEnumerable<(double Value, double Probability)> Atoms => [];

    /// <summary>The same distribution with a transform of one word that its values rise with, as a copula needs it.</summary>
    public virtual Distribution InOneWord() => this;

    /// <summary>How random words become values of this distribution.</summary>
    public abstract Transform ToTransform();

    /// <summary>The distribution of scale · X + offset.</summary>
    /// <param name="scale">Positive factor, e.g. of a unit. [-]</param>
    /// <param name="offset">Shift, in units of the result.</param>
    public abstract Distribution Affine(double scale, double offset);

    /// <summary>Probability of a value outside bounds: what truncating to them would cut away.</summary>
    /// <param name="minimum">Lower bound; −∞ for none.</param>
    /// <param name="maximum">Upper bound; +∞ for none.</param>
    public virtual double MassOutside(double minimum, double maximum) =>
        (minimum > Minimum ? Cdf(minimum) : 0) + (maximum < Maximum ? Survival(maximum) : 0);

    /// <summary>This distribution given that the value lies within bounds: its density there, rescaled (no clipping).</summary>
    /// <param name="minimum">Lower bound; −∞ for none.</param>
    /// <param name="maximum">Upper bound; +∞ for none.</param>
    /// <exception cref="ArgumentException">Nothing lies within the bounds.</exception>
    public virtual Distribution Truncate(double minimum, double maximum) =>
        minimum <= Minimum && maximum >= Maximum ? this : Truncated.Of(this, minimum, maximum);

    /// <summary>The refusal to truncate to bounds that leave nothing.</summary>
    internal ArgumentException NothingWithin(double minimum, double maximum) => new(
        $"A distribution from {Require.Text(Minimum)} to {Require.Text(Maximum)} has no probability within "
        + $"{Require.Text(minimum)} to {Require.Text(maximum)}.");
}
