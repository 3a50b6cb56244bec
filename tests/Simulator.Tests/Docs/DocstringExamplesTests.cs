using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Simulator.Tests.Docs;

/// <summary>The examples in docstrings compile against what is public, run, and print what the comments behind their WriteLines say.</summary>
public sealed partial class DocstringExamplesTests
{
    /// <summary>Where a user of the library starts: none of these is without an example.</summary>
    private static readonly string[] EntryPoints =
    [
        "BuiltInCatalog", "ChartSet", "GraphicsEngines", "InverseSolver", "Limit", "Lognormal", "PlanBuilder", "ScenarioComparison", "ScenarioReader",
        "ScenarioSweep", "SensitivityAnalysis", "SimulationRunner", "SummaryJson",
    ];

    private static readonly Dictionary<string, string> Examples = CompiledProgram.Libraries
        .SelectMany(library => XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member"))
        .SelectMany(member => member.Elements("example").Elements("code").Select((code, i) => (Name: Name(member, i), code.Value)))
        .ToDictionary(example => example.Name, example => example.Value, StringComparer.Ordinal);

    /// <summary>A reader has an editor that adds the imports; so do these programs.</summary>
    private static readonly string Imports = string.Concat(CompiledProgram.Libraries
        .SelectMany(library => library.GetExportedTypes()).Select(type => type.Namespace).Distinct().Order(StringComparer.Ordinal)
        .Select(name => $"using {name};\n"));

    public static TheoryData<string> Names { get; } = [.. Examples.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_prints_what_it_says(string name)
    {
        var printed = CompiledProgram.Run(Imports + Examples[name]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Comment().Matches(Examples[name]).Select(match => match.Groups[1].Value), printed);
    }

    [Fact]
    public void Every_entry_point_has_an_example() => Assert.Subset(Examples.Keys.ToHashSet(), EntryPoints.ToHashSet());

    private static string Name(XElement member, int index) =>
        member.Attribute("name")!.Value.Split('.')[^1] + (index == 0 ? "" : $" {index + 1}");

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (.*)")]
    private static partial Regex Comment();
}
