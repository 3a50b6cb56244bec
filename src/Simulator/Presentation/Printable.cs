using System.Buffers;

namespace Simulator.Presentation;

/// <summary>Text without control characters: names, file names and headings can come from anywhere.</summary>
internal static class Printable
{
    // Controls (C0 but for tabulator and line feed, DEL, C1), and what turns the direction of writing.
    private static readonly SearchValues<char> Obeyed = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(character => char.IsControl(character) && character is not ('\t' or '\n')),
        '\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2028', '\u2029', '\uFFFE', '\uFFFF', '\u2066', '\u2067', '\u2068', '\u2069',
    ]);

    /// <summary>The text with a visible sign in place of every control character.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAny(Obeyed) ? string.Create(text.Length, text, Replace) : text;

    /// <summary>Whether a terminal shows all of it.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text) => !text.ContainsAny(Obeyed);

    /// <summary>The visible sign in place of a character; the character itself where it is shown as it is.</summary>
    public static char Of(char character) => !Obeyed.Contains(character) ? character
        : character < ' ' ? (char)('\u2400' + character)
        : character == '\u007F' ? '\u2421'
        : '\uFFFD';

    private static void Replace(Span<char> shown, string text)
    {
        for (var index = 0; index < shown.Length; index++)
        {
            shown[index] = Of(text[index]);
        }
    }
}
