using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>Chooses, from the first samples, the bins that groups count in their own memory; only the speed depends on it.</summary>
internal static class SharedWindows
{
    private const int PilotPoints = 4096;

    /// <summary>The counts of the first samples.</summary>
    public static RunTallies Pilot(SimulationPlan plan, SamplingRequest request, RunTallies tallies)
    {
        var pilot = new RunTallies(tallies.Windows, [.. plan.Roots.Select(root => root.Reference)], 1);
        CpuEngines.Create(CpuDevices.Best).Count(
            plan, request with { FirstReplicate = 0, Replicates = 1, FirstPoint = 0, Points = PilotPoints, Threads = 1 }, pilot, null, default);
        return pilot;
    }

    /// <summary>For each counted root of a turn the run of bins that holds most of the first samples.</summary>
    /// <param name="layout">The turn.</param>
    /// <param name="roots">Its roots in the whole plan.</param>
    /// <param name="pilot">See <see cref="Pilot"/>.</param>
    public static SharedFirsts Choose(PlanLayout layout, IReadOnlyList<int> roots, RunTallies pilot) =>
        SharedFirsts.Of([.. layout.Counted.Take(SharedFirsts.Roots).Select(root => Densest(pilot[roots[root], 0].ToCounts(), layout.SharedLength))]);

    private static int Densest(BinCounts counts, int length)
    {
        var bins = counts.Bins.Select(bin => (Bin: FloatBins.Of((float)bin.Low), bin.Count)).ToList();
        var (best, bestCount, inside, end) = (0, 0L, 0L, 0);
        for (var begin = 0; begin < bins.Count; begin++)
        {
            for (; end < bins.Count && bins[end].Bin - bins[begin].Bin < length; end++)
            {
                inside += bins[end].Count;
            }

            if (inside > bestCount)
            {
                (best, bestCount) = (bins[begin].Bin, inside);
            }

            inside -= bins[begin].Count;
        }

        return best;
    }
}
