namespace Simulator.Scenarios.Format;

/// <summary>Keys of a quantity that is written as a mapping.</summary>
internal static class QuantityKeys
{
    /// <summary>Pairs of percentiles that may stand around a median, with the probability below the lower and above the upper one. [-]</summary>
    public static readonly (string Low, string High, double Tail)[] Percentiles =
        [("p1", "p99", 0.01), ("p5", "p95", 0.05), ("p10", "p90", 0.10), ("p25", "p75", 0.25)];

    /// <summary>Every key.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["value", .. Percentiles.SelectMany(triple => new[] { triple.Low, triple.High }), "p50", "source", "note"];

    /// <summary>Keys that may stand beside the value where it is a time series.</summary>
    public static IReadOnlyList<string> OfSeries { get; } = ["scale", "years", "max_gap"];

    /// <summary>Whether a key states a percentile.</summary>
    public static bool IsPercentile(string name) => name == "p50" || Array.Exists(Percentiles, triple => name == triple.Low || name == triple.High);
}
