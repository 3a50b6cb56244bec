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

        // Names of phases, components and lines of a budget say by themselves what they are.
        var shown = parts.Where((part, i) => !(part is "training" or "components" or "phases" or "lines" && i + 2 < parts.Length)
            && !(part is "hardware" or "costs" && parts is [_, "components" or "lines", _, ..]));
        return string.Join(' ', shown.SelectMany(part => part.Split('_')).Select(word => Abbreviations.GetValueOrDefault(word, word)));
    }

    /// <summary>The words of a scenario that is called by what was changed, such as <c>grid.location = sweden, hardware.tdp × 1/3</c>; other names stay.</summary>
    /// <param name="scenario">Name of a scenario; of a very long one, beginning and end are left.</param>
    public static string InVariation(string scenario) => Short(Changed(scenario));

    /// <summary>The words of a scenario that is called by what was changed, however long.</summary>
    /// <param name="scenario">Name of a scenario.</param>
    public static string Changed(string scenario) => Change().Replace(scenario, change => Of(change.Groups["path"].Value) + change.Groups["sign"].Value);

    /// <summary>Beginning and end of a very long name.</summary>
    /// <param name="name">The name.</param>
    public static string Short(string name)
    {
        return name.Length <= LongestName ? name : $"{Whole(name[..(2 * LongestName / 3)])}…{Whole(name[^(LongestName / 3)..])}";

        // Without the half of a pair of surrogates.
        static string Whole(string part) => part.TrimEnd() is var end && char.IsHighSurrogate(end[^1]) ? end[..^1] : char.IsLowSurrogate(end[0]) ? end[1..] : end;
    }

    [GeneratedRegex("(?<=^|, )(?<path>[a-z_]+([.][^.,=×]+)+)(?<sign> [=×] )", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Change();
}
