namespace Simulator.Scenarios.Text;

/// <summary>Guesses what was meant by a text that YAML reads differently.</summary>
internal static class YamlMistakes
{
    /// <summary>What may have gone wrong on a line that is not YAML; null if there is nothing to say.</summary>
    public static string? HintFor(string text, int line)
    {
        var lines = text.Split('\n');
        if (line < 1 || line > lines.Length)
        {
            return null;
        }

        var content = lines[line - 1];
        if (content.IndexOfAny(['{', '[']) is >= 0 and var open && content.IndexOf('(', open) >= 0)
        {
            return "inside {…} and […], text with parentheses, commas or colons needs quotes: \"…\"";
        }

        return content.Count(character => character == '"') % 2 == 1 ? "a quote is not closed" : null;
    }

    /// <summary>The text that a comma inside {…} or […] has cut in two: from its start to the closing parenthesis.</summary>
    public static string Whole(string text, int start)
    {
        var depth = 0;
        for (var i = Math.Max(start, 0); i < text.Length && text[i] is not '\n'; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == ')' && depth <= 0)
            {
                return text[start..(i + 1)];
            }
        }

        return ConfigScalar.Clip(text[start..].Split('\n')[0]);
    }

    /// <summary>Whether a text opens more parentheses than it closes, or the reverse.</summary>
    public static bool IsTorn(string text) => text.Count(character => character == '(') != text.Count(character => character == ')');
}
