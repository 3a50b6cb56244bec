namespace Simulator.Reporting;

/// <summary>The two escape sequences that reports use, where the terminal understands them.</summary>
internal static class TextStyle
{
    public static string Bold(string text, bool styled) => styled ? $"\e[1m{text}\e[0m" : text;

    public static string Faint(string text, bool styled) => styled && text.Length > 0 ? $"\e[2m{text}\e[0m" : text;
}
