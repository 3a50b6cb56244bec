namespace Simulator.Charts;

/// <summary>A drawn chart.</summary>
/// <param name="Name">File name without extension, e.g. <c>histogram-emissions</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Sentence">What it says: for captions and alternative texts.</param>
/// <param name="Png">The picture as a PNG file.</param>
/// <param name="Svg">The same drawing as the text of an SVG file; empty if it was not requested.</param>
public sealed record ChartFile(string Name, string Title, string Sentence, byte[] Png, string Svg)
{
    /// <summary>The same drawing as a PDF file of one page; empty if it was not requested.</summary>
    public byte[] Pdf { get; init; } = [];
}
