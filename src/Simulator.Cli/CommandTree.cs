using System.CommandLine;
using System.CommandLine.Help;
using Simulator.Catalog;
using Simulator.Cli.Commands;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;

namespace Simulator.Cli;

/// <summary>The command line as a whole.</summary>
internal static class CommandTree
{
    public const string Name = "simulator";

    /// <summary>Most columns of help on a terminal: longer lines are hard to read.</summary>
    public const int WidestHelp = 120;

    /// <summary>Columns of help that is piped or written to a file.</summary>
    private const int PipedHelp = 100;

    /// <summary>Every command, in the order of the help: one row each, and no other list of them.</summary>
    public static IReadOnlyList<CommandRow> Commands { get; } =
    [
        new("run", RunCommand.Build, RunCommand.Examples, ReadsScenarios: true),
        new("merge", MergeCommand.Build, MergeCommand.Examples),
        new("compare", CompareCommand.Build, CompareCommand.Examples, ReadsScenarios: true),
        new("sweep", SweepCommand.Build, SweepCommand.Examples, ReadsScenarios: true),
        new("schedule", ScheduleCommand.Build, ScheduleCommand.Examples, ReadsScenarios: true),
        new("sensitivity", SensitivityCommand.Build, SensitivityCommand.Examples, ReadsScenarios: true),
        new("replay", ReplayCommand.Build, ReplayCommand.Examples, ReadsScenarios: true),
        new("check", CheckCommand.Build, CheckCommand.Examples, ReadsScenarios: true),
        new("solve", SolveCommand.Build, SolveCommand.Examples, ReadsScenarios: true),
        new("validate", ValidateCommand.Build, ValidateCommand.Examples, ReadsScenarios: true),
        new("new", NewCommand.Build, NewCommand.Examples),
        new("explain", ExplainCommand.Build, ExplainCommand.Examples),
        new("export", ExportCommand.Build, ExportCommand.Examples, ReadsScenarios: true),
        new("import", ImportCommand.Build, ImportCommand.Examples),
        new("fit", FitCommand.Build, FitCommand.Examples),
        new("list", ListCommand.Build, ListCommand.Examples),
        new("devices", DevicesCommand.Build, DevicesCommand.Examples),
        new("schema", SchemaCommand.Build, SchemaCommand.Examples),
        new("completion", CompletionCommand.Build, CompletionCommand.Examples) { NeedsAll = true },
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
            + "A scenario file states the inputs as distributions; Monte Carlo sampling computes the outputs.");
        var named = Commands.Where(row => arguments.Count > 0 && row.Name == arguments[0]).ToList();
        foreach (var row in named is [{ NeedsAll: false }] ? named : Commands)
        {
            var command = row.Build(session);
            if (row.ReadsScenarios)
            {
                Arguments.AddAllowOutside(command, session);
            }

            command.Validators.Add(FilesApart.Check);
            root.Subcommands.Add(command);
        }

        var help = new HelpOption { Recursive = true };
        ((HelpAction)help.Action!).MaxWidth = Math.Min(session.Width ?? PipedHelp, WidestHelp);
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.Add(help);
        root.Options.Add(new VersionOption { Action = new PrintVersion(session), Description = "Print the version, the commit and the runtime of the program." });
        return root;
    }

    /// <summary>What is wrong with the words of a command line; empty where nothing is.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="root">The tree that its command belongs to.</param>
    /// <param name="arguments">All arguments.</param>
    /// <param name="session">What commands talk to.</param>
    public static IReadOnlyList<string> MistakesIn(ParseResult parsed, Command root, IReadOnlyList<string> arguments, Session session)
    {
        var command = parsed.CommandResult.Command;
        if (command == root && arguments.Count > 0 && root.Options.All(option => option.Name != arguments[0] && !option.Aliases.Contains(arguments[0])))
        {
            var (kind, known) = arguments[0].StartsWith('-') ? ("option", root.Options.Select(option => option.Name)) : ("command", Commands.Select(row => row.Name));
            return [$"unknown {kind} {arguments[0]}{(Spelling.Hint(arguments[0], known) is { } hint ? $"; {hint}" : ".")}"];
        }

        var mistakes = new OptionMistakes(command, [.. command.Options, .. root.Options.Where(option => option.Recursive)], OwnersOf);
        return mistakes.In([.. arguments.Skip(1)]).ToList() is { Count: > 0 } found ? found
            : parsed.Action is HelpWithExamples ? [] : [.. ArgumentMistakes.In(parsed)];

        IReadOnlyList<string> OwnersOf(string name) =>
            [.. Commands.Where(row => row.Build(session).Options.Any(option => !option.Hidden && (option.Name == name || option.Aliases.Contains(name)))).Select(row => row.Name)];
    }
}

/// <summary>A command of the program.</summary>
/// <param name="Name">What users type.</param>
/// <param name="Build">Makes it, for what it talks to.</param>
/// <param name="Examples">Command lines that its help ends with.</param>
/// <param name="ReadsScenarios">Whether its files are scenarios, which can name other files.</param>
internal sealed record CommandRow(string Name, Func<Session, Command> Build, IReadOnlyList<string> Examples, bool ReadsScenarios = false)
{
    /// <summary>Whether it is about the other commands, which then are in its tree.</summary>
    public bool NeedsAll { get; init; }
}
