using System.Diagnostics;
using System.Text;

namespace Simulator.Tests.Cli;

/// <summary>What whoever starts the program hands over does not change how a supervised command ends, nor what it says.</summary>
public sealed class SupervisedStreamsTests
{
    private const string Tight = "export DOTNET_GCHeapHardLimit=0x20000000; ";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Simulator.Cli");

    // 99999 is no open file; the runtime opens 3 and 5 for itself.
    [Theory]
    [InlineData("export SIMULATOR_SUPERVISOR_PIPE=nonsense; ")]
    [InlineData("export SIMULATOR_SUPERVISOR_PIPE=99999; ")]
    [InlineData("export SIMULATOR_SUPERVISOR_PIPE=3; ")]
    [InlineData("export SIMULATOR_SUPERVISOR_PIPE=5; ")]
    [InlineData("export LC_ALL=de_DE.ISO-8859-1; ")]
    [InlineData("export LC_ALL=C; ")]
    public async Task Messages_are_the_same_bytes_with_and_without_a_supervisor(string environment)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var command = $"'{Program}' check $'n\\303\\244.yaml' $'\\303\\2502.yaml'";
        var (exitCode, error) = await RunAsync(environment + command);
        Assert.Equal(2, exitCode);
        Assert.NotEmpty(error);
        Assert.Equal((exitCode, error), await RunAsync(Tight + environment + command));
    }

    [Fact]
    public async Task The_end_of_a_command_is_noticed_where_its_signal_is_ignored()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (exitCode, _) = await RunAsync($"{Tight}exec perl -e '$SIG{{CHLD}} = \"IGNORE\"; exec @ARGV' '{Program}' check no.yaml");
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task A_full_pipe_of_messages_does_not_outlast_a_signal()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Bash keeps the pipe open in both directions, so that it is full and never closed.
        var folder = Directory.CreateTempSubdirectory("simulator-streams-").FullName;
        try
        {
            var (exitCode, _) = await RunAsync($"cd '{folder}'; mkfifo full; exec 3<>full; dd if=/dev/zero bs=4096 count=16 status=none >&3; {Tight}'{Program}' check no.yaml 2>&3 & sleep 3; kill -TERM $!; wait $!");
            Assert.Equal(130, exitCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_signal_that_timeout_sends_twice_does_not_lose_the_result()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var scenario = Path.Combine(Repository.Root, "scenarios", "gpt-3.yaml");
        var (exitCode, error) = await RunAsync($"cd /tmp; '{Program}' run '{scenario}' --samples 100G --no-plots --out $(mktemp -d) > /dev/null & sleep 3; kill -TERM $!; sleep 0.02; kill -TERM $!; wait $!");
        Assert.Equal(130, exitCode);
        Assert.Contains("Interrupted after", error, StringComparison.Ordinal);
    }

    // One character for each byte.
    private static async Task<(int ExitCode, string Error)> RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardError = true, RedirectStandardInput = true, StandardErrorEncoding = Encoding.Latin1 })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, string.Join('\n', (await error).Split('\n').Where(line => !line.Contains("setlocale", StringComparison.Ordinal))));
    }
}
