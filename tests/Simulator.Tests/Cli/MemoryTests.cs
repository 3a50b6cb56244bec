using System.Diagnostics;
using System.Globalization;

namespace Simulator.Tests.Cli;

/// <summary>What a command takes at most, with the limit set by the runtime: a command that needs more ends with an error.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-memory-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The bytes outside of the managed heap are the code and 0.2 MB a thread, for counts and columns.
    [Theory]
    [InlineData(64, 800, 0, "")]
    [InlineData(64, 100, 1, "there is not enough memory (the heap is limited to 100 MB")]
    [InlineData(64, 40, 1, "there is not enough memory (the heap is limited to 40 MB")]
    [InlineData(64, 30, 1, "there is not enough memory (the heap is limited to 30 MB")]
    [InlineData(64, 10, 1, "there is not enough memory (the heap is limited to 10 MB")]
    public void Ten_models_are_compared_below_a_gigabyte(int replicates, int megabytes, int exitCode, string said)
    {
        var models = Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml").Order(StringComparer.Ordinal).ToList();
        string[] ten = [.. models, .. Enumerable.Range(0, 10 - models.Count).Select(Copy)];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Simulator.Cli.exe" : "Simulator.Cli"),
            ["compare", .. ten, "--replicates", replicates.ToString(CultureInfo.InvariantCulture), "--no-plots", "--quiet", "--threads", "2", "--out", Path.Combine(_folder, "out")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = (megabytes * 1_000_000L).ToString("X", CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(exitCode == process.ExitCode, error.Result);
        Assert.Contains(said, error.Result, StringComparison.Ordinal);

        string Copy(int number)
        {
            var path = Path.Combine(_folder, $"copy-{number}.yaml");
            File.Copy(models[number % models.Count], path);
            return path;
        }
    }
}
