using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Studies.Inverse;

/// <summary>Which value of one input gives an output its target?</summary>
/// <param name="Input">Path of the input, e.g. <c>facility.pue</c>.</param>
/// <param name="Output">Name of the output, e.g. <c>emissions</c>.</param>
/// <param name="Target">Wanted value of the figure, in <paramref name="Unit"/>; a share for a probability.</param>
/// <param name="Unit">The output's printed unit; empty for a probability.</param>
public sealed record InverseQuestion(string Input, string Output, double Target, string Unit)
{
    /// <summary>Which figure of the output is to have the target: <c>median</c>, <c>p95</c>, or <c>P(cost &gt; 100M USD)</c>.</summary>
    public string Figure { get; private init; } = "median";

    /// <summary>The amount of the output that it is about: the target, or the amount within a probability.</summary>
    public double Amount { get; private init; } = Target;

    /// <summary>The limit that is to be met just so; null where a value was requested.</summary>
    public string? LimitText { get; private init; }

    /// <summary>Unit of the output, also where the target is a probability; of money, the currency that was written.</summary>
    internal string OutputUnit { get; private init; } = Unit;

    /// <summary>The figure as a limit; null for the median.</summary>
    internal Limit? Limit { get; private init; }

    /// <summary>Whether the figure is a probability.</summary>
    internal bool IsProbability => Limit?.Parts[0].Figure == LimitFigure.Probability;

    /// <summary>Reads a question from texts.</summary>
    /// <param name="input">Path of the input.</param>
    /// <param name="output">Name of the output, whose median is meant, or a figure of it: <c>p95 cost</c>, <c>mean energy</c>, <c>P(cost &gt; 100M USD)</c>.</param>
    /// <param name="target">Wanted value with its unit, e.g. <c>7546 t</c>.</param>
    /// <exception cref="NoAnswerException">There is no such output, or the value does not fit it.</exception>
    public static InverseQuestion Parse(string input, string output, string target) => Parse(input, output, target, Currencies.Dollars);

    /// <summary>Reads a question from texts.</summary>
    /// <param name="input">Path of the input.</param>
    /// <param name="output">Name of the output, or a figure of it.</param>
    /// <param name="target">Wanted value with its unit.</param>
    /// <param name="money">Currency of the scenario's costs, for messages.</param>
    /// <exception cref="NoAnswerException">There is no such output, or the value does not fit it.</exception>
    internal static InverseQuestion Parse(string input, string output, string target, string money)
    {
        if (OutputUnits.All.TryGetValue(output, out var unit))
        {
            try
            {
                if (unit != Currencies.Dollars)
                {
                    return new InverseQuestion(input, output, QuantityParser.ParseConstant(target, unit), unit);
                }

                var currency = Currencies.In(target);
                return new InverseQuestion(input, output, QuantityParser.ParseConstant(target.Replace(currency, unit, StringComparison.Ordinal), unit), currency);
            }
            catch (QuantityException exception)
            {
                throw new NoAnswerException($"The target of {output}: {exception.InCurrency(Currencies.OfMessage(target, money)).Message}.");
            }
        }

        if (!output.Trim().Contains(' ') && !output.Contains('('))
        {
            throw new NoAnswerException(
                $"There is no output '{output}'; allowed: {string.Join(", ", OutputUnits.All.Keys)}, or a figure of one, such as p95 cost.{HintLine(OutputUnits.Hint(output))}");
        }

        return Of(input, $"{output} <= {target}", output, money);
    }

    /// <summary>The question for which value of an input a limit holds just so.</summary>
    /// <param name="input">Path of the input.</param>
    /// <param name="limit">The limit, of one statement, e.g. <c>P(cost &gt; 100M USD) &lt; 5%</c>.</param>
    /// <exception cref="NoAnswerException">It is not a limit, or one of several statements.</exception>
    public static InverseQuestion ParseLimit(string input, string limit) => ParseLimit(input, limit, Currencies.Dollars);

    /// <summary>The question for which value of an input a limit holds just so.</summary>
    /// <param name="input">Path of the input.</param>
    /// <param name="limit">The limit, of one statement.</param>
    /// <param name="money">Currency of the scenario's costs, for messages.</param>
    /// <exception cref="NoAnswerException">It is not a limit, or one of several statements.</exception>
    internal static InverseQuestion ParseLimit(string input, string limit, string money) => Of(input, limit, limit, money) with { LimitText = limit.Trim() };

    private static string HintLine(string? hint) => hint is null ? "" : $"{Environment.NewLine}  hint: {hint}";

    private static InverseQuestion Of(string input, string text, string said, string money)
    {
        Limit limit;
        try
        {
            limit = Limit.Parse(text);
        }
        catch (QuantityException exception)
        {
            var mistake = exception.InCurrency(Currencies.OfMessage(text, money));
            throw new NoAnswerException($"'{said}': found {mistake.Found}; allowed: {mistake.Allowed}.{HintLine(mistake.Hint)}");
        }

        if (limit.Parts.Count > 1)
        {
            throw new NoAnswerException($"'{said}': found {limit.Parts.Count} statements; allowed: one. Solve for each.");
        }

        var part = limit.Parts[0];
        var isProbability = part.Figure == LimitFigure.Probability;
        var words = part.Text[..part.Text.LastIndexOfAny(['<', '>', '\u2264', '\u2265'])].TrimEnd();
        return new InverseQuestion(input, part.Output, part.Bound, isProbability ? "" : part.Unit)
        {
            Limit = limit,
            Amount = part.Amount,
            OutputUnit = part.Unit,
            Figure = isProbability ? words : words[..words.LastIndexOf(part.Output, StringComparison.Ordinal)].TrimEnd(),
        };
    }
}

/// <summary>An inverse question has no answer; the message says why.</summary>
public sealed class NoAnswerException(string message) : Exception(message);

/// <summary>The value of an input for which a figure of an output, such as its median, has a given value.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Unit">Unit of the input's values; empty for plain numbers.</param>
/// <param name="Value">The value of the input.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
/// <param name="Level">Level of the interval. [-]</param>
/// <param name="Low">
/// Lower end of the central interval of the value that each sample needs; null where some need less than is possible.
/// </param>
/// <param name="High">Upper end; null where some samples need more than is possible.</param>
/// <param name="IsRising">Whether the output rises with the input.</param>
/// <param name="Present">The input's median in the scenario as it is.</param>
/// <param name="PresentOutput">The output's figure there.</param>
/// <param name="Runs">Simulations that it took.</param>
/// <param name="Samples">Samples of each.</param>
public sealed record InverseAnswer(
    InverseQuestion Question, string Unit, double Value, double Error, double Level, InverseEnd? Low, InverseEnd? High, bool IsRising,
    double Present, double PresentOutput, int Runs, long Samples)
{
    /// <summary>Whether a limit holds for values up to this one, rather than from it on; null where no limit was asked about.</summary>
    public bool? HoldsBelow { get; init; }

    /// <summary>Monte Carlo standard error of the output's figure as the scenario is.</summary>
    internal double PresentError { get; init; }

    /// <summary>What the output may pay twice; empty if nothing.</summary>
    internal string PaidTwice { get; init; } = "";
}

/// <summary>One end of the interval of an answer.</summary>
/// <param name="Value">The value of the input.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
public readonly record struct InverseEnd(double Value, double Error);
