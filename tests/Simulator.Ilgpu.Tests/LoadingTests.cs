using System.Diagnostics;

namespace Simulator.Ilgpu.Tests;

/// <summary>ILGPU is loaded only where a graphics device is wanted: a run on the CPU must not load it.</summary>
public class LoadingTests
{
    private static readonly string Scenario = Path.Combine(CommandLine.Root, "scenarios", "gpt-3.yaml");

    // With auto, a driver on the machine may have a card looked for.
    private static bool HasDriver => new GraphicsEngines().Drivers.Any(driver => driver.IsFound);

    [Theory]
    [InlineData("run", "--device", "cpu")]
    [InlineData("run", "--device", "cpu-scalar")]
    [InlineData("run")]
    [InlineData("sensitivity")]
    [InlineData("sweep", "--vary", "facility.pue=1.1,1.2")]
    public void A_run_on_the_cpu_does_not_load_it(string command, params string[] options)
    {
        if (HasDriver && !options.Contains("--device"))
        {
            return;
        }

        var loaded = Loaded([command, Scenario, .. options]);
        Assert.Contains("Simulator", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("ILGPU", StringComparison.Ordinal));
    }

    [Fact]
    public void A_card_without_a_driver_is_refused_without_loading_it()
    {
        if (!HasDriver)
        {
            Assert.DoesNotContain("ILGPU", Loaded(["run", Scenario, "--device", "cuda"], expectedExitCode: 2));
        }
    }

    [Theory]
    [InlineData("devices")]
    [InlineData("run", "--device", "ilgpu-cpu")]
    public void A_graphics_device_does_load_it(string command, params string[] options) =>
        Assert.Contains("ILGPU", Loaded(command == "run" ? [command, Scenario, .. options] : [command]));

    private static string[] Loaded(string[] arguments, int expectedExitCode = 0)
    {
        var folder = Directory.CreateTempSubdirectory("simulator-loading-").FullName;
        try
        {
            var file = Path.Combine(folder, "loaded.txt");
            string[] rest = arguments[0] == "devices" ? [] : ["--samples", "1k", "--no-plots", "--out", folder];
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Simulator.Cli"), [.. arguments, .. rest])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.Variable] = file;
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == expectedExitCode, error.Result);
            return File.ReadAllLines(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
