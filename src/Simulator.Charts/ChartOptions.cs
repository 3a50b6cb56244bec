namespace Simulator.Charts;

/// <summary>Which charts are drawn and how.</summary>
public sealed record ChartOptions
{
    private readonly int? _height;

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ChartKind> AllKinds { get; } = Enum.GetValues<ChartKind>();

    /// <summary>The kinds wanted.</summary>
    public IReadOnlyCollection<ChartKind> Kinds { get; init; } = AllKinds;

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

    /// <summary>What the convergence charts show; none is drawn without.</summary>
    public IReadOnlyList<ConvergenceTrace> Convergence { get; init; } = [];

    /// <summary>Outputs of which a tornado is drawn.</summary>
    public IReadOnlyCollection<string> Drivers { get; init; } = ["energy", "cost", "emissions", "water"];

    /// <summary>Whether charts carry their title and what they say; a caption may do so instead.</summary>
    public bool HasTitle { get; init; } = true;

    /// <summary>Whether each chart is drawn as SVG too.</summary>
    public bool WithSvg { get; init; } = true;

    /// <summary>Whether each chart is drawn as PDF too.</summary>
    public bool WithPdf { get; init; }

    /// <summary>Threads to draw with; the files do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the height was set.</summary>
    internal bool HasOwnHeight => _height is not null;

    /// <summary>Reads names such as <c>histogram,overview</c>.</summary>
    /// <exception cref="ArgumentException">A name is unknown; the message lists those that are known.</exception>
    public static IReadOnlyList<ChartKind> ParseKinds(string names)
    {
        var kinds = new List<ChartKind>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var known = Array.FindIndex(Enum.GetNames<ChartKind>(), kind => string.Equals(kind, name, StringComparison.OrdinalIgnoreCase));
            if (known < 0)
            {
                var all = string.Join(", ", Enum.GetNames<ChartKind>().Select(kind => kind.ToLowerInvariant()));
                throw new ArgumentException($"There is no chart '{name}'. There are: {all}.", nameof(names));
            }

            kinds.Add((ChartKind)known);
        }

        return kinds;
    }

    private static int HeightFor(int width)
    {
        // From the shape of a slide to nearly a square for the column of a journal.
        const double Wide = 800, Narrow = 320, Flat = 0.625, Steep = 0.9;
        var share = Math.Clamp((Wide - width) / (Wide - Narrow), 0, 1);
        return (int)Math.Round(width * (Flat + (share * (Steep - Flat))));
    }
}
