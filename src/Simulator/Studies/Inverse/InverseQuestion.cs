using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Studies.Inverse;

/// <summary>Which value of one input gives an output its target?</summary>
/// <param name="Input">Path of the input, e.g. <c>facility.pue</c>.</param>
/// <param name="Output">Name of the output, e.g. <c>emissions</c>.</param>
/// <param name="Target">Wanted value, in the output's printed unit.</param>
/// <param name="Unit">That unit.</param>
public sealed record InverseQuestion(string Input, string Output, double Target, string Unit)
{
    /// <summary>Reads a question from texts.</summary>
    /// <param name="input">Path of the input.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="target">Wanted value with its unit, e.g. <c>7546 t</c>.</param>
    /// <exception cref="NoAnswerException">There is no such output, or the value does not fit it.</exception>
    public static InverseQuestion Parse(string input, string output, string target)
    {
        if (!OutputUnits.All.TryGetValue(output, out var unit))
        {
            throw new NoAnswerException(
                $"There is no output '{output}'; allowed: {string.Join(", ", OutputUnits.All.Keys)}.{(OutputUnits.Hint(output) is { } hint ? " " + hint : "")}");
        }

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
            throw new NoAnswerException($"The target of {output}: {exception.Message}.");
        }
    }
}

/// <summary>An inverse question has no answer; the message says why.</summary>
public sealed class NoAnswerException(string message) : Exception(message);

/// <summary>The value of an input for which an output has a given median.</summary>
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
/// <param name="PresentOutput">The output's median there.</param>
/// <param name="Runs">Simulations that it took.</param>
/// <param name="Samples">Samples of each.</param>
public sealed record InverseAnswer(
    InverseQuestion Question, string Unit, double Value, double Error, double Level, InverseEnd? Low, InverseEnd? High, bool IsRising,
    double Present, double PresentOutput, int Runs, long Samples);

/// <summary>One end of the interval of an answer.</summary>
/// <param name="Value">The value of the input.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
public readonly record struct InverseEnd(double Value, double Error);
