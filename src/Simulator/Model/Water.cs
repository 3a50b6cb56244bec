using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Water consumed on the site and by generation (Eq. M16).</summary>
internal static class Water
{
    /// <summary>Water consumed on the site, mostly by cooling. [L]</summary>
    /// <param name="itEnergy">Energy of all IT equipment. [kWh]</param>
    /// <param name="wue">Water usage effectiveness. [L/kWh]</param>
    /// <remarks>
    /// Eq. M16: W_site = E_it · WUE. Source: ISO/IEC 30134-9. WUE is per IT energy; multiplying it by the PUE again is a
    /// mistake that peers make.
    /// </remarks>
    public static T OnSite<T>(T itEnergy, T wue)
        where T : struct, IArithmeticLane<T> => itEnergy * wue;

    /// <summary>Water consumed by generating the electricity. [L]</summary>
    /// <param name="gridEnergy">Energy generated. [kWh]</param>
    /// <param name="waterIntensity">Water consumed per energy. [L/kWh]</param>
    /// <remarks>Eq. M16: W_source = E_grid · w. OLMo 2 7B: 131 MWh · 1.2 · 1.29 L/kWh = 202.8 m³ (arXiv 2501.00656, table 19).</remarks>
    public static T OffSite<T>(T gridEnergy, T waterIntensity)
        where T : struct, IArithmeticLane<T> => gridEnergy * waterIntensity;

    /// <summary>Water consumed per energy generated, from the generation mix. [L/kWh]</summary>
    /// <param name="shares">Share of each source; they sum to 1. [-]</param>
    /// <param name="water">Water consumed per energy of each source. [L/kWh]</param>
    /// <remarks>Eq. M16: w = Σ s_i · w_i.</remarks>
    public static T IntensityFromMix<T>(in SourceVector<T> shares, in SourceVector<T> water)
        where T : struct, IArithmeticLane<T> => SourceVector<T>.Weighted(shares, water);

    /// <summary>Water consumed in all. [L]</summary>
    /// <param name="onSite">On the site. [L]</param>
    /// <param name="offSite">By generation. [L]</param>
    /// <remarks>Eq. M16: W = W_site + W_source.</remarks>
    public static T Total<T>(T onSite, T offSite)
        where T : struct, IArithmeticLane<T> => onSite + offSite;
}
