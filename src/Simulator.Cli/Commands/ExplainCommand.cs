using System.CommandLine;
using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator explain</c>: what one key of scenario files, or one output, means.</summary>
internal static class ExplainCommand
{
    public static readonly string[] Examples =
    [
        "simulator explain training.utilization",
        "simulator explain pue",
        "simulator explain grid.carbon_intensity --format json",
        "simulator explain market_emissions",
    ];

    public static Command Build(Session session)
    {
        var name = new Argument<string>("KEY") { HelpName = "KEY", Description = "Path of a key, e.g. facility.pue; its last part is enough. Or an output, e.g. emissions." };
        name.CompletionSources.Add(_ => ScenarioNames.Keys);
        var format = Arguments.Format("table", "json");
        var command = new Command("explain", "Explains a key of scenario files or an output: meaning, unit, default, figures of the catalogue, an example.") { name, format };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(name)!;
            var found = KeyExplanation.Find(asked);
            if (found.Count == 0)
            {
                var hint = Spelling.HintLine(KeyExplanation.Nearest(asked));
                throw new ExplainedException(
                    $"explain: found '{asked}'; allowed: a key of scenario files or an output.{(hint.Length > 0 ? hint : " 'simulator schema --format markdown' lists the keys.")}", ExitCode.Wrong);
            }

            if (parsed.GetValue(format) == "json")
            {
                KeyExplanationJson.Write(found, session.Output);
                return ExitCode.Fine;
            }

            for (var index = 0; index < found.Count; index++)
            {
                if (index > 0)
                {
                    session.Output.WriteLine();
                }

                found[index].WriteText(session.Output, session.Width, session.Styled);
            }

            return ExitCode.Fine;
        });
        return command;
    }
}
