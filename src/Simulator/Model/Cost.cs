using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Money (Eq. M9 to M11).</summary>
public static class Cost
{
    /// <summary>The electricity bill. [USD]</summary>
    /// <param name="siteEnergy">Energy of the site, as metered. [kWh]</param>
    /// <param name="electricityPrice">Price at the meter. [USD/kWh]</param>
    /// <remarks>Eq. M9: K_el = E · p. Losses of the grid are in the price, not in the energy.</remarks>
    public static T OfElectricity<T>(T siteEnergy, T electricityPrice)
        where T : struct, IArithmeticLane<T> => siteEnergy * electricityPrice;

    /// <summary>Hardware, written off over the hours it works. [USD]</summary>
    /// <param name="reservedHours">Accelerator-hours paid for. [h]</param>
    /// <param name="price">Price of one accelerator with its share of server and network. [USD]</param>
    /// <param name="lifetime">Time until it is written off. [h]</param>
    /// <param name="fleetUtilization">Share of its lifetime during which it is in use. [-]</param>
    /// <remarks>Eq. M10: K_hw = H_reserved · p / (L · f).</remarks>
    public static T OfOwnedHardware<T>(T reservedHours, T price, T lifetime, T fleetUtilization)
        where T : struct, IArithmeticLane<T> => reservedHours * price / (lifetime * fleetUtilization);

    /// <summary>Hardware, rented by the hour. [USD]</summary>
    /// <param name="reservedHours">Accelerator-hours paid for. [h]</param>
    /// <param name="rental">Rate of one accelerator-hour. [USD/h]</param>
    /// <remarks>Eq. M10: K_hw = H_reserved · r. DeepSeek-V3's budget: 2.788 M h · 2 USD/h = 5.576 M USD.</remarks>
    public static T OfRentedHardware<T>(T reservedHours, T rental)
        where T : struct, IArithmeticLane<T> => reservedHours * rental;

    /// <summary>On-site water. [USD]</summary>
    /// <param name="onsiteWater">Water used on the site. [L]</param>
    /// <param name="waterPrice">Price of water. [USD/L]</param>
    /// <remarks>Eq. M11: K_w = W_site · p_w.</remarks>
    public static T OfWater<T>(T onsiteWater, T waterPrice)
        where T : struct, IArithmeticLane<T> => onsiteWater * waterPrice;

    /// <summary>Price put on operational emissions. [USD]</summary>
    /// <param name="operationalEmissions">Location-based operational emissions. [kg]</param>
    /// <param name="carbonPrice">Price of emissions. [USD/kg]</param>
    /// <remarks>Eq. M11: K_c = M_op · p_c.</remarks>
    public static T OfCarbon<T>(T operationalEmissions, T carbonPrice)
        where T : struct, IArithmeticLane<T> => operationalEmissions * carbonPrice;

    /// <summary>All of it. [USD]</summary>
    /// <param name="electricity">The electricity bill. [USD]</param>
    /// <param name="hardware">Hardware. [USD]</param>
    /// <param name="water">On-site water. [USD]</param>
    /// <param name="carbon">Price put on emissions. [USD]</param>
    /// <remarks>Eq. M11: K = K_el + K_hw + K_w + K_c; parts that are not known are left out, and the report says so.</remarks>
    public static T Total<T>(T electricity, T hardware, T water, T carbon)
        where T : struct, IArithmeticLane<T> => electricity + hardware + water + carbon;
}
