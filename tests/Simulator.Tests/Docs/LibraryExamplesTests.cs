using Markdig.Syntax;

namespace Simulator.Tests.Docs;

/// <summary>The programs on the pages compile against what is public, run, and print what the page says. UPDATE_GOLDEN=1 renews it.</summary>
public sealed class LibraryExamplesTests
{
    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.Guides.Where(page => MarkdownPage.Read(page).Fences.Any(block => block.Info == "csharp"))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Programs_print_what_the_page_says(string name)
    {
        for (var i = 0; i < MarkdownPage.Read(name).Fences.Count(block => block.Info == "csharp"); i++)
        {
            var page = MarkdownPage.Read(name);
            var (program, printed) = Programs(page).ElementAt(i);
            var output = CompiledProgram.Run(MarkdownPage.Content(program));
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            {
                File.WriteAllText(page.File, page.Replacing(printed, output));
                continue;
            }

            Assert.Equal(output, MarkdownPage.Content(printed));
        }
    }

    [Fact]
    public void A_program_that_does_not_compile_is_noticed() =>
        Assert.Throws<Xunit.Sdk.EmptyException>(() => CompiledProgram.Run("Simulator.Scenarios.ScenarioFormat.Root.ToString();"));

    // A program is followed by what it prints.
    private static IEnumerable<(FencedCodeBlock Program, FencedCodeBlock Printed)> Programs(MarkdownPage page)
    {
        var fences = page.Fences.ToList();
        foreach (var program in fences.Where(block => block.Info == "csharp"))
        {
            var next = fences[fences.IndexOf(program) + 1];
            Assert.Equal("text", next.Info);
            yield return (program, next);
        }
    }
}
