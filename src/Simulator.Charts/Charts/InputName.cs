namespace Simulator.Charts;

/// <summary>What an input is called in a chart: words instead of the path that a scenario file has.</summary>
internal static class InputName
{
    private const string Factor = "factor of ";

    private static readonly Dictionary<string, string> _abbreviations = new(StringComparer.Ordinal)
    {
        ["pue"] = "PUE", ["wue"] = "WUE", ["tdp"] = "TDP", ["mfu"] = "MFU", ["cpu"] = "CPU", ["mtbf"] = "MTBF",
    };

    /// <summary>The words of a path: <c>grid.carbon_intensity</c> is the grid carbon intensity.</summary>
    /// <param name="path">Path of an input, also as a factor of it.</param>
    public static string Of(string path)
    {
        if (path.StartsWith(Factor, StringComparison.Ordinal))
        {
            return Factor + Of(path[Factor.Length..]);
        }

        var parts = path.Split('.');

        // Names of phases and components say by themselves what they are.
        var shown = parts.Where((part, i) => !(part is "training" or "components" or "phases" && i + 2 < parts.Length) && !(part == "hardware" && parts is [_, "components", ..]));
        return string.Join(' ', shown.Select(part => _abbreviations.TryGetValue(part, out var known) ? known : part.Replace('_', ' ')));
    }
}
