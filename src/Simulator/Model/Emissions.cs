using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Emissions of electricity and of making the hardware (Eq. M13 to M15).</summary>
internal static class Emissions
{
    /// <summary>Operational emissions, location-based: emissions of the local grid. [kg]</summary>
    /// <param name="gridEnergy">Energy generated. [kWh]</param>
    /// <param name="carbonIntensity">Emissions per energy. [kg/kWh]</param>
    /// <remarks>Eq. M13: M_op = E_grid · c. Source: GHG Protocol, Scope 2 Guidance, 2015, chapter 6.</remarks>
    public static T Operational<T>(T gridEnergy, T carbonIntensity)
        where T : struct, IArithmeticLane<T> => gridEnergy * carbonIntensity;

    /// <summary>Emissions of the generation that the energy starts; never to be added to average ones. [kg]</summary>
    /// <param name="gridEnergy">Energy generated. [kWh]</param>
    /// <param name="marginalIntensity">Emissions per energy of the plants that supply one more kWh. [kg/kWh]</param>
    /// <remarks>Eq. M13 with the marginal intensity in place of the average one.</remarks>
    public static T Marginal<T>(T gridEnergy, T marginalIntensity)
        where T : struct, IArithmeticLane<T> => gridEnergy * marginalIntensity;

    /// <summary>Operational emissions, market-based: after contracts. Never to be mixed with location-based ones. [kg]</summary>
    /// <param name="uncovered">Emissions of all the energy at the residual mix, or location-based where that is not known. [kg]</param>
    /// <param name="carbonFreeShare">Share of consumption matched by carbon-free contracts. [-]</param>
    /// <remarks>
    /// Eq. M13: M_market = E_grid · r · (1 − s_cf), with r the residual mix or, where that is not known, the carbon intensity.
    /// Source: GHG Protocol, Scope 2 Guidance, 2015, table 6.3.
    /// </remarks>
    public static T MarketBased<T>(T uncovered, T carbonFreeShare)
        where T : struct, IArithmeticLane<T> => uncovered * (T.Constant(1) - carbonFreeShare);

    /// <summary>Embodied emissions, by the share of the hardware's working life used. [kg]</summary>
    /// <param name="reservedHours">Accelerator-hours reserved. [h]</param>
    /// <param name="embodied">Emissions of making one accelerator with its share of the server. [kg]</param>
    /// <param name="lifetime">Time until it is written off. [h]</param>
    /// <param name="fleetUtilization">Share of its lifetime during which it is in use. [-]</param>
    /// <remarks>
    /// Eq. M14: M_emb = H_reserved · m / (L · f). BLOOM: 150 kg / (6 · 8,760 h · 0.85) · 1,082,990 h = 3.64 t
    /// (Luccioni et al. 2022, section 4.1).
    /// </remarks>
    public static T EmbodiedAmortized<T>(T reservedHours, T embodied, T lifetime, T fleetUtilization)
        where T : struct, IArithmeticLane<T> => reservedHours * embodied / (lifetime * fleetUtilization);

    /// <summary>Embodied emissions, all of them charged to this training. [kg]</summary>
    /// <param name="accelerators">Accelerators that work in parallel. [-]</param>
    /// <param name="embodied">Emissions of making one accelerator with its share of the server. [kg]</param>
    /// <remarks>Eq. M14: M_emb = N · m.</remarks>
    public static T EmbodiedInFull<T>(T accelerators, T embodied)
        where T : struct, IArithmeticLane<T> => accelerators * embodied;

    /// <summary>Operational and embodied emissions. [kg]</summary>
    /// <param name="operational">Operational emissions, location-based or market-based, as the scenario asks. [kg]</param>
    /// <param name="embodied">Embodied emissions. [kg]</param>
    /// <remarks>Eq. M15: M = M_op + M_emb, or M_market + M_emb.</remarks>
    public static T Total<T>(T operational, T embodied)
        where T : struct, IArithmeticLane<T> => operational + embodied;
}
