using System.CommandLine;
using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Cli.Output;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator new</c>: a commented scenario to start from.</summary>
internal static class NewCommand
{
    public static readonly string[] Examples =
    [
        "simulator new --accelerator h100-sxm --location us --out my.yaml",
        "simulator new --accelerator a100-sxm-80gb > my.yaml",
        "simulator new --accelerator h100-sxm --location germany --name \"My fine-tune\"",
    ];

    public static Command Build(Session session)
    {
        var accelerator = new Option<string>("--accelerator") { Description = "Catalogue entry of the accelerator; see 'simulator list accelerators'.", HelpName = "ID", Required = true };
        var location = new Option<string?>("--location") { Description = "Catalogue entry of the place, a code such as US-VA, or a grid operator; see 'simulator list locations'. Default: left open, so that emissions are not known.", HelpName = "ID" };
        var name = new Option<string?>("--name") { Description = "Name of the scenario. Default: the name of the file.", HelpName = "TEXT" };
        var target = OutputPlace.File("Scenario file to write. Default: the scenario is printed.");
        var force = new Option<bool>("--force") { Description = "Overwrite the file of --out." };
        accelerator.CompletionSources.Add(_ => ScenarioNames.Accelerators);
        location.CompletionSources.Add(_ => ScenarioNames.Locations);
        var command = new Command("new", "Writes a commented scenario that runs, to start from.") { accelerator, location, name, target, force };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(target);
            if (path is not null)
            {
                ScenarioFile.Check(path, parsed.GetValue(force));
            }

            var title = parsed.GetValue(name)?.Trim() ?? Path.GetFileNameWithoutExtension(path) ?? "My scenario";
            var scenario = new StarterScenario(title.Length > 0 ? title : throw Wrong("--name", "an empty name", "a name"), Accelerator(parsed.GetValue(accelerator)!), parsed.GetValue(location)).Write(path);
            Check(scenario, parsed.GetValue(location));
            if (path is null)
            {
                session.Output.Write(scenario);
                return ExitCode.Fine;
            }

            ScenarioFile.Write(path, scenario, parsed.GetValue(force));
            session.Output.WriteLine($"Written: {path}");
            return ExitCode.Fine;
        });
        return command;
    }

    private static CatalogEntry Accelerator(string id) => BuiltInCatalog.Accelerators.Find(id)
        ?? throw Wrong("--accelerator", $"the unknown accelerator '{id}'", $"an entry of 'simulator list accelerators'; the nearest are {string.Join(", ", BuiltInCatalog.Accelerators.Nearest(id))}");

    /// <summary>What the reader says about the location is said about the option.</summary>
    private static void Check(string scenario, string? location)
    {
        try
        {
            ScenarioReader.Read(scenario, "<new>");
        }
        catch (ScenarioException exception) when (location is not null)
        {
            var error = exception.Errors[0];
            throw new ExplainedException($"--location: found {error.Found}; allowed: {error.Allowed}.{(error.Hint is null ? "" : $"{Environment.NewLine}  hint: {error.Hint}")}", ExitCode.Wrong);
        }
    }

    private static ExplainedException Wrong(string option, string found, string allowed) => new($"{option}: found {found}; allowed: {allowed}.", ExitCode.Wrong);
}
