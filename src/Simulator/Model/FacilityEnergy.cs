using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Energy of the site from energy of the IT equipment (Eq. M5).</summary>
internal static class FacilityEnergy
{
    /// <summary>Energy of the site: what the meter reads and the bill charges. [kWh]</summary>
    /// <param name="itEnergy">Energy of all IT equipment. [kWh]</param>
    /// <param name="pue">Power usage effectiveness. [-]</param>
    /// <remarks>Eq. M5: E = E_it · PUE. Source: ISO/IEC 30134-2. Valid for PUE ≥ 1.</remarks>
    public static T OfSite<T>(T itEnergy, T pue)
        where T : struct, IArithmeticLane<T> => itEnergy * pue;

    /// <summary>Energy of all IT equipment, from what the meter of the site reads. [kWh]</summary>
    /// <param name="siteEnergy">Energy of the site. [kWh]</param>
    /// <param name="pue">Power usage effectiveness. [-]</param>
    /// <remarks>Eq. M5 solved for E_it: E_it = E / PUE.</remarks>
    public static T ItOfSite<T>(T siteEnergy, T pue)
        where T : struct, IArithmeticLane<T> => siteEnergy / pue;

    /// <summary>Energy of the facility beside the IT equipment: cooling and power distribution. [kWh]</summary>
    /// <param name="itEnergy">Energy of all IT equipment. [kWh]</param>
    /// <param name="pue">Power usage effectiveness. [-]</param>
    /// <remarks>Eq. M5: E − E_it = E_it · (PUE − 1).</remarks>
    public static T BesideIt<T>(T itEnergy, T pue)
        where T : struct, IArithmeticLane<T> => itEnergy * (pue - T.Constant(1));

    /// <summary>Energy of cooling. [kWh]</summary>
    /// <param name="besideIt">Energy of the facility beside the IT equipment. [kWh]</param>
    /// <param name="coolingShare">Share of cooling in it. [-]</param>
    /// <remarks>Eq. M5: E_cooling = E_it · (PUE − 1) · s_cooling.</remarks>
    public static T OfCooling<T>(T besideIt, T coolingShare)
        where T : struct, IArithmeticLane<T> => besideIt * coolingShare;

    /// <summary>Energy lost in power distribution and all else on the site. [kWh]</summary>
    /// <param name="besideIt">Energy of the facility beside the IT equipment. [kWh]</param>
    /// <param name="coolingShare">Share of cooling in it. [-]</param>
    /// <remarks>Eq. M5: E_distribution = E_it · (PUE − 1) · (1 − s_cooling).</remarks>
    public static T OfDistribution<T>(T besideIt, T coolingShare)
        where T : struct, IArithmeticLane<T> => besideIt * (T.Constant(1) - coolingShare);
}
