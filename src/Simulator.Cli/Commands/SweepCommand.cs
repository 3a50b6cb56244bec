using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Model;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator sweep</c>: one scenario at many values of some of its inputs.</summary>
internal static class SweepCommand
{
    public static readonly string[] Examples =
    [
        "simulator sweep scenarios/llama-3.1-405b.yaml --vary grid.location=sweden,france,germany,us",
        "simulator sweep scenarios/llama-3.1-405b.yaml --vary facility.pue=1.05:1.6:12 --outputs energy,emissions",
        "simulator sweep scenarios/published/llama-3.1-sweden.yaml --vary \"grid.carbon_intensity=13,25,250,400,700 gCO2e/kWh\"",
        "simulator sweep my.yaml --vary facility.pue=1.05:1.6:1000 --shard 3/8 --out parts",
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
        var gates = new GateArguments();
        var command = new Command("sweep", "Runs a scenario at many values of some inputs, with the same draws at every point.") { file };
        var shards = new ShardArguments();
        foreach (var option in variations.Options.Append(outputs).Concat(arguments.Options).Concat(shards.Options).Concat(gates.Options))
        {
            command.Add(option);
        }

        shards.Refuse(command, [.. arguments.Options.Where(option => option.Name is "--time" || option.Name.StartsWith("--chart", StringComparison.Ordinal)), .. gates.Options], [.. arguments.Options.Where(option => option.Name is "--time")]);

        command.SetAction(parsed =>
        {
            var varied = variations.Read(parsed);
            var shown = parsed.GetValue(outputs) is { } names ? SweepRun.ParseOutputs(names) : null;
            var settings = arguments.Read(parsed);
            if (shards.PartOf(parsed) is { } part)
            {
                return new PartRun(session, part, null, settings.OutFolder, settings.Format, settings.IsQuiet, shards.Resumes(parsed)).Run(Split);
            }

            return gates.Run(parsed, session, findings => shards.Resumes(parsed)
                ? new ResumableRun(session, null, settings.OutFolder, settings.IsQuiet).Run(
                    Split, (study, parts) => new SweepRun(session, settings, shown) { Findings = findings, Draw = (_, _, _, _) => study.Merge(parts!) }.Run(study.Plan))
                : new SweepRun(session, settings, shown) { Findings = findings }.Run(ScenarioLoader.Template(parsed.GetValue(file)!, session), varied));

            SplitSweep Split(RecordedFiles kept)
            {
                var plan = SweepRun.Plan(ScenarioLoader.Template(parsed.GetValue(file)!, session, kept), varied);
                var options = settings.Run.For(plan.AsWritten, session);
                var precision = options.Precision?.ToString("R", CultureInfo.InvariantCulture);
                return new SplitSweep(plan, options, PartStudy.Of(
                    PartStudy.Sweep, [.. variations.Written(parsed), (PartStudy.Outputs, shown), (PartStudy.Precision, precision is null ? null : [precision])]));
            }
        });
        return command;
    }
}
