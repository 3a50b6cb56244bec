using Simulator.Catalog;
using Simulator.Model;
using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios;

/// <summary>One phase of training, or serving, with every input that holds for it.</summary>
internal sealed record Phase
{
    /// <summary>Name of the phase; <c>serving</c> for serving.</summary>
    public required string Name { get; init; }

    /// <summary>Whether this is the serving section rather than a phase of training.</summary>
    public bool IsServing { get; init; }

    /// <summary>How its hours are known; for serving, <see cref="HoursRoute.None"/>.</summary>
    public required HoursRoute Hours { get; init; }

    /// <summary>What the meter of its measured energy has in it; null where the energy is modelled.</summary>
    public Boundary? MeasuredAt { get; init; }

    /// <summary>How its overhead (IT power / accelerator power) is known.</summary>
    public required OverheadRoute Overhead { get; init; }

    /// <summary>Whether embodied carbon is charged in full instead of by the share of the hardware's life.</summary>
    public bool EmbodiedInFull { get; init; }

    /// <summary>When it runs; null if its start is not stated.</summary>
    public PhaseWindow? Window { get; init; }

    /// <summary>How its number of accelerators is known.</summary>
    public AcceleratorsRoute AcceleratorsRoute { get; init; }

    /// <summary>Components that make up the overhead, empty unless <see cref="OverheadRoute.Components"/>.</summary>
    public IReadOnlyList<ComponentShares> Components { get; init; } = [];

    /// <summary>Generation mix that replaces a given carbon intensity; null if there is none.</summary>
    public GenerationMix? Mix { get; init; }

    /// <summary>Mix from which the water intensity follows, each source with its water; null if that is given or not known.</summary>
    public GenerationMix? WaterMix { get; init; }

    /// <summary>Mix from which the land intensity follows, each source with its land; null if that is given or not known.</summary>
    public GenerationMix? LandMix { get; init; }

    /// <summary>Which of several published conventions its grid figures follow.</summary>
    public GridConventions Conventions { get; init; } = GridConventions.Default;

    /// <summary>Prices of it that another of its prices may include: the file does not say whether it does.</summary>
    public IReadOnlySet<KeySpec> MayBeIncluded { get; init; } = new HashSet<KeySpec>();

    /// <summary>Catalogue entry of its accelerators; null if none is named.</summary>
    public CatalogEntry? Accelerator { get; init; }

    /// <summary>Catalogue entry of its place; null if none is named.</summary>
    public CatalogEntry? Location { get; init; }

    /// <summary>The inputs by key; what is neither given nor has a default is missing.</summary>
    public required IReadOnlyDictionary<KeySpec, Quantity> Inputs { get; init; }

    /// <summary>The input for a key, or null if it is not known.</summary>
    public Quantity? this[KeySpec key] => Inputs.GetValueOrDefault(key);
}

/// <summary>Power and cost of one component relative to the accelerators.</summary>
/// <param name="Name">Component: cpu, memory, network, storage, monitoring or backup.</param>
/// <param name="Power">Power as a share of accelerator power. [-]</param>
/// <param name="Cost">Cost as a share of the price per accelerator; null if not given. [-]</param>
internal sealed record ComponentShares(string Name, Quantity Power, Quantity? Cost);

/// <summary>Shares of generation sources in the electricity used.</summary>
/// <param name="Path">Path of the mix, e.g. <c>grid.mix</c>; the draw of a source is named path.source.</param>
/// <param name="Shares">Shares by source; they sum to 1.</param>
/// <param name="Concentration">Dirichlet concentration; null for fixed shares. [-]</param>
internal sealed record GenerationMix(string Path, IReadOnlyList<SourceShare> Shares, double? Concentration)
{
    /// <summary>Name of the draw that says how much of the rest of the mix a source takes.</summary>
    public string NameOf(SourceShare share) => $"{Path}.{share.Source}";
}

/// <summary>One generation source in a mix.</summary>
/// <param name="Source">Name of the source in the catalogue, e.g. coal.</param>
/// <param name="Share">Its share. [-]</param>
/// <param name="Factor">Emissions per energy generated, as an input of its own; in a mix for water or land, those. [kg/kWh], [L/kWh], [m²·year/kWh]</param>
internal sealed record SourceShare(string Source, double Share, Quantity Factor);
