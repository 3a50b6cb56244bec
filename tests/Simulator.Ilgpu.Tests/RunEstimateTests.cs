using Simulator.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>What auto goes by.</summary>
[Collection(Devices.Collection)]
public class RunEstimateTests
{
    // Counted in the PTX of the kernels: 940 and, on average, 375 while others of a warp wait; 2,743.
    [Theory]
    [InlineData(Sampler.Sobol, 940 + 375)]
    [InlineData(Sampler.Random, 2743)]
    public void Instructions_of_the_readmes_scenario_are_near_those_counted_in_the_kernel(Sampler sampler, double counted) =>
        Assert.Equal(counted, RunEstimate.Instructions(Plans.Flagship, sampler), 0.1 * counted);

    [Fact]
    public void A_larger_plan_takes_longer_to_translate_and_to_run_and_more_memory()
    {
        var engines = new GraphicsEngines();
        var (one, other) = (engines.Estimate("ilgpu-cpu", Plans.Of("bloom.yaml"), Sampler.Sobol), engines.Estimate("ilgpu-cpu", Plans.Flagship, Sampler.Sobol));
        Assert.True(one.Preparation > engines.Opening && one.Preparation < other.Preparation);
        Assert.True(one.Memory < other.Memory);

        // 4 MiB for each of 17 counted outputs.
        Assert.True(other.Memory >= 17L * (4 << 20));
        Assert.Throws<DeviceException>(() => engines.Estimate("cuda:99", Plans.Flagship, Sampler.Sobol));
    }
}
