using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Replaces single values of a document by their path, for sweeps: as if the file had been written so.</summary>
internal static class Overrides
{
    /// <summary>The document with one value replaced or added; reports a path that does not exist.</summary>
    /// <param name="root">The document.</param>
    /// <param name="path">Path of a key, e.g. <c>facility.pue</c> or <c>training.pre-training.mfu</c>.</param>
    /// <param name="text">The value, as a file would have it.</param>
    /// <param name="file">File for messages and relative paths.</param>
    /// <param name="findings">Receives the errors.</param>
    public static ConfigMapping Apply(ConfigMapping root, string path, string text, string file, Findings findings)
    {
        var position = new SourcePosition(file, 0, 0);
        var value = new ConfigScalar(position, text, quoted: false, onOneLine: false);
        if (Replace(root, ScenarioFormat.Root, path, value) is { } replaced)
        {
            return replaced;
        }

        var known = Paths(root).ToList();
        findings.Error(
            position, path, $"no key {path}", "the path of a key, e.g. facility.pue or training.<phase>.utilization",
            Spelling.Hint(path, known));
        return root;
    }

    private static ConfigMapping? Replace(ConfigMapping mapping, FormatSection section, string path, ConfigScalar value)
    {
        if (section.Find(path) is { Kind: not (KeyKind.Section or KeyKind.Phases or KeyKind.Mix or KeyKind.CostLines or KeyKind.Correlations or KeyKind.Published or KeyKind.Limits) })
        {
            return Lay(mapping, section, path, value);
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || section.Find(path[..dot]) is not { } key)
        {
            return null;
        }

        var rest = path[(dot + 1)..];
        var below = mapping[key.Name];
        ConfigNode? replaced = key.Kind switch
        {
            KeyKind.Section => Replace(below as ConfigMapping ?? new ConfigMapping(value.Position, []), key.Section!, rest, value),
            KeyKind.Phases when below is ConfigSequence list => ReplaceInItem(list, ItemPaths.Phases(list), "training.", key.Section!, rest, value),
            KeyKind.CostLines when below is ConfigSequence list => ReplaceInItem(list, ItemPaths.CostLines(list), "costs.lines.", key.Section!, rest, value),
            KeyKind.Component when below is ConfigMapping parts && parts[rest] is not null => Lay(parts, key.Section!, rest, value),
            KeyKind.Component when rest == Keys.ComponentPower.Name => value,
            _ => null,
        };
        return replaced is null ? null : Lay(mapping, section, key.Name, replaced);
    }

    // Phases and lines are found by name, and names may hold dots: the longest that fits is meant.
    private static ConfigSequence? ReplaceInItem(ConfigSequence list, IEnumerable<string> paths, string before, FormatSection section, string path, ConfigScalar value)
    {
        var items = list.Items.ToList();
        var (index, prefix) = paths
            .Select((item, index) => (index, prefix: item[before.Length..] + "."))
            .Where(item => path.StartsWith(item.prefix, StringComparison.Ordinal))
            .OrderByDescending(item => item.prefix.Length).FirstOrDefault((-1, ""));
        if (index < 0 || items[index] is not ConfigMapping mapping || Replace(mapping, section, path[prefix.Length..], value) is not { } replaced)
        {
            return null;
        }

        items[index] = replaced;
        return new ConfigSequence(list.Position, items);
    }

    private static ConfigMapping Lay(ConfigMapping mapping, FormatSection section, string key, ConfigNode value)
    {
        var entry = new ConfigEntry(new ConfigScalar(value.Position, key, quoted: false), value);
        var kind = section.Find(key)!.Kind;
        // A section that has been replaced inside is complete: merging it again would bring alternatives back.
        return kind is KeyKind.Section or KeyKind.Phases or KeyKind.CostLines or KeyKind.Component && mapping.Entry(key) is not null
            ? new ConfigMapping(mapping.Position, [.. mapping.Entries.Select(old => old.Key.Text == key ? old with { Value = value } : old)])
            : ScenarioDocument.Merge(mapping, new ConfigMapping(mapping.Position, [entry]), section);
    }

    private static IEnumerable<string> Paths(ConfigMapping root)
    {
        var sections = ScenarioFormat.Root.Keys.Where(key => key.Kind == KeyKind.Section);
        var shared = sections.SelectMany(key => key.Section!.Keys.Select(inner => $"{key.Name}.{inner.Name}"));
        var phases = root["training"] is ConfigSequence list ? ItemPaths.Phases(list) : [];
        var lines = (root["costs"] as ConfigMapping)?["lines"] is ConfigSequence budget ? ItemPaths.CostLines(budget) : [];
        return shared.Concat(lines.SelectMany(line => ScenarioFormat.CostLine.Keys.Select(key => $"{line}.{key.Name}"))).Concat(phases.SelectMany(phase => ScenarioFormat.Phase.Keys.Select(key => $"{phase}.{key.Name}")));
    }
}
