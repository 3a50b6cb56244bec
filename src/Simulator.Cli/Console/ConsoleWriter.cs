using System.Text;
using Simulator.Presentation;

namespace Simulator.Cli.Console;

/// <summary>A stream of the console that shows control characters instead of passing them on, except for the program's own styles.</summary>
/// <param name="inner">The stream.</param>
/// <param name="styles">Escape sequences that are passed on as they are; none where the stream is no terminal.</param>
/// <param name="isRequired">Whether a failure to write ends the command; messages may be lost.</param>
internal sealed class ConsoleWriter(TextWriter inner, IReadOnlyList<string> styles, bool isRequired) : TextWriter
{
    private const char Escape = '\e';

    private readonly WorkflowGuard _guard = new();

    /// <summary>The stream without protection, for what draws on the terminal.</summary>
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        var shown = Shown(value);
        var text = _guard.Guarded([shown]);
        Try(() => inner.Write(text));
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        // Almost everything is printable, and a document may be long.
        var text = Printable.IsPrintable(buffer) ? buffer.ToString() : Protect(buffer);
        text = _guard.Guarded(text);
        Try(() => inner.Write(text));
    }

    public override void WriteLine()
    {
        _guard.Guarded("\n");
        Try(inner.WriteLine);
    }

    public override void WriteLine(string? value)
    {
        Write(value);
        WriteLine();
    }

    public override void Flush() => Try(inner.Flush);

    /// <summary>Writes a line that a pipeline is to obey as a command; in its texts it finds no other.</summary>
    public void WriteCommand(string command)
    {
        var guard = new WorkflowGuard();
        guard.Guarded("the start of a line");
        Try(() => inner.WriteLine(guard.Guarded(Printable.Of(command))));
    }

    private string Protect(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        while (text.Length > 0)
        {
            var style = text[0] == Escape ? StyleAt(text) : null;
            if (style is null)
            {
                shown.Append(Shown(text[0]));
            }
            else
            {
                shown.Append(style);
            }

            text = text[(style?.Length ?? 1)..];
        }

        return shown.ToString();
    }

    private string? StyleAt(ReadOnlySpan<char> text)
    {
        foreach (var style in styles)
        {
            if (text.StartsWith(style, StringComparison.Ordinal))
            {
                return style;
            }
        }

        return null;
    }

    // Help is written with the line ends of the system.
    private static char Shown(char character) => character == '\r' && OperatingSystem.IsWindows() ? character : Printable.Of(character);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is (IOException or UnauthorizedAccessException or ObjectDisposedException) and not FileNotFoundException)
        {
            // A file that is not found is a part of the program, not the stream.
            // Where the reader of messages has gone away, the result must not be lost for that.
            if (isRequired)
            {
                throw new IOException($"standard output: {(exception is IOException ? exception.Message : "it is closed, or cannot be written to")}", exception.HResult);
            }
        }
    }
}
