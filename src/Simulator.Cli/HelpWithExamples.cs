using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Simulator.Cli.Console;

namespace Simulator.Cli;

/// <summary>The usual help of a command, then examples of its use.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] First =
    [
        "simulator run scenarios/llama-3.1-405b.yaml",
        "simulator check scenarios",
        "simulator list accelerators h100",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        try
        {
            configuration.Output = text;
            usual.Invoke(parseResult);
        }
        finally
        {
            configuration.Output = output;
        }

        // Wrapped lines end in the space at which they were broken.
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }

        output.WriteLine();
        output.WriteLine("Examples:");
        var command = CommandTree.Commands.FirstOrDefault(row => row.Name == parseResult.CommandResult.Command.Name);
        foreach (var example in command?.Examples ?? First)
        {
            output.WriteLine($"  {example}");
        }

        return ExitCode.Fine;
    }
}
