using System.CommandLine;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator schedule</c>: when to start, by what each start emits or costs.</summary>
internal static class ScheduleCommand
{
    public static readonly string[] Examples =
    [
        "simulator schedule scenarios/timed/when-to-run.yaml --horizon 30d --step 1h",
        "simulator schedule scenarios/timed/when-to-run.yaml --horizon 14d --from 2025-06-01T08:00Z --by cost",
        "simulator schedule scenarios/timed/when-to-run.yaml --by marginal_emissions --format csv",
    ];

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "Scenario file with time series; - for standard input." };
        var arguments = new StudyArguments("schedule.json, schedule.csv and charts", "results/<scenario name> by start");
        var question = new ScheduleArguments();
        var command = new Command("schedule", "Evaluates every start within a horizon with the same draws: the best one, and what it saves.") { file };

        // Starts that were sampled to different ends would differ by chance too.
        foreach (var option in question.Options.Concat(arguments.Options.Where(option => option.Name is not ("--precision" or "--time"))))
        {
            command.Add(option);
        }

        command.SetAction(parsed => new ScheduleRun(session, arguments.Read(parsed)).Run(
            ScenarioLoader.Template(parsed.GetValue(file)!, session), question.Read(parsed)));
        return command;
    }
}
