using System.Diagnostics;
using System.Globalization;

namespace Simulator.Tests.Cli;

/// <summary>Where memory is tight, a command succeeds or ends with a sentence and exit 1, and leaves nothing half-written.</summary>
public sealed class TightMemoryTests : IDisposable
{
    private const string Long = "run s.yaml --samples 100G --no-plots --quiet --out out";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Simulator.Cli.exe" : "Simulator.Cli");

    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-tight-").FullName;

    public TightMemoryTests()
    {
        File.Copy(Path.Combine(Repository.Root, "scenarios", "gpt-3.yaml"), Path.Combine(_folder, "s.yaml"));
        File.Copy(Path.Combine(Repository.Root, "scenarios", "gpt-4.yaml"), Path.Combine(_folder, "t.yaml"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--help", 4)]
    [InlineData("check s.yaml", 4)]
    [InlineData("run s.yaml --no-plots --quiet --out out", 4, 12, 25)]
    [InlineData("run s.yaml --quiet --out out", 16)]
    [InlineData("compare s.yaml t.yaml --no-plots --quiet --out out", 20)]
    [InlineData("sensitivity s.yaml --no-plots --quiet --out out", 20)]
    [InlineData("sweep s.yaml --vary facility.pue=1.1,1.2 --no-plots --quiet --out out", 12)]
    public void No_limit_of_the_heap_ends_in_a_crash(string command, params int[] megabytes)
    {
        foreach (var limit in megabytes)
        {
            var (exitCode, _, error) = Run(command, limit);
            Assert.True(exitCode == 0 || (exitCode == 1 && error.StartsWith($"error: there is not enough memory (the heap is limited to {limit} MB", StringComparison.Ordinal)), $"{limit} MB: exit {exitCode}: {error}");
            AssertNothingHalfWritten();
        }
    }

    // The runtime itself does not start where there is less.
    [Theory]
    [InlineData("--help", 2100)]
    [InlineData("check s.yaml", 2100)]
    [InlineData("run s.yaml --quiet --out out", 2100)]
    [InlineData("run s.yaml --quiet --out out", 2600)]
    public void No_limit_of_the_address_space_ends_in_a_crash(string command, int megabytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // nothing else limits it
        }

        var (exitCode, _, error) = Finish(Start("bash", ["-c", $"ulimit -v {megabytes}000 && exec '{Program}' {command}"]));
        Assert.True(exitCode == 0 || (exitCode == 1 && error.Contains("memory", StringComparison.Ordinal)), $"exit {exitCode}: {error}");
        AssertNothingHalfWritten();
    }

    [Fact]
    public void A_supervised_command_prints_the_same_bits_and_has_the_same_exit_codes()
    {
        var table = "run s.yaml --samples 4096 --no-plots --format csv --out out";
        Assert.Equal(Run(table, null).Output, Run(table, 500).Output);
        Assert.Equal(2, Run("run none.yaml", 500).ExitCode);
        Assert.Equal(Run("run none.yaml", null), Run("run none.yaml", 500));
        Assert.Equal(3, Run("run s.yaml --limit 'p95 energy < 1 kWh' --no-plots --quiet --out out", 500).ExitCode);
    }

    [Fact]
    public void A_command_that_the_system_kills_is_explained_and_the_older_result_stays()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // its processes are found in /proc
        }

        Assert.Equal(0, Run("run s.yaml --samples 4096 --no-plots --quiet --out out", 500).ExitCode);
        var before = File.ReadAllBytes(Path.Combine(_folder, "out", "summary.json"));
        using var supervisor = Start(Program, Long.Split(' '), 500);
        using (var command = Process.GetProcessById(SecondOf(supervisor)))
        {
            command.Kill();
        }

        var (exitCode, _, error) = Finish(supervisor);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("error: there is not enough memory (the heap is limited to 500 MB, and the command ended with status 137)", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "out", "summary.json")));
        AssertNothingHalfWritten();
    }

    [Fact]
    public void What_a_command_leaves_that_is_killed_while_it_draws_is_removed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var supervisor = Start(Program, ["run", "s.yaml", "--samples", "4096", "--quiet", "--out", "out"], 500);
        using var command = Process.GetProcessById(SecondOf(supervisor));
        var folder = Path.Combine(_folder, "out");
        while (!Directory.Exists(folder) || !Directory.GetDirectories(folder, ".*.tmp").Any(staging => Directory.GetFiles(staging).Length > 1))
        {
            Assert.False(supervisor.HasExited);
        }

        command.Kill();
        Assert.Equal(1, Finish(supervisor).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_command_does_not_outlive_its_supervisor()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var supervisor = Start(Program, Long.Split(' '), 500);
        using var command = Process.GetProcessById(SecondOf(supervisor));
        supervisor.Kill();
        Assert.True(command.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    // Once it samples, the first signal is a wish to stop: what was drawn is printed.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_signal_is_passed_on(int times)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var supervisor = Start(Program, Long.Split(' '), 500);
        using var command = Process.GetProcessById(SecondOf(supervisor));
        while (command.Threads.Count < 4 || command.TotalProcessorTime < TimeSpan.FromSeconds(2))
        {
            Thread.Sleep(50);
            command.Refresh();
        }

        // A terminal sends Ctrl-C to both at once.
        Process.Start("kill", ["-TERM", supervisor.Id.ToString(CultureInfo.InvariantCulture), .. times == 2 ? [command.Id.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>()]).WaitForExit();
        var (exitCode, _, error) = Finish(supervisor);
        Assert.Equal(130, exitCode);
        Assert.Contains("nterrupted", error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "out", "summary.json")), error);
        AssertNothingHalfWritten();
    }

    private void AssertNothingHalfWritten() =>
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories), path => Path.GetFileName(path).StartsWith('.'));

    // The process that a supervisor has started, once it has.
    private static int SecondOf(Process supervisor)
    {
        var parent = supervisor.Id.ToString(CultureInfo.InvariantCulture);
        while (true)
        {
            foreach (var folder in Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
            {
                try
                {
                    // Behind the name, which is in brackets: the state, and who started it.
                    if (File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ')[1] == parent && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("Simulator.Cli", StringComparison.Ordinal))
                    {
                        return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                    }
                }
                catch (IOException)
                {
                    // It has ended.
                }
            }

            Assert.False(supervisor.HasExited);
            Thread.Sleep(20);
        }
    }

    private (int ExitCode, string Output, string Error) Run(string command, int? megabytes) => Finish(Start(Program, Words(command), megabytes));

    private static string[] Words(string command) => [.. command.Split('\'').SelectMany((piece, index) => index % 2 == 1 ? [piece] : piece.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private Process Start(string program, string[] arguments, int? megabytes = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        if (megabytes is { } limit)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = (limit * 1_000_000L).ToString("X", CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    private static (int ExitCode, string Output, string Error) Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error);
    }
}
