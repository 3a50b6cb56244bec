using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Ilgpu.Tests;

/// <summary>A plan with something that kernels do not have is refused by name.</summary>
[Collection(Devices.Collection)]
public class KernelSupportTests
{
    [Fact]
    public void Kernels_have_every_operation_and_distribution_that_scenarios_use()
    {
        Assert.Null(KernelSupport.Missing(Plans.Everything));
        Assert.All(Plans.Files, file => Assert.Null(KernelSupport.Missing(Plans.Of(file))));
    }

    [Fact]
    public void An_operation_that_kernels_lack_is_refused_in_one_sentence_by_counting_and_by_pick_freeze()
    {
        var program = Plans.Flagship.Program;
        var plan = Plans.Flagship with { Program = program with { Steps = [.. program.Steps, new Step((Operation)99, 0, 0, -1, 0)] } };
        var request = new SamplingRequest(Sampler.Sobol, 42, 2, 0, 64, 2, 1024);
        using var engine = Devices.Engine();
        var tallies = engine.Prepare(Plans.Flagship, request);
        var refusal = Assert.Throws<DeviceException>(() => engine.Count(plan, request, tallies, null, default));
        Assert.Equal("ilgpu-cpu cannot compute the operation 99 yet; use --device cpu.", refusal.Message);
        Assert.Equal(refusal.Message, Assert.Throws<DeviceException>(() => engine.PickFreeze(plan, PlannedFactor.Of(plan), request, null!, null, default)).Message);
    }

    [Theory]
    [InlineData("run", "4GB", "cpu", 2, "allowed: with a graphics device or auto")]
    [InlineData("run", "4", "ilgpu-cpu", 1, "is not a size")]
    [InlineData("run", "4 TB", "ilgpu-cpu", 1, "is not a size")]
    [InlineData("run", "-1GB", "ilgpu-cpu", 1, "is not a size")]
    [InlineData("run", "100MiB", "ilgpu-cpu", 0, "")]
    public void A_budget_of_memory_is_read_with_its_unit_and_refused_where_it_means_nothing(string command, string size, string device, int exitCode, string message)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var (exit, _, error) = CommandLine.Run(
            command, Path.Combine(CommandLine.Root, "scenarios", "gpt-3.yaml"), "--samples", "64", "--no-plots", "--out", folder, "--device", device, "--device-memory", size);
        Assert.Equal(exitCode == 0, exit == 0);
        Assert.Contains(message, error);
    }
}
