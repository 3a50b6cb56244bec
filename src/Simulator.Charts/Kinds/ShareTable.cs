using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>Rows of names with one bar per measure: shares of the measures' totals, all on one scale.</summary>
/// <param name="style">Colours and sizes.</param>
/// <param name="heading">What the rows are.</param>
/// <param name="names">Names of the rows.</param>
/// <param name="columns">The measures.</param>
internal sealed class ShareTable(ChartStyle style, string heading, IReadOnlyList<string> names, IReadOnlyList<ShareTable.Column> columns)
{
    private const double BarThickness = 0.62, ColumnGap = 34;

    /// <summary>Number of rows.</summary>
    public int Rows => names.Count;

    /// <summary>Width that names and heading need. [px]</summary>
    public double NameWidth => names.Append(heading).Max(style.Label.Width) + style.Px(28);

    /// <summary>The largest share of all columns. [-]</summary>
    public double LargestShare => columns.SelectMany(column => column.Shares).Where(double.IsFinite).DefaultIfEmpty(0).Max() is var most and > 0 ? most : 1;

    /// <summary>Whether the totals stand below the names of the columns.</summary>
    public bool IsStacked { get; set; }

    /// <summary>Height of the lines above the rows. [px]</summary>
    public float HeadHeight => style.Px(IsStacked ? 86 : 56);

    /// <summary>Height at a height of the rows. [px]</summary>
    public double Height(double rowHeight) => HeadHeight + (Rows * rowHeight);

    /// <summary>Whether the totals have no room beside the names of the columns.</summary>
    /// <param name="width">Width of the table. [px]</param>
    /// <param name="nameWidth">Width of the column of names. [px]</param>
    public bool IsCrowded(double width, double nameWidth) => columns.Any(column =>
        style.Label.Width(column.Name) + style.Px(12) + style.AxisTitle.Width(Sum(column)) + style.Px(16) > ((width - nameWidth + style.Px(ColumnGap)) / columns.Count) - style.Px(ColumnGap));

    /// <summary>Makes the plot: the bars of each column begin at a multiple of one length.</summary>
    /// <param name="place">Where in the picture. [px]</param>
    /// <param name="nameWidth">Width of the column of names. [px]</param>
    /// <param name="largest">The share whose bar fills its column. [-]</param>
    public PlacedPlot Plot(PixelRect place, double nameWidth, double largest)
    {
        var bare = style with { Margins = default, IsOpaque = false };
        var frame = new PlotFrame(bare, place, new ChartHeading(), rest => rest.Inset(nameWidth, HeadHeight, 0, 0));
        var gap = style.Px(ColumnGap);
        var width = ((frame.Data.Width + gap) / columns.Count) - gap;
        var perPixel = largest / Math.Max(1, width - columns.SelectMany(column => Enumerable.Range(0, Rows).Select(column.Text)).Max(style.Axis.Width) - style.Px(10));
        var pitch = (width + gap) * perPixel;
        frame.SetHidden(0, frame.Data.Width * perPixel, Rows - 0.5, -0.5);
        for (var c = 0; c < columns.Count; c++)
        {
            var (from, column) = (c * pitch, columns[c]);
            frame.Below(plot => plot.Ink.Line(plot.AtX(from), plot.Data.Top, plot.AtX(from), plot.Data.Bottom, style.Theme.Rule, 1.5));
            frame.AddBars([.. column.Shares.Select((share, i) => (share, i)).Where(row => row.share > 0).Select(row =>
                Bars.Of(row.i, BarThickness, from, from + row.share, column.Color, Orientation.Horizontal))]);
            frame.Above(plot => WriteFigures(plot, column, from));
        }

        frame.Above(plot => Names(plot, nameWidth));
        return frame.Placed;
    }

    private static string Sum(Column column) => column.Shown.Set(Figures.Uncertain(column.Total / column.Shown.Factor, 0, 3));

    private void Names(PlotView plot, double nameWidth)
    {
        var (frame, rowHeight) = (plot.Frame, plot.Data.Height / Rows);
        plot.Ink.Write(heading, style.Label, frame.Left, frame.Top + style.Px(24), style.Theme.Muted);
        plot.Ink.Line(frame.Left, plot.Data.Top - style.Px(16), frame.Right, plot.Data.Top - style.Px(16), style.Theme.Rule, 1.5);
        for (var i = 0; i < Rows; i++)
        {
            RowName.Write(plot.Ink, names[i], frame.Left, plot.Data.Top + ((i + 0.5) * rowHeight), nameWidth - style.Px(20), rowHeight >= style.Px(54) ? 2 : 1);
        }
    }

    private void WriteFigures(PlotView plot, Column column, double from)
    {
        var (ink, theme, top) = (plot.Ink, style.Theme, plot.Frame.Top + style.Px(24));
        var used = ink.Write(column.Name, style.Label, plot.AtX(from), top, theme.Ink) + style.Px(12);
        ink.Write(Sum(column), style.AxisTitle, plot.AtX(from) + (IsStacked ? 0 : used), IsStacked ? top + style.Px(30) : top, theme.Muted);
        for (var i = 0; i < Rows; i++)
        {
            var share = column.Shares[i];
            ink.WriteAt(column.Text(i), style.Axis, plot.AtX(from + (share > 0 ? share : 0)) + style.Px(10), plot.AtY(i), theme.Ink);
        }
    }

    /// <summary>A measure.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Unit">Unit of the values.</param>
    /// <param name="Color">Colour of the bars.</param>
    /// <param name="Values">One value per row; NaN where it is not known.</param>
    internal sealed record Column(string Name, string Unit, Color Color, IReadOnlyList<double> Values)
    {
        /// <summary>Sum of what is known.</summary>
        public double Total { get; } = Values.Where(double.IsFinite).Sum();

        /// <summary>Share of each row; NaN where the value is not known, and in all rows where values of different signs offset each other. [-]</summary>
        public IReadOnlyList<double> Shares { get; } = Simulator.Statistics.Counting.Shares.Of(Values) ?? [.. Values.Select(_ => double.NaN)];

        /// <summary>Unit of the printed amounts.</summary>
        public DisplayUnit Shown => DisplayUnit.For(Unit, Simulator.Statistics.Counting.Shares.Of(Values) is null ? Values.Where(double.IsFinite).Max(Math.Abs) : Math.Abs(Total));

        /// <summary>Text of a row: its share, or the amount if there are no shares.</summary>
        public string Text(int row) => double.IsFinite(Shares[row]) ? Figures.Share(Shares[row])
            : double.IsFinite(Values[row]) ? Typeset.Number(Figures.Uncertain(Values[row] / Shown.Factor, 0, 3))
            : "–";
    }
}
