using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Simulator.Cli.Commands;
using Simulator.Cli.Console;

namespace Simulator.Cli;

/// <summary>The usual help of a command, then examples of its use.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly IReadOnlyDictionary<string, string[]> Examples = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["run"] = RunCommand.Examples,
        ["merge"] = MergeCommand.Examples,
        ["compare"] = CompareCommand.Examples,
        ["sweep"] = SweepCommand.Examples,
        ["sensitivity"] = SensitivityCommand.Examples,
        ["replay"] = ReplayCommand.Examples,
        ["check"] = CheckCommand.Examples,
        ["solve"] = SolveCommand.Examples,
        ["validate"] = ValidateCommand.Examples,
        ["import"] = ImportCommand.Examples,
        ["list"] = ListCommand.Examples,
        ["devices"] = DevicesCommand.Examples,
        ["schema"] = SchemaCommand.Examples,
    };

    private static readonly string[] First =
    [
        "simulator run scenarios/llama-3.1-405b.yaml",
        "simulator check scenarios",
        "simulator list accelerators h100",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples.GetValueOrDefault(parseResult.CommandResult.Command.Name, First))
        {
            output.WriteLine($"  {example}");
        }

        return ExitCode.Fine;
    }
}
