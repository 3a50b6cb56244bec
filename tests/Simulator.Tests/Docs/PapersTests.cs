using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Simulator.Catalog;
using Simulator.Cli;
using Simulator.Sampling.Sobol;

namespace Simulator.Tests.Docs;

/// <summary>The papers of the repository agree with what is in it: versions, packages, sources.</summary>
public sealed partial class PapersTests
{
    private static readonly string Notices = Read("THIRD-PARTY-NOTICES.md");

    [Fact]
    public void The_readme_can_be_read_at_one_sitting() =>
        Assert.InRange(MarkdownPage.Read("README.md").Text.Split('\n').Length, 60, 120);

    [Fact]
    public void The_version_is_the_same_everywhere()
    {
        var version = XDocument.Parse(Read("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Contains($"\nversion: {version}\n", Read("CITATION.cff"), StringComparison.Ordinal);
        Assert.Equal(version, Release().Match(Read("CHANGELOG.md")).Groups["version"].Value);
    }

    [Fact]
    public void Every_package_of_the_program_is_in_the_notices()
    {
        // What the program loads is listed beside it; names that differ in their last part only are listed together.
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(typeof(Program).Assembly.Location, ".deps.json")));
        var packages = dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package").Select(library => library.Name.Split('/')[0]).ToList();
        Assert.True(packages.Count > 10);
        Assert.All(packages, package => Assert.True(Names(package).Any(name => Notices.Contains(name, StringComparison.Ordinal)), package));
    }

    [Fact]
    public void Every_referenced_package_is_in_the_notices()
    {
        var packages = XDocument.Parse(Read("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value)
            .Concat(Tool().Matches(Read(".config/dotnet-tools.json")).Select(tool => tool.Groups["name"].Value));
        Assert.All(packages, package => Assert.Contains(package, Notices, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_source_of_the_catalogue_is_in_the_notices() =>
        Assert.All(BuiltInCatalog.Sources.Keys, source => Assert.Contains($"| `{source}` |", Notices, StringComparison.Ordinal));

    [Fact]
    public void The_notices_have_the_licences_that_ask_to_be_reproduced()
    {
        using var stream = typeof(SobolDirections).Assembly.GetManifestResourceStream("Simulator.Sampling.joe-kuo.txt")!;
        var licence = new StreamReader(stream).ReadToEnd().Split('\n').Where(line => line.StartsWith('#')).Select(line => line[1..].Trim())
            .SkipWhile(line => !line.StartsWith("Copyright", StringComparison.Ordinal)).Where(line => line.Length > 0);
        Assert.All(licence, line => Assert.Contains(line, Notices, StringComparison.Ordinal));
        Assert.Contains("SIL OPEN FONT LICENSE", Notices, StringComparison.Ordinal);
        Assert.Contains("The Inter Project Authors", Notices, StringComparison.Ordinal);
        Assert.Contains("University of Illinois/NCSA Open Source License", Notices, StringComparison.Ordinal);
    }

    [Fact]
    public void The_licence_of_the_packages_is_the_licence() =>
        Assert.StartsWith(XDocument.Parse(Read("Directory.Build.props")).Descendants("PackageLicenseExpression").Single().Value + " License", Read("LICENSE"), StringComparison.Ordinal);

    [Fact]
    public void The_guide_for_contributors_names_the_rooms()
    {
        var page = Read("CONTRIBUTING.md");
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "tests"), "Simulator.*"))
            .Select(folder => Path.GetRelativePath(Repository.Root, folder).Replace('\\', '/'));
        Assert.All(rooms, room => Assert.Contains($"`{room}`", page, StringComparison.Ordinal));

        // Those of the library stand in its table by their own names, and nothing else does.
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "Simulator")).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"));
        Assert.Equal(folders.Order(StringComparer.Ordinal), RoomOfLibrary().Matches(page).Select(room => room.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_picture_of_the_gallery_is_shown_with_its_command()
    {
        var page = MarkdownPage.Read("docs/charts.md");
        var made = page.Code.ToHashSet(StringComparer.Ordinal);
        var pictures = Directory.GetFiles(Path.Combine(Repository.Root, "scenarios", "gallery"), "*.png").Select(file => Path.GetFileNameWithoutExtension(file)!).ToList();
        Assert.All(pictures, picture => Assert.Contains($"../scenarios/gallery/{picture}.png", page.Links));
        Assert.All(pictures, picture => Assert.Contains(picture, made));
    }

    // HarfBuzzSharp.NativeAssets.Win32 is listed as ".Win32" beside its siblings.
    private static string[] Names(string package) => package.Contains(".NativeAssets.", StringComparison.Ordinal) ? [package, $".{package.Split('.')[^1]}"] : [package];

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^## (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Release();

    [GeneratedRegex(@"(?<=^\|[^|]*)`(?<name>[A-Z][a-z]+)`(?=[^|]*\|)", RegexOptions.Multiline)]
    private static partial Regex RoomOfLibrary();

    [GeneratedRegex("^ {4}\"(?<name>[^\"]+)\": \\{", RegexOptions.Multiline)]
    private static partial Regex Tool();
}
