using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Carbon intensity of electricity from its generation mix (Eq. M12).</summary>
public static class CarbonIntensity
{
    /// <summary>Emissions per energy generated. [kg/kWh]</summary>
    /// <param name="shares">Share of each source; they sum to 1. [-]</param>
    /// <param name="factors">Emissions per energy of each source. [kg/kWh]</param>
    /// <remarks>
    /// Eq. M12: c = Σ s_i · f_i. Whether the result is life-cycle or direct depends on the factors; the
    /// catalogue's life-cycle factors are those of IPCC AR5 WG III annex III, table A.III.2.
    /// </remarks>
    public static T FromMix<T>(in SourceVector<T> shares, in SourceVector<T> factors)
        where T : struct, IArithmeticLane<T> =>
        SourceVector<T>.Weighted(shares, factors);

    /// <summary>Mean carbon intensity over energies of several places. [kg/kWh]</summary>
    /// <param name="operationalEmissions">Their emissions. [kg]</param>
    /// <param name="gridEnergy">Their energy generated. [kWh]</param>
    /// <remarks>Eq. M13 solved for the intensity.</remarks>
    public static T Mean<T>(T operationalEmissions, T gridEnergy)
        where T : struct, IArithmeticLane<T> => operationalEmissions / gridEnergy;

    /// <summary>Mean carbon intensity over the energy of a scenario; where all phases have the same, that one to the last bit. [kg/kWh]</summary>
    /// <param name="flows">What its phases take and cause. [kWh] and [kg]</param>
    /// <remarks>Eq. M12 for one phase; Eq. M13 solved for the intensity for several that differ.</remarks>
    public static T Mean<T>(ScenarioFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        var first = flows.Phases[0].Flows.CarbonIntensity;
        return flows.Phases.All(phase => EqualityComparer<T>.Default.Equals(phase.Flows.CarbonIntensity, first)) ? first : flows.Total.CarbonIntensity;
    }
}
