using Simulator.Distributions;
using Simulator.Engine.Cpu;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Runs;

/// <summary>Has the engine's loops compiled on another core while a scenario is still being read.</summary>
/// <remarks>
/// A process that runs a million samples spends more time on the just-in-time compiler than on sampling; half of that
/// need not wait for the file.
/// </remarks>
internal static class WarmUp
{
    /// <summary>Starts in the background; nothing has to wait for it.</summary>
    public static void Begin() => new Thread(Run) { IsBackground = true, Name = "warm-up" }.Start();

    private static void Run()
    {
        var plan = PlanBuilder.Build(
            [
                ("lognormal", Lognormal.FromInterval(1, 2)),
                ("shifted", Lognormal.FromInterval(1, 2).Affine(1, 1)),
                ("uniform", Uniform.Between(1, 2)),
                ("table", Pert.FromMode(1, 2, 3)),
            ],
            x =>
            [
                (new OutputSpec("a", "a", "", 1, ""), (x[0] * x[1]) + (x[2] / x[3])),
                (new OutputSpec("b", "b", "", 1, ""), x[0] * (TraceLane.Constant(1) - x[3])),
            ]);
        SimulationRunner.Sample(
            CpuEngines.Create(CpuDevices.Best), plan, new RunOptions { Samples = 1 << 14, Threads = 1 }, null, default);
    }
}
