using Simulator.Catalog;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>
/// The values of one section in one place: what one file states in a phase's override or in the section for all phases,
/// or a catalogue entry.
/// </summary>
/// <param name="path">Path of the section, e.g. <c>grid</c> or <c>training.pre-training.grid</c>.</param>
/// <param name="position">Where it was written.</param>
internal sealed class Level(string path, SourcePosition position)
{
    /// <summary>Path of the section.</summary>
    public string Path { get; } = path;

    /// <summary>Where it was written.</summary>
    public SourcePosition Position { get; } = position;

    /// <summary>Whether it is a catalogue entry rather than written in a file.</summary>
    public bool IsCatalog { get; init; }

    /// <summary>Quantities by key.</summary>
    public Dictionary<KeySpec, Quantity> Quantities { get; } = [];

    /// <summary>Names of the keys that are given, including those with mistakes, which must not be reported as missing.</summary>
    public HashSet<string> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Words by key, of keys that take a word: <c>uncertainty</c>, <c>accounting</c>, or <c>losses: catalog</c>.</summary>
    public Dictionary<string, string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each key was written; empty for a catalogue entry.</summary>
    public Dictionary<string, SourcePosition> Positions { get; } = new(StringComparer.Ordinal);

    /// <summary>What was written for each key, as messages show it; empty for a catalogue entry.</summary>
    public Dictionary<string, string> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>By key, what files farther away stated for it or for what it excludes; the nearest first.</summary>
    public Dictionary<string, IReadOnlyList<ConfigEntry>> Overruled { get; } = new(StringComparer.Ordinal);

    /// <summary>Components; null if they are not given.</summary>
    public IReadOnlyList<ComponentShares>? Components { get; set; }

    /// <summary>Generation mix, its concentration left out; null if it is not given.</summary>
    public GenerationMix? Mix { get; set; }

    /// <summary>Dirichlet concentration of the mix; null if it is not given. [-]</summary>
    public double? Concentration { get; set; }

    /// <summary>Where the concentration is written; null if it is not given.</summary>
    public SourcePosition? ConcentrationPosition { get; set; }

    /// <summary>Whether embodied carbon is charged in full; null if nothing is said.</summary>
    public bool? EmbodiedInFull { get; set; }

    /// <summary>Catalogue entry that is named; null if none is, or an unknown one.</summary>
    public CatalogEntry? Entry { get; set; }

    /// <summary>Where the catalogue entry is named; null if none is.</summary>
    public SourcePosition? EntryPosition { get; set; }

    /// <summary>Power in each of equal parts of the run, as stated; null if nothing is said.</summary>
    public IReadOnlyList<double>? Profile { get; set; }

    /// <summary>Whether any of some keys is given.</summary>
    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Given.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}
