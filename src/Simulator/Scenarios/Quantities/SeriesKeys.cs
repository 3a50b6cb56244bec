namespace Simulator.Scenarios.Quantities;

/// <summary>The keys whose value may be a time series: what enters the equations is its mean over the window of the run (Eq. M21).</summary>
internal static class SeriesKeys
{
    /// <summary>Their paths.</summary>
    public static readonly IReadOnlyList<string> Paths =
        ["grid.carbon_intensity", "grid.electricity_price", "grid.marginal_intensity", "grid.water_intensity", "facility.pue", "facility.wue"];

    /// <summary>Whether a key is one of them.</summary>
    public static bool Contain(KeySpec key) => Paths.Contains(key.ToString());
}
