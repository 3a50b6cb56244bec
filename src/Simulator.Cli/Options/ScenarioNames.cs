using System.CommandLine.Completions;
using Simulator.Catalog;
using Simulator.Model;
using Simulator.Scenarios.Format;

namespace Simulator.Cli.Options;

/// <summary>Names that arguments and options can have, for completion.</summary>
internal static class ScenarioNames
{
    /// <summary>Paths of keys.</summary>
    public static IEnumerable<CompletionItem> Keys => Items(KeyPaths.All.Select(key => key.Path));

    /// <summary>Names of outputs.</summary>
    public static IEnumerable<CompletionItem> Outputs => Items(OutputDefinitions.Names);

    /// <summary>Ids of accelerators.</summary>
    public static IEnumerable<CompletionItem> Accelerators => Items(BuiltInCatalog.Accelerators.Keys);

    /// <summary>Ids of locations.</summary>
    public static IEnumerable<CompletionItem> Locations => Items(BuiltInCatalog.Locations.Keys);

    private static IEnumerable<CompletionItem> Items(IEnumerable<string> names) => names.Select(name => new CompletionItem(name));
}
