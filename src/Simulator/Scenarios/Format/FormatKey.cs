using System.Globalization;
using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Format;

/// <summary>What the value of a key must be.</summary>
internal enum KeyKind
{
    /// <summary>Any text that is not empty.</summary>
    Text,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number without unit that is not uncertain.</summary>
    Number,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>The id or alias of a catalogue entry.</summary>
    CatalogName,

    /// <summary>A quantity.</summary>
    Quantity,

    /// <summary>Power, or power and cost, of a component.</summary>
    Component,

    /// <summary>Generation sources and their shares.</summary>
    Mix,

    /// <summary>Keys and values of a section.</summary>
    Section,

    /// <summary>The list of powers in parts of a run.</summary>
    Profile,

    /// <summary>The list of phases.</summary>
    Phases,

    /// <summary>The list of lines of the budget.</summary>
    CostLines,

    /// <summary>The list of rank correlations.</summary>
    Correlations,

    /// <summary>The list of published figures.</summary>
    Published,

    /// <summary>The paths of two inputs.</summary>
    InputPair,

    /// <summary>The list of limits.</summary>
    Limits,
}

/// <summary>One key of the scenario format.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kind">What its value must be.</param>
/// <param name="Summary">What it means, in one sentence.</param>
internal sealed record FormatKey(string Name, KeyKind Kind, string Summary)
{
    /// <summary>Unit and bounds of a quantity, or of the power of a component.</summary>
    public KeySpec? Spec { get; init; }

    /// <summary>The section that it opens, or that each item of its list is.</summary>
    public FormatSection? Section { get; init; }

    /// <summary>The words that are allowed; for a quantity, beside quantities.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether the section must have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds where it is left out, as a file would state it; empty where nothing does.</summary>
    public string Default { get; init; } = "";

    /// <summary>A value as a file would state it; empty for what opens a section.</summary>
    public string Example { get; init; } = "";

    /// <summary>What it means, without the words that are allowed beside quantities.</summary>
    public string Meaning => Kind == KeyKind.Quantity && Spec is { } spec ? spec.Summary : Summary;

    /// <summary>A key for a quantity.</summary>
    public static FormatKey For(KeySpec spec) => new(spec.Name, KeyKind.Quantity, spec.Summary)
    {
        Spec = spec,
        Default = spec.Default?.ToString(CultureInfo.InvariantCulture) ?? "",
        Example = spec.Example,
    };
}

/// <summary>The keys that may stand beside each other.</summary>
/// <param name="Name">Name of the section; empty for the top level.</param>
/// <param name="Keys">Its keys, in the order of the documentation.</param>
internal sealed record FormatSection(string Name, IReadOnlyList<FormatKey> Keys)
{
    /// <summary>Groups of keys of which only one may be given on the same level; the first key of each group names it.</summary>
    public IReadOnlyList<IReadOnlyList<string[]>> Alternatives { get; init; } = [];

    /// <summary>Whether alternatives given together are reported where it is known what each amounts to, not with the format.</summary>
    public bool ComparesAlternatives { get; init; }

    /// <summary>Keys of which at least one must be given; empty for none.</summary>
    public IReadOnlyList<string> NeedsOneOf { get; init; } = [];

    /// <summary>Its key with a name, or null.</summary>
    public FormatKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
