namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>Currencies that costs may be stated and printed in, with a rate that the scenario states.</summary>
internal static class Currencies
{
    /// <summary>The currency of the catalogue, and of a scenario that names no other.</summary>
    public const string Dollars = "USD";

    /// <summary>Their codes, dollars first.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Dollars, .. UnitTable.Currencies.Where(name => name.Length == 3 && name.All(char.IsAsciiLetterUpper)).Order(StringComparer.Ordinal)];

    /// <summary>The first of them that a text names; dollars if it names none.</summary>
    /// <param name="text">A text with an amount.</param>
    public static string In(string text) =>
        All.Where(code => text.Contains(code, StringComparison.Ordinal)).MinBy(code => text.IndexOf(code, StringComparison.Ordinal)) ?? Dollars;

    /// <summary>The currency in which a message about a text states examples: dollars where the text does, else that of the scenario.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="own">Currency of the scenario's costs.</param>
    public static string OfMessage(string text, string own) => text.Contains(Dollars, StringComparison.OrdinalIgnoreCase) ? Dollars : own;
}
