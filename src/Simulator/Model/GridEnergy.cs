using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Energy that must be generated for the energy of the site (Eq. M6).</summary>
internal static class GridEnergy
{
    /// <summary>Energy generated. [kWh]</summary>
    /// <param name="siteEnergy">Energy of the site. [kWh]</param>
    /// <param name="losses">Transmission and distribution losses as a share of generation. [-]</param>
    /// <remarks>
    /// Eq. M6: E_grid = E / (1 − l). Emissions, water and land follow the energy generated; the bill does not.
    /// Leave the losses at 0 with a consumption-based carbon intensity, which already contains them.
    /// </remarks>
    public static T Generated<T>(T siteEnergy, T losses)
        where T : struct, IArithmeticLane<T> => siteEnergy / (T.Constant(1) - losses);

    /// <summary>Energy of the site, from the energy generated for it. [kWh]</summary>
    /// <param name="gridEnergy">Energy generated. [kWh]</param>
    /// <param name="losses">Transmission and distribution losses as a share of generation. [-]</param>
    /// <remarks>Eq. M6 solved for E: E = E_grid · (1 − l).</remarks>
    public static T SiteOfGenerated<T>(T gridEnergy, T losses)
        where T : struct, IArithmeticLane<T> => gridEnergy * (T.Constant(1) - losses);
}
