using System.Diagnostics;

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
    public async Task An_early_signal_is_answered(params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no signals
        }

        var folder = Directory.CreateTempSubdirectory("simulator-signal-").FullName;
        try
        {
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Simulator.Cli"), [.. arguments, "--out", Path.Combine(folder, "out")])
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
}
