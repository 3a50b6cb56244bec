using ScottPlot;
using ScottPlot.AxisPanels;
using Simulator.Charts.Style;

namespace Simulator.Charts.Plots;

/// <summary>A value axis below a plot: its title at the right end, and room for a remark at the left one.</summary>
internal sealed class ValuesBelow : XAxisBase
{
    private readonly ChartStyle _style;

    /// <summary>Prepares the axis.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="title">What the values are.</param>
    /// <param name="isLogarithmic">Whether coordinates are decimal exponents.</param>
    /// <param name="suffix">What follows every label.</param>
    public ValuesBelow(ChartStyle style, string title, bool isLogarithmic, string suffix = "")
    {
        _style = style;
        LabelText = title;
        TickGenerator = new FittingTicks(style.Axis, isLogarithmic, suffix);
        IsLogarithmic = isLogarithmic;
    }

    /// <inheritdoc/>
    public override Edge Edge => Edge.Bottom;

    /// <summary>Whether coordinates are decimal exponents.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Where the title begins, seen from the bottom of the plot. [px]</summary>
    public static float TitleBaseline(ChartStyle style) => style.Px(72);

    /// <summary>Room for labels, a title and a remark: the remark stands below the title where there is no room beside it.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="width">Width of the plot. [px]</param>
    /// <param name="title">The title.</param>
    /// <param name="remark">Width of the remark. [px]</param>
    public static float Height(ChartStyle style, double width, string title, double remark) => style.Px(IsCrowded(style, width, title, remark) ? 116 : 84);

    /// <summary>Whether the title and a remark do not fit beside each other.</summary>
    /// <inheritdoc cref="Height"/>
    public static bool IsCrowded(ChartStyle style, double width, string title, double remark) =>
        remark > 0 && style.AxisTitle.Width(title) + remark + style.Px(28) > width;

    /// <inheritdoc/>
    public override float Measure(Paint paint) => _style.Px(84);

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
        {
            return;
        }

        var (ink, data, theme) = (new Ink(rp, _style), rp.DataRect, _style.Theme);
        ink.Line(data.Left, data.Bottom, data.Right, data.Bottom, theme.Muted, 1.5);
        foreach (var tick in TickGenerator.Ticks)
        {
            var at = GetPixel(tick.Position, data);
            ink.Line(at, data.Bottom, at, data.Bottom + _style.Px(tick.IsMajor ? 8 : 4), theme.Muted, 1.5);
            ink.Write(tick.Label, _style.Axis, at, data.Bottom + _style.Px(34), theme.Ink, 0.5);
        }

        if (Min < 0 && Max > 0 && !IsLogarithmic)
        {
            var zero = GetPixel(0, data);
            ink.Line(zero, data.Top, zero, data.Bottom, theme.Muted, 1.5);
        }

        ink.Write(LabelText, _style.AxisTitle, data.Right, data.Bottom + TitleBaseline(_style), theme.Muted, 1);
    }
}
