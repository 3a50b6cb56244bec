namespace Simulator.Scenarios.Text;

/// <summary>One remark on a scenario file: where, what was found, what is allowed.</summary>
/// <param name="Severity">Whether the file can be run.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line, 1-based; 0 if it concerns the file as a whole.</param>
/// <param name="Column">Column, 1-based; 0 if it concerns the file as a whole.</param>
/// <param name="Path">The key's path, e.g. <c>facility.pue</c>; empty if there is none.</param>
/// <param name="Found">What was found, with the number where there is one.</param>
/// <param name="Allowed">What is allowed, or the rule that was applied.</param>
/// <param name="Hint">What to do about it, e.g. the nearest known key; null if there is nothing to add.</param>
public sealed record Diagnostic(
    Severity Severity, string File, int Line, int Column, string Path, string Found, string Allowed, string? Hint = null)
{
    /// <summary>The text that the remark is about, with the place in it; null where file and line say enough.</summary>
    internal Excerpt? Excerpt { get; init; }

    /// <summary>A warning as a sentence among the notices of a result: what was found, what is allowed, and what to write instead.</summary>
    internal string Notice => $"Warning: {(Path.Length > 0 ? $"{Path}: " : "")}{Found}; {Allowed}{(Hint is null ? "" : $"; {Hint}")}.";

    /// <summary>Whether <see cref="Allowed"/> is a sentence about what was found, and not what may stand there instead.</summary>
    internal bool IsRule { get; init; }

    /// <summary>What was found, and what is allowed or expected instead.</summary>
    internal string Statement => IsRule ? $"{Found}; {Allowed}" : $"found {Found}; {(Severity == Severity.Error ? "allowed" : "expected")}: {Allowed}";

    /// <summary>Whether the remark may be shown of a file that is not to be quoted.</summary>
    internal bool QuotesNothing { get; init; }

    /// <summary>One line, in the form that editors can jump to; a text with a caret under the place; and the hint.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        var key = Path.Length > 0 ? $" {Path}:" : "";
        var hint = Hint is null ? "" : $"\n  hint: {Hint}";
        var text = Excerpt is null ? "" : $"\n{Excerpt}";
        return $"{place}: {(Severity == Severity.Error ? "error" : "warning")}:{key} {Statement}{text}{hint}";
    }
}

/// <summary>Whether a remark stops the run.</summary>
public enum Severity
{
    /// <summary>The run continues.</summary>
    Warning,

    /// <summary>The file cannot be run.</summary>
    Error,
}

/// <summary>A scenario file cannot be run; holds every error found in it.</summary>
public sealed class ScenarioException(IReadOnlyList<Diagnostic> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>The errors, in the order of the file; at least one.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; } = errors;
}
