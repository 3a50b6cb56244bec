namespace Simulator.Charts.Axes;

/// <summary>How the figures of one interval are printed: alike, and with as many digits as its width and error allow.</summary>
/// <param name="Resolution">What the last digit counts.</param>
/// <param name="IsWide">Whether the ends are orders of magnitude apart, so that each figure needs digits of its own.</param>
internal readonly record struct IntervalFormat(double Resolution, bool IsWide)
{
    /// <summary>Chooses the digits.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="error">Monte Carlo standard error of the ends.</param>
    public static IntervalFormat For(double low, double high, double error)
    {
        const double Visible = 0.04; // a digit worth more than this share of the width would hide the shape
        var width = high - low;
        if (!(width > 0))
        {
            // An interval of one point does not determine the digits of others, unless it is far from zero.
            return high == 0 ? new(1, IsWide: true) : new(Math.Pow(10, Figure.Decade(Math.Abs(high)) - 3), IsWide: false);
        }

        var resolution = Math.Pow(10, Figure.Decade(Visible * width));
        var meaningful = error > resolution && error < width ? Math.Pow(10, Figure.Decade(error)) : resolution;
        return new(meaningful, low > 0 && high > 20 * low);
    }

    /// <summary>Prints a figure; zero is zero to any number of digits.</summary>
    public string Print(double value) => value == 0 ? "0" : IsWide ? Figure.Significant(value, 2) : Figure.At(value, Resolution);
}
