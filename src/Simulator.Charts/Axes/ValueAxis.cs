using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Charts.Fonts;

namespace Simulator.Charts.Axes;

/// <summary>Maps values to places along a line, linearly or by their logarithm.</summary>
/// <param name="Low">Value at the beginning.</param>
/// <param name="High">Value at the end; more than Low.</param>
/// <param name="From">Place of Low. [px]</param>
/// <param name="To">Place of High. [px]</param>
/// <param name="IsLogarithmic">Whether equal factors, not equal differences, take equal room.</param>
internal sealed record ValueAxis(double Low, double High, double From, double To, bool IsLogarithmic)
{
    /// <summary>Least room between two labels, in widths of the em.</summary>
    private const double Gap = 1.0;

    /// <summary>Least distance between the middles of two labels, however short, in widths of the em.</summary>
    private const double Spacing = 3.4;

    /// <summary>Place of a value. Values outside lie beyond the ends.</summary>
    public double Position(double value) => From + ((To - From) * (IsLogarithmic
        ? PortableMath.Log(value / Low) / PortableMath.Log(High / Low)
        : (value - Low) / (High - Low)));

    /// <summary>The coordinate of a value in a plot: on a logarithmic axis its decimal exponent.</summary>
    public double Coordinate(double value) => IsLogarithmic ? PortableMath.Log10(value) : value;

    /// <summary>The coordinate of a value, moved to the nearest end if it lies outside.</summary>
    public double ClampedCoordinate(double value) => Coordinate(Math.Clamp(value, Low, High));

    /// <summary>Coordinates in a length. [1/px]</summary>
    public double PerPixel => Math.Abs((Coordinate(High) - Coordinate(Low)) / (To - From));

    /// <summary>The finest ticks whose labels, centred below them, leave room between each other.</summary>
    /// <param name="style">How the labels are set.</param>
    /// <param name="suffix">What follows every label.</param>
    public IReadOnlyList<Tick> Horizontal(TextStyle style, string suffix = "") =>
        Finest(
            (a, b) => Math.Max(
                Spacing * style.Size,
                ((style.Width(a.Label + suffix) + style.Width(b.Label + suffix)) / 2) + (Gap * style.Size)),
            Spacing * style.Size);

    /// <summary>The finest ticks whose labels, one above the other, leave room between each other.</summary>
    /// <param name="style">How the labels are set.</param>
    /// <param name="spacing">Least distance between labels, in sizes of the em.</param>
    public IReadOnlyList<Tick> Vertical(TextStyle style, double spacing = 3.2) => Finest((_, _) => spacing * style.Size, spacing * style.Size);

    private IReadOnlyList<Tick> Finest(Func<Tick, Tick, double> distance, double least)
    {
        Tick? last = null;
        var candidates = IsLogarithmic ? LogTicks.Candidates(Low, High) : LinearTicks.Candidates(Low, High, Math.Abs(To - From) / least);
        foreach (var ticks in candidates)
        {
            var labelled = ticks.FirstOrDefault(tick => tick.Label.Length > 0);
            if (labelled.Label is null)
            {
                continue;
            }

            if (Fits(ticks, distance))
            {
                return ticks;
            }

            last = labelled;
        }

        // Not even two labels fit: one is better than none.
        return last is { } only ? [only] : [];
    }

    private bool Fits(IReadOnlyList<Tick> ticks, Func<Tick, Tick, double> distance)
    {
        Tick? previous = null;
        foreach (var tick in ticks)
        {
            if (tick.Label.Length == 0)
            {
                continue;
            }

            if (previous is { } before && Math.Abs(Position(tick.Position) - Position(before.Position)) < distance(before, tick))
            {
                return false;
            }

            previous = tick;
        }

        return true;
    }
}
