using MathNet.Numerics.LinearAlgebra;

namespace Simulator.Correlation;

/// <summary>The correlation matrix nearest to a symmetric one, in the Frobenius norm.</summary>
/// <remarks>
/// Source: N. J. Higham, "Computing the nearest correlation matrix: a problem from finance", IMA J. Numer. Anal. 22
/// (2002) 329, doi:10.1093/imanum/22.3.329, algorithm 3.3 with unit weights: projections in turn onto the positive
/// semidefinite matrices, with Dykstra's correction, and onto those with a unit diagonal.
/// </remarks>
internal static class NearestCorrelation
{
    private const double Tolerance = 1e-12;
    private const int MostIterations = 2000;

    /// <summary>The nearest correlation matrix; as a rule it is singular.</summary>
    public static Matrix<double> Of(Matrix<double> symmetric)
    {
        var y = symmetric;
        var correction = Matrix<double>.Build.Dense(symmetric.RowCount, symmetric.ColumnCount);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var r = y - correction;
            var x = WithEigenvalues(r, value => Math.Max(value, 0));
            correction = x - r;
            var before = y;
            y = x.Clone();
            y.SetDiagonal(Vector<double>.Build.Dense(y.RowCount, 1));
            if ((y - before).FrobeniusNorm() <= Tolerance * y.FrobeniusNorm())
            {
                break;
            }
        }

        return y;
    }

    /// <summary>A matrix with its eigenvalues raised to a floor and its diagonal scaled back to ones.</summary>
    public static Matrix<double> WithEigenvaluesAbove(double floor, Matrix<double> correlations)
    {
        // Twice the floor: the scaling lowers eigenvalues a little.
        var raised = WithEigenvalues(correlations, value => Math.Max(value, 2 * floor));
        var scale = raised.Diagonal().Map(entry => 1 / Math.Sqrt(entry));
        var scaled = Matrix<double>.Build.Dense(
            raised.RowCount, raised.ColumnCount, (row, column) => row == column ? 1 : raised[row, column] * scale[row] * scale[column]);
        return (scaled + scaled.Transpose()) / 2;
    }

    private static Matrix<double> WithEigenvalues(Matrix<double> symmetric, Func<double, double> change)
    {
        var decomposition = symmetric.Evd(Symmetricity.Symmetric);
        var vectors = decomposition.EigenVectors;
        var changed = decomposition.EigenValues.Map(value => change(value.Real));
        var product = vectors * Matrix<double>.Build.DiagonalOfDiagonalVector(changed) * vectors.Transpose();
        return (product + product.Transpose()) / 2;
    }
}
