using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Simulator.Charts;
using Simulator.Ilgpu;
using Simulator.Reporting.Json;
using Simulator.Runs;

namespace Simulator.Tests.Docs;

/// <summary>Compiles a program against what is public of the libraries, and runs it.</summary>
internal static class CompiledProgram
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
            .Concat(Libraries.Select(library => library.Location)).Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The assemblies that a program may use.</summary>
    public static IReadOnlyList<Assembly> Libraries =>
        [typeof(RunOptions).Assembly, typeof(SummaryJson).Assembly, typeof(ChartSet).Assembly, typeof(GraphicsEngines).Assembly];

    /// <summary>Runs a program in the root of the repository and returns what it prints.</summary>
    public static string Run(string program)
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
