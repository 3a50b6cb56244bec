namespace Simulator.Reporting;

/// <summary>Breaks text over lines: between words, inside dotted names, and only then anywhere.</summary>
internal static class WordWrap
{
    public static IReadOnlyList<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var rest = paragraph;
            while (rest.Length > width)
            {
                var end = BreakBefore(rest, width);
                lines.Add(rest[..end].TrimEnd());
                rest = rest[end..].TrimStart();
            }

            lines.Add(rest);
        }

        return lines;
    }

    private static int BreakBefore(string text, int width)
    {
        for (var end = width; end > width / 3; end--)
        {
            if (text[end] == ' ' || text[end - 1] is ' ' or '/' || (text[end - 1] is '.' or '_' or '-' && char.IsLetter(text[end])))
            {
                return end;
            }
        }

        return width;
    }
}
