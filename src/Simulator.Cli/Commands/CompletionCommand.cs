using System.CommandLine;
using Simulator.Cli.Completion;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator completion</c>: a script that makes a shell complete commands, options and names.</summary>
internal static class CompletionCommand
{
    public static readonly string[] Examples =
    [
        "source <(simulator completion bash)",
        "source <(simulator completion zsh)",
        "simulator completion fish > ~/.config/fish/completions/simulator.fish",
        "simulator completion powershell | Out-String | Invoke-Expression",
    ];

    public static Command Build(Session session)
    {
        var shell = new Argument<string>("SHELL") { Description = $"The shell: {string.Join(", ", CompletionScript.Shells)}.", HelpName = "SHELL" };
        shell.Only([.. CompletionScript.Shells]);
        var command = new Command("completion", "Prints a script that makes a shell complete commands, options, and names of keys and of the catalogue.") { shell };
        command.SetAction(parsed =>
        {
            session.Output.Write(CompletionScript.For(parsed.GetValue(shell)!, CompletedCommand.Of(parsed.RootCommandResult.Command)));
            return ExitCode.Fine;
        });
        return command;
    }
}
