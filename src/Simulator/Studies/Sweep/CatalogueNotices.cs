using Simulator.Scenarios;

namespace Simulator.Studies;

/// <summary>Says what varying a catalogue entry does to the figures that the file states beside it.</summary>
internal static class CatalogueNotices
{
    private static readonly string[] Names = ["accelerator", "location"];

    /// <summary>One notice for figures that give way to the catalogue's, one for those that stay.</summary>
    /// <param name="asWritten">The scenario as the file has it.</param>
    /// <param name="variations">What is varied.</param>
    /// <param name="firsts">The scenario at the first value of each.</param>
    public static IEnumerable<string> Of(Scenario asWritten, IReadOnlyList<Variation> variations, IReadOnlyList<Scenario> firsts)
    {
        foreach (var (variation, first) in variations.Zip(firsts))
        {
            var dot = variation.Path.LastIndexOf('.');
            if (variation.IsFactor || dot < 0 || !Names.Contains(variation.Path[(dot + 1)..]))
            {
                continue;
            }

            var section = variation.Path[..(dot + 1)];
            var stated = asWritten.Quantities
                .Where(quantity => quantity.Origin == QuantityOrigin.File && quantity.Path.StartsWith(section, StringComparison.Ordinal))
                .Select(quantity => quantity.Path).ToList();
            var stay = first.Quantities.Where(quantity => quantity.Origin == QuantityOrigin.File).Select(quantity => quantity.Path).ToHashSet(StringComparer.Ordinal);
            if (stated.Where(path => !stay.Contains(path)).ToList() is { Count: > 0 } gone)
            {
                yield return $"{variation.Path}: the catalogue's figures take the place of what the file states: {string.Join(", ", gone)}.";
            }

            if (stated.Where(stay.Contains).ToList() is { Count: > 0 } kept)
            {
                yield return $"{variation.Path}: the same at every point, as the file states them: {string.Join(", ", kept)}.";
            }
        }
    }
}
