using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Gates;
using Simulator.Reporting.Tables;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Sweep;

namespace Simulator.Cli.Execution;

/// <summary>Runs the sweep of one command line: checks every value, runs the points, prints and writes those that are done.</summary>
internal sealed class SweepRun(Session session, StudySettings settings, IReadOnlyList<string>? outputs)
{
    /// <summary>Receives what a gate looks at; null where nothing does.</summary>
    public GateFindings? Findings { get; init; }

    /// <summary>Draws the points.</summary>
    public Func<SweepPlan, RunOptions, IProgress<RunProgress>?, CancellationToken, SweepResult> Draw { get; init; } = ScenarioSweep.Run;

    /// <summary>The outputs of a list such as <c>energy,cost</c>.</summary>
    /// <exception cref="ExplainedException">There is no such output.</exception>
    public static IReadOnlyList<string> ParseOutputs(string names, string option = "--outputs")
    {
        var known = OutputDefinitions.Names;
        var asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(asked, name => !known.Contains(name)) is { } unknown)
        {
            throw new ExplainedException($"{option}: found '{unknown}'; allowed: {string.Join(", ", known)}.{Spelling.HintLine(unknown, known)}", ExitCode.Wrong);
        }

        return asked.Length > 0 ? asked : throw new ExplainedException($"{option}: found no name; allowed: names of outputs, e.g. energy,emissions.", ExitCode.Wrong);
    }

    /// <summary>Runs a sweep and returns the exit code.</summary>
    public int Run(ScenarioTemplate template, IReadOnlyList<Variation> variations) => Run(Plan(template, variations));

    /// <summary>Runs a sweep and returns the exit code.</summary>
    public int Run(SweepPlan plan)
    {
        var options = settings.Run.For(plan.AsWritten, session);
        var folder = settings.WritableFolder(plan.Title, session);
        var sweep = settings.IsQuiet || !session.CanDrawProgress
            ? Draw(plan, options, null, session.Cancellation)
            : ProgressDisplay.Watch(
                FormattableString.Invariant($"{plan.Points} points"), session.Error,
                progress => Draw(plan, options, progress, session.Cancellation));
        var drawing = session.ForCharts();
        var shown = Shown(sweep);
        Findings?.Add(GateCases.Of(plan.AsWritten, sweep.Notices));
        Print(sweep, shown);
        if (folder is not null)
        {
            Write(sweep, shown, plan, folder, drawing);
        }

        if (!session.Cancellation.IsCancellationRequested || !sweep.Interrupted)
        {
            return ExitCode.Fine;
        }

        session.Error.WriteLine(SweepTable.Interruption(sweep));
        return ExitCode.Interrupted;
    }

    /// <summary>The points of a sweep.</summary>
    /// <exception cref="ExplainedException">The variations do not go together.</exception>
    public static SweepPlan Plan(ScenarioTemplate template, IReadOnlyList<Variation> variations)
    {
        try
        {
            return SweepPlan.Build(template, variations);
        }
        catch (VariationException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    /// <summary>The outputs requested that the inputs determine.</summary>
    private IReadOnlyList<string> Shown(SweepResult sweep)
    {
        var asked = outputs ?? OutputDefinitions.Headline;
        var shown = asked.Where(name => sweep.Points.Any(point => point.Outputs.ContainsKey(name))).ToList();
        if (outputs is not null && asked.Except(shown).ToList() is { Count: > 0 } unknown && sweep.Points.FirstOrDefault(point => point.Outputs.Count > 0) is { Missing: var reasons })
        {
            var why = $"Not computed: {string.Join(", ", unknown.Select(name => reasons.TryGetValue(name, out var reason) ? $"{name} ({KnownOutputs.NotSet(reason)})" : name))}.";
            if (shown.Count == 0)
            {
                throw new ExplainedException($"--outputs: nothing would be shown. {why}", ExitCode.Wrong);
            }

            if (!settings.IsQuiet)
            {
                session.Error.WriteLine(why);
            }
        }

        return shown;
    }

    private void Print(SweepResult sweep, IReadOnlyList<string> shown)
    {
        switch (settings.Format)
        {
            case "json":
                using (var buffer = new MemoryStream())
                {
                    SweepFiles.WriteJson(sweep, buffer);
                    session.Output.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
                }

                break;
            case "csv": SweepFiles.WriteCsv(sweep, session.Output); break;
            case "markdown":
                MarkdownTable.Write(SweepTable.Of(sweep, shown), session.Output);
                PrintNotices(sweep, session.Output, notice => $"- {MarkdownTable.Escape(notice)}");
                break;
            default:
                TextTable.Write(SweepTable.Of(sweep, shown), session.Output, session.Width, session.Styled);
                PrintNotices(sweep, session.Output, notice => notice);
                break;
        }

        session.Output.Flush();
        if (settings.Format is "json" or "csv" && !settings.IsQuiet)
        {
            PrintNotices(sweep, session.Error, notice => notice);
        }
    }

    private void PrintNotices(SweepResult sweep, TextWriter writer, Func<string, string> write)
    {
        foreach (var notice in NoticeList.Shown(sweep.Notices, settings.IsQuiet))
        {
            writer.WriteLine(write(notice));
        }
    }

    private void Write(SweepResult sweep, IReadOnlyList<string> shown, SweepPlan plan, string folder, CancellationToken drawing)
    {
        var drawn = 0;
        var owner = ResultOwner.Of($"sweep by {string.Join(" and ", plan.Axes.Select(axis => axis.Path))}", session.CommandLine, [plan.AsWritten]);
        var written = session.Keep(new ResultFolder(folder, settings.OutFolder is not null, owner), "sweep.json", into =>
        {
            AtomicFile.Write(Path.Combine(into, "sweep.json"), stream => SweepFiles.WriteJson(sweep, stream));
            AtomicFile.WriteText(Path.Combine(into, "sweep.csv"), writer => SweepFiles.WriteCsv(sweep, writer));
            AtomicFile.Write(Path.Combine(into, "sweep.csv" + ColumnUnits.Suffix), stream => SweepFiles.WriteUnits(sweep, "sweep.csv", stream));
            drawn = settings.Charts?.Write(SweepCharts.Of(sweep, shown), into, session, drawing) ?? 0;
        });
        settings.Announce(session, written, ["sweep.json", "sweep.csv"], drawn);
    }
}
