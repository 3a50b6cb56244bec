using System.CommandLine;
using System.CommandLine.Parsing;
using Simulator.Cli.Execution;
using Simulator.Model;

namespace Simulator.Cli.Options;

/// <summary>Options that name outputs.</summary>
internal static class AnalysisArguments
{
    /// <summary>Outputs to report.</summary>
    public static Option<IReadOnlyList<string>?> Outputs() => Names(
        "--outputs",
        $"Outputs to report, e.g. emissions,cost. Default: {string.Join(", ", OutputDefinitions.Headline.SkipLast(1))} and {OutputDefinitions.Headline[^1]}. The files contain all.");

    /// <summary>Outputs whose worst cases are wanted.</summary>
    public static Option<IReadOnlyList<string>?> Worst() => Names(
        "--worst", "Outputs whose worst 5% of samples are characterised: each input there and overall.");

    private static Option<IReadOnlyList<string>?> Names(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "OUTPUT,...",
        CustomParser = Parsed,
    };

    private static IReadOnlyList<string>? Parsed(ArgumentResult result)
    {
        try
        {
            return Analyses.ParseOutputs(result.Tokens.Count > 0 ? result.Tokens[0].Value : "");
        }
        catch (ArgumentException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }
}
