using System.Globalization;
using Simulator.Benchmarks.Gpu;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;

namespace Simulator.Ilgpu.Tests;

/// <summary>What auto goes by.</summary>
[Collection(Devices.Collection)]
public class RunEstimateTests
{
    // The figures of src/Simulator.Ilgpu/README.md: change them there too.
    [Theory]
    [InlineData(Sampler.Sobol, 980, 375)]
    [InlineData(Sampler.Random, 1985, 0)]
    public void Instructions_of_the_readmes_scenario_are_those_counted_in_the_kernel(Sampler sampler, double always, double detours)
    {
        var counted = PtxInstructions.ForSample(Devices.Optimized, new PlanLayout(Plans.Flagship, LaunchShape.UsualSharedCounters), sampler);
        Assert.Equal(always, counted.Always, 0.02 * always);
        Assert.Equal(detours, counted.Detours, 0.02 * detours);
        Assert.Equal(always + detours, RunEstimate.Instructions(Plans.Flagship, sampler), 0.1 * (always + detours));
        var readme = File.ReadAllText(Path.Combine(CommandLine.Root, "src", "Simulator.Ilgpu", "README.md"));
        Assert.Contains(always.ToString("N0", CultureInfo.InvariantCulture), readme);
        Assert.Contains(detours.ToString("N0", CultureInfo.InvariantCulture), readme);
    }

    [Theory]
    [InlineData("bloom.yaml")]
    [InlineData("gpt-4o.yaml")]
    [InlineData("deepseek-v3.yaml")]
    public void Every_transform_besides_a_cubic_is_found_in_the_kernel(string file)
    {
        // The count itself fails where it finds fewer.
        var counted = PtxInstructions.ForSample(Devices.Optimized, new PlanLayout(Plans.Of(file), LaunchShape.UsualSharedCounters), Sampler.Sobol);
        Assert.InRange(counted.Detours, 1, counted.Always);
    }

    // As if the kernels tested for a NaN in another way.
    [Fact]
    public void A_text_without_the_expected_tests_shows_no_detours()
    {
        const string Kernel = "LOOP:\nsetp.ge.s32 %p2, %r2, %r3;\n@%p2 bra END;\n{0}.f32\t%p1, %f1;\n@%p1 bra RARE;\nBACK:\nred.add.shared.u32 [%r1], 1;\nbra LOOP;\nRARE:\nadd.rn.f32 %f1, %f1, %f2;\nbra BACK;\nEND:\nret;";
        Assert.Equal(1, Detours("testp.notanumber"));
        Assert.Equal(0, Detours("testp.finite"));

        static int Detours(string test)
        {
            var paths = new PtxPaths(Kernel.Replace("{0}", test, StringComparison.Ordinal));
            return paths.Detours(paths.Loops()[0]).Count;
        }
    }

    [Fact]
    public void A_larger_plan_takes_longer_to_translate_and_to_run_and_more_memory()
    {
        IGraphicsEngines engines = new GraphicsEngines();
        var (one, other) = (engines.Estimate("ilgpu-cpu", Plans.Of("bloom.yaml"), Sampler.Sobol), engines.Estimate("ilgpu-cpu", Plans.Flagship, Sampler.Sobol));
        Assert.True(one.Preparation > engines.Opening && one.Preparation < other.Preparation);
        Assert.True(one.Memory < other.Memory);

        // 4 MiB for each of 17 counted outputs.
        Assert.True(other.Memory >= 17L * (4 << 20));
        Assert.Throws<DeviceException>(() => engines.Estimate("cuda:99", Plans.Flagship, Sampler.Sobol));
    }
}
