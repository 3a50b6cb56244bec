using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Simulator.Catalog;

/// <summary>One table of the catalogue, in the order of its file; looked up by id or alias, whatever the case.</summary>
/// <remarks>An id is looked up without reading the other entries; an alias may be in any of them.</remarks>
public sealed class CatalogTable : IReadOnlyDictionary<string, CatalogEntry>
{
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, Lazy<CatalogEntry>> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Dictionary<string, CatalogEntry>> _byName;

    internal CatalogTable(IEnumerable<CatalogBlock> blocks, Func<CatalogBlock, CatalogEntry> read)
    {
        foreach (var block in blocks)
        {
            _ids.Add(block.Key);
            AddOnce(_byId, block.Key, new Lazy<CatalogEntry>(() => read(block)));
        }

        _byName = new(ReadNames);
    }

    /// <summary>Number of entries.</summary>
    public int Count => _ids.Count;

    /// <summary>Ids, in the order of the file.</summary>
    public IEnumerable<string> Keys => _ids;

    /// <summary>Entries, in the order of the file.</summary>
    public IEnumerable<CatalogEntry> Values => _ids.Select(id => _byId[id].Value);

    /// <summary>The entry with an id or alias.</summary>
    public CatalogEntry this[string key] => TryGetValue(key, out var entry) ? entry : throw new KeyNotFoundException($"The catalogue has no entry '{key}'.");

    /// <summary>The entry with an id or alias, or null.</summary>
    public CatalogEntry? Find(string name) => TryGetValue(name.Trim(), out var entry) ? entry : null;

    /// <summary>The ids whose id, alias or name looks most like <paramref name="name"/>, best first.</summary>
    public IReadOnlyList<string> Nearest(string name, int count = 3) =>
        [.. Values.OrderBy(entry => entry.Aliases.Prepend(entry.Id).Min(known => Spelling.DistanceToBeginning(name, known))).Take(count).Select(entry => entry.Id)];

    /// <summary>Whether there is an entry with an id or alias.</summary>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>The entry with an id or alias.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out CatalogEntry value)
    {
        if (_byId.TryGetValue(key, out var known))
        {
            value = known.Value;
            return true;
        }

        return _byName.Value.TryGetValue(key, out value);
    }

    /// <summary>Ids and entries, in the order of the file.</summary>
    public IEnumerator<KeyValuePair<string, CatalogEntry>> GetEnumerator() =>
        Values.Select(entry => KeyValuePair.Create(entry.Id, entry)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, CatalogEntry> ReadNames()
    {
        var names = new Dictionary<string, CatalogEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in Values)
        {
            foreach (var name in entry.Aliases.Prepend(entry.Id))
            {
                AddOnce(names, name, entry);
            }
        }

        return names;
    }

    private static void AddOnce<T>(Dictionary<string, T> names, string name, T entry)
    {
        if (!names.TryAdd(name, entry))
        {
            throw new InvalidDataException($"The catalogue has two entries named '{name}'.");
        }
    }
}
