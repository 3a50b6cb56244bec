using System.CommandLine;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Model;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator sweep</c>: one scenario at many values of some of its inputs.</summary>
internal static class SweepCommand
{
    public static readonly string[] Examples =
    [
        "simulator sweep scenarios/llama-3.1-405b.yaml --vary grid.location=sweden,france,germany,us",
        "simulator sweep scenarios/llama-3.1-405b.yaml --vary facility.pue=1.05:1.6:12 --outputs energy,emissions",
        "simulator sweep scenarios/published/llama-3.1-sweden.yaml --vary \"grid.carbon_intensity=13,25,250,400,700 gCO2e/kWh\"",
        "simulator sweep scenarios/gpt-4o.yaml --scale hardware.tdp=1,1/2,1/3 --vary grid.location=us,sweden",
    ];

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "Scenario file; - for standard input." };
        var arguments = new StudyArguments("sweep.json, sweep.csv and charts", "results/<scenario name> by <what is varied>");
        var variations = new VariationArguments();
        var outputs = new Option<string?>("--outputs")
        {
            Description = $"Outputs to print and draw; the files contain all. Default: {string.Join(',', OutputDefinitions.Headline)}.",
            HelpName = "NAME,...",
        };
        var command = new Command("sweep", "Runs a scenario at many values of some inputs, with the same draws at every point.") { file };
        foreach (var option in variations.Options.Append(outputs).Concat(arguments.Options))
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var varied = variations.Read(parsed);
            var shown = parsed.GetValue(outputs) is { } names ? SweepRun.ParseOutputs(names) : null;
            return new SweepRun(session, arguments.Read(parsed), shown).Run(ScenarioLoader.Template(parsed.GetValue(file)!, session), varied);
        });
        return command;
    }
}
