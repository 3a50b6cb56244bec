using MathNet.Numerics.LinearAlgebra;
using Simulator.Correlation;
using Simulator.Planning;

namespace Simulator.Studies.Comparison;

/// <summary>Inputs of a scenario that must be drawn with regard to each other, and what of them earlier scenarios have drawn.</summary>
/// <param name="names">The inputs.</param>
/// <param name="groups">The groups of correlated inputs of the scenario.</param>
/// <param name="draws">Their draws, if none of them existed.</param>
/// <param name="earlier">The draws of earlier scenarios that they share; −1 where they share none.</param>
internal sealed class CorrelatedPart(
    IReadOnlyList<string> names, IReadOnlyList<CorrelationGroup> groups, IReadOnlyList<PlannedDraw> draws, IReadOnlyList<int> earlier)
{
    // A factor of single precision gives correlations back to about 1e-7.
    private const double SameCorrelation = 1e-6;

    /// <summary>The inputs.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Their draws, if none of them existed.</summary>
    public IReadOnlyList<PlannedDraw> Draws => draws;

    /// <summary>The draws of earlier scenarios that they share; −1 where they share none.</summary>
    public IReadOnlyList<int> Earlier => earlier;

    /// <summary>Whether earlier scenarios have drawn any of them.</summary>
    public bool IsAnyShared => earlier.Any(draw => draw >= 0);

    /// <summary>The scenario's own groups among them.</summary>
    public IEnumerable<CorrelationGroup> Groups => groups.Where(group => names.Contains(group.Names[0], StringComparer.Ordinal));

    /// <summary>The shared draws with everything that their words are made of, and how: the groups that they belong to, one after the other.</summary>
    /// <param name="planned">All groups so far.</param>
    /// <param name="groupOf">Group of each draw that is in one.</param>
    public (IReadOnlyList<int> Draws, Matrix<double> Factor) Before(IReadOnlyList<PlannedGroup> planned, IReadOnlyDictionary<int, int> groupOf)
    {
        var parts = earlier.Where(draw => draw >= 0)
            .Select(draw => groupOf.TryGetValue(draw, out var group) ? planned[group] : new PlannedGroup([draw], [1])).DistinctBy(group => group.Draws[0]).ToList();
        var before = parts.SelectMany(group => group.Draws).ToList();
        var factor = Matrix<double>.Build.Dense(before.Count, before.Count);
        var first = 0;
        foreach (var group in parts)
        {
            for (var row = 0; row < group.Draws.Count; row++)
            {
                for (var column = 0; column <= row; column++)
                {
                    factor[first + row, first + column] = group.Factor[(row * (row + 1) / 2) + column];
                }
            }

            first += group.Draws.Count;
        }

        return (before, factor);
    }

    /// <summary>
    /// The factor of the earlier draws followed by the new ones, so that all inputs are correlated as this scenario states
    /// and the earlier draws stay what they are; null if those are correlated among themselves in another way.
    /// </summary>
    /// <param name="before">See <see cref="Before"/>.</param>
    /// <remarks>
    /// With scores z = L·ε of the shared draws, correlations R: new scores are R_ns·R_ss⁻¹·z + C·ε', where C·Cᵀ is what
    /// R_nn has beyond that. Given the shared inputs, the new ones are independent of what else earlier scenarios have.
    /// </remarks>
    public float[]? Extend((IReadOnlyList<int> Draws, Matrix<double> Factor) before)
    {
        var wanted = Correlations();
        int[] old = [.. Enumerable.Range(0, names.Count).Where(member => earlier[member] >= 0)];
        int[] fresh = [.. Enumerable.Range(0, names.Count).Where(member => earlier[member] < 0)];
        var places = before.Draws.ToList();
        var scores = Pick(before.Factor, [.. old.Select(member => places.IndexOf(earlier[member]))], [.. Enumerable.Range(0, places.Count)]);
        var ofOld = Pick(wanted, old, old);
        if (((scores * scores.Transpose()) - ofOld).Enumerate().Any(difference => Math.Abs(difference) > SameCorrelation))
        {
            return null;
        }

        var size = places.Count + fresh.Length;
        var factor = Matrix<double>.Build.Dense(size, size);
        factor.SetSubMatrix(0, 0, before.Factor);
        if (fresh.Length > 0)
        {
            var weights = Pick(wanted, fresh, old) * ofOld.Inverse();
            var rest = Pick(wanted, fresh, fresh) - (weights * Pick(wanted, old, fresh));
            factor.SetSubMatrix(places.Count, 0, weights * scores);
            factor.SetSubMatrix(places.Count, places.Count, ((rest + rest.Transpose()) / 2).Cholesky().Factor);
        }

        return [.. Enumerable.Range(0, size).SelectMany(row => Enumerable.Range(0, row + 1).Select(column => (float)factor[row, column]))];
    }

    private Matrix<double> Correlations() => Matrix<double>.Build.Dense(names.Count, names.Count, (row, column) =>
        row == column ? 1
        : groups.FirstOrDefault(group => group.Names.Contains(names[row], StringComparer.Ordinal)) is { } group && group.Names.Contains(names[column], StringComparer.Ordinal)
            ? group.Rho(names[row], names[column])
            : 0);

    private static Matrix<double> Pick(Matrix<double> matrix, int[] rows, int[] columns) =>
        Matrix<double>.Build.Dense(rows.Length, columns.Length, (row, column) => matrix[rows[row], columns[column]]);
}
