using System.Reflection;
using Simulator.Charts;
using Simulator.Ilgpu;
using Simulator.Reporting.Json;
using Simulator.Runs;

namespace Simulator.Tests;

/// <summary>What a user of the libraries sees: few types, each on record.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly[] Libraries =
        [typeof(RunOptions).Assembly, typeof(SummaryJson).Assembly, typeof(ChartSet).Assembly, typeof(GraphicsEngines).Assembly];

    /// <summary>Raise one only for what a user of the library needs; what our own assemblies need of each other is internal.</summary>
    public static TheoryData<string, int> MostTypes { get; } = new()
    {
        { "Simulator", 120 },
        { "Simulator.Reporting", 5 },
        { "Simulator.Charts", 22 },
        { "Simulator.Ilgpu", 2 },
    };

    [Theory]
    [MemberData(nameof(MostTypes))]
    public void Public_types_are_few(string library, int most) =>
        Assert.InRange(Libraries.Single(assembly => assembly.GetName().Name == library).GetExportedTypes().Length, 1, most);

    [Fact]
    public void Every_public_type_is_on_record()
    {
        // An analyzer compares members too; this holds also where a build leaves analyzers out.
        Assert.All(Libraries, library => Assert.Equal(
            library.GetExportedTypes().Select(type => type.FullName!.Replace('+', '.').Split('`')[0]).Order(StringComparer.Ordinal),
            Recorded(library.GetName().Name!)));
    }

    // A line without spaces is a type or a member of an enumeration, which goes on with " = ".
    private static IEnumerable<string> Recorded(string project) => new[] { "Shipped", "Unshipped" }
        .SelectMany(file => File.ReadAllLines(Path.Combine(Repository.Root, "src", project, $"PublicAPI.{file}.txt")))
        .Where(line => line.Length > 0 && !line.Contains(' ', StringComparison.Ordinal))
        .Select(line => line.Split('<')[0]).Order(StringComparer.Ordinal);
}
