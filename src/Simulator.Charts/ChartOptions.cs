using Simulator.Catalog;
using Simulator.Charts.Kinds;
using Simulator.Charts.Style;
using Simulator.Model;
using Simulator.Results;

namespace Simulator.Charts;

/// <summary>Which charts are drawn and how.</summary>
public sealed record ChartOptions
{
    private readonly int? _height;

    /// <summary>The kinds wanted.</summary>
    public IReadOnlyCollection<ChartKind> Kinds { get; init; } = ChartKind.All;

    /// <summary>Charts of single outputs, instead of the usual ones of their kind.</summary>
    internal IReadOnlyCollection<ChartChoice> Choices { get; init; } = [];

    /// <summary>Colours.</summary>
    public Theme Theme { get; init; } = Theme.Light;

    /// <summary>Width of the drawing. [px at scale 1]</summary>
    public int Width { get; init; } = 1600;

    /// <summary>Height of the drawing; as long as it is not set, five eighths of the width, and more in a narrow picture. [px at scale 1]</summary>
    public int Height
    {
        get => _height ?? HeightFor(Width);
        init => _height = value;
    }

    /// <summary>Pixels of the PNG per pixel of the drawing: 2 for print and fine screens.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Limits to mark.</summary>
    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];

    /// <summary>Data of the convergence charts; without it none are drawn.</summary>
    public IReadOnlyList<ConvergenceTrace> Convergence { get; init; } = [];

    /// <summary>Outputs of which a tornado is drawn.</summary>
    public IReadOnlyCollection<string> Drivers { get; init; } = OutputDefinitions.Headline;

    /// <summary>Whether charts carry their title and what they say; a caption may do so instead.</summary>
    public bool HasTitle { get; init; } = true;

    /// <summary>Whether each chart is drawn as SVG too.</summary>
    public bool WithSvg { get; init; } = true;

    /// <summary>Whether each chart is drawn as PDF too.</summary>
    public bool WithPdf { get; init; }

    /// <summary>Ends the drawing: charts not begun by then are left out.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Threads to draw with; the files do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether charts were chosen by name, so that a notice is due for each that cannot be drawn.</summary>
    internal bool AreChosen { get; init; }

    /// <summary>The kinds wanted, each once, in the order in which they are drawn.</summary>
    internal IEnumerable<ChartKind> OrderedKinds => ChartKind.All.Where(Kinds.Contains);

    /// <summary>Whether the height was set.</summary>
    internal bool HasOwnHeight => _height is not null;

    /// <summary>These options with the charts of a list such as <c>overview,histogram:emissions</c>: kinds, and kinds of single outputs.</summary>
    /// <param name="names">The list.</param>
    /// <param name="outputs">Names of the outputs that there are.</param>
    /// <exception cref="ArgumentException">A kind or an output is unknown, or the kind shows no single output.</exception>
    public ChartOptions With(string names, IReadOnlyCollection<string> outputs)
    {
        var (kinds, choices) = (new List<ChartKind>(), new List<ChartChoice>());
        foreach (var name in Names(names))
        {
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            var kind = Kind(colon < 0 ? name : name[..colon].Trim());
            kinds.Add(kind);
            if (colon < 0)
            {
                continue;
            }

            var output = name[(colon + 1)..].Trim();
            if (!kind.IsOfOneOutput)
            {
                throw new ArgumentException($"The chart '{kind.Name}' shows several outputs at once: found '{name}'; write {kind.Name}.", nameof(names));
            }

            if (!outputs.Contains(output))
            {
                throw new ArgumentException($"There is no output '{output}', found in '{name}'. Choose from: {string.Join(", ", outputs)}.{Spelling.HintLine(output, outputs)}", nameof(names));
            }

            choices.Add(new ChartChoice(kind, output));
        }

        // A kind that is named without an output means all its usual ones.
        return this with { AreChosen = true, Kinds = kinds, Choices = [.. choices.Where(choice => !Names(names).Contains(choice.Kind.Name, StringComparer.OrdinalIgnoreCase))] };
    }

    /// <summary>Whether an output is drawn as a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="isUsual">Whether it is drawn where no outputs are chosen.</param>
    internal bool Wants(ChartKind kind, string output, bool isUsual) =>
        Choices.Any(choice => choice.Kind == kind) ? Choices.Contains(new ChartChoice(kind, output)) : isUsual;

    /// <summary>Limits of an output.</summary>
    internal IReadOnlyList<ChartLimit> LimitsOf(OutputSummary output) =>
        [.. Limits.Where(limit => string.Equals(limit.Output, output.Name, StringComparison.Ordinal))];

    private static string[] Names(string names) => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ChartKind Kind(string name)
    {
        var known = ChartKind.All.Select(kind => kind.Name).ToList();
        return ChartKind.All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException($"There is no chart '{name}'. Choose from: {string.Join(", ", known)}.{Spelling.HintLine(name, known)}", nameof(name));
    }

    private static int HeightFor(int width)
    {
        // From the shape of a slide to nearly a square for the column of a journal.
        const double Wide = 800, Narrow = 320, Flat = 0.625, Steep = 0.9;
        var share = Math.Clamp((Wide - width) / (Wide - Narrow), 0, 1);
        return (int)Math.Round(width * (Flat + (share * (Steep - Flat))));
    }
}

/// <summary>A chart of one output.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Output">Name of the output, e.g. <c>emissions</c>.</param>
internal sealed record ChartChoice(ChartKind Kind, string Output);
