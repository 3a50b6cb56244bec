using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Gates;
using Simulator.Reporting.Tables;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Schedule;

namespace Simulator.Cli.Execution;

/// <summary>Runs the schedule of one command line: checks the starts, evaluates them, prints and writes them.</summary>
internal sealed class ScheduleRun(Session session, StudySettings settings)
{
    /// <summary>Receives what a gate looks at; null where nothing does.</summary>
    public GateFindings? Findings { get; init; }

    /// <summary>Evaluates the starts.</summary>
    public Func<SchedulePlan, RunOptions, IProgress<RunProgress>?, CancellationToken, ScheduleResult> Draw { get; init; } = StartSchedule.Run;

    /// <summary>Runs a schedule and returns the exit code.</summary>
    public int Run(ScenarioTemplate template, ScheduleQuestion question) => Run(Explained(() => SchedulePlan.Build(template, question)));

    /// <summary>Prepares a schedule, and explains what is wrong with it.</summary>
    /// <exception cref="ExplainedException">Something is.</exception>
    public static T Explained<T>(Func<T> prepare)
    {
        try
        {
            return prepare();
        }
        catch (ScheduleException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    /// <summary>Runs a schedule and returns the exit code.</summary>
    public int Run(SchedulePlan plan)
    {
        var options = settings.Run.For(plan.AtFirst, session);
        var folder = settings.WritableFolder(plan.Title, session);
        var schedule = session.Watch(
            FormattableString.Invariant($"{plan.Starts.Count} starts"), settings.IsQuiet, progress => Explained(() => Draw(plan, options, progress, session.Cancellation)));
        Findings?.Add(GateCases.Of(plan.AtFirst, schedule.Notices));
        Print(schedule);
        if (folder is not null)
        {
            var (drawing, drawn) = (session.ForCharts(), 0);
            var owner = ResultOwner.Of("schedule", session.CommandLine, [plan.AtFirst]);
            var written = session.Keep(new ResultFolder(folder, settings.OutFolder is not null, owner), "schedule.json", into =>
            {
                AtomicFile.Write(Path.Combine(into, "schedule.json"), stream => ScheduleFiles.WriteJson(schedule, stream));
                AtomicFile.WriteText(Path.Combine(into, "schedule.csv"), writer => ScheduleFiles.WriteCsv(schedule, writer));
                AtomicFile.Write(Path.Combine(into, "schedule.csv" + ColumnUnits.Suffix), stream => ScheduleFiles.WriteUnits(schedule, "schedule.csv", stream));
                drawn = settings.Charts?.Write(ScheduleCharts.Of(schedule), into, session, drawing) ?? 0;
            });
            settings.Announce(session, written, ["schedule.json", "schedule.csv"], drawn);
        }

        return ExitCode.Fine;
    }

    private void Print(ScheduleResult schedule)
    {
        switch (settings.Format)
        {
            case "json":
                using (var buffer = new MemoryStream())
                {
                    ScheduleFiles.WriteJson(schedule, buffer);
                    session.Output.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
                }

                break;
            case "csv": ScheduleFiles.WriteCsv(schedule, session.Output); break;
            case "markdown": PrintTables(schedule, table => MarkdownTable.Write(table, session.Output), notice => $"- {MarkdownTable.Escape(notice)}"); break;
            default: PrintTables(schedule, table => TextTable.Write(table, session.Output, session.Width, session.Styled), notice => notice); break;
        }

        session.Output.Flush();
        if (settings.Format is "json" or "csv" && !settings.IsQuiet)
        {
            schedule.Notices.ToList().ForEach(session.Error.WriteLine);
        }
    }

    private void PrintTables(ScheduleResult schedule, Action<ReportTable> print, Func<string, string> write)
    {
        foreach (var table in ScheduleTables.Of(schedule))
        {
            print(table);
            session.Output.WriteLine();
        }

        NoticeList.Shown(schedule.Notices, settings.IsQuiet).ToList().ForEach(notice => session.Output.WriteLine(write(notice)));
    }
}
