using Simulator.Model;
using Simulator.Scenarios.Format;

namespace Simulator.Reporting.Tables;

/// <summary>What a key of scenario files, or an output, means.</summary>
/// <param name="Name">Path of the key, or name of the output.</param>
/// <param name="Facts">The facts, each with its heading; what does not apply is left out.</param>
internal sealed record KeyExplanation(string Name, IReadOnlyList<(string Heading, string Fact)> Facts)
{
    /// <summary>Heading of what a name stands for.</summary>
    public const string Meaning = "meaning";

    /// <summary>Heading of lines of a file.</summary>
    public const string Example = "example";

    private const string Caution = "caution";

    /// <summary>Everything that a name stands for; nothing if it is not known.</summary>
    public static IReadOnlyList<KeyExplanation> Find(string name) =>
    [
        .. KeyPaths.Find(name).Select(Of),
        .. OutputDefinitions.All.Where(output => output.Name == name.Trim()).Select(Of),
        .. OutputExplanation.Of(name.Trim()) is { } facts ? [new KeyExplanation($"output {name.Trim()}", Stated(facts))] : Array.Empty<KeyExplanation>(),
    ];

    /// <summary>The name that is spelt most like a text; null if none is like it.</summary>
    public static string? Nearest(string name) => name.StartsWith(OutputDefinitions.PartOfCost, StringComparison.Ordinal)
        ? OutputExplanation.NearestPart(name)
        : KeyPaths.Nearest(name) ?? Catalog.Spelling.Nearest(name, OutputDefinitions.Names.Concat(OutputExplanation.Names));

    /// <summary>Writes it as plain text.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Columns of the terminal; null for a file or a pipe.</param>
    /// <param name="styled">Whether escape sequences may set the name in bold.</param>
    public void WriteText(TextWriter writer, int? width, bool styled)
    {
        writer.WriteLine(TerminalStyle.Bold(Name, styled));
        foreach (var (heading, fact) in Facts.Where(fact => fact.Heading != Example))
        {
            TextTable.WriteWrapped(writer, heading is Meaning or Caution ? fact : $"{heading}: {fact}", "  ", width);
        }

        foreach (var example in Facts.Where(fact => fact.Heading == Example))
        {
            writer.WriteLine("  example:");
            foreach (var line in example.Fact.Split('\n'))
            {
                writer.WriteLine($"    {line}");
            }
        }
    }

    private static KeyExplanation Of(KeyPath path)
    {
        var key = path.Key;
        var isQuantity = key.Kind is KeyKind.Quantity or KeyKind.Component;
        return new(path.Path, Stated(
        [
            (Meaning, key.Meaning),
            (Caution, KeyCautions.All.GetValueOrDefault(path.Path, "")),
            ("unit", !isQuantity ? "" : KeyWords.Unit(key) is { Length: > 0 } unit ? $"{unit}, or another unit of the same kind" : "none; a plain number or a share, e.g. 0.85 or 85%"),
            ("allowed", KeyWords.Allowed(key, word => word, (words, _) => words)),
            ("default", key.IsRequired ? "required" : key.Default.Length > 0 ? key.Default : isQuantity ? "none; what needs it is then left out" : ""),
            ("catalogue", CatalogSpan.For(key)?.ToString() ?? (isQuantity ? "has no figures for it" : "")),
            ("needed for", string.Join(", ", Outputs(key))),
            ("contains", key.Section is { } section ? string.Join(", ", section.Keys.Select(inner => inner.Name)) : ""),
            (Example, string.Join('\n', KeyExample.Of(path))),
        ]));
    }

    private static KeyExplanation Of(OutputDefinition output) => new($"output {output.Name}", Stated(
    [
        (Meaning, $"{output.Title}: {output.Explanation ?? output.Boundary}."),
        ("unit", output.Unit.Length > 0 ? output.Unit : "none"),
        ("equation", output.Equation),
        ("needs", string.Join("; ", output.Requires.Select(requirement => requirement.Or is { } other ? $"{requirement.Words}, or {other.Words}" : requirement.Words.TrimEnd(',')))),
        (Example, $"limits: [\"p95 {output.Name} < 100 {output.Unit}".TrimEnd() + "\"]"),
    ]));

    private static IReadOnlyList<(string Heading, string Fact)> Stated(IEnumerable<(string Heading, string Fact)> facts) => [.. facts.Where(fact => fact.Fact.Length > 0)];

    private static IEnumerable<string> Outputs(FormatKey key) => key.Spec is not { Default: null } spec ? [] :
        OutputDefinitions.All.Where(output => output.Requires.Any(requirement => requirement.Names($"{spec.Section}.{spec.Name}"))).Select(output => output.Name);
}
