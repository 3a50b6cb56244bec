namespace Simulator.Model;

/// <summary>Which equation gives an output.</summary>
public static class OutputEquations
{
    /// <summary>Number of the equation of an output; M19 for everything in everyday terms.</summary>
    /// <param name="output">Name of the output.</param>
    public static string Of(string output) => output switch
    {
        "accelerators" or "servers" or "duration" => "M1",
        "accelerator_hours" => "M2",
        "it_energy" => "M4",
        "energy" => "M5",
        "grid_energy" => "M6",
        "peak_power" => "M7",
        "power_swing" => "M8",
        "electricity_cost" => "M9",
        "hardware_cost" => "M10",
        "water_cost" or "carbon_cost" or "cost" => "M11",
        "carbon_intensity" => "M12",
        "operational_emissions" or "market_emissions" => "M13",
        "embodied_emissions" => "M14",
        "emissions" => "M15",
        "water_onsite" or "water_offsite" or "water" => "M16",
        "land" => "M17",
        _ => "M19",
    };
}
