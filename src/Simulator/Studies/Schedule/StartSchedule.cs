using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Runs;

namespace Simulator.Studies.Schedule;

/// <summary>Evaluates a scenario at every start with the same draws, so that starts differ by when they are and not by chance.</summary>
internal static class StartSchedule
{
    /// <summary>Evaluates every start.</summary>
    /// <param name="plan">The starts.</param>
    /// <param name="options">How to run each of them; a precision, a limit of time and limits on outputs are not used.</param>
    /// <param name="progress">Receives the progress of the whole schedule, in samples; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ScheduleException">The output requested is not known, or no start changes it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped: the best of some starts would not be the best.</exception>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    public static ScheduleResult Run(SchedulePlan plan, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var study = new ScheduleStudy(plan, options);
        var (result, notice) = EngineChoice.Use(study.Options, engine =>
        {
            var passes = ScheduleStudy.PassesFor(plan.Starts.Count) + 1;
            var figures = study.Draw(engine, .., progress is null ? null : new PassProgress(progress, 0, passes), cancellation);
            var together = study.Together([study.BestBy(figures)]);
            var outcome = study.Sample(engine, together.Plan, progress is null ? null : new PassProgress(progress, passes - 1, passes), cancellation);
            return study.Assemble(figures, together, outcome, engine.Device);
        });
        return Timed(result, watch.Elapsed.TotalSeconds, notice is null ? [] : [notice]);
    }

    /// <summary>A result with what is known of its sampling.</summary>
    /// <param name="result">The result.</param>
    /// <param name="seconds">Wall-clock time. [s]</param>
    /// <param name="notices">What the reader needs to know about the device.</param>
    public static ScheduleResult Timed(ScheduleResult result, double seconds, IEnumerable<string> notices) =>
        result with { Run = result.Run with { Seconds = seconds }, Notices = [.. notices, .. result.Notices] };

    private sealed class PassProgress(IProgress<RunProgress> progress, int pass, int passes) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress((pass * value.Total) + value.Done, passes * value.Total));
    }
}
