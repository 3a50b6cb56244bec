namespace Simulator.Model;

/// <summary>A time series with its running integral, as Eq. M21 looks it up: for samples in single precision, and in double.</summary>
/// <remarks>Two with the same values are equal, so that what two phases or scenarios have in common is computed once.</remarks>
internal sealed class SeriesIntegral : IEquatable<SeriesIntegral>
{
    private readonly double[] _values;
    private readonly double[] _integrals;
    private readonly int _hash;

    /// <summary>Integrates a series.</summary>
    /// <param name="blocks">Stretches of values of equal length, one behind the other; NaN where there are no data.</param>
    /// <param name="longest">A length, in cells, that is sure to end in cells without data, wherever in a block it begins.</param>
    public SeriesIntegral(IReadOnlyList<double[]> blocks, int longest)
    {
        Longest = longest;
        _values = [.. blocks.SelectMany(block => block), double.NaN, double.NaN];
        _integrals = new double[_values.Length];
        var (row, end) = (0, 0.0);
        foreach (var block in blocks)
        {
            // The integral up to the end of the data is known; behind it there is none.
            double sum = 0;
            foreach (var value in block)
            {
                _integrals[row++] = sum;
                sum += value;
            }

            end = sum;
        }

        (_integrals[row], _integrals[row + 1]) = (end, double.NaN);
        Table = GC.AllocateUninitializedArray<float>(_values.Length * WindowMean.Stride, pinned: true);
        for (var i = 0; i < _values.Length; i++)
        {
            var high = (float)_integrals[i];
            Table[i * WindowMean.Stride] = (float)_values[i];
            Table[(i * WindowMean.Stride) + 1] = high;
            Table[(i * WindowMean.Stride) + 2] = (float)(_integrals[i] - high);
            Table[(i * WindowMean.Stride) + 3] = 0;
        }

        IsPositive = !Array.Exists(_values, value => value <= 0);
        var hash = default(HashCode);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Table));
        hash.Add(longest);
        _hash = hash.ToHashCode();
    }

    /// <summary>Rows of <see cref="WindowMean.Stride"/> floats, pinned.</summary>
    public float[] Table { get; }

    /// <summary>Index of the last row.</summary>
    public int LastRow => _values.Length - 1;

    /// <summary>A length that is sure to end in cells without data. [cells]</summary>
    public float Longest { get; }

    /// <summary>Whether all values are above 0.</summary>
    public bool IsPositive { get; }

    /// <summary>Eq. M21 in double precision; NaN where the window leaves the data.</summary>
    /// <param name="start">Beginning. [cells]</param>
    /// <param name="length">Length. [cells]</param>
    public double Mean(double start, double length)
    {
        if (!(start >= 0) || !(length >= 0))
        {
            return double.NaN;
        }

        var (begun, lasting) = (Math.Min(start, LastRow), Math.Min(length, Longest));
        var first = (int)begun;
        var before = begun - first;
        var after = before + lasting;
        var last = Math.Min(first + (int)after, LastRow);
        var into = after - Math.Floor(after);
        if (last == first)
        {
            return _values[first];
        }

        var sum = ((1 - before) * _values[first]) + (_integrals[last] - _integrals[first + 1]) + (into > 0 ? into * _values[last] : 0);
        return sum / lasting;
    }

    /// <inheritdoc/>
    public bool Equals(SeriesIntegral? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Longest.Equals(other.Longest) && _values.AsSpan().SequenceEqual(other._values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SeriesIntegral);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
