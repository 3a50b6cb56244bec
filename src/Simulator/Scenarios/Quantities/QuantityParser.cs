using System.Globalization;
using Simulator.Arithmetic;
using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities;

/// <summary>Reads the text of a quantity: a number, an interval or a distribution, with its unit.</summary>
internal static class QuantityParser
{
    /// <summary>Reads a quantity for a key and applies the key's physical bounds.</summary>
    /// <param name="text">What was written, e.g. <c>60 to 90 USD/MWh</c>.</param>
    /// <param name="key">The key: unit and bounds.</param>
    /// <param name="directory">Folder that data files are relative to; empty for the current one.</param>
    /// <param name="files">Where to find data files; null for the disk.</param>
    /// <param name="currency">Currency of amounts, which the text states as dollars.</param>
    /// <exception cref="QuantityException">It is not a quantity, or not one that the key can take.</exception>
    public static ParsedQuantity Parse(string text, KeySpec key, string directory = "", SourceFiles? files = null, string currency = Currencies.Dollars)
    {
        var evaluator = new ExpressionEvaluator(Units.Parse(key.ModelUnit), directory, files ?? SourceFiles.OnDisk, currency);
        try
        {
            return Finish(evaluator.Evaluate(ExpressionParser.Parse(text)), evaluator, text, key);
        }
        catch (ArgumentException exception)
        {
            throw new QuantityException(0, $"'{ConfigScalar.Clip(text)}'", "numbers that the distribution allows", Reason(exception));
        }
    }

    /// <summary>Reads three percentiles for a key: a metalog distribution.</summary>
    /// <param name="tail">Probability below the first and above the third. [-]</param>
    /// <param name="texts">What was written for the low, middle and high percentile.</param>
    /// <param name="key">The key: unit and bounds.</param>
    /// <exception cref="QuantityException">The percentiles do not rise, or are too skewed for a metalog.</exception>
    public static ParsedQuantity ParsePercentiles(double tail, IReadOnlyList<string> texts, KeySpec key)
    {
        var evaluator = new ExpressionEvaluator(Units.Parse(key.ModelUnit), "", SourceFiles.OnDisk);
        var numbers = texts.Select(text => ExpressionParser.Parse(text) as NumberExpression
            ?? throw new QuantityException(0, $"'{ConfigScalar.Clip(text)}'", "a number at each percentile")).ToList();
        var values = numbers.ConvertAll(number => evaluator.Value(number, null));
        var written = string.Join(", ", texts);
        if (values[0] >= values[1] || values[1] >= values[2])
        {
            throw new QuantityException(0, $"the percentiles {written}", "percentiles in ascending order");
        }

        Distribution distribution;
        try
        {
            distribution = Metalog.FromPercentiles(tail, values[0], values[1], values[2]);
        }
        catch (ArgumentException)
        {
            var (unit, scale) = InDisplayUnit(evaluator, key);
            throw new QuantityException(
                0, $"the percentiles {written}", "percentiles that a metalog distribution can pass through",
                numbers.TrueForAll(number => number.IsPercent)
                    ? MedianHint(tail, 100 * values[0], 100 * values[2], "%")
                    : MedianHint(tail, values[0] / scale, values[2] / scale, unit));
        }

        return Finish(distribution, evaluator, written, key);
    }

    // In the unit of the file, which the user sees.
    private static string MedianHint(double tail, double low, double high, string unit)
    {
        var (least, most) = Metalog.MedianRange(tail, low, high);
        var decimals = (int)Math.Clamp(2 - Math.Floor(PortableMath.Log10(high - low)), 0, 15);
        var step = PortableMath.Pow(10, -decimals);
        var (from, to) = (Math.Ceiling(least / step) * step, Math.Floor(most / step) * step);
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return $"too skewed for a smooth curve: between these outer two the median may lie from {from.ToString(format, CultureInfo.InvariantCulture)}{(unit == "%" ? unit : "")}"
            + $" to {to.ToString(format, CultureInfo.InvariantCulture)}{(unit is "" or "%" ? unit : " " + unit)}";
    }

    private static (string Unit, double Scale) InDisplayUnit(ExpressionEvaluator evaluator, KeySpec key) =>
        evaluator.DisplayUnit is { } unit ? (unit.Text, unit.In(Units.Parse(key.ModelUnit))) : ("", 1);

    /// <summary>Reads a constant and converts it.</summary>
    /// <param name="text">What was written, e.g. <c>4.60 t</c>.</param>
    /// <param name="unit">Unit of the result, e.g. <c>kg</c>; empty for plain numbers.</param>
    /// <exception cref="QuantityException">It is not a constant of that dimension.</exception>
    public static double ParseConstant(string text, string unit)
    {
        var expression = ExpressionParser.Parse(text);
        return expression is NumberExpression number
            ? new ExpressionEvaluator(Units.Parse(unit), "", SourceFiles.OnDisk).Value(number, null)
            : throw new QuantityException(expression.Start, $"'{ConfigScalar.Clip(text)}'", "a constant");
    }

    /// <summary>What a distribution says about arguments that it refuses, without the name of our parameter.</summary>
    internal static string Reason(ArgumentException exception) => exception.Message.Split(" (Parameter")[0].Trim();

    private static (Distribution Distribution, double Cut) Bounded(
        Distribution distribution, ExpressionEvaluator evaluator, string text, KeySpec key, List<QuantityRemark> remarks)
    {
        try
        {
            return Bounds.Apply(distribution, key, text.Trim(), evaluator.DisplayUnit, remarks);
        }
        catch (QuantityException exception) when (evaluator.DataFile is { } file)
        {
            // The values are those of the file.
            throw new QuantityException(exception.Offset, $"values that are out of bounds, in {file}", exception.Allowed, exception.Hint);
        }
    }

    private static ParsedQuantity Finish(Distribution distribution, ExpressionEvaluator evaluator, string text, KeySpec key)
    {
        var remarks = evaluator.Remarks.ToList();
        if (evaluator.TimeColumn is not null && SeriesKeys.Contain(key))
        {
            remarks.Add(new QuantityRemark(
                0, "empirical(…) of a time series, which treats the run as one random hour", "series(…) with start:, whose mean over the run enters",
                $"{key.Name} is a mean over the run, so this interval is too wide for a run of many hours"));
        }

        var (bounded, cut) = Bounded(distribution, evaluator, text, key, remarks);
        var display = evaluator.DisplayUnit ?? Unit.None;
        var scale = display.IsNone ? 1 : display.In(Units.Parse(key.ModelUnit));
        return new ParsedQuantity(bounded, display.Text, scale, 1 - (evaluator.Kept * (1 - cut)), remarks);
    }
}
