using Simulator.Catalog;

namespace Simulator.Scenarios.Format;

/// <summary>A key of the scenario format and where it stands.</summary>
/// <param name="Path">Names from the top level down, without the name of a phase: <c>training.utilization</c>.</param>
/// <param name="Key">The key.</param>
internal sealed record KeyPath(string Path, FormatKey Key)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Key.Name;
}

/// <summary>Finds keys by what people call them.</summary>
internal static class KeyPaths
{
    private const string Training = "training.";
    private const string Serving = "serving.";

    /// <summary>Every key, in the order of the documentation; those that a phase can override once, in their own section.</summary>
    public static IReadOnlyList<KeyPath> All { get; } = [.. In(ScenarioFormat.Root, "")];

    /// <summary>The keys that a name can stand for: a path, with or without the name of a phase, or the end of one; none if it is not known.</summary>
    public static IReadOnlyList<KeyPath> Find(string name)
    {
        var path = name.Trim().TrimEnd(':');
        if (Exactly(path) is { } exact)
        {
            return [exact];
        }

        IReadOnlyList<KeyPath> ends = [.. All.Where(key => key.Path.EndsWith($".{path}", StringComparison.Ordinal))];
        return ends.Count > 0 ? ends
            : OfPhase(path) is { } ofPhase ? [ofPhase]
            : path.StartsWith($"grid.{CatalogKeys.Mix}.", StringComparison.Ordinal) ? [Exactly($"grid.{CatalogKeys.Mix}")!]
            : [];
    }

    /// <summary>The path that is spelt most like a name; null if none is like it.</summary>
    public static string? Nearest(string name)
    {
        if (Spelling.Nearest(name, All.Select(key => key.Path)) is { } path)
        {
            return path;
        }

        var last = name[(name.LastIndexOf('.') + 1)..];
        return Spelling.Nearest(last, All.Select(key => key.Name)) is { } near ? All.First(key => key.Name == near).Path : null;
    }

    private static KeyPath? Exactly(string path) => All.FirstOrDefault(key => key.Path == path);

    /// <summary>A key of a phase with a name, or one that the phase overrides.</summary>
    private static KeyPath? OfPhase(string path)
    {
        if (!path.StartsWith(Training, StringComparison.Ordinal) && !path.StartsWith(Serving, StringComparison.Ordinal))
        {
            return null;
        }

        var section = path[..(path.IndexOf('.', StringComparison.Ordinal) + 1)];
        for (var rest = path[section.Length..]; rest.Length > 0; rest = rest.Contains('.') ? rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..] : "")
        {
            if ((Exactly(section + rest) ?? (rest.Contains('.') ? Exactly(rest) : null)) is { } key)
            {
                return key;
            }
        }

        return null;
    }

    private static IEnumerable<KeyPath> In(FormatSection section, string prefix)
    {
        foreach (var key in section.Keys)
        {
            yield return new KeyPath(prefix + key.Name, key);
            var isOverride = section == ScenarioFormat.Phase || section == ScenarioFormat.Serving;
            foreach (var below in key.Section is { } inner && !isOverride ? In(inner, $"{prefix}{key.Name}.") : [])
            {
                yield return below;
            }
        }
    }
}
