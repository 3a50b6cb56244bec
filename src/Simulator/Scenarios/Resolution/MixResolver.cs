using Simulator.Distributions;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>What a phase takes from a generation mix: its carbon intensity, and water and land that are not stated.</summary>
internal sealed class MixResolver(CatalogQuantities catalogue, List<string> notices, Findings findings)
{
    private readonly MixFigures _figures = new(catalogue);
    private readonly HashSet<(Level, string)> _reported = [];

    /// <summary>The mix that replaces a carbon intensity; puts a stated carbon intensity among the phase's inputs instead.</summary>
    public GenerationMix? Carbon(PhaseDraft draft) =>
        Chosen(draft) is { } mix && CanVary(draft, mix) ? WithFigures(draft, mix, Keys.SourceFactor, Keys.CarbonIntensity) : null;

    /// <summary>The mix that stands for an intensity that is neither stated nor in the catalogue.</summary>
    /// <param name="draft">The phase, its grid resolved.</param>
    /// <param name="intensity">Water or land intensity.</param>
    /// <param name="source">What that is for one source.</param>
    public GenerationMix? Instead(PhaseDraft draft, KeySpec intensity, KeySpec source) =>
        draft.Inputs.ContainsKey(intensity) || draft.IsGiven(intensity) || Any(draft) is not { } mix || !CanVary(draft, mix) ? null : WithFigures(draft, mix, source, intensity);

    private GenerationMix? WithFigures(PhaseDraft draft, GenerationMix mix, KeySpec source, KeySpec intensity)
    {
        var missing = new List<string>();
        var request = CatalogRequest.Of(draft.Grid, "grid");
        var found = _figures.Of(mix, source, request, missing);
        notices.Add(found is null
            ? $"{intensity.Name} cannot follow from {mix.Path}: the catalogue has no {request.SourceFigure(source)} for {string.Join(", ", missing)}."
            : $"{intensity.Name} follows from {mix.Path} and the catalogue's {request.SourceFigure(source)} of each source.");
        return found;
    }

    // Each share is drawn as a part of those behind it: a beta distribution with the share's concentration and theirs.
    private bool CanVary(PhaseDraft draft, GenerationMix mix)
    {
        var shares = mix.Shares.Where(share => share.Share > 0).ToList();
        if (mix.Concentration is not { } concentration || shares.Count < 2)
        {
            return true;
        }

        var level = draft.Grid.First(level => level.Concentration is not null);
        var smallest = shares.MinBy(share => share.Share)!;
        var found = concentration > Beta.LargestShape ? FormattableString.Invariant($"{concentration:G6}")
            : concentration * smallest.Share < Beta.SmallestShape
                ? FormattableString.Invariant($"{concentration:G6}, which is {concentration * smallest.Share:G3} for the share of {smallest.Source} ({100 * smallest.Share:G3}%)")
            : null;
        if (found is not null && _reported.Add((level, found)))
        {
            findings.Error(
                level.ConcentrationPosition ?? level.Position, $"{level.Path}.mix_concentration", found,
                FormattableString.Invariant($"at most {Beta.LargestShape:#,0}, and at least {Beta.SmallestShape} times 1 over the smallest share").Replace(",0", "_0", StringComparison.Ordinal),
                concentration > Beta.LargestShape ? "this many observations leave the shares practically fixed: leave mix_concentration out" : "leave the small share out of the mix, or state a larger concentration");
        }

        return found is null;
    }

    // The nearest mix, whether or not a carbon intensity is stated nearer.
    private static GenerationMix? Any(PhaseDraft draft) =>
        draft.Grid.FirstOrDefault(level => level.Mix is not null) is { Mix: { } mix } level
            ? mix with { Concentration = (Asking(draft.Grid) ?? level).Concentration }
            : null;

    private GenerationMix? Chosen(PhaseDraft draft)
    {
        var entry = draft.Grid.FirstOrDefault(level => level.IsCatalog);
        var asking = Asking(draft.Grid);
        foreach (var level in draft.Grid)
        {
            // A catalogue entry may have both: its intensity is measured, and its mix is used only on request.
            var isPreferred = !level.IsCatalog || asking is not null || !level.Given.Contains("carbon_intensity");
            if (level.Given.Contains(CatalogKeys.Mix) && isPreferred)
            {
                var stated = level.Words.ContainsKey(CatalogKeys.Mix) ? OfEntry(level, entry) : level.Mix;
                return stated is { } mix ? mix with { Concentration = (asking ?? level).Concentration } : null;
            }

            if (asking is not null)
            {
                continue;
            }

            // What the entry has in place of a measured intensity is its mix.
            var home = level.Words.ContainsKey("carbon_intensity") ? entry : level;
            if (home is not null && home.Quantities.TryGetValue(Keys.CarbonIntensity, out var intensity))
            {
                draft.Inputs[Keys.CarbonIntensity] = intensity;
                return null;
            }

            if (home != level)
            {
                return home?.Mix ?? Unknown(level, "carbon_intensity", entry);
            }
        }

        if (asking is not null)
        {
            findings.Error(
                asking.Position, $"{asking.Path}.mix_concentration", $"a concentration, but no mix for {draft.Path}", "mix: next to it, or a location whose catalogue entry has a mix");
        }

        return null;
    }

    /// <summary>
    /// The level whose concentration asks for a mix that stands elsewhere; null if none does. A concentration that was stated
    /// with a mix, even in another file, goes with it where a nearer location takes the mix's place.
    /// </summary>
    private static Level? Asking(IReadOnlyList<Level> grid)
    {
        var stating = grid.FirstOrDefault(level => !level.IsCatalog && level.HasAny("carbon_intensity", CatalogKeys.Mix, "mix_concentration"));
        if (stating is null || stating.HasAny("carbon_intensity", CatalogKeys.Mix))
        {
            return null;
        }

        var isBehindEntry = grid.TakeWhile(level => level != stating).Any(level => level.IsCatalog);
        return isBehindEntry && grid.Any(level => !level.IsCatalog && level.Given.Contains(CatalogKeys.Mix)) ? null : stating;
    }

    private GenerationMix? OfEntry(Level level, Level? entry) => entry?.Mix ?? Unknown(level, CatalogKeys.Mix, entry);

    private GenerationMix? Unknown(Level level, string key, Level? entry)
    {
        findings.Error(
            level.Positions.GetValueOrDefault(key, level.Position), $"{level.Path}.{key}",
            entry is null ? "catalog, but no location" : $"catalog, but it is not known for {entry.Entry!.Name}", $"{key} stated; or a location whose catalogue entry has it");
        return null;
    }
}
