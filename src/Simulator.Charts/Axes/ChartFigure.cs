using Simulator.Presentation;

namespace Simulator.Charts.Axes;

/// <summary>The figures of tables as a chart sets them.</summary>
internal static class ChartFigure
{
    /// <summary>A figure without sampling error in its shortest form.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="digits">Most significant digits.</param>
    public static string Exact(double value, int digits = Figures.TableDigits) => Typeset.Number(Figures.Exact(value, digits));
}
