using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Simulator.Tests.Catalog;

/// <summary>An accelerator is one row: a copy of the program with a row more in its table knows the accelerator, without any other change.</summary>
public sealed class AddedAcceleratorTests : IDisposable
{
    // Source keys of the table, so that the row cites what it has to.
    private const string Row = """
        zz-test-chip:
          name: Test chip of the suite
          aliases: [ztc]
          tdp: {value: 512 W, source: epoch-chips, year: 2025, note: "made up"}
          peak: {value: 700 TFLOP/s, source: epoch-chips, year: 2025, note: "made up"}

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public AddedAcceleratorTests()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        // The table is embedded as text. The row takes the place of its comment, so that nothing else in the file moves.
        var library = Path.Combine(_folder.FullName, "Simulator.dll");
        var bytes = File.ReadAllBytes(library);
        var comment = File.ReadAllText(Path.Combine(Repository.Root, "src", "Simulator", "Catalog", "accelerators.yaml"));
        comment = comment[..comment.IndexOf("\n\n", StringComparison.Ordinal)];
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(comment));
        Assert.True(at > 0 && comment.Length > Row.Length, "the table begins with a comment");
        Encoding.UTF8.GetBytes(Row.ReplaceLineEndings("\n").PadRight(Encoding.UTF8.GetByteCount(comment), '\n')).CopyTo(bytes, at);
        File.WriteAllBytes(library, bytes);
    }

    [Fact]
    public void It_is_listed_with_all_the_others()
    {
        using var table = JsonDocument.Parse(Run("list", "accelerators", "--format", "json"));
        Assert.Equal("512 W", table.RootElement.GetProperty("zz-test-chip").GetProperty("tdp").GetProperty("value").GetString());
        Assert.Equal(Simulator.Catalog.BuiltInCatalog.Accelerators.Count + 1, table.RootElement.EnumerateObject().Count());
        Assert.DoesNotContain("zz-test-chip", Simulator.Catalog.BuiltInCatalog.Accelerators.Keys);
    }

    [Fact]
    public void An_editor_is_offered_it()
    {
        using var schema = JsonDocument.Parse(Run("schema"));
        var accelerator = schema.RootElement.GetProperty("$defs").GetProperty("hardware").GetProperty("properties").GetProperty("accelerator");
        Assert.Contains("zz-test-chip", accelerator.GetProperty("examples").EnumerateArray().Select(example => example.GetString()));
    }

    [Theory]
    [InlineData("zz-test-chip")]
    [InlineData("ztc")]
    public void A_scenario_that_names_it_runs(string name)
    {
        var file = Path.Combine(_folder.FullName, "my.yaml");
        File.WriteAllText(file, $"name: x\nhardware: {{accelerator: {name}}}\ntraining: [{{accelerator_hours: 1M h}}]\n");
        using var summary = JsonDocument.Parse(Run("run", file, "--samples", "1024", "--no-plots", "--format", "json", "--out", Path.Combine(_folder.FullName, "out")));

        // 1 M h at 512 W.
        Assert.Equal(512, summary.RootElement.GetProperty("outputs").GetProperty("energy").GetProperty("mean").GetDouble(), 1e-9);
    }

    // Its sources are one that repeats others: nothing built in has no more than that.
    [Fact]
    public void What_has_one_secondary_source_is_marked()
    {
        Assert.Contains("epoch-chips (one secondary source)", Run("list", "accelerators", "zz-test-chip"), StringComparison.Ordinal);
        using var table = JsonDocument.Parse(Run("list", "accelerators", "zz-test-chip", "--format", "json"));
        Assert.True(table.RootElement.GetProperty("zz-test-chip").GetProperty("tdp").GetProperty("one_secondary_source").GetBoolean());

        var file = Path.Combine(_folder.FullName, "my.yaml");
        File.WriteAllText(file, "name: x\nhardware: {accelerator: zz-test-chip}\ntraining: [{accelerator_hours: 1M h}]\n");
        Assert.Contains("With one secondary source each: hardware.tdp", Run("check", file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_of_a_key_is_led_to_it()
    {
        var file = Path.Combine(_folder.FullName, "my.yaml");
        File.WriteAllText(file, "name: x\nhardware: {accelerator: zz-test-chpi}\ntraining: [{accelerator_hours: 1M h}]\n");
        Assert.Contains("zz-test-chip", Run(2, "check", file), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Run(params string[] arguments) => Run(0, arguments);

    private string Run(int exitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder.FullName, "Simulator.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}: {error.Result}");
        return exitCode == 0 ? output : error.Result;
    }
}
