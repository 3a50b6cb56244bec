using System.Text;

namespace Simulator.Cli.Supervision;

/// <summary>What a command writes to standard error, without the last words of a runtime that gives up.</summary>
/// <param name="write">Writes a line.</param>
internal sealed class Messages(Action<string> write)
{
    private const int MostLines = 1000;

    // Of the runtime, its host, its collector, and the language of the library that draws.
    private static readonly string[] FirstWords =
        ["Unhandled exception", "Out of memory", "Process terminated", "Fatal error", "Stack overflow", "Failed to ", "GC: ", "GC heap", "terminate called", "No usable version of libssl"];

    /// <summary>One character for each byte: what the command writes is passed on as it is, in whatever encoding.</summary>
    public static Encoding Encoding => Encoding.Latin1;

    private readonly List<string> _held = [];

    /// <summary>Whether there was a message.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Passes messages on until the stream ends, and holds what may be last words.</summary>
    /// <param name="stream">Standard error of the command.</param>
    public void PassOn(TextReader stream)
    {
        try
        {
            while (stream.ReadLine() is { } line)
            {
                if (_held.Count is > 0 and < MostLines || Array.Exists(FirstWords, words => line.StartsWith(words, StringComparison.Ordinal)))
                {
                    _held.Add(line);
                }
                else if (_held.Count == 0)
                {
                    HasAny = true;
                    write(line);
                }
            }
        }
        catch (Exception)
        {
            // There is no memory to read them. Messages are lost; without a reader the command does not wait for one.
            stream.Dispose();
        }
    }

    /// <summary>The command has ended as it should: what was held were messages like others.</summary>
    public void Complete() => _held.ForEach(write);
}
