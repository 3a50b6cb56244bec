using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Scenarios.Format;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator schema</c>: the keys of scenario files, as a JSON Schema for editors or as a page for people.</summary>
internal static class SchemaCommand
{
    public static readonly string[] Examples =
    [
        "simulator schema > scenario.schema.json",
        "simulator schema --format markdown > keys.md",
    ];

    public static Command Build(Session session)
    {
        var format = Arguments.Format("json", "markdown");
        format.Description = "json: the JSON Schema of scenario files; markdown: every key with its unit, default, meaning and an example.";
        var command = new Command("schema", "Prints the JSON Schema of scenario files, for completion and checks in an editor, or a reference of all keys.") { format };
        command.SetAction(parsed =>
        {
            session.Output.WriteLine((parsed.GetValue(format) == "json" ? JsonSchema.Write() : KeyReference.Write()).TrimEnd());
            return ExitCode.Fine;
        });
        return command;
    }
}
