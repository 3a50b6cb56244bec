using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the conventions of a grid; they must be the same for all phases, or totals would add unlike things.</summary>
internal static class GridConventionsReader
{
    private static readonly string[] Words = ["accounting", "emission_factors", "hydro_evaporation"];

    /// <summary>What the levels of a grid say, the more specific first.</summary>
    public static GridConventions Read(IReadOnlyList<Level> grid) => new(
        CatalogRequest.Word(grid, "emission_factors") == "direct" ? EmissionFactors.Direct : EmissionFactors.LifeCycle,
        CatalogRequest.Word(grid, "accounting") == "market" ? EmissionAccounting.MarketBased : EmissionAccounting.LocationBased,
        CatalogRequest.Word(grid, "hydro_evaporation") == "excluded" ? HydroEvaporation.Excluded : HydroEvaporation.Included);

    /// <summary>Reports phases that follow other conventions than the first one.</summary>
    public static void Check(IReadOnlyList<PhaseDraft> drafts, Findings findings)
    {
        foreach (var draft in drafts.Skip(1))
        {
            foreach (var word in Words)
            {
                var (here, there) = (Of(draft, word), Of(drafts[0], word));
                if (here != there)
                {
                    var level = draft.Grid.Count > 0 ? draft.Grid[0] : draft.Own;
                    findings.Error(
                        level.Position, $"{draft.Path}.grid.{word}", $"{here} for {draft.Path}, but {there} for {drafts[0].Path}",
                        "the same for all phases: figures that follow different conventions must not be added", $"give grid.{word} once, at the top level");
                }
            }
        }
    }

    /// <summary>One line that names the conventions in effect.</summary>
    public static string Describe(PhaseDraft draft, IEnumerable<string> losses) =>
        $"Conventions: {string.Join("; ", Words.Select(word => $"{word}: {Of(draft, word)}"))}; losses: {string.Join(", ", losses.Distinct(StringComparer.Ordinal))}. "
        + "They choose among the catalogue's figures; figures stated in the file are used as stated.";

    private static string Of(PhaseDraft draft, string word) =>
        CatalogRequest.Word(draft.Grid, word) ?? ScenarioFormat.Grid.Find(word)!.Choices[0];
}
