using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Resolution;

/// <summary>What a section of a file requests from the catalogue: which figure of an entry a key stands for, and whether its range holds.</summary>
/// <param name="Section">hardware, facility or grid.</param>
/// <param name="IsUncertain">Whether ranges hold in place of plain values.</param>
/// <param name="NumberFormat">Format of the peak rate; null for the usual one.</param>
/// <param name="Conventions">Conventions of the grid's figures.</param>
internal sealed record CatalogRequest(string Section, bool IsUncertain, string? NumberFormat, GridConventions Conventions)
{
    /// <summary>What the levels of a section ask for, the more specific first.</summary>
    public static CatalogRequest Of(IReadOnlyList<Level> levels, string section) =>
        new(section, Word(levels, "uncertainty") == ScenarioFormat.CatalogWord, Word(levels, "number_format"), GridConventionsReader.Read(levels));

    /// <summary>The word given for a key on the most specific level that has one, or null.</summary>
    public static string? Word(IReadOnlyList<Level> levels, string key) =>
        levels.Select(level => level.Words.GetValueOrDefault(key)).FirstOrDefault(word => word is not null);

    /// <summary>The figure that a key stands for, or null if the entry has none.</summary>
    public CatalogFigure? FigureOf(CatalogEntry entry, KeySpec key) =>
        Names(key).Select(entry.Figures.GetValueOrDefault).FirstOrDefault(figure => figure is not null);

    /// <summary>Figures of a generation source by the key that they stand for.</summary>
    public string SourceFigure(KeySpec key) =>
        key == Keys.SourceFactor && Conventions.Factors == EmissionFactors.Direct ? "factor_direct" : key.Name;

    private IReadOnlyList<string> Names(KeySpec key) =>
        key == Keys.Peak ? NumberFormats.Figures(NumberFormat)
        : key == Keys.CarbonIntensity && Conventions.Factors == EmissionFactors.Direct ? ["carbon_intensity_direct"]
        : key == Keys.WaterIntensity && Conventions.Evaporation == HydroEvaporation.Excluded ? ["water_intensity_without_hydro"]
        : [key.Name];
}
