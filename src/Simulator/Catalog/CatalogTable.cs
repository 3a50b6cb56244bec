using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Simulator.Catalog;

/// <summary>One table of the catalogue, in the order of its file; looked up by id or alias, whatever the case.</summary>
public sealed class CatalogTable : IReadOnlyDictionary<string, CatalogEntry>
{
    private readonly List<CatalogEntry> _entries;
    private readonly Dictionary<string, CatalogEntry> _byName = new(StringComparer.OrdinalIgnoreCase);

    internal CatalogTable(IEnumerable<CatalogEntry> entries)
    {
        _entries = [.. entries];
        foreach (var entry in _entries)
        {
            foreach (var name in entry.Aliases.Prepend(entry.Id))
            {
                if (!_byName.TryAdd(name, entry))
                {
                    throw new InvalidDataException($"The catalogue has two entries named '{name}'.");
                }
            }
        }
    }

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Ids, in the order of the file.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Id);

    /// <summary>Entries, in the order of the file.</summary>
    public IEnumerable<CatalogEntry> Values => _entries;

    /// <summary>The entry with an id or alias.</summary>
    public CatalogEntry this[string key] => _byName[key];

    /// <summary>The entry with an id or alias, or null.</summary>
    public CatalogEntry? Find(string name) => _byName.GetValueOrDefault(name.Trim());

    /// <summary>The ids whose id, alias or name looks most like <paramref name="name"/>, best first.</summary>
    public IReadOnlyList<string> Nearest(string name, int count = 3) =>
        [.. _entries.OrderBy(entry => entry.Aliases.Prepend(entry.Id).Min(known => Spelling.Distance(name, known))).Take(count).Select(entry => entry.Id)];

    /// <summary>Whether there is an entry with an id or alias.</summary>
    public bool ContainsKey(string key) => _byName.ContainsKey(key);

    /// <summary>The entry with an id or alias.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out CatalogEntry value) => _byName.TryGetValue(key, out value);

    /// <summary>Ids and entries, in the order of the file.</summary>
    public IEnumerator<KeyValuePair<string, CatalogEntry>> GetEnumerator() =>
        _entries.Select(entry => KeyValuePair.Create(entry.Id, entry)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
