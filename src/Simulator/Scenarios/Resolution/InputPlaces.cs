using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Finds the inputs of a scenario in the merged document.</summary>
/// <remarks>
/// Two scenarios that take an input from one place share its uncertainty: the file that both extend, or
/// that one is and the other extends. A value that a file states itself has its own place, even if the text is the same.
/// </remarks>
/// <param name="root">The merged document.</param>
/// <param name="sources">The files in it: two texts of one file name are two files.</param>
internal sealed class InputPlaces(ConfigMapping root, IReadOnlyList<ScenarioSource> sources) : IInputPlaces
{
    /// <inheritdoc/>
    public string? Of(string path, bool isOfCatalog)
    {
        var found = new List<ConfigNode>();
        Walk(root, ScenarioFormat.Root, path, isOfCatalog, found);
        return found.Count == 0 ? null : string.Join("; ", found.Select(node => Text(node.Position)).Order(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public string? FileOf(string path, bool isOfCatalog)
    {
        var found = new List<ConfigNode>();
        Walk(root, ScenarioFormat.Root, path, isOfCatalog, found);
        return found.Count == 0 ? null : Path.GetFileName(found[0].Position.File);
    }

    private static void Walk(ConfigMapping mapping, FormatSection section, string path, bool isOfCatalog, List<ConfigNode> found)
    {
        var key = section.Keys.Where(key => path == key.Name || path.StartsWith(key.Name + ".", StringComparison.Ordinal)).MaxBy(key => key.Name.Length);
        var below = key is null ? null : mapping[key.Name];
        var rest = key is null || path == key.Name ? "" : path[(key.Name.Length + 1)..];
        switch (key?.Kind)
        {
            case KeyKind.Section when rest.Length > 0:
                Walk(below as ConfigMapping ?? new ConfigMapping(mapping.Position, []), key.Section!, rest, isOfCatalog, found);
                break;
            case KeyKind.Phases when below is ConfigSequence list:
                WalkItem(list, ItemPaths.Phases(list), "training.", key.Section!, rest, isOfCatalog, found);
                break;
            case KeyKind.CostLines when below is ConfigSequence list:
                WalkItem(list, ItemPaths.CostLines(list), "costs.lines.", key.Section!, rest, isOfCatalog, found);
                break;
            case KeyKind.Component when below is ConfigMapping parts && parts[rest] is { } part:
                found.Add(part);
                break;
            case KeyKind.Mix:
                found.AddRange(new[] { below, mapping["mix_concentration"] }.OfType<ConfigNode>());
                break;
            default:
                found.AddRange(new[] { below }.OfType<ConfigNode>());
                break;
        }

        // What is not stated follows from the names of catalogue entries beside it.
        if (key?.Kind is not (KeyKind.Section or KeyKind.Phases or KeyKind.CostLines) && (isOfCatalog || below is null))
        {
            found.AddRange(section.Keys.Where(name => name.Kind == KeyKind.CatalogName).Select(name => mapping[name.Name]).OfType<ConfigNode>());
        }
    }

    // Phases and lines are found by name, and names may hold dots: the longest that fits is meant.
    private static void WalkItem(
        ConfigSequence list, IEnumerable<string> paths, string before, FormatSection section, string path, bool isOfCatalog, List<ConfigNode> found)
    {
        var (item, prefix) = list.Items.Zip(paths.Select(item => item[before.Length..] + "."))
            .Where(pair => path.StartsWith(pair.Second, StringComparison.Ordinal))
            .OrderByDescending(pair => pair.Second.Length).FirstOrDefault();
        if (item is ConfigMapping mapping)
        {
            Walk(mapping, section, path[prefix.Length..], isOfCatalog, found);
        }
    }

    private string Text(SourcePosition position) => FormattableString.Invariant(
        $"{(position.File.Length == 0 ? "" : Path.GetFullPath(position.File))} {sources.FirstOrDefault(source => source.File == position.File)?.Sha256}:{position.Line}:{position.Column}");
}
