namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>A text is not a quantity, or not one that the key can take.</summary>
public sealed class QuantityException(int offset, string found, string allowed, string? hint = null)
    : Exception($"found {found}; allowed: {allowed}" + (hint is null ? "" : $" ({hint})"))
{
    /// <summary>Where in the text, 0-based.</summary>
    public int Offset { get; } = offset;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What is allowed.</summary>
    public string Allowed { get; } = allowed;

    /// <summary>What to do about it; null if there is nothing to add.</summary>
    public string? Hint { get; } = hint;

    /// <summary>The same mistake, of a text in another currency that was read as dollars, or of one that should have stated that currency.</summary>
    internal QuantityException InCurrency(string currency) =>
        new(Offset, Replace(Found, currency), Replace(Allowed, currency), Hint is null ? null : Replace(Hint, currency).Replace("…_usd", $"…_{currency.ToLowerInvariant()}", StringComparison.Ordinal));

    private static string Replace(string text, string currency) => text.Replace(Currencies.Dollars, currency, StringComparison.Ordinal);
}
