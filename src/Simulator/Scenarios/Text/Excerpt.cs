namespace Simulator.Scenarios.Text;

/// <summary>A text with a place in it that a message points to.</summary>
/// <param name="Text">The text.</param>
/// <param name="Offset">The place, 0-based; the length of the text for its end.</param>
public sealed record Excerpt(string Text, int Offset)
{
    private const int Before = 60;
    private const int Longest = 100;
    private const string Indent = "    ";

    /// <summary>Two lines: the text, and a caret under the place. Of a long text what surrounds the place.</summary>
    /// <remarks>The text comes from the user: control characters must not control a terminal or shift the caret.</remarks>
    public override string ToString()
    {
        var start = Text.Length <= Longest ? 0 : Math.Max(0, Math.Min(Offset - Before, Text.Length - Longest));
        var shown = string.Concat(Text.Skip(start).Take(Longest).Select(character => char.IsControl(character) ? ' ' : character));
        return $"{Indent}{shown.TrimEnd()}\n{Indent}{new string(' ', Math.Clamp(Offset - start, 0, shown.Length))}^";
    }
}
