using System.CommandLine;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Scenarios.Text;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator schedule</c>: when to start, by what each start emits or costs.</summary>
internal static class ScheduleCommand
{
    public static readonly string[] Examples =
    [
        "simulator schedule scenarios/timed/when-to-run.yaml --horizon 30d --step 1h",
        "simulator schedule scenarios/timed/when-to-run.yaml --horizon 14d --from 2025-06-01T08:00Z --by cost",
        "simulator schedule scenarios/timed/when-to-run.yaml --horizon 30d --shard 3/8 --out parts",
        "simulator schedule scenarios/timed/when-to-run.yaml --by marginal_emissions --format csv",
    ];

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "Scenario file with time series; - for standard input." };
        var arguments = new StudyArguments("schedule.json, schedule.csv and charts", "results/<scenario name> by start");
        var question = new ScheduleArguments();
        var (shards, gates) = (new ShardArguments(), new GateArguments());
        var command = new Command("schedule", "Evaluates every start within a horizon with the same draws: the best one, and what it saves.") { file };

        // Starts that were sampled to different ends would differ by chance too.
        foreach (var option in question.Options.Concat(arguments.Options.Where(option => option.Name is not ("--precision" or "--time"))).Concat(shards.Options).Concat(gates.Options))
        {
            command.Add(option);
        }

        shards.Refuse(command, [.. gates.Options, .. arguments.Options.Where(option => option.Name.StartsWith("--chart", StringComparison.Ordinal))], []);

        command.SetAction(parsed =>
        {
            var settings = arguments.Read(parsed);
            if (shards.PartOf(parsed) is { } part)
            {
                return new PartRun(session, part, null, settings.OutFolder, settings.Format, settings.IsQuiet, shards.Resumes(parsed)).Run(Split);
            }

            return gates.Run(parsed, session, findings => shards.Resumes(parsed)
                ? new ResumableRun(session, null, settings.OutFolder, settings.IsQuiet).Run(Split, (study, parts) => new ScheduleRun(session, settings)
                {
                    Findings = findings, Draw = (_, _, progress, cancellation) => study.Merge(parts!, progress, cancellation),
                }.Run(study.Starts.Plan))
                : new ScheduleRun(session, settings) { Findings = findings }.Run(ScenarioLoader.Template(parsed.GetValue(file)!, session), question.Read(parsed)));

            SplitSchedule Split(RecordedFiles kept) => ScheduleRun.Explained(() =>
            {
                var plan = SchedulePlan.Build(ScenarioLoader.Template(parsed.GetValue(file)!, session, kept), question.Read(parsed));
                return new SplitSchedule(new ScheduleStudy(plan, settings.Run.For(plan.AtFirst, session)), SplitSchedule.Asks(plan.Question));
            });
        });
        return command;
    }
}
