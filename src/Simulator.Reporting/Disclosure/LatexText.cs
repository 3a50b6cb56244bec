using System.Text;

namespace Simulator.Reporting.Disclosure;

/// <summary>Texts, numbers and units as LaTeX sets them.</summary>
internal static class LatexText
{
    private static readonly string[] Digits = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

    /// <summary>Text that LaTeX and BibTeX set as it is: no command, no comment, no brace of its own, one line.</summary>
    /// <remarks>Braces become commands without braces around them, since BibTeX counts braces even behind a backslash.</remarks>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => "\\textbackslash{}",
                '{' => "\\textbraceleft{}",
                '}' => "\\textbraceright{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '|' => "\\textbar{}",
                '"' => "\\char34{}",
                '`' => "\\textasciigrave{}",
                '@' => "\\char64{}",
                '$' or '&' or '#' or '_' or '%' => $"\\{rune}",
                '·' => "\\textperiodcentered{}",
                '₂' => "\\textsubscript{2}",
                _ when Rune.IsControl(rune) => " ",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>The name of a command for a figure: letters alone, e.g. <c>simCostMonthOneTwo</c> for <c>cost.month_12</c>, since LaTeX ends a command at anything else.</summary>
    /// <param name="prefix">How it begins.</param>
    /// <param name="figure">Name of the figure; that of a line of the budget has what its name has.</param>
    /// <param name="taken">Names of other commands; this one, and those of the ends of its interval, are added.</param>
    public static string Command(string prefix, string figure, HashSet<string> taken)
    {
        var name = new StringBuilder(prefix);
        var isFirst = true;
        foreach (var letter in figure)
        {
            if (char.IsAsciiDigit(letter))
            {
                name.Append(Digits[letter - '0']);
                isFirst = true;
            }
            else if (char.IsAsciiLetter(letter))
            {
                name.Append(isFirst ? char.ToUpperInvariant(letter) : letter);
                isFirst = false;
            }
            else
            {
                // Of other alphabets nothing is left, and the word goes on.
                isFirst |= !char.IsLetter(letter);
            }
        }

        var command = name.ToString();
        for (var suffix = 'B'; Names(command).Any(taken.Contains); suffix++)
        {
            command = suffix <= 'Z' ? $"{name}{suffix}" : $"{command}X";
        }

        taken.UnionWith(Names(command));
        return command;

        static string[] Names(string command) => [command, command + "Low", command + "High"];
    }

    /// <summary>Text behind a percent sign: one line, whatever stands in it.</summary>
    public static string Comment(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").EnumerateRunes().Select(rune => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString()));

    /// <summary>A printed number as siunitx reads it, e.g. <c>7449</c> or <c>3.1e15</c>.</summary>
    public static string Number(string printed) => FormFigures.Plain(printed).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    /// <summary>A unit as siunitx reads it literally, e.g. <c>t~CO_{2}e</c> or <c>ha.year</c>; empty for none.</summary>
    public static string Unit(string name) => name
        .Replace(' ', '~')
        .Replace('*', '.')
        .Replace("CO2", "CO_{2}", StringComparison.Ordinal)
        .Replace("m3", "m^{3}", StringComparison.Ordinal)
        .Replace("m2", "m^{2}", StringComparison.Ordinal);
}
