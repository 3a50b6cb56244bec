using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Format;

/// <summary>The keys of <see cref="Keys"/> as a list, so that reader, schema and documentation cannot drift apart.</summary>
internal static class KeyTable
{
    /// <summary>Every key whose value is a quantity, in the order of <see cref="Keys"/>.</summary>
    public static IReadOnlyList<KeySpec> All => Keys.All;

    /// <summary>The keys of one section, in order.</summary>
    public static IEnumerable<KeySpec> In(string section) => All.Where(key => key.Section == section);

    /// <summary>The key of a section with a name, or null.</summary>
    public static KeySpec? Find(string section, string name) => All.FirstOrDefault(key => key.Section == section && key.Name == name);
}
