using Simulator.Scenarios.Format;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the section <c>limits</c>.</summary>
internal static class LimitReader
{
    /// <summary>The limits of the list; mistakes are in the findings.</summary>
    /// <param name="list">The list; null for none.</param>
    /// <param name="currency">Currency of the scenario's costs.</param>
    /// <param name="findings">Receives the mistakes.</param>
    public static IReadOnlyList<Limit> Read(ConfigSequence? list, string currency, Findings findings)
    {
        var limits = new List<Limit>();
        foreach (var (item, path) in list is null ? [] : list.Items.Zip(ItemPaths.Numbered("limits", list)))
        {
            if (item is not ConfigScalar { IsEmpty: false } scalar)
            {
                continue;
            }

            try
            {
                var at = scalar.Position;
                var limit = Limit.Parse(scalar.Text) with { Place = FormattableString.Invariant($"{at.File}:{at.Line}:{at.Column}") };
                if (limit.OtherCurrency(currency) is { } other)
                {
                    findings.Error(at, path, $"an amount in {other}", $"{currency}, the currency of this scenario's costs");
                }

                limits.Add(limit);
            }
            catch (QuantityException exception)
            {
                var mistake = exception.InCurrency(Currencies.OfMessage(scalar.Text, currency));
                findings.Error(scalar.At(mistake.Offset), path, mistake.Found, mistake.Allowed, mistake.Hint, new Excerpt(scalar.Text, mistake.Offset));
            }
        }

        return limits;
    }
}
