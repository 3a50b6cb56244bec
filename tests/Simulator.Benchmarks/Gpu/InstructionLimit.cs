using System.Globalization;
using ILGPU.Runtime.Cuda;
using Simulator.Engine;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;

namespace Simulator.Benchmarks.Gpu;

/// <summary>What a card's arithmetic could do: multiprocessors × clock × lanes over instructions a sample.</summary>
/// <param name="Instructions">Instructions of a sample.</param>
/// <param name="SamplesPerSecond">The limit; null where there is no CUDA card to ask.</param>
/// <param name="Multiprocessors">Of the card.</param>
/// <param name="ClockMHz">Of the card.</param>
internal readonly record struct InstructionLimit(PtxInstructions Instructions, double? SamplesPerSecond, int Multiprocessors, int ClockMHz)
{
    /// <summary>Lanes of single-precision arithmetic on a multiprocessor of the cards that CUDA 12 supports.</summary>
    public const int LanesPerProcessor = 128;

    /// <summary>Counts the instructions and asks the card.</summary>
    public static InstructionLimit Of(string device, SimulationPlan plan, Sampler sampler)
    {
        using var context = IlgpuEngines.CreateContext();
        var instructions = PtxInstructions.ForSample(context, new PlanLayout(plan, LaunchShape.UsualSharedCounters), sampler);
        if (!device.StartsWith("cuda:", StringComparison.Ordinal))
        {
            return new(instructions, null, 0, 0);
        }

        var card = context.Devices.OfType<CudaDevice>().ElementAt(int.Parse(device["cuda:".Length..], CultureInfo.InvariantCulture));
        var limit = card.NumMultiprocessors * card.ClockRate * 1e6 * LanesPerProcessor / (instructions.Always + instructions.Detours);
        return new(instructions, limit, card.NumMultiprocessors, card.ClockRate);
    }
}
