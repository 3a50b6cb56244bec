namespace Simulator.Statistics.Counting;

/// <summary>Samples with Low ≤ value &lt; High.</summary>
/// <param name="Low">Lower edge.</param>
/// <param name="High">Upper edge.</param>
/// <param name="Count">Samples inside.</param>
public readonly record struct CountedBin(double Low, double High, long Count);
