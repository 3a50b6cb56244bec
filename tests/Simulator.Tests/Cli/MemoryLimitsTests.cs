using System.Diagnostics;
using System.Globalization;
using Simulator.Cli.Console;

namespace Simulator.Tests.Cli;

/// <summary>Where memory cannot be enough, a sentence and exit 1 take the place of a crash.</summary>
public sealed class MemoryLimitsTests : IDisposable
{
    private const long Megabyte = 1_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-limits-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("check", false, 5, null, null)]
    [InlineData("check", false, 3, null, "the heap is limited to 3 MB, and this command needs at least 4 MB")]
    [InlineData("run", false, 19, null, "the heap is limited to 19 MB, and this command needs at least 20 MB")]
    [InlineData("run", false, 20, null, null)]
    [InlineData("run", true, 39, null, "needs at least 40 MB; raise the limit (DOTNET_GCHeapHardLimit, the container's), or leave the charts out with --no-plots.")]
    [InlineData("sweep", true, 40, null, null)]
    [InlineData("run", false, 1000, 1900, "the address space is limited to 1,900 MB, and this command needs at least 2,000 MB on 2 processors; raise the limit ('ulimit -v').")]
    [InlineData("run", true, 1000, 2900, "or leave the charts out with --no-plots.")]
    [InlineData("run", true, 1000, 3000, null)]
    [InlineData("fit", true, 1000, 1700, null)]
    public void A_command_is_refused_where_it_cannot_succeed(string command, bool draws, long heap, int? space, string? said)
    {
        var refusal = MemoryLimits.Refusal(command, draws, heap * Megabyte, space * Megabyte, 2);
        Assert.Equal(said is null, refusal is null);
        Assert.Contains(said ?? "", refusal ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void More_processors_need_more_address_space() =>
        Assert.Contains("at least 6,960 MB on 64 processors", MemoryLimits.Refusal("run", false, Megabyte * 1000, Megabyte * 6900, 64), StringComparison.Ordinal);

    [Fact]
    public void What_libraries_throw_where_address_space_ends_is_called_that()
    {
        Exception[] failures = [new NullReferenceException(), new AggregateException(new InvalidOperationException(), new NullReferenceException()), new TypeInitializationException("T", null), new DllNotFoundException("x")];
        Assert.All(failures, failure => Assert.Contains("not enough memory", Failures.Explain(failure, isLimited: true), StringComparison.Ordinal));
        Assert.Null(Failures.Explain(new NullReferenceException(), isLimited: false));
        Assert.Contains("not enough memory", Failures.Explain(new AggregateException(new InsufficientMemoryException()), isLimited: false), StringComparison.Ordinal);
    }

    // With the runtime's own size of regions, 20, 25, 35 and 40 MB end in a segmentation fault.
    [Theory]
    [InlineData("--help", 5, 10, 40)]
    [InlineData("check", 5, 10, 40)]
    [InlineData("run", 10, 20, 25, 35, 40, 45)]
    public void No_limit_of_the_heap_ends_in_a_crash(string command, params int[] megabytes)
    {
        var scenario = Path.Combine(Repository.Root, "scenarios", "gpt-3.yaml");
        string[] arguments = command switch
        {
            "run" => [command, scenario, "--no-plots", "--quiet", "--out", Path.Combine(_folder, "out")],
            "check" => [command, scenario],
            _ => [command],
        };
        foreach (var limit in megabytes)
        {
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Simulator.Cli.exe" : "Simulator.Cli"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["DOTNET_GCHeapHardLimit"] = (limit * Megabyte).ToString("X", CultureInfo.InvariantCulture);
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == (command == "run" && limit < 20 ? 1 : 0), $"{limit} MB: {process.ExitCode}: {error}{output.Result[..Math.Min(200, output.Result.Length)]}");
            Assert.True(process.ExitCode == 0 || error.Contains("too little memory", StringComparison.Ordinal), error);
        }
    }
}
