namespace Simulator.Charts.Axes;

/// <summary>The unit in which a range of values reads best.</summary>
/// <param name="Symbol">As printed, e.g. <c>kt CO₂e</c>; may be empty.</param>
/// <param name="Factor">How many of the given unit make one of this.</param>
internal readonly record struct DisplayUnit(string Symbol, double Factor)
{
    private static readonly (string Symbol, double Factor)[][] Families =
    [
        [("Wh", 1), ("kWh", 1e3), ("MWh", 1e6), ("GWh", 1e9), ("TWh", 1e12)],
        [("W", 1), ("kW", 1e3), ("MW", 1e6), ("GW", 1e9)],
        [("g", 1), ("kg", 1e3), ("t", 1e6), ("kt", 1e9), ("Mt", 1e12), ("Gt", 1e15)],
        [("USD", 1), ("k USD", 1e3), ("M USD", 1e6), ("bn USD", 1e9)],
        [("L", 1), ("m3", 1e3), ("thousand m3", 1e6), ("million m3", 1e9)],
        [("m2*year", 1), ("ha*year", 1e4), ("km2*year", 1e6)],
        [("g/kWh", 1), ("kg/kWh", 1e3)],
    ];

    private static readonly (string Word, double Factor)[] Words = [("", 1), ("thousand ", 1e3), ("million ", 1e6), ("billion ", 1e9)];

    /// <summary>Chooses a unit.</summary>
    /// <param name="unit">The unit the values are in, as in a result, e.g. <c>t</c>.</param>
    /// <param name="typical">A value in the middle of the range; it will read as 1 to 1,000 if a unit allows.</param>
    /// <param name="isCarbon">Whether a mass is one of CO₂e.</param>
    public static DisplayUnit For(string unit, double typical, bool isCarbon)
    {
        var carbon = isCarbon || unit.Contains("CO2", StringComparison.Ordinal);
        var plain = unit.Replace(" CO2e", "", StringComparison.Ordinal).Replace("CO2e", "", StringComparison.Ordinal).Trim();
        foreach (var family in Families)
        {
            var given = Array.FindIndex(family, entry => string.Equals(entry.Symbol, plain, StringComparison.Ordinal));
            if (given >= 0)
            {
                var (symbol, factor) = Largest(family, family[given].Factor, typical) ?? family[given];
                return new(Pretty(symbol, carbon && family[0].Symbol[0] == 'g'), factor / family[given].Factor);
            }
        }

        // Days and ratios are read as they are, and so are counts of things up to a million; anything else is counted in
        // thousands and millions.
        if (plain is "days" or "day" || plain.Contains('/', StringComparison.Ordinal) || Math.Abs(typical) < (plain.Length == 0 ? 1e6 : 1e4))
        {
            return new(Pretty(plain, carbon: false), 1);
        }

        var (word, words) = Largest(Words, 1, typical)!.Value;
        return new(Pretty(word + plain, carbon: false).TrimEnd(), words);
    }

    /// <summary>The largest unit of which the value is at least one; null for zero.</summary>
    private static (string Symbol, double Factor)? Largest((string Symbol, double Factor)[] family, double given, double typical)
    {
        var value = Math.Abs(typical) * given;
        if (value == 0 || !double.IsFinite(value))
        {
            return null;
        }

        var chosen = family[0];
        foreach (var entry in family)
        {
            // A value that would print as 1.00 of the larger unit belongs there.
            chosen = value >= 0.9995 * entry.Factor ? entry : chosen;
        }

        return chosen;
    }

    private static string Pretty(string symbol, bool carbon)
    {
        var pretty = symbol.Replace("m2", "m²", StringComparison.Ordinal)
            .Replace("m3", "m³", StringComparison.Ordinal)
            .Replace('*', '·');
        var slash = pretty.IndexOf('/', StringComparison.Ordinal);
        return !carbon ? pretty : slash < 0 ? pretty + " CO₂e" : pretty.Insert(slash, " CO₂e");
    }
}
