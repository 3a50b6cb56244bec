using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Resolution;

/// <summary>What a reader needs to know about figures of the catalogue: asked-for ranges that it lacks, figures that it does not know.</summary>
internal static class CatalogNotices
{
    private static readonly KeySpec[] OfPlaces = [Keys.CarbonIntensity, Keys.ElectricityPrice, Keys.WaterIntensity, Keys.LandIntensity];
    private static readonly KeySpec[] OfAccelerators = [Keys.Price, Keys.EmbodiedCarbon];
    private static readonly KeySpec[] OfOperators = [Keys.Pue, Keys.Wue];

    /// <summary>The notices on one resolved phase.</summary>
    public static IEnumerable<string> Of(PhaseDraft draft, Phase phase)
    {
        List<KeySpec> derived =
        [
            .. phase.Mix is null ? [] : new[] { Keys.CarbonIntensity }, .. phase.WaterMix is null ? [] : new[] { Keys.WaterIntensity },
            .. phase.LandMix is null ? [] : new[] { Keys.LandIntensity }, .. draft.Inputs.ContainsKey(Keys.Rental) ? new[] { Keys.Price } : [],
        ];
        return
        [
            .. Unknown(draft.Hardware, "hardware", "accelerator", OfAccelerators, derived),
            .. Unknown(draft.Facility, "facility", "operator", OfOperators, derived),
            .. Unknown(draft.Grid, "grid", "place", OfPlaces, derived),
            .. Certain(draft, phase),
        ];
    }

    private static IEnumerable<string> Unknown(
        IReadOnlyList<Level> levels, string section, string what, IEnumerable<KeySpec> keys, IReadOnlyCollection<KeySpec> derived)
    {
        if (levels.FirstOrDefault(level => level.IsCatalog)?.Entry is not { } entry)
        {
            yield break;
        }

        var request = CatalogRequest.Of(levels, section);
        var missing = keys.Where(key => !derived.Contains(key) && levels.All(level => !level.Given.Contains(key.Name))).ToList();
        var rangeOnly = missing.Where(key => request.FigureOf(entry, key) is not null).ToList();
        var unknown = missing.Except(rangeOnly).ToList();
        if (unknown.Count > 0)
        {
            yield return $"Not known for this {what} ({entry.Id}): {Names(unknown)}; no source was found. Outputs that need it are left out unless {section} states it.{OfCountry(entry, request, unknown)}";
        }

        if (rangeOnly.Count > 0)
        {
            yield return $"The catalogue has only a range for this {what} ({entry.Id}): {Names(rangeOnly)}; to use it, write {section}.uncertainty: catalog.";
        }
    }

    // A country's figure is not its zone's, so it is never taken unasked; where to find it helps.
    private static string OfCountry(CatalogEntry zone, CatalogRequest request, List<KeySpec> unknown) =>
        zone.PartOf is { } id && BuiltInCatalog.Locations.Find(id) is { } country
        && unknown.Where(key => request.FigureOf(country, key) is not null).ToList() is { Count: > 0 } known
            ? $" Its country has {Names(known)}: simulator list locations {country.Id}."
            : "";

    private static IEnumerable<string> Certain(PhaseDraft draft, Phase phase)
    {
        var sections = new[] { ("hardware", draft.Hardware), ("facility", draft.Facility), ("grid", draft.Grid) }
            .Where(section => CatalogRequest.Of(section.Item2, section.Item1).IsUncertain).Select(section => section.Item1).ToList();
        var inputs = phase.Inputs.Values.Where(quantity => sections.Contains(quantity.Key.Section));
        List<GenerationMix> mixes = [.. sections.Contains("grid") ? new[] { phase.Mix, phase.WaterMix, phase.LandMix }.OfType<GenerationMix>() : []];
        var certain = inputs.Concat(mixes.SelectMany(mix => mix.Shares.Where(share => share.Share > 0).Select(share => share.Factor)))
            .Where(quantity => quantity.Origin == QuantityOrigin.Catalog && quantity.Distribution.IsConstant && quantity != MixFigures.WithoutEvaporation)
            .Select(quantity => quantity.Path).Distinct(StringComparer.Ordinal).ToList();
        if (certain.Count > 0)
        {
            yield return $"uncertainty: catalog, but the catalogue has no range for {string.Join(", ", certain)}: plain values are used.";
        }

        if (mixes.Find(mix => mix.Concentration is null) is { } fixedMix)
        {
            yield return $"uncertainty: catalog leaves the shares of {fixedMix.Path} fixed: the catalogue has no spread for them; to vary them, set mix_concentration.";
        }
    }

    private static string Names(IEnumerable<KeySpec> keys) => string.Join(", ", keys.Select(key => key.Name));
}
