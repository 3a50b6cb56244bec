using MathNet.Numerics.LinearAlgebra;

namespace Simulator.Correlation;

/// <summary>Correlations of the normal scores of a group of inputs: symmetric, ones on the diagonal.</summary>
public sealed class CorrelationMatrix
{
    // Cholesky's last pivot is about the smallest eigenvalue; its root still has to mean something in single precision.
    private const double SmallestEigenvalue = 1e-8;

    private readonly Matrix<double> _entries;

    private CorrelationMatrix(Matrix<double> entries) => _entries = entries;

    /// <summary>Inputs in the group.</summary>
    public int Size => _entries.RowCount;

    /// <summary>Correlation of two inputs. [-]</summary>
    public double this[int row, int column] => _entries[row, column];

    /// <summary>A matrix of correlations; whether they can hold together is for <see cref="Repair"/> to find out.</summary>
    /// <param name="entries">Symmetric, ones on the diagonal, −1 to 1 elsewhere. [-]</param>
    public static CorrelationMatrix Of(double[,] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var matrix = Matrix<double>.Build.DenseOfArray(entries);
        if (!matrix.IsSymmetric() || matrix.Diagonal().Any(entry => entry != 1))
        {
            throw new ArgumentException("A correlation matrix is symmetric with ones on its diagonal.", nameof(entries));
        }

        return matrix.Exists(entry => !(Math.Abs(entry) <= 1))
            ? throw new ArgumentException("A correlation lies between -1 and 1.", nameof(entries))
            : new CorrelationMatrix(matrix);
    }

    /// <summary>This matrix if some inputs can have these correlations, else the nearest that some can have.</summary>
    public CorrelationRepair Repair()
    {
        if (_entries.Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real) >= SmallestEigenvalue)
        {
            return new CorrelationRepair(this, 0, 0, 0);
        }

        var repaired = NearestCorrelation.WithEigenvaluesAbove(SmallestEigenvalue, NearestCorrelation.Of(_entries));
        var (change, row, column) = (repaired - _entries).EnumerateIndexed()
            .Select(entry => (Change: Math.Abs(entry.Item3), Row: entry.Item1, Column: entry.Item2))
            .Where(entry => entry.Row < entry.Column)
            .MaxBy(entry => entry.Change);
        return new CorrelationRepair(new CorrelationMatrix(repaired), change, row, column);
    }

    /// <summary>The lower triangle L with L·Lᵀ = this, row after row: 1, then 2, then 3 … entries.</summary>
    /// <exception cref="ArgumentException">The matrix must be repaired first.</exception>
    public float[] Factor()
    {
        var lower = _entries.Cholesky().Factor;
        return [.. Enumerable.Range(0, Size).SelectMany(row => Enumerable.Range(0, row + 1).Select(column => (float)lower[row, column]))];
    }
}

/// <summary>A correlation matrix that can be sampled from.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="LargestChange">Largest change of an entry; 0 if nothing had to be repaired. [-]</param>
/// <param name="Row">Row of that entry.</param>
/// <param name="Column">Column of that entry.</param>
public sealed record CorrelationRepair(CorrelationMatrix Matrix, double LargestChange, int Row, int Column)
{
    /// <summary>Whether anything had to be changed.</summary>
    public bool IsNeeded => LargestChange > 0;
}
