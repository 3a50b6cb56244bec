using System.Text.RegularExpressions;

namespace Simulator.Charts.Kinds;

/// <summary>What an input is called in a chart: words instead of the path that a scenario file has.</summary>
internal static partial class InputName
{
    private const string Factor = "factor of ";

    /// <summary>A sentence names two scenarios and has to leave room for its figures.</summary>
    private const int LongestName = 72;

    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
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
        return string.Join(' ', shown.Select(part => Abbreviations.TryGetValue(part, out var known) ? known : part.Replace('_', ' ')));
    }

    /// <summary>The words of a scenario that is called by what was changed, such as <c>grid.location = sweden, hardware.tdp × 1/3</c>; other names stay.</summary>
    /// <param name="scenario">Name of a scenario; of a very long one, beginning and end are left.</param>
    public static string InVariation(string scenario)
    {
        var name = Change().Replace(scenario, change => Of(change.Groups["path"].Value) + change.Groups["sign"].Value);
        return name.Length <= LongestName ? name : $"{Whole(name[..(2 * LongestName / 3)])}…{Whole(name[^(LongestName / 3)..])}";

        // Without the half of a pair of surrogates.
        static string Whole(string part) => part.TrimEnd() is var end && char.IsHighSurrogate(end[^1]) ? end[..^1] : char.IsLowSurrogate(end[0]) ? end[1..] : end;
    }

    [GeneratedRegex("(?<=^|, )(?<path>[a-z_]+([.][^.,=×]+)+)(?<sign> [=×] )", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Change();
}
