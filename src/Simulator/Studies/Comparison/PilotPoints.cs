using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Studies.Comparison;

/// <summary>A few points of the inputs' distributions, to see how large differences are before anything is sampled.</summary>
/// <remarks>Only the widths of bins depend on it; correlations are left aside.</remarks>
internal static class PilotPoints
{
    // A prime: stepping through the points in any stride visits each of them once.
    private const int Count = 31;

    /// <summary>Typical magnitudes of nodes.</summary>
    /// <param name="trace">The arithmetic.</param>
    /// <param name="draws">The draws in it.</param>
    /// <param name="nodes">The nodes.</param>
    /// <returns>Median of the magnitudes by node, their mean where that is zero.</returns>
    public static IReadOnlyList<double> Magnitudes(Trace trace, IReadOnlyList<PlannedDraw> draws, IReadOnlyList<int> nodes)
    {
        var quantiles = draws.Select(draw => Enumerable.Range(0, Count)
            .Select(point => draw.Distribution.Quantile((point + 0.5) / Count) / draw.Factor).ToArray()).ToArray();
        var values = nodes.Select(_ => new double[Count]).ToArray();
        for (var point = 0; point < Count; point++)
        {
            var all = trace.Evaluate(draw => quantiles[draw][Place(draws[draw].Hash, point)]);
            for (var i = 0; i < nodes.Count; i++)
            {
                values[i][point] = Math.Abs(all[nodes[i]]);
            }
        }

        return [.. values.Select(column =>
        {
            Array.Sort(column);
            return column[Count / 2] > 0 ? column[Count / 2] : column.Average();
        })];
    }

    // Inputs step through their points in different strides, so that they are not all high together.
    private static int Place(uint hash, int point) => (int)(((point * (1 + (hash % (Count - 1)))) + (hash >> 16)) % Count);
}
