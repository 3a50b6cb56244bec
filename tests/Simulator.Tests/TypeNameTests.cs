using System.Reflection;
using System.Runtime.CompilerServices;
using Simulator.Charts;
using Simulator.Cli;
using Simulator.Ilgpu;
using Simulator.Planning;
using Simulator.Reporting.Json;

namespace Simulator.Tests;

/// <summary>Every type of the program has a name of its own, and one spelling.</summary>
public sealed class TypeNameTests
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(PlanBuilder).Assembly, typeof(SummaryJson).Assembly, typeof(ChartSet).Assembly, typeof(GraphicsEngines).Assembly, typeof(CommandTree).Assembly,
    ];

    [Fact]
    public void No_two_types_have_the_same_name() =>
        Assert.Empty(Names().GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void No_two_types_have_names_that_differ_in_spelling_only() =>
        Assert.Empty(Names().Distinct(StringComparer.Ordinal).GroupBy(Spelled, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group)));

    /// <summary>In code the word is "catalog", as in the namespace and in scenario files; prose says "catalogue".</summary>
    [Fact]
    public void Code_spells_catalog_one_way() => Assert.DoesNotContain(Identifiers(), name => name.Contains("Catalogue", StringComparison.Ordinal));

    [Theory]
    [InlineData("CatalogueIndex", "CatalogIndex")]
    [InlineData("ColourMath", "ColorMath")]
    [InlineData("Normalisation", "Normalization")]
    [InlineData("DataBase", "Database")]
    public void Spellings_of_one_name_are_found(string one, string other) => Assert.Equal(Spelled(one), Spelled(other));

    private static string Spelled(string name) => name.ToLowerInvariant()
        .Replace("catalogue", "catalog", StringComparison.Ordinal)
        .Replace("colour", "color", StringComparison.Ordinal)
        .Replace("metre", "meter", StringComparison.Ordinal)
        .Replace("isation", "ization", StringComparison.Ordinal)
        .Replace("modelling", "modeling", StringComparison.Ordinal);

    private static IEnumerable<Type> Types() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.IsNested && type.Namespace?.StartsWith("Simulator", StringComparison.Ordinal) == true
            && !type.Name.Contains('<', StringComparison.Ordinal) && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    private static IEnumerable<string> Names() => Types().Select(type => type.Name);

    private static IEnumerable<string> Identifiers() => Types()
        .SelectMany(type => type.GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Select(member => $"{type.Name}.{member.Name}").Prepend(type.Name));
}
