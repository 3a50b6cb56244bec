using System.Text;

namespace Simulator.Cli.Console;

/// <summary>Keeps text from being taken for a command of the service that reads the log of a pipeline.</summary>
/// <remarks>
/// GitHub Actions obeys <c>::command::</c> at the beginning of a line and <c>##[command]</c> anywhere. A name or a
/// description of a scenario file must not set outputs or hide annotations. <c>:\:</c> and <c>##\u005b</c> are not
/// commands; Markdown shows the one and JSON reads the other as what was written.
/// </remarks>
internal sealed class WorkflowGuard
{
    private bool _isStart = true;
    private int _colons;
    private int _signs;

    /// <summary>The text that is safe after what was written before.</summary>
    public string Guarded(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (_isStart && character == ':')
            {
                shown.Append(_colons > 0 ? "\\:" : ":");
                _colons++;
                _isStart = _colons < 2;
                continue;
            }

            shown.Append(character == '[' && _signs >= 2 ? "\\u005b" : character.ToString());
            _signs = character == '#' ? _signs + 1 : 0;
            _isStart = character is '\n' or '\r' || (_isStart && _colons == 0 && char.IsWhiteSpace(character));
            _colons = 0;
        }

        return shown.ToString();
    }
}
