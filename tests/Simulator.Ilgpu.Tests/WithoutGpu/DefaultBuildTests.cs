using Simulator.Engine;
using Simulator.Sampling;

namespace Simulator.Ilgpu.Tests.WithoutGpu;

/// <summary>A build without the GPU engine: nothing of ILGPU in it, and it says how to get the engine.</summary>
public class DefaultBuildTests
{
    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    [InlineData("opencl")]
    [InlineData("ilgpu-cpu")]
    public void A_graphics_device_is_refused_in_one_sentence_that_says_how_to_get_it(string device)
    {
        var (exitCode, output, error) = CommandLine.Run("run", Path.Combine(CommandLine.Root, "scenarios", "gpt-3.yaml"), "--device", device);
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains($"no device '{device}' here", error);
        Assert.Contains("-p:Gpu=true", error);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void Auto_takes_the_cpu_without_a_word()
    {
        var choice = EngineChoice.Of("auto");
        Assert.Equal(CpuDevices.Best, choice.Engine.Device);
        Assert.Null(choice.Notice);
        Assert.Null(EngineChoice.Graphics);
    }

    [Fact]
    public void The_list_of_devices_says_how_to_get_the_others()
    {
        var (exitCode, output, _) = CommandLine.Run("devices");
        Assert.Equal(0, exitCode);
        Assert.Contains("-p:Gpu=true", output);
    }

    [Fact]
    public void Nothing_of_ILGPU_is_there()
    {
        Assert.Empty(Directory.GetFiles(AppContext.BaseDirectory, "ILGPU*.dll"));
        var engine = System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Simulator.Ilgpu.dll"));
        Assert.Empty(engine.GetExportedTypes());
        Assert.DoesNotContain(engine.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("ILGPU", StringComparison.Ordinal));
    }
}
