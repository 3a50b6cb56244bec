using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Energy of the accelerators and of the IT equipment around them (Eq. M3, M4).</summary>
internal static class ItEnergy
{
    /// <summary>Energy of the accelerators alone. [kWh]</summary>
    /// <param name="runHours">Accelerator-hours of all runs. [h]</param>
    /// <param name="tdp">Rated power of one accelerator. [kW]</param>
    /// <param name="utilization">Mean power while training over rated power. [-]</param>
    /// <param name="idleShare">Idle hours as a share of the training hours. [-]</param>
    /// <param name="idlePower">Power while idle over rated power. [-]</param>
    /// <remarks>
    /// Eq. M3: E_acc = H_run · TDP · (u + s_idle · p_idle). Idle energy counts: 46% of BLOOM's cluster power was idle
    /// (Luccioni et al. 2022, section 4.3).
    /// </remarks>
    public static T OfAccelerators<T>(T runHours, T tdp, T utilization, T idleShare, T idlePower)
        where T : struct, IArithmeticLane<T> => runHours * tdp * (utilization + idleShare * idlePower);

    /// <summary>Measured energy of all runs. [kWh]</summary>
    /// <param name="energy">Measured energy of one run. [kWh]</param>
    /// <param name="runs">How often the phase is run in all. [-]</param>
    /// <remarks>Eq. M3, M4, M5 or M6, in place of what is computed there, by what the meter has in it: E = E_measured · runs.</remarks>
    public static T OfMeter<T>(T energy, T runs)
        where T : struct, IArithmeticLane<T> => energy * runs;

    /// <summary>Energy of all IT equipment. [kWh]</summary>
    /// <param name="acceleratorEnergy">Energy of the accelerators. [kWh]</param>
    /// <param name="overhead">IT power over accelerator power, k. [-]</param>
    /// <remarks>Eq. M4: E_it = E_acc · k.</remarks>
    public static T OfAllEquipment<T>(T acceleratorEnergy, T overhead)
        where T : struct, IArithmeticLane<T> => acceleratorEnergy * overhead;

    /// <summary>Energy of one component beside the accelerators. [kWh]</summary>
    /// <param name="acceleratorEnergy">Energy of the accelerators. [kWh]</param>
    /// <param name="share">Power of the component as a share of accelerator power. [-]</param>
    /// <remarks>Eq. M4, one term of the sum: E_i = E_acc · s_i.</remarks>
    public static T OfComponent<T>(T acceleratorEnergy, T share)
        where T : struct, IArithmeticLane<T> => acceleratorEnergy * share;

    /// <summary>Energy of everything beside the accelerators, where components are not told apart. [kWh]</summary>
    /// <param name="acceleratorEnergy">Energy of the accelerators. [kWh]</param>
    /// <param name="overhead">IT power over accelerator power, k. [-]</param>
    /// <remarks>Eq. M4: E_it − E_acc = E_acc · (k − 1).</remarks>
    public static T BesideAccelerators<T>(T acceleratorEnergy, T overhead)
        where T : struct, IArithmeticLane<T> => acceleratorEnergy * (overhead - T.Constant(1));

    /// <summary>Overhead factor k from the power of each component. [-]</summary>
    /// <param name="shares">Power of the components as shares of accelerator power. [-]</param>
    /// <remarks>Eq. M4: k = 1 + Σ components.</remarks>
    public static T OverheadFromComponents<T>(in ComponentVector<T> shares)
        where T : struct, IArithmeticLane<T> => T.Constant(1) + shares.Sum();

    /// <summary>Overhead factor k from the rated power of a server. [-]</summary>
    /// <param name="serverPower">Rated power of one server with its accelerators. [kW]</param>
    /// <param name="serverAccelerators">Accelerators in it. [-]</param>
    /// <param name="tdp">Rated power of one accelerator. [kW]</param>
    /// <remarks>
    /// Eq. M4: k = P_server / (n · TDP). A rated server power is a maximum: 8-GPU H100 nodes rated 10.2 kW were measured
    /// at 8.4 kW at most (Latif et al. 2024, arXiv 2412.08602).
    /// </remarks>
    public static T OverheadFromServer<T>(T serverPower, T serverAccelerators, T tdp)
        where T : struct, IArithmeticLane<T> => serverPower / (serverAccelerators * tdp);
}
