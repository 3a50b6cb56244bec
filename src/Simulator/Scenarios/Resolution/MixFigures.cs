using Simulator.Catalog;
using Simulator.Distributions;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Resolution;

/// <summary>Puts emissions, water or land of the generation sources beside the shares of a mix.</summary>
internal sealed class MixFigures(CatalogQuantities catalogue)
{
    private const string Hydro = "hydro";

    /// <summary>Water of hydropower without evaporation: in operation it consumes no other.</summary>
    public static readonly Quantity WithoutEvaporation = new()
    {
        Path = $"grid.mix.{Hydro}.{Keys.SourceWater.Name}",
        Key = Keys.SourceWater,
        Distribution = Constant.Of(0),
        Text = "0 L/kWh",
        DisplayUnit = "L/kWh",
        Origin = QuantityOrigin.Catalog,
        Note = "hydro_evaporation: excluded; in operation hydropower consumes no other water",
    };

    /// <summary>The mix with a figure for every source; null if the catalogue lacks one of them.</summary>
    /// <param name="mix">The shares.</param>
    /// <param name="key">What is asked of the sources.</param>
    /// <param name="request">Conventions, and whether ranges hold.</param>
    /// <param name="missing">Receives the sources without a figure.</param>
    public GenerationMix? Of(GenerationMix mix, KeySpec key, CatalogRequest request, ICollection<string> missing)
    {
        var shares = new List<SourceShare>();
        foreach (var share in mix.Shares)
        {
            var source = BuiltInCatalog.Generation[share.Source];
            if (Find(source, key, request) is { } figure)
            {
                shares.Add(share with { Factor = figure });
            }
            else if (share.Share > 0)
            {
                missing.Add(share.Source);
            }
        }

        return missing.Count == 0 ? mix with { Shares = shares } : null;
    }

    private Quantity? Find(CatalogEntry source, KeySpec key, CatalogRequest request)
    {
        if (key == Keys.SourceWater && source.Id == Hydro && request.Conventions.Evaporation == HydroEvaporation.Excluded)
        {
            return WithoutEvaporation;
        }

        return catalogue.OfSource(source, key, request.SourceFigure(key), request.IsUncertain);
    }
}
