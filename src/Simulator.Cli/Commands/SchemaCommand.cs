using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Scenarios.Format;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator schema</c>: the JSON Schema of scenario files, for editors.</summary>
internal static class SchemaCommand
{
    public static readonly string[] Examples =
    [
        "simulator schema > scenario.schema.json",
        "simulator schema | grep -A 3 pue",
    ];

    public static Command Build(Session session)
    {
        var command = new Command("schema", "Prints the JSON Schema of scenario files, with which an editor completes and checks them.");
        command.SetAction(_ =>
        {
            session.Output.WriteLine(JsonSchema.Write().TrimEnd());
            return ExitCode.Fine;
        });
        return command;
    }
}
