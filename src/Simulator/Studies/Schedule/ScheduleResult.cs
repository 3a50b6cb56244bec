using Simulator.Results;
using Simulator.Studies.Comparison;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Schedule;

/// <summary>A scenario at every start, with the same draws at all of them.</summary>
/// <param name="Scenario">Which file it is.</param>
/// <param name="Run">How each start was run.</param>
/// <param name="Level">Probability inside the intervals. [-]</param>
/// <param name="Horizon">Length of time, from the first start, in which everything is done.</param>
/// <param name="Step">From one start to the next.</param>
/// <param name="Length">From the start to the end of the last run; exceeded only where an input is beyond its 0.1% or 99.9% quantile. [h]</param>
/// <param name="By">Output by which the best start was chosen.</param>
/// <param name="Starts">The starts, ascending; the first is now.</param>
/// <param name="Best">The best start by <paramref name="By"/>, then those by emissions and by cost, where a series enters them.</param>
/// <param name="Notices">What the reader needs to know.</param>
internal sealed record ScheduleResult(
    ScenarioIdentity Scenario, RunFacts Run, double Level, TimeSpan Horizon, TimeSpan Step, double Length, string By,
    IReadOnlyList<ScheduledStart> Starts, IReadOnlyList<BestStart> Best, IReadOnlyList<string> Notices)
{
    /// <summary>How far above the lowest a value may be to count as close to it. [-]</summary>
    public const double Close = 0.05;

    /// <summary>Names of the outputs of every start.</summary>
    public IReadOnlyList<string> Outputs => [.. Best.Select(best => best.Output)];
}

/// <summary>One start.</summary>
/// <param name="Start">When the first phase begins, UTC.</param>
/// <param name="Outputs">The figures by output.</param>
/// <param name="Within">By output, the probability of being within <see cref="ScheduleResult.Close"/> of the lowest of all starts. [-]</param>
internal sealed record ScheduledStart(DateTime Start, IReadOnlyDictionary<string, SweepOutput> Outputs, IReadOnlyDictionary<string, CloseShare> Within);

/// <summary>A probability and its Monte Carlo standard error.</summary>
internal readonly record struct CloseShare(double Probability, double Error);

/// <summary>The start at which an output has its lowest mean; the earliest of them.</summary>
/// <param name="Output">The output.</param>
/// <param name="Index">Which of the starts.</param>
/// <param name="AgainstNow">The output at this start (A) and at the first one (B).</param>
/// <param name="AgainstMean">The output at this start (A) and its mean over all starts, sample by sample (B).</param>
internal sealed record BestStart(string Output, int Index, PairedOutput AgainstNow, PairedOutput AgainstMean);
