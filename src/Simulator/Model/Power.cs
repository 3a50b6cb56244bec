using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Power of the site and its swings (Eq. M7, M8).</summary>
public static class Power
{
    private const double MegawattsPerKilowatt = 1e-3;

    /// <summary>Power of the site with every accelerator at its rating. [MW]</summary>
    /// <param name="accelerators">Accelerators that work in parallel. [-]</param>
    /// <param name="tdp">Rated power of one accelerator. [kW]</param>
    /// <param name="overhead">IT power over accelerator power, k. [-]</param>
    /// <param name="pue">Power usage effectiveness. [-]</param>
    /// <remarks>Eq. M7: P = N · TDP · k · PUE.</remarks>
    public static T Peak<T>(T accelerators, T tdp, T overhead, T pue)
        where T : struct, IArithmeticLane<T> =>
        accelerators * tdp * overhead * pue * T.Constant(MegawattsPerKilowatt);

    /// <summary>Change of the load on the grid when all accelerators stop or start together. [MW]</summary>
    /// <param name="accelerators">Accelerators that work in parallel. [-]</param>
    /// <param name="tdp">Rated power of one accelerator. [kW]</param>
    /// <param name="utilization">Mean power while training over rated power. [-]</param>
    /// <param name="idlePower">Power while idle over rated power. [-]</param>
    /// <remarks>
    /// Eq. M8: ΔP = N · TDP · (u − p_idle). The Llama 3 paper (Grattafiori et al. 2024, section 3.3.4) reports swings
    /// "on the order of tens of megawatts".
    /// </remarks>
    public static T Swing<T>(T accelerators, T tdp, T utilization, T idlePower)
        where T : struct, IArithmeticLane<T> =>
        accelerators * tdp * (utilization - idlePower) * T.Constant(MegawattsPerKilowatt);
}
