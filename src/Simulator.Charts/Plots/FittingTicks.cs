using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Charts.Axes;
using Simulator.Charts.Fonts;

namespace Simulator.Charts.Plots;

/// <summary>The finest ticks whose labels leave room between each other.</summary>
/// <param name="style">How the labels are set.</param>
/// <param name="isLogarithmic">Whether coordinates are decimal exponents.</param>
/// <param name="suffix">What follows every label, e.g. a percent sign.</param>
/// <param name="factor">What is printed for a coordinate of one: 100 for percents of shares.</param>
/// <param name="spacing">Least distance between labels one above the other, in sizes of the em.</param>
internal sealed class FittingTicks(TextStyle style, bool isLogarithmic, string suffix = "", double factor = 1, double spacing = 3.2) : ITickGenerator
{
    /// <inheritdoc/>
    public Tick[] Ticks { get; private set; } = [];

    /// <summary>The largest value that has a tick.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public int MaxTickCount { get; set; } = 1000;

    /// <inheritdoc/>
    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        if (!(range.Max > range.Min) || !(size.Length > 0))
        {
            Ticks = [];
            return;
        }

        var (low, high) = isLogarithmic ? (PortableMath.Pow(10, range.Min), PortableMath.Pow(10, range.Max)) : (range.Min, range.Max);
        var axis = new ValueAxis(factor * low, factor * high, 0, size.Length, isLogarithmic);
        var ticks = edge.IsVertical() ? axis.Vertical(style, spacing) : axis.Horizontal(style, suffix);
        Ticks = [.. ticks.Where(tick => tick.Position <= Most * (1 + 1e-9)).Take(MaxTickCount).Select(tick => new Tick(
            isLogarithmic ? PortableMath.Log10(tick.Position / factor) : tick.Position / factor, tick.IsMajor ? tick.Label + suffix : "", tick.IsMajor))];
    }
}
