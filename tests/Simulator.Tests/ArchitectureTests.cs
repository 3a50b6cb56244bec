using System.Text.RegularExpressions;

namespace Simulator.Tests;

/// <summary>Which folder uses which, read from the compiled types of all assemblies, at every depth.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>The folders of the library from top to bottom: each may use only those below it.</summary>
    private static readonly string[] Rooms =
    [
        "Studies", "Runs", "Results", "Engine", "Planning", "Statistics", "Measurements", "Scenarios", "Correlation", "Distributions", "Transforms",
        "Model", "Sampling", "Catalog", "Presentation", "Arithmetic",
    ];

    /// <summary>The assemblies, each with those that it may refer to.</summary>
    private static readonly Dictionary<string, string[]> Assemblies = new(StringComparer.Ordinal)
    {
        ["Simulator"] = [],
        ["Simulator.Reporting"] = ["Simulator"],
        ["Simulator.Charts"] = ["Simulator"],
        ["Simulator.Ilgpu"] = ["Simulator"],
        ["Simulator.Cli"] = ["Simulator", "Simulator.Reporting", "Simulator.Charts", "Simulator.Ilgpu"],
    };

    private static readonly Lazy<IReadOnlyList<TypeArrow>> Types = new(() => [.. Assemblies.Keys.SelectMany(TypeArrow.Of)]);

    private static readonly Lazy<IReadOnlyList<(string From, string To, string Why)>> Arrows = new(() => [.. TypeArrows().Concat(UsingArrows()).Distinct()]);

    [Fact]
    public void No_two_folders_know_each_other_at_any_depth()
    {
        var parents = Arrows.Value.SelectMany(arrow => new[] { arrow.From, arrow.To }).SelectMany(Ancestors).Distinct().ToList();
        Assert.All(parents, parent => Assert.Equal("", Circle(Inside(parent))));
    }

    [Fact]
    public void A_circle_would_be_found()
    {
        // The test above must be able to fail: an arrow back from a folder to its user closes a circle.
        var arrows = Inside("Simulator").ToList();
        var (from, to, _) = arrows.First(arrow => arrow is { From: "Runs", To: "Engine" });
        Assert.NotEqual("", Circle([.. arrows, (to, from, "made up")]));
    }

    [Fact]
    public void Rooms_of_the_library_know_only_those_below()
    {
        // A few helpers stand in no room, in the namespace of the library itself.
        Assert.All(Inside("Simulator").Where(arrow => Rooms.Contains(arrow.From) && arrow.To.Length > 0), arrow => Assert.True(
            Array.IndexOf(Rooms, arrow.From) < Array.IndexOf(Rooms, arrow.To), $"{arrow.From} knows {arrow.To}: {arrow.Why}"));
        Assert.All(
            Directory.GetDirectories(Path.Combine(Repository.Root, "src", "Simulator")).Select(Path.GetFileName).Except(["bin", "obj"]),
            folder => Assert.Contains(folder, Rooms));
    }

    [Fact]
    public void Assemblies_refer_only_to_those_that_they_may()
    {
        var arrows = Types.Value.Select(arrow => (From: arrow.From.Assembly, To: arrow.To.Assembly)).Where(arrow => arrow.From != arrow.To).Distinct();
        Assert.All(arrows, arrow => Assert.Contains(arrow.To, Assemblies[arrow.From]));
    }

    [Fact]
    public void Every_namespace_is_a_folder() =>
        Assert.All(SourceFiles(), file => Assert.Equal(FolderOf(file), NamespaceOf(File.ReadAllText(file)) ?? FolderOf(file)));

    // Arrows between the direct children of a namespace; its own types are the child without a name.
    private static IEnumerable<(string From, string To, string Why)> Inside(string parent) =>
        from arrow in Arrows.Value
        where IsWithin(arrow.From, parent) && IsWithin(arrow.To, parent)
        let child = (From: Child(arrow.From, parent), To: Child(arrow.To, parent))
        where child.From != child.To
        select (child.From, child.To, arrow.Why);

    // The children on a circle with one arrow of each pair; empty if there is no circle.
    private static string Circle(IEnumerable<(string From, string To, string Why)> arrows)
    {
        // A node without incoming or without outgoing arrows is on no circle.
        var left = arrows.ToList();
        for (var before = -1; before != left.Count;)
        {
            before = left.Count;
            var (froms, tos) = (left.Select(arrow => arrow.From).ToHashSet(), left.Select(arrow => arrow.To).ToHashSet());
            left.RemoveAll(arrow => !tos.Contains(arrow.From) || !froms.Contains(arrow.To));
        }

        return string.Join("; ", left.DistinctBy(arrow => (arrow.From, arrow.To)).Select(arrow => $"{arrow.From} knows {arrow.To} ({arrow.Why})"));
    }

    private static IEnumerable<(string From, string To, string Why)> TypeArrows() =>
        from arrow in Types.Value
        where arrow.From.Namespace != arrow.To.Namespace
        select (arrow.From.Namespace, arrow.To.Namespace, $"{arrow.From.Name} to {arrow.To.Name}");

    // A constant leaves no trace in the compiled types; the import does.
    private static IEnumerable<(string From, string To, string Why)> UsingArrows() =>
        from file in SourceFiles()
        let text = File.ReadAllText(file)
        from Match match in Import().Matches(text)
        select (NamespaceOf(text) ?? FolderOf(file), match.Groups[1].Value, Path.GetFileName(file));

    private static IEnumerable<string> SourceFiles() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    private static string FolderOf(string file) =>
        Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Repository.Root, "src"), file))!.Replace(Path.DirectorySeparatorChar, '.');

    private static string? NamespaceOf(string text) => Namespace().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    private static bool IsWithin(string name, string parent) => parent.Length == 0 || name == parent || name.StartsWith(parent + ".", StringComparison.Ordinal);

    private static string Child(string name, string parent) =>
        name == parent ? "" : name[(parent.Length == 0 ? 0 : parent.Length + 1)..].Split('.')[0];

    private static IEnumerable<string> Ancestors(string name)
    {
        for (; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            yield return name;
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(Simulator[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Import();
}
