using Simulator.Correlation;
using Simulator.Distributions;

namespace Simulator.Tests.Uncertainty;

/// <summary>Rank correlations, matrices of them, their repair and the groups they form.</summary>
public sealed class CorrelationMatrixTests
{
    [Fact]
    public void The_example_of_Higham_comes_out()
    {
        // Higham 2002, section 4: the nearest correlation matrix has 0.7607 and 0.1573.
        var repair = CorrelationMatrix.Of(new double[,] { { 1, 1, 0 }, { 1, 1, 1 }, { 0, 1, 1 } }).Repair();
        Assert.True(repair.IsNeeded);
        Assert.Equal(0.7607, repair.Matrix[0, 1], 5e-5);
        Assert.Equal(0.7607, repair.Matrix[1, 2], 5e-5);
        Assert.Equal(0.1573, repair.Matrix[0, 2], 5e-5);
        Assert.Equal(1 - repair.Matrix[0, 1], repair.LargestChange, 1e-6);
        Assert.Equal(1, Math.Abs(repair.Row - repair.Column));
        AssertFactor(repair.Matrix);
    }

    [Fact]
    public void Matrices_that_can_be_stay_as_they_are()
    {
        // Random correlations of n vectors in n + 1 dimensions.
        var random = new Random(7);
        for (var size = 2; size < 12; size++)
        {
            var vectors = Enumerable.Range(0, size).Select(_ => Direction(random, size + 1)).ToArray();
            var entries = new double[size, size];
            for (var i = 0; i < size * size; i++)
            {
                var (row, column) = (Math.Min(i / size, i % size), Math.Max(i / size, i % size));
                entries[i / size, i % size] = row == column ? 1 : vectors[row].Zip(vectors[column], (a, b) => a * b).Sum();
            }

            var matrix = CorrelationMatrix.Of(entries);
            var repair = matrix.Repair();
            Assert.False(repair.IsNeeded);
            Assert.Same(matrix, repair.Matrix);
            AssertFactor(matrix);
        }
    }

    [Theory]
    [InlineData(RankMeasure.Spearman, RankCorrelation.Largest)]
    [InlineData(RankMeasure.Kendall, RankCorrelation.Largest)]
    [InlineData(RankMeasure.Kendall, -RankCorrelation.Largest)]
    public void A_pair_with_the_largest_correlation_needs_no_repair(RankMeasure measure, double value)
    {
        var rho = RankCorrelation.ToNormal(measure, value);
        Assert.False(CorrelationMatrix.Of(new[,] { { 1, rho }, { rho, 1 } }).Repair().IsNeeded);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(15)]
    public void What_is_repaired_can_be_factored(int size)
    {
        // All −0.9 with each other: only −1/(n − 1) is possible.
        var entries = new double[size, size];
        for (var i = 0; i < size * size; i++)
        {
            entries[i / size, i % size] = i / size == i % size ? 1 : -0.9;
        }

        var repair = CorrelationMatrix.Of(entries).Repair();
        Assert.Equal(-1.0 / (size - 1), repair.Matrix[0, 1], 1e-5);
        AssertFactor(repair.Matrix);
    }

    [Fact]
    public void Only_correlation_matrices_are_taken()
    {
        Assert.Throws<ArgumentException>(() => CorrelationMatrix.Of(new[,] { { 1, 0.2 }, { 0.3, 1 } }));
        Assert.Throws<ArgumentException>(() => CorrelationMatrix.Of(new[,] { { 2, 0.2 }, { 0.2, 1 } }));
        Assert.Throws<ArgumentException>(() => CorrelationMatrix.Of(new[,] { { 1, 1.2 }, { 1.2, 1 } }));
        Assert.Throws<ArgumentException>(() => CorrelationMatrix.Of(new[,] { { 1, double.NaN }, { double.NaN, 1 } }));
    }

    [Theory]
    [InlineData(RankMeasure.Spearman, 0.5, 0.51763809020504)]
    [InlineData(RankMeasure.Kendall, 0.5, 0.70710678118655)]
    [InlineData(RankMeasure.Spearman, 0, 0)]
    [InlineData(RankMeasure.Kendall, -1, -1)]
    [InlineData(RankMeasure.Spearman, 1, 1)]
    public void Rank_correlations_become_those_of_normal_scores_and_back(RankMeasure measure, double value, double rho)
    {
        Assert.Equal(rho, RankCorrelation.ToNormal(measure, value), 1e-13);
        Assert.Equal(value, RankCorrelation.FromNormal(measure, rho), 1e-13);
    }

    [Fact]
    public void Groups_are_what_hangs_together()
    {
        var groups = CorrelationGroup.Form([("d", "b", 0.1), ("x", "a", 0.2), ("c", "d", 0.3), ("z", "x", 0.4), ("B", "q", 0.5)]);
        Assert.Equal(["B,q", "a,x,z", "b,c,d"], groups.Select(group => string.Join(',', group.Names)));
        Assert.Equal((0.1, 0.3, 0.0), (groups[2].Rho("b", "d"), groups[2].Rho("c", "d"), groups[2].Rho("b", "c")));
    }

    private static void AssertFactor(CorrelationMatrix matrix)
    {
        // In single precision: a row of L has length 1 to a few units of rounding.
        var factor = matrix.Factor();
        Assert.Equal(matrix.Size * (matrix.Size + 1) / 2, factor.Length);
        for (var row = 0; row < matrix.Size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var product = Enumerable.Range(0, column + 1)
                    .Sum(i => (double)factor[(row * (row + 1) / 2) + i] * factor[(column * (column + 1) / 2) + i]);
                Assert.Equal(matrix[row, column], product, 3e-7);
            }

            Assert.True(factor[(row * (row + 1) / 2) + row] > 0);
        }
    }

    private static double[] Direction(Random random, int dimensions)
    {
        var vector = Enumerable.Range(0, dimensions).Select(_ => StandardNormal.Quantile(random.NextDouble())).ToArray();
        var length = Math.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }
}
