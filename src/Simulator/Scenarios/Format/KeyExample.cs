namespace Simulator.Scenarios.Format;

/// <summary>A key as a file states it, with the sections around it.</summary>
internal static class KeyExample
{
    /// <summary>Lines of a file; empty for a key that opens a section.</summary>
    /// <param name="path">The key.</param>
    public static IReadOnlyList<string> Of(KeyPath path)
    {
        if (path.Key.Example.Length == 0)
        {
            return [];
        }

        var names = path.Path.Split('.');
        var lines = new List<string>();
        var indent = "";
        for (var depth = 0; depth < names.Length - 1; depth++)
        {
            lines.Add($"{indent}{names[depth]}:");
            var isList = depth == 0 && names[0] is "training" or "correlations" or "published";
            indent += isList ? "  - " : "  ";
        }

        return [.. lines, $"{indent}{names[^1]}: {path.Key.Example}"];
    }
}
