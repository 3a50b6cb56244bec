using System.CommandLine;
using System.CommandLine.Help;
using Simulator.Cli.Commands;

namespace Simulator.Cli;

/// <summary>The command line as a whole.</summary>
internal static class CommandLine
{
    public const string Name = "simulator";

    /// <summary>The command of that name with its subcommands.</summary>
    /// <remarks>Not a <c>RootCommand</c>: that one is named after the assembly, not after the command that users type.</remarks>
    public static Command Build(Session session)
    {
        var root = new Command(
            Name,
            "Intervals for the energy, money, carbon, water and land that training an AI model takes.\n"
            + "A scenario file says what is known, as distributions; Monte Carlo sampling says what follows.")
        {
            RunCommand.Build(session),
            MergeCommand.Build(session),
            CompareCommand.Build(session),
            SweepCommand.Build(session),
            SensitivityCommand.Build(session),
            ReplayCommand.Build(session),
            CheckCommand.Build(session),
            SolveCommand.Build(session),
            ValidateCommand.Build(session),
            ListCommand.Build(session),
            DevicesCommand.Build(session),
            SchemaCommand.Build(session),
        };
        var help = new HelpOption { Recursive = true };
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.Add(help);
        root.Options.Add(new VersionOption());
        return root;
    }
}
