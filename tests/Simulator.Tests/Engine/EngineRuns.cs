using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Tests.Engine;

/// <summary>Runs a plan, and says in one text what came out to the last bit.</summary>
internal static class EngineRuns
{
    public static RunTallies Count(SimulationPlan plan, SamplingRequest request, string? device = null)
    {
        var engine = CpuEngines.Create(device ?? CpuDevices.Best);
        var tallies = engine.Prepare(plan, request);
        Assert.Equal(request.Samples, engine.Count(plan, request, tallies, null, default));
        return tallies;
    }

    public static string Fingerprint(RunTallies run) => string.Join('\n', Enumerable.Range(0, run.Outputs).Select(run.Pooled).Select(tally =>
        FormattableString.Invariant($"{tally.Mean:R} {tally.StandardDeviation:R} {tally.Minimum:R} {tally.Maximum:R} {tally.NotANumber} ")
        + string.Join(' ', tally.ToCounts().Bins.Select(bin => FormattableString.Invariant($"{bin.Low:R}:{bin.Count}")))));
}
