using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Planning.Tracing;
using Simulator.Transforms;

namespace Simulator.Benchmarks.Gpu;

/// <summary>Instructions that a warp executes for one sample of each of its threads, counted in the text that goes to the card's own compiler.</summary>
/// <param name="Always">What every sample takes.</param>
/// <param name="Detours">
/// What is added on average because the whole warp waits while some of its threads send a word through its transform,
/// whose stratum has no cubic.
/// </param>
/// <remarks>
/// What lies outside the loop over samples is done once in 256 samples and left out, except for the generator's calls, each
/// of which runs ten rounds and serves four samples. Other rare branches are left out too.
/// </remarks>
internal readonly record struct PtxInstructions(double Always, double Detours)
{
    private const int PhiloxRounds = 10;
    private const int SamplesPerCall = 4;
    private const int WarpSize = 32;

    /// <summary>Counts them in a counting kernel for SM_90.</summary>
    /// <exception cref="InvalidOperationException">The text does not show every counted output and every transform.</exception>
    public static PtxInstructions ForSample(Context context, PlanLayout layout, Sampler sampler)
    {
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(KernelEmitter.Emit(layout, KernelKind.Count, sampler).Load());
        var paths = new PtxPaths(((PTXCompiledKernel)backend.Compile(entry, default)).PTXAssembly);
        var loops = paths.Loops();
        var sample = loops.First(paths.Counts);
        Require(paths.CountsOf(sample), layout.Plan.Roots.Count(root => root.IsCounted), "counted outputs");
        return sampler == Sampler.Sobol
            ? new(paths.Instructions(sample), Detoured(paths, sample, layout))
            : new(paths.Instructions(sample) + Generator(paths, loops, sample), 0);
    }

    private static double Detoured(PtxPaths paths, IReadOnlyList<int> sample, PlanLayout layout)
    {
        var strata = layout.Plan.Program.Steps.Where(step => step.Operation == Operation.Draw)
            .Select(step => layout.StrataOf(step.Left, Sampler.Sobol)).OfType<PlacedStrata>().Where(placed => placed.HasTransform).ToList();
        var detours = paths.Detours(sample);
        Require(detours.Count, strata.Count, "draws with transforms besides their cubics");
        return strata.Zip(detours, (placed, detour) =>
            paths.Instructions(detour) * (1 - Math.Pow(1 - (placed.ExactCount / (double)QuantileStrata.Count), WarpSize))).Sum();
    }

    // Kernels change; a figure from a text that is no longer understood must not look like one that is.
    private static void Require(int found, int expected, string what)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"The kernel's text shows {found} of {expected} {what}; the instructions of a sample cannot be counted.");
        }
    }

    private static double Generator(PtxPaths paths, IReadOnlyList<IReadOnlyList<int>> loops, IReadOnlyList<int> sample)
    {
        // The way around a call passes its rounds by.
        var call = loops.First(loop => loop.Min() < sample.Min() && paths.Counts(loop)).Except(sample).ToList();
        var rounds = paths.LoopsBetween(call.Min(), sample.Min()).Sum(paths.Instructions);
        return (paths.Instructions(call) + (PhiloxRounds * rounds)) / (double)SamplesPerCall;
    }
}
