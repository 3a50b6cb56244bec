using Simulator.Presentation;

namespace Simulator.Reporting.Tables;

/// <summary>The escape sequences that reports use, where the terminal understands them, around text that holds none.</summary>
internal static class TerminalStyle
{
    private const string BoldOn = "\e[1m";
    private const string FaintOn = "\e[2m";
    private const string Off = "\e[0m";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Sequences { get; } = [BoldOn, FaintOn, Off];

    internal static string Bold(string text, bool styled) => styled ? BoldOn + Printable.Of(text) + Off : text;

    internal static string Faint(string text, bool styled) => styled && text.Length > 0 ? FaintOn + Printable.Of(text) + Off : text;
}
