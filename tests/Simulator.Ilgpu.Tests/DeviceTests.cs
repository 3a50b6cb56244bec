using System.Text.Json;

namespace Simulator.Ilgpu.Tests;

/// <summary>Devices as the command line shows and takes them.</summary>
[Collection(Devices.Collection)]
public class DeviceTests
{
    [Fact]
    public void The_list_of_devices_has_the_emulated_device_and_says_what_auto_takes()
    {
        var (exitCode, output, _) = CommandLine.Run("devices");
        Assert.Equal(0, exitCode);
        Assert.Contains("ilgpu-cpu", output);
        Assert.Single(output.Split('\n'), line => line.Contains("  chosen", StringComparison.Ordinal));
        foreach (var driver in new GraphicsEngines().Drivers.Where(driver => !driver.IsFound))
        {
            Assert.Single(output.Split('\n'), line => line.StartsWith(driver.Kind, StringComparison.Ordinal) && line.Contains($"{driver.Library} was not found", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(output.Split('\n'), line => line.StartsWith("ilgpu-cpu", StringComparison.Ordinal) && line.Contains("  chosen", StringComparison.Ordinal));
    }

    [Fact]
    public void A_card_that_is_not_there_is_refused_and_the_list_of_devices_is_named()
    {
        var (exitCode, _, error) = CommandLine.Run("run", Path.Combine(CommandLine.Root, "scenarios", "gpt-3.yaml"), "--device", "cuda:99");
        Assert.Equal(2, exitCode);
        Assert.Contains("cuda:99", error);
        Assert.Contains("'simulator devices' lists the devices of this machine", error);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void A_run_with_exact_quantiles_prints_what_the_cpu_prints()
    {
        var (expected, actual) = (Outputs("cpu"), Outputs("ilgpu-cpu"));
        foreach (var output in expected.EnumerateObject())
        {
            foreach (var quantile in output.Value.GetProperty("quantiles").EnumerateObject())
            {
                Assert.Equal(
                    quantile.Value.GetDouble(),
                    actual.GetProperty(output.Name).GetProperty("quantiles").GetProperty(quantile.Name).GetDouble());
            }
        }
    }

    private static JsonElement Outputs(string device)
    {
        var folder = Directory.CreateTempSubdirectory("simulator-ilgpu-").FullName;
        try
        {
            var (exitCode, output, error) = CommandLine.Run(
                "run", Path.Combine(CommandLine.Root, "scenarios", "llama-3.1-405b.yaml"), "--device", device, "--samples", "16k", "--exact",
                "--format", "json", "--no-plots", "--out", folder);
            Assert.True(exitCode == 0, error);
            return JsonDocument.Parse(output).RootElement.GetProperty("outputs");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
