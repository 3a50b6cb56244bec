using System.Reflection;
using System.Runtime.Loader;
using Markdig.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Simulator.Charts;
using Simulator.Runs;

namespace Simulator.Tests.Docs;

/// <summary>The programs on the pages compile against what is public, run, and print what the page says. UPDATE_GOLDEN=1 renews it.</summary>
public sealed class LibraryExamplesTests
{
    /// <summary>What the SDK adds to a program, and a console of its own for each, because tests run side by side.</summary>
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        internal static class Console
        {
            public static readonly StringWriter Output = new(System.Globalization.CultureInfo.InvariantCulture);

            public static void WriteLine(string text) => Output.Write(text + "\n");
        }
        """;

    private static readonly List<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat([typeof(RunOptions).Assembly.Location, typeof(ChartSet).Assembly.Location]).Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.Guides.Where(page => MarkdownPage.Read(page).Fences.Any(block => block.Info == "csharp"))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Programs_print_what_the_page_says(string name)
    {
        for (var i = 0; i < MarkdownPage.Read(name).Fences.Count(block => block.Info == "csharp"); i++)
        {
            var page = MarkdownPage.Read(name);
            var (program, printed) = Programs(page).ElementAt(i);
            var output = Run(MarkdownPage.Content(program));
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
        Assert.Throws<Xunit.Sdk.EmptyException>(() => Run("Simulator.Scenarios.ScenarioFormat.Root.ToString();"));

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

    private static string Run(string program)
    {
        var root = Repository.Root.Replace('\\', '/');
        program = program.Replace("\"scenarios/", $"\"{root}/scenarios/", StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            "Example", [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(Surroundings)], References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
        image.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return assembly.GetType("Console")!.GetField("Output", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!.ToString()!;
    }
}
