using System.Reflection;
using System.Text.RegularExpressions;
using Simulator.Planning;

namespace Simulator.Tests;

/// <summary>Conventions that no compiler holds: which room may know which, and how long a file may be.</summary>
public sealed partial class ConventionTests
{
    /// <summary>What each room of the library may import.</summary>
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["Sampling"] = [],
        ["Catalog"] = [],
        ["Uncertainty"] = ["Sampling"],
        ["Model"] = ["Sampling"],
        ["Statistics"] = ["Sampling"],
        ["Scenarios"] = ["Catalog", "Uncertainty", "Model", "Sampling"],
        ["Engine"] = ["Scenarios", "Catalog", "Model", "Uncertainty", "Sampling", "Statistics"],
        ["Sensitivity"] = ["Engine", "Scenarios", "Model", "Uncertainty", "Sampling", "Statistics"],
        ["Studies"] = ["Engine", "Scenarios", "Catalog", "Model", "Uncertainty", "Sampling", "Statistics"],
        ["Reporting"] = ["Statistics", "Catalog", "Scenarios", "Studies", "Sensitivity"],
    };

    [Fact]
    public void Imports_run_downwards_only()
    {
        var library = Path.Combine(Repository.Root, "src", "Simulator");
        foreach (var file in Directory.GetFiles(library, "*.cs", SearchOption.AllDirectories))
        {
            var room = Path.GetRelativePath(library, file).Split(Path.DirectorySeparatorChar)[0];
            var imported = Import().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);
            Assert.All(imported, other => Assert.True(other == room || Below[room].Contains(other), $"{Path.GetFileName(file)} ({room}) imports {other}"));
        }
    }

    [Fact]
    public void No_public_type_has_mutable_static_state()
    {
        var fields = typeof(PlanBuilder).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(field => !field.IsInitOnly && !field.IsLiteral);
        Assert.Empty(fields);
    }

    [Fact]
    public void Every_file_is_short_enough_to_read()
    {
        var long_ = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Count() > 400);
        Assert.Empty(long_);
    }

    [GeneratedRegex(@"^(?:global )?using (?:static )?Simulator\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Import();
}
