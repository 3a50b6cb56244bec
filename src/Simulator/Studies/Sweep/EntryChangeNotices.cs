using Simulator.Scenarios;

namespace Simulator.Studies.Sweep;

/// <summary>Describes the effect of varying a catalogue entry on the figures that the file states next to it.</summary>
internal static class EntryChangeNotices
{
    private static readonly string[] Names = ["accelerator", "operator", "location"];

    /// <summary>Whether a variation names catalogue entries.</summary>
    public static bool Concern(Variation variation) =>
        !variation.IsFactor && Names.Contains(variation.Path[(variation.Path.LastIndexOf('.') + 1)..]);

    /// <summary>Inputs that a scenario takes from its file.</summary>
    public static IReadOnlySet<string> Stated(Scenario scenario) =>
        scenario.Quantities.Where(quantity => quantity.Origin == QuantityOrigin.File).Select(quantity => quantity.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>Which figures are replaced by the catalogue's, which stay, and which are replaced at some values only.</summary>
    /// <param name="asWritten">The scenario as the file has it.</param>
    /// <param name="variation">What is varied.</param>
    /// <param name="stated">What is still taken from the file, by value.</param>
    public static IEnumerable<string> Of(Scenario asWritten, Variation variation, IReadOnlyList<IReadOnlySet<string>> stated)
    {
        var section = variation.Path[..(variation.Path.LastIndexOf('.') + 1)];
        var paths = asWritten.Quantities.Select(quantity => quantity.Path)
            .Where(path => (path.StartsWith(section, StringComparison.Ordinal) || path.Contains("." + section, StringComparison.Ordinal)) && Stated(asWritten).Contains(path)).ToList();
        if (paths.Where(path => !stated.Any(set => set.Contains(path))).ToList() is { Count: > 0 } gone)
        {
            yield return $"{variation.Path}: the catalogue's figures replace those of the file: {string.Join(", ", gone)}.";
        }

        if (paths.Where(path => stated.All(set => set.Contains(path))).ToList() is { Count: > 0 } kept)
        {
            yield return $"{variation.Path}: the same at every value, because the file states them: {string.Join(", ", kept)}.";
        }

        foreach (var path in paths.Where(path => stated.Any(set => set.Contains(path)) && !stated.All(set => set.Contains(path))))
        {
            var lacking = variation.Values.Zip(stated).Where(pair => pair.Second.Contains(path)).Select(pair => pair.First);
            yield return $"Warning: {path}: the catalogue has none for {string.Join(", ", lacking)}, where the file's figure is used; elsewhere the catalogue's is used.";
        }
    }
}
