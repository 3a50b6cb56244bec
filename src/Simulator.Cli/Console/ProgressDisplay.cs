using Simulator.Engine;
using System.Diagnostics;
using Simulator.Presentation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Simulator.Cli.Console;

/// <summary>A progress bar on the error stream, for runs that take more than a second.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a simulation and shows its progress if it takes more than a second.</summary>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="error">The error stream, a terminal.</param>
    /// <param name="simulate">The simulation.</param>
    public static T Watch<T>(string name, TextWriter error, Func<IProgress<RunProgress>, T> simulate)
    {
        var latest = new Latest();
        var run = Task.Run(() => simulate(latest));
        if (!HasEnded(Patience))
        {
            var terminal = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(error is ConsoleWriter console ? console.Inner : error),
                ColorSystem = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                    ? ColorSystemSupport.Detect
                    : ColorSystemSupport.NoColors,
            });
            terminal.Progress()
                .AutoClear(true)
                .Columns(
                    new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new PaceColumn(latest))
                .Start(context =>
                {
                    var bar = context.AddTask(Markup.Escape(Printable.Of(name)), maxValue: 1);
                    while (!HasEnded(Refresh))
                    {
                        bar.Value = latest.Share;
                    }
                });
        }

        return run.GetAwaiter().GetResult();

        bool HasEnded(TimeSpan patience) => ((IAsyncResult)run).AsyncWaitHandle.WaitOne(patience);
    }

    /// <summary>Keeps only the last report: drawing must not slow down the sampling.</summary>
    private sealed class Latest : IProgress<RunProgress>
    {
        private readonly Lock _lock = new();
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private RunProgress _last = new(0, 1);

        /// <summary>The last report.</summary>
        public RunProgress Last
        {
            get
            {
                lock (_lock)
                {
                    return _last;
                }
            }
        }

        /// <summary>Samples per second since the start.</summary>
        public double Rate => Last.Done / _clock.Elapsed.TotalSeconds;

        /// <summary>Share that is done: of the samples, or, with a precision, of the samples that it is estimated to need.</summary>
        public double Share => (double)Last.Done / Expected(Last);

        /// <summary>Samples that the run will take.</summary>
        /// <remarks>Errors fall roughly with the number of samples (sobol) or with its square root (random); the estimate assumes the slower.</remarks>
        public static double Expected(RunProgress last) => last.Error > last.Target
            ? Math.Min(last.Total, last.Done * last.Error / last.Target)
            : last.Total;

        public void Report(RunProgress value)
        {
            lock (_lock)
            {
                _last = value;
            }
        }
    }

    /// <summary>Samples per second and the remaining time, both measured from the start of the run, not of the display.</summary>
    private sealed class PaceColumn(Latest latest) : ProgressColumn
    {
        private const double LongestSeconds = 1e7;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var last = latest.Last;
            if (last.Done >= last.Total)
            {
                return new Text("all samples drawn, computing the quantiles");
            }

            var rate = latest.Rate;
            if (!double.IsNaN(last.Target))
            {
                var error = double.IsNaN(last.Error) ? "not known yet" : Figures.Percent(last.Error);
                return new Text(FormattableString.Invariant($"{rate / 1e6:0.0} M samples/s, error {error}, target {Figures.Percent(last.Target)}"));
            }

            var left = (last.Total - last.Done) / rate;
            return new Text(left < LongestSeconds
                ? FormattableString.Invariant($"{rate / 1e6:0.0} M samples/s, {TimeSpan.FromSeconds(Math.Ceiling(left)):c} left")
                : "");
        }
    }
}
