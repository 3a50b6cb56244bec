using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Simulator.Catalog;

/// <summary>A place in one of the embedded tables; a mistake in a table names the table and the line.</summary>
internal sealed class CatalogFile
{
    private readonly string _table;
    private readonly int _firstLine;
    private readonly YamlNode _node;

    private CatalogFile(string table, int firstLine, YamlNode node) => (_table, _firstLine, _node) = (table, firstLine, node);

    /// <summary>The text of a plain value.</summary>
    public string Text => _node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Mistake("a text");

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts => _node is YamlSequenceNode list ? [.. list.Select(item => Place(item).Text)] : throw Mistake("a list");

    /// <summary>The root of an embedded table.</summary>
    public static CatalogFile Open(string table) => Read(table, 1, TextOf(table));

    /// <summary>The value of an entry.</summary>
    public static CatalogFile Open(CatalogBlock block) => Read(block.Table, block.FirstLine, block.Text).Child(block.Key);

    /// <summary>The text of an embedded table.</summary>
    public static string TextOf(string table)
    {
        using var stream = typeof(CatalogFile).Assembly.GetManifestResourceStream($"Simulator.Catalog.{table}.yaml")
            ?? throw new InvalidDataException($"The table {table}.yaml is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Keys and values of a mapping, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<string, CatalogFile>> Children()
    {
        if (_node is not YamlMappingNode mapping)
        {
            throw Mistake("a mapping");
        }

        return mapping.Children.Select(child =>
            KeyValuePair.Create(Place(child.Key).Text, Place(child.Value)));
    }

    /// <summary>The value of a key that must be there.</summary>
    public CatalogFile Child(string key) => Optional(key) ?? throw Mistake($"the key '{key}'");

    /// <summary>Keys and values of the mapping at a key; none if the key is missing.</summary>
    public IEnumerable<KeyValuePair<string, CatalogFile>> OptionalChildren(string key) => Optional(key)?.Children() ?? [];

    /// <summary>The text of a key, or null.</summary>
    public string? OptionalText(string key) => Optional(key)?.Text;

    /// <summary>The whole number of a key, or null.</summary>
    public int? OptionalNumber(string key) => Optional(key) is not { } child
        ? null
        : int.TryParse(child.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw child.Mistake("a whole number");

    /// <summary>The texts of a list; empty if the key is missing.</summary>
    public IReadOnlyList<string> OptionalList(string key) => Optional(key)?.Texts ?? [];

    private CatalogFile? Optional(string key) =>
        _node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? Place(value)
            : null;

    private CatalogFile Place(YamlNode node) => new(_table, _firstLine, node);

    private static CatalogFile Read(string table, int firstLine, string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return new CatalogFile(table, firstLine, yaml.Documents[0].RootNode);
    }

    /// <summary>The mistake that something else was expected here.</summary>
    public InvalidDataException Mistake(string expected) =>
        new(FormattableString.Invariant($"Catalog/{_table}.yaml, line {_firstLine + _node.Start.Line - 1}: expected {expected}."));
}
