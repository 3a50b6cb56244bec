namespace Simulator.Charts.Canvas;

/// <summary>How a line is drawn. Joins are always round.</summary>
/// <param name="Width">Width. [px]</param>
/// <param name="Paint">Colour.</param>
/// <param name="RoundCaps">Whether open ends are half circles instead of cut off square.</param>
/// <param name="Dash">Length of a dash; 0 for an unbroken line. [px]</param>
/// <param name="Gap">Length of the gap between dashes. [px]</param>
internal readonly record struct Pen(double Width, Paint Paint, bool RoundCaps = false, double Dash = 0, double Gap = 0);

/// <summary>A colour and how much of what lies below it hides.</summary>
/// <param name="Color">Colour.</param>
/// <param name="Opacity">1 hides everything. [-]</param>
internal readonly record struct Paint(Rgb Color, double Opacity = 1)
{
    /// <summary>An opaque paint.</summary>
    public static implicit operator Paint(Rgb color) => new(color);
}
