namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>The unit that people would write for one of the model's units.</summary>
internal static class ExampleUnits
{
    /// <summary>An example for a unit of the model.</summary>
    public static string For(string modelUnit) => modelUnit switch
    {
        "kW" => "W",
        "kWh" => "Wh",
        "FLOP/s" => "TFLOP/s",
        "kgCO2e/kWh" => "gCO2e/kWh",
        "USD/L" => "USD/m3",
        "USD/kWh" => "USD/MWh",
        "USD/kg" => "USD/t",
        "m2*year/kWh" => "m2*year/MWh",
        _ => modelUnit,
    };
}
