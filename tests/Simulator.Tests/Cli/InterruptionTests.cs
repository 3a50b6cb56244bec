using System.Diagnostics;
using Simulator.Cli;

namespace Simulator.Tests.Cli;

/// <summary>A process that is stopped before its first sample says what happened to the command.</summary>
public class InterruptionTests
{
    private const string Scenario = """
        name: Read from a pipe
        hardware: {tdp: 700 W}
        facility: {pue: 1.1 to 1.4}
        training: [{accelerator_hours: 1M h}]

        """;

    [Theory]
    [InlineData("run", "-")]
    [InlineData("sweep", "-", "--vary", "facility.pue=1.1,1.2")]
    [InlineData("sensitivity", "-")]
    [InlineData("compare", "-", "-")]
    [InlineData("schedule", "-", "--horizon", "3d", "--step", "1h")]
    [InlineData("fit", "-")]
    [InlineData("import", "nvidia-smi", "-")]
    [InlineData("check", "-")]
    [InlineData("replay", "-", "--sample", "1")]
    [InlineData("validate", "-")]
    [InlineData("solve", "-", "--output", "energy", "--equals", "1 GWh", "--for", "facility.pue")]
    [InlineData("export", "-", "--as", "latex")]
    public async Task An_early_signal_is_answered(params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no signals
        }

        var folder = Directory.CreateTempSubdirectory("simulator-signal-").FullName;
        try
        {
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Simulator.Cli"), [.. arguments, .. arguments[0] is "check" or "replay" or "validate" or "solve" ? Array.Empty<string>() : ["--out", Path.Combine(folder, "out")]])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();

            // More than a pipe holds: once it is written, the program is running and reads; and its input does not end. Not SIGINT, which a test run in the background may have been told to ignore.
            await process.StandardInput.WriteAsync(Scenario + string.Concat(Enumerable.Repeat("# nothing but a comment\n", 20_000)));
            await process.StandardInput.FlushAsync();
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            // Its input is still open: the first signal is enough.
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal("Interrupted before any result was complete; nothing was written.", (await error).Trim());
            Assert.Empty(await output);
            Assert.Equal(130, process.ExitCode);
            Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Before the program has taken the signal over, the system or the runtime ends it: 128 and the number of the signal.
    [Theory]
    [InlineData("run s.yaml --no-plots --out out", "summary.json")]
    [InlineData("sweep s.yaml --vary facility.pue=1.1,1.2 --no-plots --out out", "sweep.json")]
    [InlineData("fit data.csv --out out", "fit.json")]
    [InlineData("check s.yaml", "")]
    public async Task A_signal_at_any_moment_leaves_the_folder_whole_or_as_it_was(string command, string summary)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var random = new Random(1);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var folder = Directory.CreateTempSubdirectory("simulator-signal-").FullName;
            try
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "s.yaml"), Scenario);
                await File.WriteAllTextAsync(Path.Combine(folder, "data.csv"), "x\n" + string.Join('\n', Enumerable.Range(1, 200).Select(row => row * 7 % 101)));

                // The shell sends the signal, and its status is what a user sees.
                var delay = (attempt * 0.03 * random.NextDouble()).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
                var start = new ProcessStartInfo("bash", ["-c", $"'{Path.Combine(AppContext.BaseDirectory, "Simulator.Cli")}' {command} & sleep {delay}; kill -TERM $! 2>/dev/null; wait $!"])
                {
                    RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
                };
                using var process = Process.Start(start)!;
                var output = process.StandardOutput.ReadToEndAsync();
                var error = await process.StandardError.ReadToEndAsync();
                await process.WaitForExitAsync();
                Assert.True(process.ExitCode is 0 or 130 or 143, $"{delay} s: {process.ExitCode}: {error}");
                var written = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!).Where(name => name is not ("s.yaml" or "data.csv")).ToList();
                Assert.DoesNotContain(written, name => name.EndsWith(".tmp", StringComparison.Ordinal) || name.StartsWith('.'));
                Assert.True(written.Count == 0 || (written.Contains(summary) && written.Contains("manifest.json")), string.Join(", ", written));
                await output;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // The pipe is full and has no reader: the first thing that a command prints makes it wait.
    [Theory]
    [InlineData("new --accelerator h100-sxm")]
    [InlineData("explain facility.pue")]
    [InlineData("list sources")]
    [InlineData("devices")]
    [InlineData("schema")]
    [InlineData("completion bash")]
    [InlineData("check s.yaml")]
    [InlineData("replay s.yaml --sample 3")]
    [InlineData("import power-csv log.csv --time t --power w --at it --accuracy 1%")]
    [InlineData("--help")]
    [InlineData("--version")]
    public async Task A_command_that_waits_for_the_reader_of_its_output_is_interrupted(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("simulator-signal-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "s.yaml"), Scenario);
            await File.WriteAllTextAsync(Path.Combine(folder, "log.csv"), "t,w\n2026-01-01T00:00Z,5\n2026-01-01T01:00Z,5\n");
            var start = new ProcessStartInfo("bash", ["-c", $"mkfifo full; exec 3<>full; dd if=/dev/zero bs=4096 count=16 status=none >&3; exec '{Path.Combine(AppContext.BaseDirectory, "Simulator.Cli")}' {command} >&3"])
            {
                RedirectStandardError = true, WorkingDirectory = folder,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();

            // It waits where it takes no more time of a processor.
            for (var (time, quiet) = (TimeSpan.Zero, 0); quiet < 5 && !process.HasExited; quiet = process.TotalProcessorTime - time < TimeSpan.FromMilliseconds(2) ? quiet + 1 : 0)
            {
                time = process.TotalProcessorTime;
                await Task.Delay(100);
                process.Refresh();
            }

            Assert.False(process.HasExited);
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal("Interrupted before any result was complete; nothing was written.", (await error).Trim());
            Assert.Equal(130, process.ExitCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_script_of_faults_sends_a_signal_to_every_command()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "tests", "faults.sh"));
        Assert.All(CommandTree.Commands, row => Assert.Matches($"\nsignal [^\n]*\"\\$simulator\" {row.Name} |signal [^\n]*\"\\$simulator\" {row.Name}\n", script));
    }
}
