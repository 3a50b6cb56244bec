using System.CommandLine;
using System.CommandLine.Help;
using Simulator.Cli.Commands;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;

namespace Simulator.Cli;

/// <summary>The command line as a whole.</summary>
internal static class CommandLine
{
    public const string Name = "simulator";

    private static readonly (string Name, Func<Session, Command> Build)[] Commands =
    [
        ("run", RunCommand.Build),
        ("merge", MergeCommand.Build),
        ("compare", CompareCommand.Build),
        ("sweep", SweepCommand.Build),
        ("sensitivity", SensitivityCommand.Build),
        ("replay", ReplayCommand.Build),
        ("check", CheckCommand.Build),
        ("solve", SolveCommand.Build),
        ("validate", ValidateCommand.Build),
        ("import", ImportCommand.Build),
        ("list", ListCommand.Build),
        ("devices", DevicesCommand.Build),
        ("schema", SchemaCommand.Build),
    ];

    /// <summary>The command of that name with its subcommands.</summary>
    /// <param name="session">What they talk to.</param>
    /// <param name="arguments">
    /// The arguments that it will have to understand: where they begin with the name of a subcommand, it has only this one,
    /// because making all of them takes as long as the rest of a short command.
    /// </param>
    /// <remarks>Not a <c>RootCommand</c>: that one is named after the assembly, not after the command that users type.</remarks>
    public static Command Build(Session session, IReadOnlyList<string> arguments)
    {
        var root = new Command(
            Name,
            "Intervals for the energy, money, carbon, water and land that training an AI model takes.\n"
            + "A scenario file says what is known, as distributions; Monte Carlo sampling says what follows.");
        var named = Array.FindAll(Commands, command => arguments.Count > 0 && command.Name == arguments[0]);
        foreach (var (_, build) in named.Length > 0 ? named : Commands)
        {
            var command = build(session);
            command.Validators.Add(UnknownOptions.Refuse);
            root.Subcommands.Add(command);
        }

        var help = new HelpOption { Recursive = true };
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.Add(help);
        root.Options.Add(new VersionOption());
        return root;
    }
}
