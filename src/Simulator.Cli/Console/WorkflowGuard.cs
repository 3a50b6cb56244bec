using System.Text;

namespace Simulator.Cli.Console;

/// <summary>Keeps text from being taken for a command of the service that shows the log of a pipeline.</summary>
/// <remarks>
/// GitHub Actions obeys <c>::command::</c> at the beginning of a line and <c>##[command]</c> anywhere, Azure Pipelines
/// <c>##[command]</c> and <c>##vso[command]</c>, TeamCity <c>##teamcity[command]</c>. A name or a description of a scenario
/// file must not set outputs or hide annotations, and a log may be read by a service of which the program knows nothing: all
/// text is guarded, everywhere. <c>:\:</c> and <c>##\u005b</c> are not commands; Markdown shows the one and JSON reads the
/// other as what was written.
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

            var isCommand = character == '[' && _signs >= 2;
            _ = isCommand ? shown.Append("\\u005b") : shown.Append(character);
            _signs = character == '#' ? _signs + 1 : _signs >= 2 && char.IsAsciiLetter(character) ? _signs : 0;
            _isStart = character is '\n' or '\r' || (_isStart && _colons == 0 && char.IsWhiteSpace(character));
            _colons = 0;
        }

        return shown.ToString();
    }
}
