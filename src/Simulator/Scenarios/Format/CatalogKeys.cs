using Simulator.Catalog;
using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Format;

/// <summary>The keys that a catalogue entry can give.</summary>
internal static class CatalogKeys
{
    /// <summary>Key of a generation mix, which is no quantity.</summary>
    public const string Mix = "mix";

    /// <summary>Figures that a scenario has to ask for by name: applied unasked, they would change what it means.</summary>
    public static readonly IReadOnlyList<KeySpec> OnRequest = [Keys.Losses, Keys.OverheadFactor, Keys.ResidualMix];

    private static readonly KeySpec[] Unasked =
    [
        Keys.Tdp, Keys.Peak, Keys.Price, Keys.EmbodiedCarbon, Keys.Pue, Keys.Wue,
        Keys.CarbonIntensity, Keys.ElectricityPrice, Keys.WaterIntensity, Keys.LandIntensity,
    ];

    /// <summary>Whether an entry may have a figure for a key.</summary>
    public static bool Holds(KeySpec key) => Unasked.Contains(key) || OnRequest.Contains(key);

    /// <summary>Names of the keys of a section that an entry may give, the mix included.</summary>
    /// <param name="section">hardware, facility or grid.</param>
    public static IEnumerable<string> In(string section) =>
        KeyTable.In(section).Where(Holds).Select(key => key.Name).Concat(section == "grid" ? [Mix] : []);

    /// <summary>The key that names the entry of a section.</summary>
    /// <param name="section">hardware, facility or grid.</param>
    public static string NameIn(string section) => section switch { "hardware" => "accelerator", "facility" => "operator", _ => "location" };

    /// <summary>The table that a key names entries of.</summary>
    public static CatalogTable TableOf(FormatKey key) => key.Name switch
    {
        "accelerator" => BuiltInCatalog.Accelerators,
        "operator" => BuiltInCatalog.Operators,
        _ => BuiltInCatalog.Locations,
    };
}
