using Simulator.Scenarios.Format;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the section <c>published</c>.</summary>
internal sealed class PublishedReader(string currency, Findings findings)
{
    /// <summary>The figures of the list; mistakes are in the findings.</summary>
    public IReadOnlyList<PublishedFigure> Read(ConfigSequence? list) => list is null
        ? []
        : [.. list.Items.Zip(ItemPaths.Numbered("published", list), (item, path) => item is ConfigMapping mapping ? Read(mapping, path) : null).OfType<PublishedFigure>()];

    private PublishedFigure? Read(ConfigMapping item, string path)
    {
        var statistic = Text(item, "at") ?? "median";
        var expectation = Choice<Expectation>(Text(item, "expect"));
        var deviation = Deviation(item, path, expectation);
        var mistake = Text(item, "mistake");
        if (mistake is not null && expectation is Expectation.Holds or Expectation.Inside)
        {
            findings.Error(item["mistake"]!.Position, $"{path}.mistake", "a mistake for a figure that agrees", "mistake together with expect: differs or outside");
        }

        if (Text(item, "output") is not { } output || item["value"] is not ConfigScalar { IsEmpty: false } value)
        {
            return null;
        }

        if (!OutputUnits.All.TryGetValue(output, out var modelUnit))
        {
            findings.Error(
                item["output"]!.Position, $"{path}.output", $"the unknown output '{ConfigScalar.Clip(output)}'", string.Join(", ", OutputUnits.All.Keys), OutputUnits.Hint(output));
            return null;
        }

        if (modelUnit == Currencies.Dollars && currency != Currencies.Dollars)
        {
            if (value.Text.Contains(Currencies.Dollars, StringComparison.Ordinal))
            {
                findings.Error(value.Position, $"{path}.value", $"an amount in {Currencies.Dollars}", $"{currency}, the currency of this scenario's costs");
                return null;
            }

            value = (ConfigScalar)QuantityReader.Rewrite(value, text => text.Replace(currency, Currencies.Dollars, StringComparison.Ordinal));
        }

        if (Number(value, modelUnit, $"{path}.value") is not var (number, lastDigit, unit) || Text(item, "source") is not { } source)
        {
            return null;
        }

        var scale = unit.IsNone ? 1 : unit.In(Units.Parse(modelUnit));
        return new PublishedFigure(output, statistic, number, lastDigit, unit.Text, scale, Choice<EvidenceTier>(Text(item, "tier")), source)
        {
            Expectation = expectation,
            Deviation = deviation?.Value,
            DeviationDigit = deviation?.LastDigit ?? 0,
            Mistake = mistake,
            Note = Text(item, "note"),
        };
    }

    private (double Value, double LastDigit)? Deviation(ConfigMapping item, string path, Expectation expectation)
    {
        var isNeeded = expectation == Expectation.Differs;
        if (item["deviation"] is not ConfigScalar { IsEmpty: false } scalar)
        {
            if (isNeeded)
            {
                findings.Error(item.Position, $"{path}.deviation", "nothing", "deviation: our figure over the published one, less 1, e.g. -1.2%");
            }

            return null;
        }

        if (!isNeeded)
        {
            findings.Error(scalar.Position, $"{path}.deviation", "a deviation without expect: differs", "expect: differs next to it, or no deviation");
            return null;
        }

        return Number(scalar, "", $"{path}.deviation") is var (value, lastDigit, _) ? (value, lastDigit) : null;
    }

    private (double Value, double LastDigit, Unit Unit)? Number(ConfigScalar scalar, string modelUnit, string path)
    {
        try
        {
            var unit = ExpressionParser.Parse(scalar.Text) is NumberExpression number ? number.Unit ?? Unit.None : Unit.None;
            return (QuantityParser.ParseConstant(scalar.Text, modelUnit), QuantityParser.ParseConstant(LastDigitOf(scalar.Text), modelUnit), unit);
        }
        catch (QuantityException exception)
        {
            var mistake = exception.InCurrency(currency);
            findings.Error(scalar.At(mistake.Offset), path, mistake.Found, mistake.Allowed, mistake.Hint);
            return null;
        }
    }

    /// <summary>The same text with a one in place of its last digit and zeros before: 0.01 t for 31.22 t, 0.001M for 5.576M.</summary>
    internal static string LastDigitOf(string text)
    {
        var end = text.AsSpan().IndexOfAnyExcept("+-−0123456789._ ");
        var mantissa = (end < 0 ? text : text[..end]).Replace('-', '+').Replace('−', '+').ToCharArray();
        for (var i = 0; i < mantissa.Length; i++)
        {
            mantissa[i] = char.IsAsciiDigit(mantissa[i]) ? '0' : mantissa[i];
        }

        var last = Array.LastIndexOf(mantissa, '0');
        if (last >= 0)
        {
            mantissa[last] = '1';
        }

        return new string(mantissa) + (end < 0 ? "" : text[end..]);
    }

    // A word that is none of these has been reported with the format.
    private static T Choice<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word?.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : default;

    private static string? Text(ConfigMapping item, string key) => item[key] is ConfigScalar { IsEmpty: false } scalar ? scalar.OneLine : null;
}
