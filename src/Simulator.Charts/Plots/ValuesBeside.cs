using ScottPlot;
using ScottPlot.AxisPanels;
using Simulator.Charts.Style;

namespace Simulator.Charts.Plots;

/// <summary>A value axis to the left of a plot, its title above.</summary>
internal sealed class ValuesBeside : YAxisBase
{
    private readonly ChartStyle _style;

    /// <summary>Prepares the axis.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="title">What the values are; may be empty.</param>
    /// <param name="ticks">Its ticks.</param>
    public ValuesBeside(ChartStyle style, string title, FittingTicks ticks)
    {
        _style = style;
        LabelText = title;
        TickGenerator = ticks;
    }

    /// <summary>Whether a line and small marks are drawn beside the plot.</summary>
    public bool HasLine { get; init; }

    /// <summary>Whether the labels are those of a grid: pale and close to it.</summary>
    public bool IsMuted { get; init; }

    /// <summary>How far to the left of the plot the title begins. [px]</summary>
    public float TitleOutdent { get; init; }

    /// <inheritdoc/>
    public override Edge Edge => Edge.Left;

    /// <summary>An axis of shares in percent, for a grid.</summary>
    public static ValuesBeside Shares(ChartStyle style) => new(style, "", new FittingTicks(style.Axis, isLogarithmic: false, "%", 100, 4.5)) { IsMuted = true };

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
        if (HasLine)
        {
            ink.Line(data.Left, data.Top, data.Left, data.Bottom, theme.Muted, 1.5);
        }

        var gap = _style.Px(HasLine ? 14 : IsMuted ? 10 : 12);
        foreach (var tick in TickGenerator.Ticks)
        {
            var at = GetPixel(tick.Position, data);
            if (HasLine)
            {
                ink.Line(data.Left - _style.Px(tick.IsMajor ? 8 : 4), at, data.Left, at, theme.Muted, 1.5);
            }

            ink.WriteAt(tick.Label, _style.Axis, data.Left - gap, at, IsMuted ? theme.Muted : theme.Ink, 1);
        }

        ink.Write(LabelText, _style.AxisTitle, data.Left - TitleOutdent, data.Top - _style.Px(HasLine ? 16 : 18), theme.Muted);
    }
}
