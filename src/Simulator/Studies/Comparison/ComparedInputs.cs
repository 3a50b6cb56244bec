namespace Simulator.Studies.Comparison;

/// <summary>Which uncertain inputs the scenarios of a comparison share, and how far.</summary>
internal static class ComparedInputs
{
    /// <summary>For each path, in the order of first use: the scenarios that share it, then those that have it for themselves.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="names">Names of the scenarios.</param>
    public static IReadOnlyList<ComparedInput> Of(SharedDraws draws, IReadOnlyList<string> names) =>
        [.. draws.Scenarios.SelectMany(own => own.Keys).Distinct(StringComparer.Ordinal).SelectMany(path => OfPath(path, draws, names))];

    private static IEnumerable<ComparedInput> OfPath(string path, SharedDraws draws, IReadOnlyList<string> names)
    {
        var having = Enumerable.Range(0, names.Count).Where(scenario => draws.Scenarios[scenario].ContainsKey(path)).ToList();
        var groups = having.GroupBy(First).ToList();
        foreach (var group in groups.Where(group => group.Count() > 1))
        {
            var ways = group.Select(scenario => draws.Sharing[scenario].GetValueOrDefault(path)).OfType<SharedWith>().ToList();
            yield return new ComparedInput(path, [.. group.Select(scenario => names[scenario])], ways.Max(way => way.Sharing))
            {
                Reason = string.Join(", ", ways.Select(way => way.Reason).Distinct(StringComparer.Ordinal)),
            };
        }

        var alone = groups.Where(group => group.Count() == 1).SelectMany(group => group).ToList();
        if (alone.Count > 0)
        {
            yield return new ComparedInput(path, [.. alone.Select(scenario => names[scenario])], InputSharing.Nothing);
        }

        int First(int scenario) => draws.Sharing[scenario].TryGetValue(path, out var with) ? First(with.Scenario) : scenario;
    }
}
