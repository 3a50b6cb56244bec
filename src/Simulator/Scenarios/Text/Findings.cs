namespace Simulator.Scenarios.Text;

/// <summary>Collects the remarks on a scenario file, each once, so that a user sees all errors and not only the first.</summary>
internal sealed class Findings
{
    private readonly List<Diagnostic> _all = [];
    private readonly HashSet<Diagnostic> _seen = [];
    private readonly Dictionary<string, (string Found, string? Hint)> _unquoted = new(StringComparer.Ordinal);

    /// <summary>Whether the file cannot be run.</summary>
    public bool HasErrors => _all.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>The errors, in the order of the files.</summary>
    public IReadOnlyList<Diagnostic> Errors => Sorted(Severity.Error);

    /// <summary>The warnings, in the order of the files.</summary>
    public IReadOnlyList<Diagnostic> Warnings => Sorted(Severity.Warning);

    /// <summary>Quotes nothing of a file in errors, only where it is wrong and what is allowed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="found">What errors say in place of what was found.</param>
    /// <param name="hint">What they say in place of hints, which may quote too; null for nothing.</param>
    public void DoNotQuote(string file, string found = "something else, which is not quoted: the file is outside the scenario's folder, or is no scenario", string? hint = null) =>
        _unquoted[file] = (found, hint);

    /// <summary>Adds the remarks of others.</summary>
    public void Add(Findings others) => others._all.ForEach(Add);

    /// <summary>Adds an error.</summary>
    public void Error(SourcePosition at, string path, string found, string allowed, string? hint = null, Excerpt? excerpt = null, bool quotes = true) =>
        Add(new Diagnostic(Severity.Error, at.File, at.Line, at.Column, path, found, allowed, hint) { Excerpt = excerpt, QuotesNothing = !quotes });

    /// <summary>Adds a warning.</summary>
    public void Warn(SourcePosition at, string path, string found, string allowed, string? hint = null, bool isRule = false) =>
        Add(new Diagnostic(Severity.Warning, at.File, at.Line, at.Column, path, found, allowed, hint) { IsRule = isRule });

    /// <summary>Stops if there is an error.</summary>
    /// <exception cref="ScenarioException">There is one.</exception>
    public void ThrowOnErrors()
    {
        if (HasErrors)
        {
            throw new ScenarioException(Errors);
        }
    }

    private void Add(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == Severity.Error && diagnostic.Line > 0 && !diagnostic.QuotesNothing && _unquoted.TryGetValue(diagnostic.File, out var said))
        {
            diagnostic = diagnostic with { Path = "", Found = said.Found, Hint = said.Hint, Excerpt = null };
        }

        diagnostic = diagnostic with { Path = Printable(diagnostic.Path), Found = Printable(diagnostic.Found) };
        if (_seen.Add(diagnostic))
        {
            _all.Add(diagnostic);
        }
    }

    // The quoted text comes from the file: it must not flood or control a terminal.
    private static string Printable(string text)
    {
        const int Longest = 400;
        var clipped = text.Length <= Longest ? text : text[..Longest] + "…";
        return clipped.Any(char.IsControl) ? string.Concat(clipped.Select(character => char.IsControl(character) ? '\uFFFD' : character)) : clipped;
    }

    private List<Diagnostic> Sorted(Severity severity)
    {
        var files = _all.Select(diagnostic => diagnostic.File).Distinct().ToList();
        return [.. _all.Where(diagnostic => diagnostic.Severity == severity)
            .OrderBy(diagnostic => files.IndexOf(diagnostic.File)).ThenBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column)];
    }
}
