using ScottPlot;
using Simulator.Charts.Style;

namespace Simulator.Charts.Sheets;

/// <summary>A chart as ScottPlot plots: change them as you like, then write the picture.</summary>
/// <remarks>Most charts are one plot; a sheet is several on one picture, the first of which carries the heading of all.</remarks>
public sealed class Chart
{
    /// <summary>Dots of a standard picture per inch: 1600 pixels are 8 inches, a full page's width or a slide. [1/inch]</summary>
    private const double StandardDotsPerInch = 200;

    internal Chart(string name, IChart source, ChartStyle style, int width, int height)
    {
        (Name, Title, Sentence, Style, Width, Height) = (name, source.Title, source.Sentence, style, width, height);
        Plots = source.Plots(style, new PixelRect(0, width, height, 0));
    }

    /// <summary>File name without extension, e.g. <c>histogram-emissions</c>.</summary>
    public string Name { get; }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>What it says: for captions and alternative texts.</summary>
    public string Sentence { get; }

    /// <summary>Width of the picture. [px at scale 1]</summary>
    public int Width { get; }

    /// <summary>Height of the picture. [px at scale 1]</summary>
    public int Height { get; }

    /// <summary>The plots, in the order in which they are drawn.</summary>
    public IReadOnlyList<PlacedPlot> Plots { get; }

    /// <summary>The first plot: the only one, except on a sheet.</summary>
    public Plot Plot => Plots[0].Plot;

    /// <summary>Colours and sizes.</summary>
    internal ChartStyle Style { get; }

    /// <summary>Pixels to an inch, so that printed text has one size whatever the picture's width. [1/inch]</summary>
    internal double DotsPerInch => StandardDotsPerInch * Style.Unit;

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="scale">Pixels of the file per pixel of the picture.</param>
    public byte[] ToPng(int scale = 1) => Composer.Png(this, scale);

    /// <summary>The picture as the text of an SVG file.</summary>
    public string ToSvg() => SvgFile.Of(this);

    /// <summary>The picture as a PDF file of one page.</summary>
    public byte[] ToPdf() => Composer.Pdf(this);
}

/// <summary>A plot at its place in a picture.</summary>
/// <param name="Plot">The plot.</param>
/// <param name="Place">Where it stands. [px]</param>
/// <param name="Heading">The lines above and below it.</param>
public sealed record PlacedPlot(Plot Plot, PixelRect Place, ChartHeading Heading);
