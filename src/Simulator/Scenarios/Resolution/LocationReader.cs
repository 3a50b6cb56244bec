using Simulator.Catalog;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Finds the location that a file names: by its id, or by a code, a state or a grid operator.</summary>
/// <param name="notices">Receives what another name was taken for.</param>
/// <param name="findings">Receives names that are unknown or stand for several locations.</param>
internal sealed class LocationReader(List<string> notices, Findings findings)
{
    /// <summary>The location; null if there is none, or several.</summary>
    public CatalogEntry? Find(ConfigScalar name, string path)
    {
        var text = name.Text.Trim();
        var known = BuiltInCatalog.Locations.Find(text) ?? BuiltInCatalog.Locations.Find(text.Replace(' ', '-').Replace('_', '-'));
        List<CatalogEntry> readings = [.. PlaceNames.Find(text).Select(id => BuiltInCatalog.Locations[id])];

        // An id as the catalogue prints it is clear; what else it could mean is still reported.
        if (known is not null && (readings.Count < 2 || known.Id == text))
        {
            Notice(path, text, known, readings);
            return known;
        }

        switch (readings)
        {
            case []:
                ReportUnknown(name, path, text);
                return null;
            case [var only]:
                Notice(path, text, only, readings);
                return only;
            default:
                findings.Error(
                    name.Position, path, $"'{ConfigScalar.Clip(text)}', which can be {string.Join(" or ", readings.Select(Describe))}", "one location",
                    $"write {string.Join(" or ", readings.Select(Unambiguous))}");
                return null;
        }
    }

    private void ReportUnknown(ConfigScalar name, string path, string text)
    {
        List<string> nearest = [.. PlaceNames.Find($"US-{text}")];
        nearest = nearest.Count > 0 ? nearest : [.. PlaceNames.Nearest(text, 2).Concat(BuiltInCatalog.Locations.Nearest(text)).Distinct(StringComparer.Ordinal).Take(3)];
        const int ShortestName = 4;
        findings.Error(
            name.Position, path, $"the unknown location '{ConfigScalar.Clip(text)}'",
            "an id that 'simulator list locations' prints, an ISO 3166 code (DE, DEU, US-VA), or a grid operator (ERCOT)",
            $"{(text.Length < ShortestName && PlaceNames.Find($"US-{text}").Count == 0 ? "" : $"the nearest are {string.Join(", ", nearest)}; or ")}leave it out and give carbon_intensity yourself");
    }

    private void Notice(string path, string text, CatalogEntry entry, IEnumerable<CatalogEntry> readings)
    {
        const int LettersOfCode = 2;
        List<CatalogEntry> others = [.. readings.Where(other => other != entry)];
        others.AddRange(text.Length == LettersOfCode ? PlaceNames.Find($"US-{text}").Select(id => BuiltInCatalog.Locations[id]) : []);
        if (others.Count > 0 || !(text.Equals(entry.Id, StringComparison.OrdinalIgnoreCase) || entry.Aliases.Contains(text, StringComparer.OrdinalIgnoreCase)))
        {
            notices.Add($"{path}: {text} is {Describe(entry)}."
                + (others.Count == 0 ? "" : $" If the state is meant, write {string.Join(" or ", others.Select(other => other.Id))}."));
        }
    }

    private static string Describe(CatalogEntry entry) =>
        entry.Name.Equals(entry.Id, StringComparison.OrdinalIgnoreCase) ? $"the country {entry.Name}" : $"{entry.Id} ({entry.Name})";

    // The id may be the ambiguous name itself; then a code says it.
    private static string Unambiguous(CatalogEntry entry) =>
        PlaceNames.Find(entry.Id).Count < 2 ? entry.Id : PlaceNames.All.First(pair => pair.Id == entry.Id && PlaceNames.Find(pair.Name).Count == 1).Name;
}
