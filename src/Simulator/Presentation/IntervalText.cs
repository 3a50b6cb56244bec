namespace Simulator.Presentation;

/// <summary>A median and the ends of its interval as they are printed: with the same digits in tables, on charts and in reports.</summary>
/// <param name="Median">The median.</param>
/// <param name="Low">Lower end; the median where there is no interval.</param>
/// <param name="High">Upper end; the median where there is no interval.</param>
/// <param name="IsFixed">Whether every sample gave the same value.</param>
/// <param name="HasTooFewBeyond">Whether too few samples lie beyond the ends to know them.</param>
internal readonly record struct IntervalText(string Median, string Low, string High, bool IsFixed, bool HasTooFewBeyond)
{
    private const string TooFew = "too few samples";

    /// <summary>Whether the figure is sampled: that every sample gave the same value does not say that the inputs fix it.</summary>
    public bool IsSampled { get; init; }

    /// <summary>The interval in words, e.g. <c>9.187 to 17.31</c>.</summary>
    public string Interval => IsFixed ? (IsSampled ? Figures.InEverySample : Figures.Fixed) : $"{Low} to {High}{Remark}";

    /// <summary>Median and interval in one cell, e.g. <c>12.56 (9.187 to 17.31)</c>.</summary>
    public string Whole => IsFixed ? Median : $"{Median} ({Low} to {High}{(HasTooFewBeyond ? $", {TooFew}" : "")})";

    /// <summary>What is said behind an interval whose ends are not known; empty behind others.</summary>
    public string Remark => HasTooFewBeyond ? $" ({TooFew})" : "";

    /// <summary>Prints an interval.</summary>
    /// <param name="unit">The unit it is shown in.</param>
    /// <param name="low">Lower end, in the unit of the result.</param>
    /// <param name="median">Median, in the unit of the result.</param>
    /// <param name="high">Upper end, in the unit of the result.</param>
    /// <param name="errors">Monte Carlo standard errors of the three, in the unit of the result.</param>
    /// <param name="isFixed">Whether every sample gave the same value.</param>
    /// <param name="hasTooFewBeyond">Whether too few samples lie beyond the ends to know them.</param>
    public static IntervalText Of(
        DisplayUnit unit, double low, double median, double high, (double Low, double Median, double High) errors, bool isFixed, bool hasTooFewBeyond)
    {
        if (isFixed)
        {
            // What has no unit is a count.
            var value = unit.Name.Length == 0 ? Figures.Whole(median / unit.Factor) : Figures.Exact(median / unit.Factor);
            return new(value, value, value, IsFixed: true, HasTooFewBeyond: false);
        }

        var unknown = hasTooFewBeyond ? double.NaN : 0;
        var (lower, upper) = Figures.Interval(
            low / unit.Factor, unknown + (errors.Low / unit.Factor), high / unit.Factor, unknown + (errors.High / unit.Factor));
        return new(Figures.Uncertain(median / unit.Factor, errors.Median / unit.Factor), lower, upper, IsFixed: false, hasTooFewBeyond);
    }

    /// <summary>The same as print sets it.</summary>
    public IntervalText Set() => this with { Median = Typeset.Number(Median), Low = Typeset.Number(Low), High = Typeset.Number(High) };
}
