namespace Simulator.Reporting.Tables;

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

    private static int BreakBefore(string text, int width) =>
        LastBreak(text, width, " /.") ?? LastBreak(text, width, "_-") ?? width;

    /// <summary>The last place within the width that follows one of the characters, or a space; null if the line would be short.</summary>
    private static int? LastBreak(string text, int width, string after)
    {
        for (var end = width; end > width / 3; end--)
        {
            var last = text[end - 1];
            if (text[end] == ' ' || (after.Contains(last) && (last is ' ' or '/' || char.IsLetter(text[end]))))
            {
                return end;
            }
        }

        return null;
    }
}
