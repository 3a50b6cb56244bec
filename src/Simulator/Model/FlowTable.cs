using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>One quantity of a phase: which equation gives it, what it is, and in which unit.</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <param name="Equation">Number of the equation.</param>
/// <param name="Name">For people.</param>
/// <param name="Unit">Unit of the model; empty for plain numbers.</param>
/// <param name="Of">Reads it.</param>
internal sealed record FlowSpec<T>(string Equation, string Name, string Unit, Func<PhaseFlows<T>, T> Of)
    where T : struct, IArithmeticLane<T>;

/// <summary>Every field of <see cref="PhaseFlows{T}"/> with its equation, in the order of the calculation.</summary>
/// <typeparam name="T">Lane.</typeparam>
internal static class FlowTable<T>
    where T : struct, IArithmeticLane<T>
{
    /// <summary>The quantities.</summary>
    public static readonly IReadOnlyList<FlowSpec<T>> All =
    [
        new("M1", "compute of one run", "FLOP", flows => flows.Compute),
        new("M1", "accelerator-hours of one run", "h", flows => flows.Hours),
        new("M1", "accelerators", "", flows => flows.Accelerators),
        new("M1", "servers", "", flows => flows.Servers),
        new("M1", "wall-clock time of all runs", "h", flows => flows.WallClock),
        new("M1", "tokens", "", flows => flows.Tokens),
        new("M2", "accelerator-hours of all runs", "h", flows => flows.RunHours),
        new("M2", "accelerator-hours reserved", "h", flows => flows.ReservedHours),
        new("M20", "productive accelerator-hours", "h", flows => flows.ProductiveHours),
        new("M3", "energy of the accelerators", "kWh", flows => flows.AcceleratorEnergy),
        new("M4", "overhead factor", "", flows => flows.Overhead),
        new("M4", "IT energy", "kWh", flows => flows.ItEnergy),
        new("M5", "site energy", "kWh", flows => flows.SiteEnergy),
        new("M5", "site energy without IT", "kWh", flows => flows.BesideItEnergy),
        new("M5", "energy of cooling", "kWh", flows => flows.CoolingEnergy),
        new("M5", "energy of distribution", "kWh", flows => flows.DistributionEnergy),
        new("M6", "grid energy", "kWh", flows => flows.GridEnergy),
        new("M7", "peak power", "MW", flows => flows.PeakPower),
        new("M8", "power swing", "MW", flows => flows.PowerSwing),
        new("M9", "electricity cost", "USD", flows => flows.ElectricityCost),
        new("M10", "hardware cost", "USD", flows => flows.HardwareCost),
        new("M11", "water cost", "USD", flows => flows.WaterCost),
        new("M11", "carbon cost", "USD", flows => flows.CarbonCost),
        new("M11", "cost", "USD", flows => flows.Cost),
        new("M12", "carbon intensity", "kg/kWh", flows => flows.CarbonIntensity),
        new("M13", "operational emissions, location-based", "kg", flows => flows.OperationalEmissions),
        new("M13", "marginal emissions", "kg", flows => flows.MarginalEmissions),
        new("M13", "operational emissions, market-based", "kg", flows => flows.MarketEmissions),
        new("M14", "embodied emissions by the hour", "kg", flows => flows.EmbodiedAmortized),
        new("M14", "embodied emissions in full", "kg", flows => flows.EmbodiedInFull),
        new("M14", "embodied emissions", "kg", flows => flows.EmbodiedEmissions),
        new("M15", "operational emissions that count", "kg", flows => flows.CountedEmissions),
        new("M15", "emissions", "kg", flows => flows.Emissions),
        new("M16", "on-site water", "L", flows => flows.WaterOnsite),
        new("M16", "off-site water", "L", flows => flows.WaterOffsite),
        new("M16", "water", "L", flows => flows.Water),
        new("M17", "land", "m2*year", flows => flows.Land),
        new("M18", "requests", "", flows => flows.Requests),
        new("M18", "time served", "h", flows => flows.ServedTime),
        new("M22", "tokens written", "", flows => flows.ServedTokens),
        new("M22", "accelerators that serve", "", flows => flows.ServingAccelerators),
    ];
}
