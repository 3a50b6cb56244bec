using System.Diagnostics;
using System.Text.Json;

namespace Simulator.Tests.Docs;

/// <summary>The documents that the benchmarks print, on a size too small to be a measurement.</summary>
public sealed class ProfileDocumentsTests
{
    [Theory]
    [InlineData("sobol", new[] { "draws", "model", "counts", "sums" })]
    [InlineData("random", new[] { "generator", "transforms", "model", "counts", "sums" })]
    public void Stages_print_a_document_with_every_stage(string sampler, string[] stages)
    {
        using var document = Print("stages", Scenario, "cpu-scalar", sampler, "66");
        Assert.Equal(stages.Order(StringComparer.Ordinal), document.RootElement.GetProperty("stages").EnumerateObject().Select(stage => stage.Name).Order(StringComparer.Ordinal));
        Assert.All(
            document.RootElement.GetProperty("stages").EnumerateObject(),
            stage => Assert.True(stage.Value.GetProperty("steps").GetInt32() > 0 && double.IsFinite(stage.Value.GetProperty("cycles").GetDouble())));
        Assert.True(document.RootElement.GetProperty("samples_per_second").GetDouble() > 0);
        Assert.Equal(sampler, document.RootElement.GetProperty("sampler").GetString());
    }

    [Fact]
    public void Fixed_costs_print_a_document_with_every_stage_of_both_samplers()
    {
        using var document = Print("fixed", Scenario, "cpu-scalar", "256", "2");
        var runs = document.RootElement.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["sobol", "random"], runs.Select(run => run.GetProperty("sampler").GetString()));
        Assert.All(runs, run =>
        {
            Assert.Equal(256, run.GetProperty("samples").GetInt64());
            Assert.Equal(
                ["read", "plan", "windows", "samples", "refinement", "errors", "result", "run"],
                run.GetProperty("stages").EnumerateObject().Select(stage => stage.Name));
            Assert.True(run.GetProperty("stages").GetProperty("run").GetProperty("minimum_ms").GetDouble() > 0);
        });
    }

    private static string Scenario => Path.Combine(Repository.Root, "scenarios", "llama-3.1-405b.yaml");

    private static JsonDocument Print(params string[] arguments)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Simulator.Benchmarks", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "Simulator.Benchmarks.dll"));
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return JsonDocument.Parse(printed);
    }
}
