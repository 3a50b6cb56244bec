using Simulator.Presentation;
using ScottPlot;

namespace Simulator.Charts.Fonts;

/// <summary>How text is set.</summary>
/// <param name="Size">Size of the em. [px]</param>
/// <param name="Weight">Thickness of the strokes.</param>
/// <param name="Tabular">Whether all figures are equally wide, as columns and axes want it.</param>
internal readonly record struct TextStyle(float Size, FontWeight Weight = FontWeight.Normal, bool Tabular = false)
{
    private const char NoBreak = '\u00A0';

    /// <summary>Sets text in one line.</summary>
    public TextRun Set(string text) => new(Printable.Of(text), this);

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

        // By halves: a text may be thousands of characters long, and each width takes a shaping of all of them.
        var (fits, isTooLong) = (1, text.Length);
        while (isTooLong - fits > 1)
        {
            var middle = (fits + isTooLong) / 2;
            (fits, isTooLong) = Width(Begin(text, middle)) > width ? (fits, middle) : (middle, isTooLong);
        }

        return Begin(text, fits);
    }

    /// <summary>The text in as many lines as it takes, broken at blanks; what goes beyond the last line allowed, or a word beyond its line, is cut off.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Width of a line. [px]</param>
    /// <param name="most">Most lines.</param>
    public IReadOnlyList<string> Wrap(string text, double width, int most)
    {
        var lines = Wrap(text, width).ToList();
        if (lines.Count > most)
        {
            lines = [.. lines.Take(most - 1), string.Join(' ', lines.Skip(most - 1))];
        }

        for (var i = 0; i < lines.Count; i++)
        {
            lines[i] = Shorten(lines[i], width);
        }

        return lines;
    }

    /// <summary>The text in as many lines as it takes, broken at blanks, but not before the dot that separates two parts, nor before an ellipsis.</summary>
    public IReadOnlyList<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Replace(" · ", $"{NoBreak}· ", StringComparison.Ordinal).Replace(" …", $"{NoBreak}…", StringComparison.Ordinal).Split(' '))
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
        return [.. lines.Select(broken => broken.Replace($"{NoBreak}·", " ·", StringComparison.Ordinal).Replace($"{NoBreak}…", " …", StringComparison.Ordinal))];
    }

    private static string Begin(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) && length > 1 ? length - 1 : length)].TrimEnd() + "…";
}
