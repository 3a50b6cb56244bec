namespace Simulator.Catalog;

/// <summary>Further names of locations: codes of countries and states, grid operators, zone codes of others, regions of clouds.</summary>
/// <remarks>They are kept apart from the entries because some stand for several of them.</remarks>
internal static class PlaceNames
{
    private static readonly string[] Tables = ["places", "cloud-regions"];

    // Entries as text in normal form: most files name a location by its id, and reading the whole table takes longer.
    private static readonly Lazy<IReadOnlyList<(CatalogBlock Block, string Text)>> LazyBlocks =
        new(() => [.. Tables.SelectMany(CatalogBlock.Of).Select(block => (block, Normalize(block.Text)))]);

    /// <summary>All further names, as they are written in the tables, each with the id of a location; a name may occur with several.</summary>
    public static IEnumerable<(string Name, string Id)> All =>
        Tables.SelectMany(table => CatalogFile.Open(table).Children()).SelectMany(child => child.Value.Texts.Select(name => (name, child.Key)));

    /// <summary>The ids of the locations that a name can stand for, whatever its case and separators; none if it is not known.</summary>
    public static IReadOnlyList<string> Find(string name)
    {
        var key = Normalize(name.Trim());
        var ids = new List<string>();
        foreach (var (block, text) in key.Length > 0 ? LazyBlocks.Value : [])
        {
            if ((text.Contains(key + ",", StringComparison.Ordinal) || text.Contains(key + "]", StringComparison.Ordinal))
                && CatalogFile.Open(block).Texts.Any(other => Normalize(other) == key))
            {
                ids.Add(block.Key);
            }
        }

        return ids;
    }

    /// <summary>The names that look most like a misspelt one, best first, each with the id of a location: <c>us-east-1 (us-pjm)</c>.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="count">How many at most.</param>
    /// <remarks>Codes are left out: of a few letters, each is as near as the next.</remarks>
    public static IReadOnlyList<string> Nearest(string name, int count)
    {
        const int ShortestName = 4;
        return [.. All.Where(pair => pair.Name.Length >= ShortestName)
            .Select(pair => (Place: $"{pair.Name} ({pair.Id})", Distance: Spelling.Distance(name, pair.Name)))
            .Where(pair => pair.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(pair => pair.Distance).Select(pair => pair.Place).Distinct(StringComparer.OrdinalIgnoreCase).Take(count)];
    }

    private static string Normalize(string name) => name.Replace(' ', '-').Replace('_', '-').ToLowerInvariant();
}
