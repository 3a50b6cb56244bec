using ScottPlot;

namespace Simulator.Charts.Fonts;

/// <summary>How text is set.</summary>
/// <param name="Size">Size of the em. [px]</param>
/// <param name="Weight">Thickness of the strokes.</param>
/// <param name="Tabular">Whether all figures are equally wide, as columns and axes want it.</param>
internal readonly record struct TextStyle(float Size, FontWeight Weight = FontWeight.Normal, bool Tabular = false)
{
    /// <summary>Sets text in one line.</summary>
    public TextRun Set(string text) => new(text, this);

    /// <summary>Width of a text. [px]</summary>
    public float Width(string text) => Set(text).Width;

    /// <summary>Height of a flat capital and of the figures. [px]</summary>
    public float CapHeight => Set("").CapHeight;

    /// <summary>The text, shortened by an ellipsis if it is too wide.</summary>
    public string Shorten(string text, double width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var length = text.Length - 1;
        while (length > 1 && Width(text[..length].TrimEnd() + "…") > width)
        {
            length -= char.IsLowSurrogate(text[length - 1]) ? 2 : 1;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>The text in as many lines as it takes, broken at blanks.</summary>
    public IReadOnlyList<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Width(longer) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }
}
