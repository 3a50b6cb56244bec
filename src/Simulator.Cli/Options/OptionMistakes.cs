using System.CommandLine;
using Simulator.Catalog;

namespace Simulator.Cli.Options;

/// <summary>
/// Finds mistyped options, which would become names of files, missing values, for which the next option would be taken,
/// and options that are given again although they hold one value.
/// </summary>
/// <param name="command">The command that was named.</param>
/// <param name="options">Its options and those of every command.</param>
/// <param name="ownersOf">Names of the commands that have an option.</param>
internal sealed class OptionMistakes(Command command, IReadOnlyList<Option> options, Func<string, IReadOnlyList<string>> ownersOf)
{
    private const string EndOfOptions = "--";
    private static readonly char[] BeforeValue = ['=', ':'];

    /// <summary>One sentence for each mistake, in the order of the command line.</summary>
    /// <param name="arguments">What follows the name of the command.</param>
    public IEnumerable<string> In(IReadOnlyList<string> arguments)
    {
        var given = new HashSet<Option>();
        var holding = new HashSet<Option>();
        for (var index = 0; index < arguments.Count && arguments[index] != EndOfOptions; index++)
        {
            if (!LooksLikeOption(arguments[index]))
            {
                continue;
            }

            var (option, name, value) = Split(arguments[index]);
            if (option is null)
            {
                yield return Unknown(name);
                continue;
            }

            // A switch that is given again says nothing new, unless it is once turned off.
            var holds = TakesValue(option) || value is not null || bool.TryParse(arguments.ElementAtOrDefault(index + 1), out _);
            if (!given.Add(option) && (holds || holding.Contains(option)) && option.Arity.MaximumNumberOfValues <= 1)
            {
                yield return $"{option.Name}{Aliases(option)}: found more than once; allowed: once.";
            }

            if (holds)
            {
                holding.Add(option);
            }

            if (TakesValue(option) && value is null)
            {
                var next = ++index < arguments.Count ? arguments[index] : null;
                if (next is null || LooksLikeOption(next))
                {
                    yield return Missing(option, name, next);
                    index--;
                }
            }
            else if (TakesValue(option) && value is "")
            {
                yield return $"{name}: found no value after {arguments[index][^1]}; allowed: {Form(option, name)}.";
            }
            else if (!TakesValue(option) && value is not null && !bool.TryParse(value, out _))
            {
                yield return $"{name}: found the value '{value}'; allowed: {name} alone.";
            }
        }

        foreach (var option in options.Where(option => option.Required && !given.Contains(option) && !given.Any(other => other is System.CommandLine.Help.HelpOption)))
        {
            yield return $"{option.Name} is missing; allowed: {option.Name} {(Words.Of(option) is { } words ? $"with one of {string.Join(", ", words)}" : $"{option.HelpName}. {option.Description}")}{(Words.Of(option) is null ? "" : ".")}";
        }
    }

    // A number may be negative, a text may begin with a dash, and - stands for standard input.
    private static bool LooksLikeOption(string argument) => argument.Length > 1 && argument[0] == '-' && (char.IsLetter(argument[1]) || argument[1] == '-' || argument[1] == '?');

    private static bool TakesValue(Option option) => option.Arity.MinimumNumberOfValues > 0;

    /// <summary>The option, the name that it has here, and the value in the same word; the option is null if there is none of that name.</summary>
    private (Option? Option, string Name, string? Value) Split(string argument)
    {
        var end = argument.IndexOfAny(BeforeValue);
        var name = end < 0 ? argument : argument[..end];
        var value = end < 0 ? null : argument[(end + 1)..];
        return Find(name) is { } option ? (option, name, value) : argument.StartsWith(EndOfOptions, StringComparison.Ordinal) ? (null, name, value) : Bundle(argument, name);
    }

    /// <summary>Letters of several options in one word, e.g. <c>-qn</c>; the value of the last may follow, e.g. <c>-n10k</c>.</summary>
    private (Option? Option, string Name, string? Value) Bundle(string argument, string name)
    {
        for (var letter = 1; letter < argument.Length; letter++)
        {
            var option = Find($"-{argument[letter]}");
            var rest = argument[(letter + 1)..];
            if (option is null || TakesValue(option) || rest.Length == 0)
            {
                return (option, option is null ? name : $"-{argument[letter]}", rest.Length == 0 ? null : rest.TrimStart(BeforeValue));
            }
        }

        return (null, name, null);
    }

    private Option? Find(string name) => options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private string Unknown(string name)
    {
        if (Spelling.Hint(name, Names(options)) is { } hint)
        {
            return $"unknown option {name}; {hint}";
        }

        var owners = ownersOf(name);
        return owners.Count > 0
            ? $"unknown option {name}; '{command.Name}' does not have it, but {string.Join(", ", owners)} {(owners.Count == 1 ? "does" : "do")}."
            : $"unknown option {name}; 'simulator {command.Name} --help' lists the options.{(Path.Exists(name) ? $" The file of that name is written ./{name}." : "")}";
    }

    private static string Missing(Option option, string name, string? next)
    {
        return next is null
            ? $"{name}: found no value; allowed: {Form(option, name)}."
            : $"{name}: found no value before {next}; allowed: {Form(option, name)}. A value that begins with - is written {name}=VALUE.";
    }

    private static string Form(Option option, string name) => option.HelpName is { Length: > 0 } help ? $"{name} {help}" : $"{name} VALUE";

    private static string Aliases(Option option) => option.Aliases.Count > 0 ? $" ({string.Join(", ", option.Aliases)})" : "";

    private static IEnumerable<string> Names(IEnumerable<Option> options) => options.SelectMany(option => option.Aliases.Prepend(option.Name));
}
