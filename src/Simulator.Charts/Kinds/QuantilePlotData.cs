namespace Simulator.Charts.Kinds;

/// <summary>Data beside the quantiles of distributions that were fitted to them.</summary>
/// <param name="Column">What the data are, e.g. the name of a column.</param>
/// <param name="Unit">Unit of the data; empty for plain numbers.</param>
/// <param name="Values">Data in ascending order, or some of them.</param>
/// <param name="Count">Number of data in all.</param>
/// <param name="Fits">The distributions, the best one first; at most three are drawn.</param>
internal sealed record QuantilePlotData(string Column, string Unit, IReadOnlyList<double> Values, int Count, IReadOnlyList<FittedQuantiles> Fits);

/// <summary>Quantiles of a distribution at the probabilities of some data.</summary>
/// <param name="Name">Name of the distribution.</param>
/// <param name="Quantiles">As many as there are data.</param>
internal sealed record FittedQuantiles(string Name, IReadOnlyList<double> Quantiles);
