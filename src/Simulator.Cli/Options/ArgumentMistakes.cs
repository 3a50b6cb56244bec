using System.CommandLine;

namespace Simulator.Cli.Options;

/// <summary>Finds arguments that a command lacks, and words that it has no place for.</summary>
internal static class ArgumentMistakes
{
    /// <summary>One sentence for each mistake, in the order of the command line.</summary>
    /// <param name="parsed">The command line; its options are right.</param>
    public static IEnumerable<string> In(ParseResult parsed)
    {
        var (command, result) = (parsed.CommandResult.Command, parsed.CommandResult);
        foreach (var argument in command.Arguments.Where(argument => (result.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues))
        {
            yield return $"{command.Name}: found no {argument.Name}; allowed: {Form(command)} ({argument.Name}: {argument.Description?.TrimEnd('.')}).";
        }

        foreach (var word in parsed.UnmatchedTokens)
        {
            yield return $"{command.Name}: found '{word}', for which there is no place; allowed: {Form(command)}.";
        }
    }

    private static string Form(Command command) => string.Join(' ', command.Arguments.Select(Form).Prepend($"{CommandTree.Name} {command.Name}"));

    private static string Form(Argument argument) =>
        $"{argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}" is var name && argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]";
}
