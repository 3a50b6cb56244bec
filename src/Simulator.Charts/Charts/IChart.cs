using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>A chart that can be drawn into any frame.</summary>
internal interface IChart
{
    /// <summary>What it shows.</summary>
    string Title { get; }

    /// <summary>What it says, in one sentence.</summary>
    string Sentence { get; }

    /// <summary>Draws the title, the sentence and the chart.</summary>
    void Draw(Sheet sheet, Box frame);
}
