namespace Simulator.Charts.Kinds;

/// <summary>How the figures of one output settled while samples were added.</summary>
/// <param name="Output">Name of the output, e.g. <c>emissions</c>.</param>
/// <param name="Points">What was known after how many samples, ascending.</param>
public sealed record ConvergenceTrace(string Output, IReadOnlyList<ConvergencePoint> Points);

/// <summary>What was known after some samples, in the output's unit.</summary>
/// <param name="Samples">Samples so far.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Median">The median.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct ConvergencePoint(long Samples, double Low, double Median, double High);
