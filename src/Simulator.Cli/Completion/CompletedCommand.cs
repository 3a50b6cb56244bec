using System.CommandLine;
using System.CommandLine.Completions;

namespace Simulator.Cli.Completion;

/// <summary>What a shell can complete after the name of a command.</summary>
/// <param name="Name">The command.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Options">Its options.</param>
/// <param name="Arguments">Words that its first argument can be; empty where it takes files or anything else.</param>
internal sealed record CompletedCommand(string Name, string Summary, IReadOnlyList<CompletedOption> Options, IReadOnlyList<string> Arguments)
{
    /// <summary>The commands of a tree.</summary>
    public static IReadOnlyList<CompletedCommand> Of(Command root) =>
    [
        .. root.Subcommands.Select(command => new CompletedCommand(
            command.Name, FirstSentence(command.Description), [.. command.Options.Concat(root.Options.Where(option => option.Recursive)).Select(CompletedOption.Of)],
            command.Arguments.Count > 0 ? Words(command.Arguments[0]) : [])),
    ];

    /// <summary>Words that a symbol accepts or suggests.</summary>
    internal static IReadOnlyList<string> Words(Symbol symbol) => [.. symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];

    /// <summary>The first sentence of a text, on one line.</summary>
    internal static string FirstSentence(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ");
        var end = Enumerable.Range(0, Math.Max(0, line.Length - 2)).FirstOrDefault(at => line[at] == '.' && line[at + 1] == ' ' && char.IsUpper(line[at + 2]), line.Length - 1);
        return line[..(end + 1)];
    }
}

/// <summary>An option as a shell completes it.</summary>
/// <param name="Names">Its name and its short forms.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Values">Words that the value can be; empty for files and anything else.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Names, string Summary, bool TakesValue, IReadOnlyList<string> Values)
{
    /// <summary>An option of a command.</summary>
    public static CompletedOption Of(Option option)
    {
        var takesValue = option.Arity.MinimumNumberOfValues > 0;
        return new(
            [option.Name, .. option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?")], CompletedCommand.FirstSentence(option.Description), takesValue,
            takesValue ? CompletedCommand.Words(option) : []);
    }
}
