namespace Simulator.Cli.Output;

/// <summary>Names of chart files that say which models are in them.</summary>
internal static class ChartNames
{
    private const int LongestModel = 40;

    /// <summary>The name of a chart of two models.</summary>
    /// <param name="kind">What the name begins with.</param>
    /// <param name="a">Name of the first model.</param>
    /// <param name="b">Name of the second model.</param>
    /// <param name="all">All models of the comparison: where two would have the same name in a file, their numbers tell them apart.</param>
    public static string OfPair(string kind, string a, string b, IReadOnlyList<string> all) => $"{kind}-{Of(a, all)}-and-{Of(b, all)}";

    private static string Of(string model, IReadOnlyList<string> all)
    {
        var name = Plain(model);
        var same = all.Where(other => Plain(other) == name).ToList();
        return same.Count < 2 ? name : FormattableString.Invariant($"{name}-{1 + same.IndexOf(model)}");
    }

    private static string Plain(string model)
    {
        var safe = OutputFolders.SafeName(model).Replace(' ', '-').ToLowerInvariant();
        return safe.Length <= LongestModel ? safe : safe[..LongestModel].TrimEnd('-', '.');
    }
}
