using System.CommandLine;
using System.CommandLine.Parsing;
using Simulator.Catalog;

namespace Simulator.Cli.Options;

/// <summary>Options and arguments that take one of some words: a mistake names the option, what was found, and what to write.</summary>
internal static class Words
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Option, string[]> Allowed = [];

    /// <summary>The words that an option takes; null if it takes others too.</summary>
    public static IReadOnlyList<string>? Of(Option option) => Allowed.TryGetValue(option, out var words) ? words : null;

    /// <summary>Takes only some words, completes them, and refuses others.</summary>
    public static void Only<T>(this Option<T> option, params string[] words)
    {
        Allowed.Add(option, words);
        option.Validators.Add(result => Check(result, option.Name, words));
        option.CompletionSources.Add(words);
    }

    /// <summary>Takes only some words, completes them, and refuses others.</summary>
    public static void Only<T>(this Argument<T> argument, params string[] words)
    {
        argument.Validators.Add(result => Check(result, argument.Name, words));
        argument.CompletionSources.Add(words);
    }

    private static void Check(SymbolResult result, string name, string[] words)
    {
        foreach (var word in result.Tokens.Select(token => token.Value).Where(word => !words.Contains(word, StringComparer.Ordinal)))
        {
            result.AddError($"{name}: found '{word}'; allowed: {string.Join(", ", words)}.{Spelling.HintLine(word, words)}");
        }
    }
}
