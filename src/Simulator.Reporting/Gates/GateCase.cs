using System.Globalization;
using Simulator.Presentation;

namespace Simulator.Reporting.Gates;

/// <summary>One thing that a gate looks at: a limit, a warning, an error.</summary>
/// <param name="Suite">The scenario or the comparison that it belongs to.</param>
/// <param name="Name">What is looked at, e.g. the limit as written.</param>
/// <param name="Status">What was found.</param>
/// <param name="Message">The finding in a sentence; empty where there is nothing to say.</param>
/// <param name="Place">Where it was stated.</param>
internal sealed record GateCase(string Suite, string Name, GateStatus Status, string Message, GatePlace Place)
{
    /// <summary>What it is made of, where several scenarios have it: one for each place; empty otherwise.</summary>
    public IReadOnlyList<GateCase> Parts { get; init; } = [];

    /// <summary>What is shown at places of files: itself, or its parts.</summary>
    public IReadOnlyList<GateCase> AtPlaces => Parts.Count > 0 ? Parts : [this];

    /// <summary>The same with a visible sign in place of control characters and of what turns the direction of writing.</summary>
    public GateCase Shown => this with
    {
        Suite = Printable.Of(Suite), Name = Printable.Of(Name), Message = Printable.Of(Message), Place = Place with { File = Printable.Of(Place.File) },
        Parts = [.. Parts.Select(part => part.Shown)],
    };

    /// <summary>Whether it stops the gate.</summary>
    /// <param name="isStrict">Whether warnings and undecided limits do.</param>
    public bool Stops(bool isStrict) => Status is GateStatus.Failed or GateStatus.Error || (isStrict && Status is GateStatus.Warning or GateStatus.Undecided);
}

/// <summary>What a gate found.</summary>
internal enum GateStatus
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>The samples do not tell.</summary>
    Undecided,

    /// <summary>Possible, but unusual.</summary>
    Warning,

    /// <summary>It does not hold.</summary>
    Failed,

    /// <summary>The file cannot be read.</summary>
    Error,
}

/// <summary>A place in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, 1-based; 0 for the file as a whole.</param>
/// <param name="Column">Column, 1-based; 0 if it is not known.</param>
internal readonly record struct GatePlace(string File, int Line = 0, int Column = 0)
{
    /// <summary>Reads <c>file:line:column</c>; anything else, such as the name of an option, stands for the file as a whole.</summary>
    /// <param name="text">The place.</param>
    /// <param name="file">The file where the text names none.</param>
    public static GatePlace Parse(string text, string file)
    {
        var column = text.LastIndexOf(':');
        var line = column > 0 ? text.LastIndexOf(':', column - 1) : -1;
        return line > 0 && int.TryParse(text.AsSpan(line + 1, column - line - 1), CultureInfo.InvariantCulture, out var row) && int.TryParse(text.AsSpan(column + 1), CultureInfo.InvariantCulture, out var at)
            ? new GatePlace(text[..line], row, at)
            : new GatePlace(file);
    }

    /// <summary>The file as the tools of a repository name it: below the current folder, with slashes; empty for standard input and where there is none.</summary>
    public string RelativeFile
    {
        get
        {
            if (string.IsNullOrEmpty(File) || File[0] == '<')
            {
                return "";
            }

            var relative = Path.GetRelativePath(".", File);
            return (relative.StartsWith("..", StringComparison.Ordinal) ? File : relative).Replace('\\', '/');
        }
    }
}
