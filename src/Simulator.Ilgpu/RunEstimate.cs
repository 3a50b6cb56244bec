using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;

namespace Simulator.Ilgpu;

/// <summary>Estimates, from the size of a plan and what a driver says of its card, how long a run takes.</summary>
/// <remarks>
/// What a driver adds to ILGPU's part of the translation (<see cref="TranslationEstimate"/>), and how near a card comes to the
/// limit of its instructions, were measured on one card, an NVIDIA H200 with driver 580 on 2026-11-27: runs of the README's scenario
/// came to 34% of the limit from Sobol' points and, with a transform a draw, 47% from random ones; a first run of 65,536 samples took 1.9 s longer than
/// on the CPU, and the opening was 0.5 s of it.
/// </remarks>
internal static class RunEstimate
{
    private const double DriverFactor = 2;
    private const double ShareOfLimit = 0.3;
    private const long OtherMemory = 64L << 20;

    // Instructions of a sample, by what they are for; they add up to the counts in the PTX of the README's scenario.
    private const double PerSobolDraw = 47;
    private const double PerRandomDraw = 85;
    private const double PerStep = 1.5;
    private const double PerCountedRoot = 20;
    private const double PerSummedRoot = 8;

    private const double PerSum = 2;

    // Of a plan whose kernels are there: windows, histograms read replicate by replicate, figures. A sweep of 20 points of 65,536
    // samples took 30 ms a point from Sobol' points and 22 ms from random ones.
    private static readonly TimeSpan PerPlan = TimeSpan.FromMilliseconds(30);

    // The start of a sensitivity analysis: 65,536 points of the README's scenario took 0.18 s, 4,194,304 took 0.23 s.
    private static readonly TimeSpan PerPickFreeze = TimeSpan.FromMilliseconds(200);

    // What its columns of sums cost: a copy over the bus, then their addition on the host.
    private const double SecondsPerByteOfSums = 5e-10;

    private const int CudaLanes = 128;
    private const int OpenClLanes = 64;

    // ILGPU's CPU accelerator, as measured.
    private const double EmulatedSamplesPerSecond = 2e5;

    /// <summary>Loading ILGPU and opening a driver, before anything is translated.</summary>
    public static TimeSpan Opening { get; } = TimeSpan.FromSeconds(0.6);

    /// <summary>The estimate for devices that share the samples.</summary>
    public static GraphicsEstimate Of(IEnumerable<Device> devices, SimulationPlan plan, Sampler sampler)
    {
        var counted = plan.Roots.Count(root => root.IsCounted);
        var translation = TimeSpan.FromSeconds(TranslationEstimate.Seconds(plan));
        return new(
            Opening + (DriverFactor * translation),
            devices.Sum(device => SamplesPerSecond(device, Instructions(plan, sampler))) / CountingMemory.LeastTurns(counted),
            (Math.Min(counted, CountingMemory.MostCounted) * CountingMemory.BytesOfHistogram) + OtherMemory)
        {
            Translation = translation,
            PerPlan = PerPlan,
        };
    }

    /// <summary>The estimate of a sensitivity analysis for devices that share the points.</summary>
    public static GraphicsEstimate OfPickFreeze(
        IEnumerable<Device> devices, SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, Sampler sampler)
    {
        // Every kernel draws A and B and computes the model at both.
        var layout = new PickFreezeLayout(plan, factors);
        double sums = layout.Kernels.Sum(kernel => kernel.Sums.Count);
        var instructions = (layout.Kernels.Count * ((2 * layout.Draws.Count * (sampler == Sampler.Sobol ? PerSobolDraw : PerRandomDraw)) + ((layout.AtA.Count + layout.AtB.Steps.Length) * PerStep)))
            + (layout.Exchanged.Sum(program => program.Steps.Length) * PerStep) + (sums * PerSum);
        var rate = devices.Sum(device => SamplesPerSecond(device, instructions));
        var bytes = sums * PickFreezeRange.Columns * sizeof(float) / PickFreezeRange.Segment;
        var translation = TimeSpan.FromSeconds(TranslationEstimate.Seconds(layout));
        return new(Opening + (DriverFactor * translation) + PerPickFreeze, 1 / ((1 / rate) + (bytes * SecondsPerByteOfSums)), OtherMemory)
        {
            Translation = translation,
        };
    }

    /// <summary>Instructions that a sample takes, roughly.</summary>
    public static double Instructions(SimulationPlan plan, Sampler sampler)
    {
        var counted = plan.Roots.Count(root => root.IsCounted);
        return (plan.Draws.Count * (sampler == Sampler.Sobol ? PerSobolDraw : PerRandomDraw))
            + ((plan.Program.Steps.Count() - plan.Draws.Count) * PerStep)
            + (counted * PerCountedRoot) + ((plan.Roots.Count - counted) * PerSummedRoot);
    }

    private static double SamplesPerSecond(Device device, double instructions) => device switch
    {
        CudaDevice cuda => ShareOfLimit * cuda.NumMultiprocessors * cuda.ClockRate * 1e6 * CudaLanes / instructions,
        CLDevice opencl => ShareOfLimit * opencl.NumMultiprocessors * opencl.ClockRate * 1e6 * OpenClLanes / instructions,
        _ => EmulatedSamplesPerSecond,
    };
}
