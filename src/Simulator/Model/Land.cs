using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Land occupied by generation (Eq. M17).</summary>
internal static class Land
{
    /// <summary>Land times the time it is occupied. [m²·year]</summary>
    /// <param name="gridEnergy">Energy generated. [kWh]</param>
    /// <param name="landIntensity">Land and time per energy. [m²·year/kWh]</param>
    /// <remarks>Eq. M17: A = E_grid · a. Source of intensities: UNECE, Carbon Neutrality in the UNECE Region, 2022.</remarks>
    public static T Occupied<T>(T gridEnergy, T landIntensity)
        where T : struct, IArithmeticLane<T> => gridEnergy * landIntensity;

    /// <summary>Land and time per energy generated, from the generation mix. [m²·year/kWh]</summary>
    /// <param name="shares">Share of each source; they sum to 1. [-]</param>
    /// <param name="land">Land and time per energy of each source. [m²·year/kWh]</param>
    /// <remarks>Eq. M17: a = Σ s_i · a_i.</remarks>
    public static T IntensityFromMix<T>(in SourceVector<T> shares, in SourceVector<T> land)
        where T : struct, IArithmeticLane<T> => SourceVector<T>.Weighted(shares, land);
}
