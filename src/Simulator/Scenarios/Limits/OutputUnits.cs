using Simulator.Catalog;
using Simulator.Model;

namespace Simulator.Scenarios.Limits;

/// <summary>The outputs that a file or a command line can name, and their printed units.</summary>
internal static class OutputUnits
{
    /// <summary>Printed unit by name of the output, equivalences included; empty for plain numbers.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = OutputDefinitions.All.Select(output => (output.Name, output.Unit))
        .Concat(BuiltInCatalog.Equivalences.Keys.Select(id => (Name: id, Unit: "")))
        .ToDictionary(pair => pair.Name, pair => pair.Unit, StringComparer.Ordinal);

    /// <summary>Printed unit of an output that a limit can be about: one of <see cref="All"/>, or a line of a budget; null if it is neither.</summary>
    /// <param name="name">Name of the output.</param>
    public static string? Of(string name) => All.TryGetValue(name, out var unit) ? unit
        : name.StartsWith(OutputDefinitions.PartOfCost, StringComparison.Ordinal) && name.Length > OutputDefinitions.PartOfCost.Length ? OutputDefinitions.Cost.Unit : null;

    /// <summary>What to do about a name that is none of them; null if nothing is near.</summary>
    public static string? Hint(string name) => Spelling.Hint(name, All.Keys);
}
