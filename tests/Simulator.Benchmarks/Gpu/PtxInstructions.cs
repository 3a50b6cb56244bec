using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;

namespace Simulator.Benchmarks.Gpu;

/// <summary>Counts what a sample costs, in the text that goes to the card's own compiler.</summary>
/// <remarks>
/// Moves between registers cost nothing, and a multiplication whose only reader is an addition becomes one instruction
/// with it. What lies outside the loop over samples is done once in 256 samples and left out, except for the generator's
/// calls, each of which runs ten rounds and serves four samples. Blocks for rare values stand outside the loop too.
/// </remarks>
internal static partial class PtxInstructions
{
    private const int PhiloxRounds = 10;
    private const int SamplesPerCall = 4;

    /// <summary>Instructions for one sample of a counting kernel on SM_90.</summary>
    public static double ForSample(Context context, PlanLayout layout, Sampler sampler)
    {
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(KernelEmitter.Emit(layout, KernelKind.Count, sampler));
        var lines = ((PTXCompiledKernel)backend.Compile(entry, default)).PTXAssembly.Split('\n').Select(line => line.Trim()).ToList();
        var counting = lines.Select((line, index) => (line, index)).Where(pair => pair.line.StartsWith("red.add.shared", StringComparison.Ordinal)).ToList();
        var loops = Loops(lines);
        var around = loops.Where(loop => loop.First <= counting[0].index && loop.Last >= counting[^1].index).OrderBy(loop => loop.Last - loop.First).ToList();
        var sample = around[0];
        var count = Count(lines, sample);
        if (sampler == Sampler.Sobol)
        {
            return count;
        }

        var call = around[1];
        var rounds = loops.Where(loop => loop.First > call.First && loop.Last < sample.First).ToList();
        return count + ((Count(lines, call) - count + ((PhiloxRounds - 1) * rounds.Sum(loop => Count(lines, loop)))) / SamplesPerCall);
    }

    private static List<(int First, int Last)> Loops(List<string> lines)
    {
        var labels = lines.Select((line, index) => (line, index)).Where(pair => pair.line.EndsWith(':'))
            .ToDictionary(pair => pair.line.TrimEnd(':'), pair => pair.index, StringComparer.Ordinal);
        var loops = new Dictionary<int, int>();
        for (var index = 0; index < lines.Count; index++)
        {
            if (Branch().Match(lines[index]) is { Success: true } branch && labels[branch.Groups[1].Value] is var target && target < index)
            {
                loops[target] = index;
            }
        }

        return [.. loops.Select(loop => (loop.Key, loop.Value))];
    }

    private static double Count(List<string> lines, (int First, int Last) loop)
    {
        var body = lines.GetRange(loop.First, loop.Last - loop.First + 1).Where(line => line.EndsWith(';') && !line.StartsWith("mov", StringComparison.Ordinal)).ToList();
        var products = body.Where(line => line.StartsWith("mul.f32", StringComparison.Ordinal)).Select(line => Register().Match(line).Value).ToHashSet(StringComparer.Ordinal);
        var fused = body.Count(line => (line.StartsWith("add.f32", StringComparison.Ordinal) || line.StartsWith("sub.f32", StringComparison.Ordinal))
            && Register().Matches(line).Skip(1).Any(operand => products.Remove(operand.Value)));
        return body.Count - fused;
    }

    [GeneratedRegex(@"bra(?:\.uni)?\s+(\w+);")]
    private static partial Regex Branch();

    [GeneratedRegex(@"%f\d+")]
    private static partial Regex Register();
}
