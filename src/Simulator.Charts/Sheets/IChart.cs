using ScottPlot;
using Simulator.Charts.Style;

namespace Simulator.Charts.Sheets;

/// <summary>A chart that can be drawn at any place of a picture.</summary>
internal interface IChart
{
    /// <summary>What it shows.</summary>
    string Title { get; }

    /// <summary>What it says, in one sentence.</summary>
    string Sentence { get; }

    /// <summary>Height that it needs in a picture of one column. [px of the standard picture]</summary>
    double HeightOfColumn => 620;

    /// <summary>Room that this height has for headings beyond one line each of title, sentence and note. [px of the standard picture]</summary>
    double HeadingInColumn => 63; // a line of the sentence and one of the note more

    /// <summary>Makes its plots.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="place">Where in the picture. [px]</param>
    IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place);
}
