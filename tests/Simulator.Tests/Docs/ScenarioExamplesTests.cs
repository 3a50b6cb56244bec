using Simulator.Scenarios.Reading;
using Simulator.Tests.Scenarios;

namespace Simulator.Tests.Docs;

/// <summary>Every scenario on the pages can be read; a part of one can be read on top of a small scenario.</summary>
public sealed class ScenarioExamplesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-docs-").FullName;

    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.Guides.Where(page => MarkdownPage.Read(page).Fences.Any(IsScenario))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Scenarios_can_be_read(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "base.yaml"), Yaml.Smallest);
        File.Copy(Path.Combine(Repository.Root, "scenarios/timed/grid-2025.csv"), Path.Combine(_folder, "grid-2025.csv"));
        foreach (var text in MarkdownPage.Read(name).Fences.Where(IsScenario).Select(MarkdownPage.Content))
        {
            var isWhole = text.Contains("training:", StringComparison.Ordinal) || text.Contains("extends:", StringComparison.Ordinal);
            var path = Path.Combine(_folder, "my.yaml");
            File.WriteAllText(path, (isWhole ? "" : "extends: base.yaml\n") + text);
            Assert.NotEmpty(ScenarioReader.Read(path).Phases);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsScenario(Markdig.Syntax.FencedCodeBlock block) => block.Info == "yaml";
}
