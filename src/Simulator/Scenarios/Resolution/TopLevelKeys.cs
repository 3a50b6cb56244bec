using Simulator.Catalog;
using Simulator.Scenarios.Format;

namespace Simulator.Scenarios.Resolution;

/// <summary>Keys at the top level of a file that may be no scenario.</summary>
internal static class TopLevelKeys
{
    private const int MostNamed = 3;

    /// <summary>The keys of a scenario.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. ScenarioFormat.Root.Keys.Select(key => key.Name)];

    /// <summary>Whether a scenario has such a key.</summary>
    public static bool IsKnown(string name) => ScenarioFormat.Root.Find(name) is not null;

    /// <summary>What stands before a colon in the lines of a text that is not YAML, with the line, from 1.</summary>
    public static IEnumerable<(string Name, int Line)> Of(string text)
    {
        var indent = -1;
        foreach (var (index, line) in text.Split('\n').Index().Where(pair => pair.Item.Trim() is not ("" or "---" or "{")))
        {
            // A line farther to the right than the first one belongs to something else.
            indent = indent < 0 ? line.Length - line.TrimStart().Length : indent;
            if (line.Length > indent && line[..indent].Trim().Length == 0 && line.IndexOf(':', indent) is > 0 and var colon)
            {
                yield return (line[indent..colon].TrimStart('{', '"', '\'').TrimEnd('"', '\'', ' '), index + 1);
            }
        }
    }

    /// <summary>The keys of a scenario that others are almost, as a hint that quotes nothing of the file; null if there are none.</summary>
    /// <param name="keys">Keys and their lines, from 1.</param>
    public static string? Near(IEnumerable<(string Name, int Line)> keys)
    {
        var near = keys.Select(key => (Known: Spelling.Nearest(key.Name, Known), key.Line)).Where(pair => pair.Known is not null).Take(MostNamed)
            .Select(pair => FormattableString.Invariant($"the key in line {pair.Line} is almost '{pair.Known}'"));
        return string.Join("; ", near) is { Length: > 0 } hint ? hint : null;
    }
}
