namespace Simulator.Statistics.Counting;

/// <summary>Shares of a total, where there are any: gains and costs that offset each other have none.</summary>
internal static class Shares
{
    /// <summary>
    /// Each value over the sum of all; NaN where a value is not known. Null if the values have different signs, since a
    /// share of what is left after offsetting can be any number.
    /// </summary>
    /// <param name="values">The values, in one unit; NaN where one is not known.</param>
    public static IReadOnlyList<double>? Of(IReadOnlyList<double> values)
    {
        var known = values.Where(double.IsFinite).ToList();
        var total = known.Sum();
        return known.Exists(value => value < 0) && known.Exists(value => value > 0)
            ? null
            : [.. values.Select(value => total == 0 && double.IsFinite(value) ? 0 : value / total)];
    }
}
