using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Reporting.Documents;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sensitivity;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator replay</c>: one sample of a run with everything that was computed for it.</summary>
internal static class ReplayCommand
{
    public static readonly string[] Examples =
    [
        "simulator replay scenarios/llama-3.1-405b.yaml --sample 0",
        "simulator replay my.yaml --sample 123456 --seed 7",
        "simulator replay my.yaml --sample 123456 --format json",
    ];

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "Scenario file; - for standard input." };
        var sample = Arguments.Sample();
        var seed = Arguments.Seed();
        var sampler = Arguments.Sampler();
        var replicates = Arguments.Replicates();
        var format = Arguments.Format("table", "json", "markdown");
        var command = new Command(
            "replay", "Draws one sample of a run again and prints every input, every intermediate quantity (M1 to M20) and every output.")
        {
            file, sample, seed, sampler, replicates, format,
        };
        command.SetAction(parsed =>
        {
            var (scenarios, errors) = ScenarioLoader.Load([parsed.GetValue(file)!], session);
            if (errors.Count > 0)
            {
                throw new ScenarioException(errors);
            }

            if (scenarios.Count != 1)
            {
                throw new ExplainedException($"'{parsed.GetValue(file)}' contains {scenarios.Count} scenarios; name one of them.", ExitCode.Wrong);
            }

            Print(session, scenarios[0], new RunSettings(null, parsed.GetValue(seed), parsed.GetValue(sampler), parsed.GetValue(replicates)), parsed.GetValue(sample), parsed.GetValue(format)!);
            return ExitCode.Fine;
        });
        return command;
    }

    private static void Print(Session session, Scenario scenario, RunSettings settings, long sample, string format)
    {
        try
        {
            var replay = Replay.Run(scenario, settings.For(scenario, session), sample);
            switch (format)
            {
                case "json": ReplayReport.WriteJson(replay, session.Output); break;
                case "markdown": ReplayReport.WriteMarkdown(replay, session.Output); break;
                default: ReplayReport.WriteText(replay, session.Output, session.Width, session.Styled); break;
            }
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException($"{scenario.File}: {exception.Message}", ExitCode.Wrong);
        }
    }
}
