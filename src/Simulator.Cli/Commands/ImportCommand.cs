using System.CommandLine;
using System.Text;
using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Cli.Output;
using Simulator.Measurements;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator import</c>: from logs of power or energy to a scenario.</summary>
internal static class ImportCommand
{
    public static readonly string[] Examples =
    [
        "simulator import nvidia-smi power.csv --out measured.yaml",
        "simulator import nvidia-smi n1.csv n2.csv --different-machines --from 2026-03-02T10:18:45 --to 2026-03-02T18:20:00",
        "simulator import codecarbon emissions.csv --location germany --accuracy 10%",
        "sacct -j 4711 --parsable2 -o JobID,State,Elapsed,AllocTRES,ConsumedEnergyRaw | simulator import sacct - --accuracy 3%",
        "simulator import power-csv pdu.csv --time time --power rack_power_w --at it --accuracy 1% --format json",
    ];

    public static Command Build(Session session)
    {
        var format = new Argument<string>("FORMAT") { Description = $"What wrote the log: {string.Join(", ", LogFormats.Names)}.", HelpName = "FORMAT" };
        format.Only([.. LogFormats.Names]);
        var files = new Argument<string[]>("FILE") { Description = "Logs; - for standard input.", Arity = ArgumentArity.OneOrMore };
        var name = new Option<string?>("--name") { Description = "Name of the scenario. Default: the name of the first log.", HelpName = "TEXT" };
        var location = new Option<string?>("--location") { Description = "Catalogue entry of the place, for emissions; see 'simulator list locations'.", HelpName = "ID" };
        location.CompletionSources.Add(_ => ScenarioNames.Locations);
        var target = OutputPlace.File("Scenario file to write. Default: the scenario is printed.");
        var force = new Option<bool>("--force") { Description = "Overwrite the file of --out." };
        var kind = Arguments.Format("yaml", "json");
        kind.Description = "What to print: the scenario, or the same as data with the scenario in it.";
        var logs = new ImportArguments();
        var command = new Command("import", "Turns logs of power or energy into a scenario whose energy is measured, and says what was used, skipped and missing.") { format, files, target, force, name, location, kind };
        foreach (var option in logs.Options)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(files)!;
            var place = parsed.GetValue(location);
            if (place is not null && !BuiltInCatalog.Locations.ContainsKey(place))
            {
                throw new ExplainedException($"--location: no location '{place}'; {Spelling.Question(string.Join(", ", BuiltInCatalog.Locations.Nearest(place)))}", ExitCode.Wrong);
            }

            List<LogFile> read = [.. paths.Select(path => path == "-" ? LogFile.Of(ResultOwner.StandardInputName, Encoding.UTF8.GetBytes(session.ReadInput(SourceFiles.LargestFile))) : LogFile.Read(path))];
            var measured = LogFormats.Read(parsed.GetValue(format)!, read, logs.Read(parsed));
            var title = parsed.GetValue(name) ?? (paths[0] == "-" ? $"Measured ({measured.Format})" : Path.GetFileNameWithoutExtension(paths[0]));
            var scenario = MeasuredScenario.Write(measured, title, place);
            var path = parsed.GetValue(target);
            if (path is not null)
            {
                session.BeginWork();
                ScenarioFile.Write(path, scenario, parsed.GetValue(force));
            }

            if (parsed.GetValue(kind) == "json")
            {
                JsonMeasurement.Write(measured, scenario, session.Output);
            }
            else if (path is null)
            {
                session.Output.Write(scenario);
            }
            else
            {
                Explain(session, measured, path);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static void Explain(Session session, Measurement measured, string path)
    {
        foreach (var remark in MeasuredScenario.Remarks(measured))
        {
            TextTable.WriteItem(session.Output, remark, session.Width);
        }

        session.Output.WriteLine($"Written: {path}");
    }
}
