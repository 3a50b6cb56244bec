using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Simulator.Catalog;

/// <summary>A place in one of the embedded tables; a mistake in a table names the table and the line.</summary>
internal sealed class CatalogFile
{
    private readonly string _table;
    private readonly YamlNode _node;

    private CatalogFile(string table, YamlNode node) => (_table, _node) = (table, node);

    /// <summary>The text of a plain value.</summary>
    public string Text => _node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Mistake("a text");

    /// <summary>The root of an embedded table.</summary>
    public static CatalogFile Open(string table)
    {
        using var stream = typeof(CatalogFile).Assembly.GetManifestResourceStream($"Simulator.Catalog.{table}.yaml")
            ?? throw new InvalidDataException($"The table {table}.yaml is not embedded.");
        using var reader = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new CatalogFile(table, yaml.Documents[0].RootNode);
    }

    /// <summary>Keys and values of a mapping, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<string, CatalogFile>> Children()
    {
        if (_node is not YamlMappingNode mapping)
        {
            throw Mistake("a mapping");
        }

        return mapping.Children.Select(child =>
            KeyValuePair.Create(new CatalogFile(_table, child.Key).Text, new CatalogFile(_table, child.Value)));
    }

    /// <summary>The value of a key that has to be there.</summary>
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
    public IReadOnlyList<string> OptionalList(string key) => Optional(key) is not { } child
        ? []
        : child._node is YamlSequenceNode list ? [.. list.Select(item => new CatalogFile(_table, item).Text)] : throw child.Mistake("a list");

    private CatalogFile? Optional(string key) =>
        _node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? new CatalogFile(_table, value)
            : null;

    private InvalidDataException Mistake(string expected) =>
        new(FormattableString.Invariant($"Catalog/{_table}.yaml, line {_node.Start.Line}: expected {expected}."));
}
