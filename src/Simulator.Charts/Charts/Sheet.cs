using Simulator.Charts.Canvas;
using Simulator.Charts.Fonts;

namespace Simulator.Charts;

/// <summary>What a chart is drawn on: a drawing, a theme, and sizes that grow with the picture.</summary>
/// <param name="Drawing">Where lines and text go.</param>
/// <param name="Theme">Colours.</param>
/// <param name="Unit">Size of what is one pixel in a picture of 1600 × 1000. [px]</param>
internal sealed record Sheet(IDrawing Drawing, Theme Theme, double Unit)
{
    /// <summary>Whether charts write their title and sentence; a page says them itself.</summary>
    public bool HasHeading { get; init; } = true;

    /// <summary>For the name of a chart.</summary>
    public TextStyle Title => new(Px(38), FontWeight.SemiBold);

    /// <summary>For the sentence under the name.</summary>
    public TextStyle Lead => new(Px(27), FontWeight.Regular);

    /// <summary>For names and figures inside the chart.</summary>
    public TextStyle Label => new(Px(24), FontWeight.Medium);

    /// <summary>For axes.</summary>
    public TextStyle Axis => new(Px(22), FontWeight.Regular, Tabular: true);

    /// <summary>For what need not be read.</summary>
    public TextStyle Note => new(Px(20), FontWeight.Regular);

    /// <summary>A length of the standard picture.</summary>
    public double Px(double length) => length * Unit;

    /// <summary>The same sheet with everything smaller or larger.</summary>
    public Sheet Scaled(double factor) => this with { Unit = Unit * factor };

    /// <summary>Writes text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="x">Where. [px]</param>
    /// <param name="baseline">Where its letters stand. [px]</param>
    /// <param name="color">Colour.</param>
    /// <param name="anchor">The part of the text that stands at x: 0 its beginning, 0.5 its middle, 1 its end. [-]</param>
    /// <returns>Width of the text. [px]</returns>
    public double Write(string text, TextStyle style, double x, double baseline, Rgb color, double anchor = 0)
    {
        var run = style.Set(text);
        Drawing.Write(run, x - (anchor * run.Width), baseline, color);
        return run.Width;
    }

    /// <summary>Writes text whose capitals are centred on a height.</summary>
    /// <inheritdoc cref="Write"/>
    public double WriteAt(string text, TextStyle style, double x, double middle, Rgb color, double anchor = 0) =>
        Write(text, style, x, middle + (style.Set(text).CapHeight / 2), color, anchor);

    /// <summary>Paints a rectangle; one of no area is left out.</summary>
    public void Fill(Box box, Rgb color)
    {
        if (box.Width > 0 && box.Height > 0)
        {
            Drawing.Fill(VectorPath.Rectangle(box), color);
        }
    }

    /// <summary>Draws a horizontal or vertical line.</summary>
    /// <param name="x0">Begin. [px]</param>
    /// <param name="y0">Begin. [px]</param>
    /// <param name="x1">End. [px]</param>
    /// <param name="y1">End. [px]</param>
    /// <param name="color">Colour.</param>
    /// <param name="width">Width in the standard picture. [px]</param>
    /// <param name="dash">Length of dashes and gaps in the standard picture; 0 for an unbroken line. [px]</param>
    public void Line(double x0, double y0, double x1, double y1, Rgb color, double width, double dash = 0) =>
        Drawing.Stroke(VectorPath.Line(x0, y0, x1, y1), new Pen(Px(width), color, Dash: Px(dash), Gap: Px(dash)));

    /// <summary>Draws a vertical line with a rim of paper, so that it shows on bars of any colour to any eye.</summary>
    public void Mark(double x, double top, double bottom, Rgb color, double width)
    {
        Line(x, top, x, bottom, Theme.Paper, width + 3);
        Line(x, top, x, bottom, color, width);
    }

    /// <summary>Draws a dot with a rim of paper, so that it stands out from what lies below it.</summary>
    public void Dot(Point at, double radius, Rgb color)
    {
        Drawing.Fill(VectorPath.Circle(at, Px(radius + 2.5)), Theme.Paper);
        Drawing.Fill(VectorPath.Circle(at, Px(radius)), color);
    }

    /// <summary>Draws a diamond with a rim of paper.</summary>
    public void Diamond(Point at, double radius, Rgb color)
    {
        Drawing.Fill(DiamondPath(at, Px(radius + 3.5)), Theme.Paper);
        Drawing.Fill(DiamondPath(at, Px(radius)), color);
    }

    private static VectorPath DiamondPath(Point at, double r) => VectorPath.Polygon(
        at + new Point(-r, 0), at + new Point(0, -r), at + new Point(r, 0), at + new Point(0, r));
}
