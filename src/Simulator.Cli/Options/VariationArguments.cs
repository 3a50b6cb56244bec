using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Studies.Sweep;

namespace Simulator.Cli.Options;

/// <summary>The options that say what is varied of a scenario.</summary>
internal sealed class VariationArguments
{
    private readonly Option<string[]> _vary = new("--vary")
    {
        Description = "Values to try: PATH=V1,V2,... as a scenario file would write them, or PATH=low:high:count (evenly spaced; with :log, evenly spaced on a logarithmic scale). "
            + "A unit after the last value applies to those before it. Several --vary make a grid.",
        HelpName = "PATH=VALUES",
    };

    private readonly Option<string[]> _scale = new("--scale")
    {
        Description = "Factors to multiply an input by, its whole distribution: PATH=1/3, PATH=1,1/2,1/3 or PATH=low:high:count. "
            + "A single factor next to other variations applies at every point.",
        HelpName = "PATH=FACTORS",
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [_vary, _scale];

    /// <summary>What the command line asks for, in its order; empty if nothing is varied.</summary>
    /// <exception cref="ExplainedException">It cannot be read.</exception>
    public IReadOnlyList<Variation> Read(ParseResult parsed) => Read(parsed.GetValue(_vary), parsed.GetValue(_scale));

    /// <summary>What the command line asks for, as it is written.</summary>
    public IReadOnlyList<(string Option, IReadOnlyList<string>? Values)> Written(ParseResult parsed) =>
        [(_vary.Name, parsed.GetValue(_vary) is { Length: > 0 } values ? values : null), (_scale.Name, parsed.GetValue(_scale) is { Length: > 0 } factors ? factors : null)];

    /// <summary>What some texts ask for.</summary>
    /// <param name="values">Values to try.</param>
    /// <param name="factors">Factors to multiply by.</param>
    /// <exception cref="ExplainedException">They cannot be read.</exception>
    public static IReadOnlyList<Variation> Read(IReadOnlyList<string>? values, IReadOnlyList<string>? factors)
    {
        try
        {
            return Parse(values, factors);
        }
        catch (VariationException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    /// <summary>Variations as texts state them.</summary>
    /// <exception cref="VariationException">A text states none.</exception>
    public static IReadOnlyList<Variation> Parse(IReadOnlyList<string>? values, IReadOnlyList<string>? factors) =>
        [.. (values ?? []).Select(VariationParser.Values), .. (factors ?? []).Select(VariationParser.Factors)];
}
