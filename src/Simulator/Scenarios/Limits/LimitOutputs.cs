using Simulator.Catalog;
using Simulator.Model;

namespace Simulator.Scenarios.Limits;

/// <summary>The outputs that a limit can name, and their units.</summary>
internal static class LimitOutputs
{
    /// <summary>Units by stable name: the outputs of the model, and the equivalences of the catalogue, which are plain numbers.</summary>
    public static IReadOnlyDictionary<string, string> Units { get; } = Outputs.All
        .Select(output => (output.Name, output.Unit))
        .Concat(BuiltInCatalog.Equivalences.Keys.Select(name => (Name: name, Unit: "")))
        .ToDictionary(output => output.Name, output => output.Unit, StringComparer.Ordinal);

    /// <summary>The name that was probably meant; null if there is none.</summary>
    public static string? Nearest(string name) => Spelling.Nearest(name, Units.Keys);
}
