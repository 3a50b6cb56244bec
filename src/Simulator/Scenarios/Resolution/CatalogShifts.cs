using Simulator.Catalog;
using Simulator.Scenarios.Format;

namespace Simulator.Scenarios.Resolution;

/// <summary>Where two figures of the catalogue for one quantity do not agree: its value with the median of its range, a direct with a life-cycle figure.</summary>
internal static class CatalogShifts
{
    /// <summary>Least change of a median that is reported; less is the rounding of the table's figures. [-]</summary>
    private const double LeastShift = 0.01;

    /// <summary>The notices on one resolved phase.</summary>
    public static IEnumerable<string> Of(PhaseDraft draft, Phase phase) => [.. Medians(draft, phase), .. DirectAboveLifeCycle(phase)];

    // A range is what published figures span, so its median need not be the plain value: who compares the two runs has to know.
    private static IEnumerable<string> Medians(PhaseDraft draft, Phase phase)
    {
        foreach (var (section, levels) in new[] { ("hardware", draft.Hardware), ("facility", draft.Facility), ("grid", draft.Grid) })
        {
            if (OfSection(levels, section, phase).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } shifts)
            {
                yield return $"{section}.uncertainty: catalog moves medians away from the plain values: {string.Join(", ", shifts)}.";
            }
        }
    }

    private static IEnumerable<string> OfSection(IReadOnlyList<Level> levels, string section, Phase phase)
    {
        var request = CatalogRequest.Of(levels, section);
        if (!request.IsUncertain)
        {
            return [];
        }

        var entry = levels.FirstOrDefault(level => level.IsCatalog)?.Entry;
        var ofEntry = entry is null ? [] : phase.Inputs.Values
            .Where(quantity => quantity.Key.Section == section && quantity.Origin == QuantityOrigin.Catalog)
            .Select(quantity => Shift(quantity, entry, request.FigureOf(entry, quantity.Key)));
        var mixes = section == "grid" ? new[] { phase.Mix, phase.WaterMix, phase.LandMix }.OfType<GenerationMix>() : [];
        var ofSources = mixes.SelectMany(mix => mix.Shares).Where(share => share.Share > 0).Select(share =>
        {
            var source = BuiltInCatalog.Generation[share.Source];
            return Shift(share.Factor, source, source.Figures.GetValueOrDefault(request.SourceFigure(share.Factor.Key)));
        });
        return ofEntry.Concat(ofSources).OfType<string>();
    }

    private static string? Shift(Quantity ranged, CatalogEntry entry, CatalogFigure? figure)
    {
        if (figure is not { Text: { } plain, Range: { } range } || ranged.Text != range
            || CatalogQuantities.Make(entry, ranged.Key, figure, ranged.Path)?.Distribution.Quantile(0.5) is not { } value || value <= 0)
        {
            return null;
        }

        var shift = (ranged.Distribution.Quantile(0.5) / value) - 1;
        return Math.Abs(shift) < LeastShift ? null : FormattableString.Invariant($"{ranged.Path} by {100 * shift:+0;-0}% from {plain}");
    }

    private static IEnumerable<string> DirectAboveLifeCycle(Phase phase)
    {
        if (phase.Conventions.Factors != EmissionFactors.Direct || phase[Keys.CarbonIntensity] is not { Origin: QuantityOrigin.Catalog } used
            || BuiltInCatalog.Locations.Find(used.Place) is not { } place || place.Figures.GetValueOrDefault(Keys.CarbonIntensity.Name) is not { Text: not null } lifeCycle)
        {
            yield break;
        }

        var median = CatalogQuantities.Make(place, Keys.CarbonIntensity, lifeCycle, used.Path)!.Distribution.Quantile(0.5);
        if (used.Distribution.Quantile(0.5) >= median)
        {
            yield return $"{used.Path}: the direct figure of {place.Name}, {used.Text}, is not below the life-cycle figure, {lifeCycle.Text}: they come from two sources and are no pair ({used.Note}).";
        }
    }
}
