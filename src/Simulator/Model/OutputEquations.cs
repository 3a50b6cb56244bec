namespace Simulator.Model;

/// <summary>Which equation gives an output.</summary>
internal static class OutputEquations
{
    /// <summary>Numbers of the equations by name of the output; what is not here restates others in everyday terms (M19).</summary>
    public static readonly IReadOnlyDictionary<string, string> ByOutput = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Outputs.Accelerators.Name] = "M1",
        [Outputs.Servers.Name] = "M1",
        [Outputs.Duration.Name] = "M1",
        [Outputs.AcceleratorHours.Name] = "M2",
        [Outputs.ItEnergy.Name] = "M4",
        [Outputs.Energy.Name] = "M5",
        [Outputs.GridEnergy.Name] = "M6",
        [Outputs.PeakPower.Name] = "M7",
        [Outputs.PowerSwing.Name] = "M8",
        [Outputs.ElectricityCost.Name] = "M9",
        [Outputs.HardwareCost.Name] = "M10",
        [Outputs.WaterCost.Name] = "M11",
        [Outputs.CarbonCost.Name] = "M11",
        [Outputs.Cost.Name] = "M11",
        [Outputs.CarbonIntensity.Name] = "M12",
        [Outputs.OperationalEmissions.Name] = "M13",
        [Outputs.MarketEmissions.Name] = "M13",
        [Outputs.EmbodiedEmissions.Name] = "M14",
        [Outputs.Emissions.Name] = "M15",
        [Outputs.WaterOnsite.Name] = "M16",
        [Outputs.WaterOffsite.Name] = "M16",
        [Outputs.Water.Name] = "M16",
        [Outputs.Land.Name] = "M17",
        [Outputs.Goodput.Name] = "M20",
    };
}
