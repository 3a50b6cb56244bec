using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Costs beside hardware, electricity, water and carbon (Eq. M24 to M30).</summary>
internal static class ExtraCosts
{
    /// <summary>Hours of a month, as everywhere in the scenario format. [h]</summary>
    public const double HoursPerMonth = 730;

    private const double KilowattsPerMegawatt = 1000;

    /// <summary>What is paid per time. [USD]</summary>
    /// <param name="amount">Amount per time. [USD/h]</param>
    /// <param name="people">How many are paid it; 1 for what is no person. [-]</param>
    /// <param name="duration">For how long. [h]</param>
    /// <remarks>Eq. M24: K = n · a · T. Ten people at 20,000 USD a month for half a year: 1.2 M USD.</remarks>
    public static T OverTime<T>(T amount, T people, T duration)
        where T : struct, IArithmeticLane<T> => people * amount * duration;

    /// <summary>What is paid per accelerator-hour. [USD]</summary>
    /// <param name="amount">Amount per accelerator-hour. [USD/h]</param>
    /// <param name="reservedHours">Accelerator-hours paid for. [h]</param>
    /// <remarks>Eq. M25: K = a · H_reserved, as a rental (M10).</remarks>
    public static T PerAcceleratorHour<T>(T amount, T reservedHours)
        where T : struct, IArithmeticLane<T> => amount * reservedHours;

    /// <summary>Demand charge of a phase: its peak power, for as long as it lasts. [USD]</summary>
    /// <param name="charge">Price of power. [USD/(kW·month)]</param>
    /// <param name="peakPower">Peak power of the site (M7). [MW]</param>
    /// <param name="duration">Wall-clock time of the phase. [h]</param>
    /// <remarks>
    /// Eq. M26: K = d · P_peak · T / 730 h. 25 MW for 54 days at 12 USD/kW-month: 12 · 25,000 · 54 · 24/730 = 532,603 USD.
    /// </remarks>
    public static T OfDemand<T>(T charge, T peakPower, T duration)
        where T : struct, IArithmeticLane<T> => charge * (peakPower * duration) * T.Constant(KilowattsPerMegawatt / HoursPerMonth);

    /// <summary>A line that is a share of another. [USD]</summary>
    /// <param name="share">The share. [-]</param>
    /// <param name="of">What it is a share of. [USD]</param>
    /// <remarks>Eq. M27: K = s · K_other.</remarks>
    public static T Share<T>(T share, T of)
        where T : struct, IArithmeticLane<T> => share * of;

    /// <summary>What is set aside for the unforeseen. [USD]</summary>
    /// <param name="share">Share of everything else. [-]</param>
    /// <param name="everythingElse">All other costs. [USD]</param>
    /// <remarks>Eq. M28: K = c · Σ K of everything else, itself left out.</remarks>
    public static T Contingency<T>(T share, T everythingElse)
        where T : struct, IArithmeticLane<T> => share * everythingElse;

    /// <summary>A price in the currency and the prices of the year in which costs are printed. [USD, or the currency]</summary>
    /// <param name="price">The price as stated. [USD, or the currency]</param>
    /// <param name="rate">Currency of the output per currency of the price. [-]</param>
    /// <param name="deflator">Price level of the price year over that of the price. [-]</param>
    /// <remarks>
    /// Eq. M29: p' = p · x · δ. Epoch AI's GPT-4: 40,155,934 USD at the price index of March 2023, 117.766, are
    /// 40,586,592 USD at that of December 2023, 119.029.
    /// </remarks>
    public static T Converted<T>(T price, T rate, T deflator)
        where T : struct, IArithmeticLane<T> => price * (rate * deflator);

    /// <summary>Share of a stretch of time that lies in a period. [-]</summary>
    /// <param name="start">When the stretch starts. [h]</param>
    /// <param name="length">How long it is. [h]</param>
    /// <param name="from">When the period starts. [h]</param>
    /// <param name="to">When the period ends. [h]</param>
    /// <remarks>
    /// Eq. M30: s = max(0, min(t₀ + L, b) − max(t₀, a)) / L. The shares of periods side by side that cover the stretch add up to 1.
    /// </remarks>
    public static T ShareOfPeriod<T>(T start, T length, T from, T to)
        where T : struct, IArithmeticLane<T>
    {
        var end = Least(start + length, to);
        return T.Max(end - T.Max(start, from), T.Constant(0)) / length;
    }

    private static T Least<T>(T a, T b)
        where T : struct, IArithmeticLane<T> => T.Constant(0) - T.Max(T.Constant(0) - a, T.Constant(0) - b);
}
