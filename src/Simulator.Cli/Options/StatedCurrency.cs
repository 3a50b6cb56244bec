using System.CommandLine.Parsing;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Reading;

namespace Simulator.Cli.Options;

/// <summary>The currency of the scenarios that a command line names, for messages about its amounts.</summary>
internal static class StatedCurrency
{
    /// <summary>The currency of the costs of all files; dollars where they differ or cannot be read.</summary>
    /// <param name="result">Anything of the command line.</param>
    public static string Of(SymbolResult result)
    {
        var command = result;
        while (command is not (CommandResult or null))
        {
            command = command.Parent;
        }

        var files = (command as CommandResult)?.Command.Arguments.FirstOrDefault() is { } argument ? command.GetResult(argument)?.Tokens.Select(token => token.Value) : null;
        return Of(files ?? []);
    }

    /// <summary>The currency of the costs of all files; dollars where they differ or cannot be read.</summary>
    /// <param name="files">Paths of scenarios; - for standard input.</param>
    public static string Of(IEnumerable<string> files) =>
        files.Select(path => path == "-" ? null : ScenarioReader.CurrencyOf(path)).Distinct().ToList() is [{ } currency] ? currency : Currencies.Dollars;
}
