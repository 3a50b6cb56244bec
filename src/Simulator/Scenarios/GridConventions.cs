using Simulator.Model;

namespace Simulator.Scenarios;

/// <summary>Which of several published conventions the figures of a grid follow; the same for all phases of a scenario.</summary>
/// <param name="Factors">What emissions per energy include.</param>
/// <param name="Accounting">Which operational emissions enter the emissions.</param>
/// <param name="Evaporation">Whether water includes what evaporates from the reservoirs of hydropower.</param>
public sealed record GridConventions(EmissionFactors Factors, EmissionAccounting Accounting, HydroEvaporation Evaporation)
{
    /// <summary>What holds where the file says nothing: life-cycle, location-based, with evaporation.</summary>
    public static readonly GridConventions Default = new(EmissionFactors.LifeCycle, EmissionAccounting.LocationBased, HydroEvaporation.Included);
}

/// <summary>What emissions per energy include.</summary>
public enum EmissionFactors
{
    /// <summary>Building, fuel supply, operation and dismantling of the power plants.</summary>
    LifeCycle,

    /// <summary>What leaves the plant's stack alone.</summary>
    Direct,
}

/// <summary>Whether water includes what evaporates from the reservoirs of hydropower.</summary>
public enum HydroEvaporation
{
    /// <summary>All of it is charged to electricity.</summary>
    Included,

    /// <summary>None of it is.</summary>
    Excluded,
}
