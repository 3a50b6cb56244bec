using Simulator.Catalog;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Resolution;

namespace Simulator.Studies.Disclosure;

/// <summary>What the plants of a phase's grid emit per energy, and what lies upstream of them: an account keeps the two apart.</summary>
/// <param name="AtPlants">Emissions of generation, or the stated intensity where it does not say what it holds; null if not known. [kg/kWh]</param>
/// <param name="Upstream">Emissions of fuel supply and of building the plants; null if not known. [kg/kWh]</param>
/// <param name="Content">What the two are, or why they are not known, in a sentence.</param>
internal sealed record CombustionIntensity(TraceLane? AtPlants, TraceLane? Upstream, string Content)
{
    private const string DirectFigure = "carbon_intensity_direct";

    /// <summary>Splits the intensity of a phase.</summary>
    public static CombustionIntensity Of(BoundPhase bound)
    {
        var phase = bound.Phase;
        if (phase.Mix is { } mix)
        {
            return OfMix(mix, bound.Inputs.MixShares);
        }

        var isDirect = phase.Conventions.Factors == EmissionFactors.Direct;
        var stated = phase[Keys.CarbonIntensity];
        if (stated is { Origin: QuantityOrigin.Catalog } && phase.Location is { } place)
        {
            return OfPlace(place, bound.Flows.CarbonIntensity, isDirect);
        }

        if (stated is null)
        {
            return new(null, null, "No carbon intensity of the grid is stated, so location-based emissions are not known.");
        }

        return new(
            bound.Flows.CarbonIntensity, null,
            isDirect ? "The stated carbon intensity is direct (emission_factors: direct); what lies upstream is not known."
                : "The stated carbon intensity is taken as it is. If it is a life-cycle figure, part of it is upstream and belongs into category 3; what part is not known.");
    }

    // The catalogue has both factors of every source; plain values, since their ranges are not those of one plant.
    private static CombustionIntensity OfMix(GenerationMix mix, SourceVector<TraceLane> shares)
    {
        var (direct, upstream) = (default(TraceLane), default(TraceLane));
        foreach (var share in mix.Shares.Where(share => share.Share > 0))
        {
            var entry = BuiltInCatalog.Generation[share.Source];
            if (Plain(entry, "factor_direct") is not { } atPlant || Plain(entry, "factor") is not { } whole || whole < atPlant)
            {
                return new(null, null, $"The catalogue has no direct emission factor of {share.Source}, which is in the mix.");
            }

            var part = shares[Array.IndexOf(SourceVector<TraceLane>.Names, share.Source)];
            direct += part * TraceLane.Constant(atPlant);
            upstream += part * TraceLane.Constant(whole - atPlant);
        }

        return new(direct, upstream, "Generation and upstream follow from the mix and the catalogue's direct and life-cycle factors (plain values) of each source.");
    }

    private static CombustionIntensity OfPlace(CatalogEntry place, TraceLane intensity, bool isDirect)
    {
        if (isDirect)
        {
            return new(intensity, null, $"The catalogue's direct intensity of {place.Name}; what lies upstream is not known.");
        }

        if (Plain(place, DirectFigure) is not { } direct)
        {
            return new(null, null, $"The catalogue has only a life-cycle intensity of {place.Name}, upstream fuel included.");
        }

        var isOneSource = place.Figures["carbon_intensity"].SourceKey == place.Figures[DirectFigure].SourceKey;
        var upstream = isOneSource && Plain(place, "carbon_intensity") is { } whole && whole >= direct ? TraceLane.Constant(whole - direct) : (TraceLane?)null;
        return new(
            TraceLane.Constant(direct), upstream,
            $"Generation is the catalogue's direct intensity of {place.Name} (plain value). "
            + (upstream is null
                ? "Its life-cycle intensity is of another source, so that the difference of the two is not what lies upstream."
                : "Upstream is the difference from the life-cycle intensity of the same source."));
    }

    private static double? Plain(CatalogEntry entry, string figure) =>
        entry.Figures.TryGetValue(figure, out var found) && CatalogQuantities.Make(entry, Keys.CarbonIntensity, found, figure) is { } quantity
            ? quantity.Distribution.Minimum
            : null;
}
