using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Simulator.Sampling.Lanes;

namespace Simulator.Statistics.Counting;

/// <summary>Counts, sums and extremes of one output in one thread.</summary>
/// <remarks>
/// Most values fall into a window of bins that was chosen from the first samples; the others go to a dictionary. Which
/// is which changes the speed, never a count.
/// </remarks>
internal sealed unsafe class ColumnTally : IDisposable
{
    /// <summary>Samples whose sums are taken in single precision before they are added up in double.</summary>
    public const int Segment = TallyLoops.Segment;

    private const int Columns = TallyLoops.Columns;

    // Counters of 16 bits halve what a tally takes of the first-level cache; they are emptied before one can run over.
    private const int LargestCount = ushort.MaxValue;

    private readonly int _firstBin;
    private readonly int _windowLength;
    private readonly ushort* _counts;
    private readonly double* _sums;
    private readonly float* _extremes;
    private readonly float* _scratch;
    private readonly float _inverseReference;
    private readonly float _shift;
    private readonly Dictionary<int, long> _outside = [];
    private uint[] _flushed = [];

    // Places of the first values since the last hand-over: a short replicate leaves nearly all counters at 0, and to clear and
    // read thousands of them for a hundred values takes longer than anything else.
    private readonly ushort[] _few;
    private int _fewCount;
    private bool _hasCounts;

    // Samples that can be counted before any counter can run over.
    private int _room = LargestCount;
    private long _finiteInBlock;
    private MomentSums _moments;

    /// <summary>Prepares a tally.</summary>
    /// <param name="window">Bins that are counted in an array; empty if only sums are wanted.</param>
    /// <param name="reference">Where deviations are measured from and in units of.</param>
    public ColumnTally(BinWindow window, MomentReference reference)
    {
        _firstBin = window.First;
        _windowLength = window.Length;
        _inverseReference = reference.Inverse;
        _shift = reference.Shift;
        _counts = (ushort*)NativeMemory.AlignedAlloc((nuint)(_windowLength + 1) * sizeof(ushort), 64);
        NativeMemory.Clear(_counts, (nuint)(_windowLength + 1) * sizeof(ushort));
        _sums = (double*)NativeMemory.AlignedAlloc(2 * Columns * sizeof(double), 64);
        NativeMemory.Clear(_sums, 2 * Columns * sizeof(double));
        _scratch = (float*)NativeMemory.AlignedAlloc((Segment + (4 * Columns)) * sizeof(float), 64);
        _extremes = (float*)NativeMemory.AlignedAlloc(2 * Columns * sizeof(float), 64);
        _few = _windowLength == 0 ? [] : GC.AllocateUninitializedArray<ushort>(OutputTally.MostFew);
        ClearExtremes();
    }

    /// <summary>Values that were not a number.</summary>
    public long NotANumber { get; private set; }

    /// <summary>Values that were infinite.</summary>
    public long Infinite { get; private set; }

    /// <summary>Counts a column.</summary>
    /// <param name="values">The values; room for a multiple of <see cref="Segment"/>.</param>
    /// <param name="count">How many of them count.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add<TLane>(float* values, int count)
        where TLane : struct, ILane<TLane>
    {
        for (var done = 0; done < count; done += Segment)
        {
            var length = Math.Min(Segment, count - done);
            if (_room < length)
            {
                MakeRoom();
            }

            _room -= length;
            if (length == Segment)
            {
                _hasCounts = true;
                AddSegment<TLane>(values + done);
            }
            else
            {
                AddOneByOne(values + done, length);
            }
        }
    }

    /// <summary>Ends a virtual block: its sums are rounded to fixed point, the same way on every machine.</summary>
    public void CloseVirtualBlock()
    {
        double sum = 0;
        double sumOfSquares = 0;
        for (var i = 0; i < Columns; i++)
        {
            sum += _sums[i];
            sumOfSquares += _sums[Columns + i];
        }

        _moments.Add(_finiteInBlock, sum, sumOfSquares);
        NativeMemory.Clear(_sums, 2 * Columns * sizeof(double));
        _finiteInBlock = 0;
    }

    /// <summary>Hands over what was counted and starts anew.</summary>
    /// <param name="total">Receives it.</param>
    public void HandOver(OutputTally total)
    {
        total.AddPlaces(_few.AsSpan(0, _fewCount));
        _fewCount = 0;
        if (!_hasCounts)
        {
            _room = LargestCount;
        }
        else if (_flushed.Length == 0)
        {
            total.AddWindow(new ReadOnlySpan<ushort>(_counts, _windowLength));
            NativeMemory.Clear(_counts, (nuint)_windowLength * sizeof(ushort));
            _room = LargestCount;
        }
        else
        {
            Flush();
            total.AddWindow(_flushed);
            Array.Clear(_flushed);
        }

        _hasCounts = false;
        foreach (var (bin, count) in _outside)
        {
            total.AddOutside(bin, count);
        }

        var (minima, maxima) = (Vector256.Load(_extremes), Vector256.Load(_extremes + Columns));
        for (var i = Vector256<float>.Count; i < Columns; i += Vector256<float>.Count)
        {
            minima = Vector256.Min(minima, Vector256.Load(_extremes + i));
            maxima = Vector256.Max(maxima, Vector256.Load(_extremes + Columns + i));
        }

        var (minimum, maximum) = (minima[0], maxima[0]);
        for (var i = 1; i < Vector256<float>.Count; i++)
        {
            minimum = MathF.Min(minimum, minima[i]);
            maximum = MathF.Max(maximum, maxima[i]);
        }

        total.Merge(_moments, minimum, maximum, NotANumber, Infinite);
        _outside.Clear();
        _moments = default;
        NotANumber = 0;
        Infinite = 0;
        ClearExtremes();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_counts);
        NativeMemory.AlignedFree(_sums);
        NativeMemory.AlignedFree(_extremes);
        NativeMemory.AlignedFree(_scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSegment<TLane>(float* values)
        where TLane : struct, ILane<TLane>
    {
        if (_windowLength == 0)
        {
            SumSegment<TLane>(values);
            return;
        }

        var before = _counts[_windowLength];
        var partial = _scratch + Segment;
        TallyLoops.Measure<TLane>(values, _scratch, partial, _firstBin, (uint)_windowLength, _inverseReference, _shift);
        TallyLoops.Scatter((ulong*)_scratch, _counts);
        if (_counts[_windowLength] != before)
        {
            // The slots inside the window are counted already; the rest, and possibly the sums, need a closer look.
            _counts[_windowLength] = before;
            if (CountOutside(values, Segment))
            {
                SumOneByOne(values, Segment);
                return;
            }
        }

        if (!TallyLoops.AreFinite(partial, rows: 2))
        {
            // Sums of squares leave single precision first: twenty orders of magnitude above the typical value do.
            SumOneByOne(values, Segment);
            return;
        }

        TallyLoops.MergeSums(partial, _sums, rows: 2);
        TallyLoops.MergeExtremes(partial + (2 * Columns), _extremes);
        _finiteInBlock += Segment;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumSegment<TLane>(float* values)
        where TLane : struct, ILane<TLane>
    {
        var partial = _scratch + Segment;
        if (TallyLoops.Measure<TLane>(values, partial, _inverseReference, _shift))
        {
            TallyLoops.MergeSums(partial, _sums, rows: 1);
            _finiteInBlock += Segment;
        }
        else
        {
            SumOneByOne(values, Segment);
        }
    }

    /// <summary>Counts what lies outside the window; true if something was not finite.</summary>
    private bool CountOutside(float* values, int count)
    {
        var notFinite = false;
        for (var i = 0; i < count; i++)
        {
            var bin = FloatBins.Of(values[i]);
            if ((uint)(bin - _firstBin) < (uint)_windowLength)
            {
                continue;
            }

            if (float.IsFinite(values[i]))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_outside, bin, out _)++;
                continue;
            }

            notFinite = true;
            if (float.IsNaN(values[i]))
            {
                NotANumber++;
            }
            else
            {
                Infinite++;
            }
        }

        return notFinite;
    }

    private void AddOneByOne(float* values, int count)
    {
        if (_windowLength == 0)
        {
            SumFew(values, count);
            return;
        }

        var isFew = _fewCount + count <= _few.Length;
        var inWindow = 0;
        for (var i = 0; i < count; i++)
        {
            var slot = (uint)(FloatBins.Of(values[i]) - _firstBin);
            if (slot >= (uint)_windowLength)
            {
                continue;
            }

            inWindow++;
            if (isFew)
            {
                _few[_fewCount++] = (ushort)slot;
            }
            else
            {
                _counts[slot]++;
            }
        }

        _hasCounts |= !isFew;
        if (inWindow < count)
        {
            CountOutside(values, count);
        }

        SumFew(values, count);
    }

    // Eight columns at a time: the same additions to each column in the same order as one by one.
    private void SumFew(float* values, int count)
    {
        var rows = count - (count % Columns);
        var (inverse, shift) = (Vector256.Create(_inverseReference), Vector256.Create(-_shift));
        var isAnyInfinite = Vector256<int>.Zero;
        var exponent = Vector256.Create(0x7F80_0000);
        for (var i = 0; i < rows; i += Vector256<float>.Count)
        {
            // Infinite values have infinite deviations.
            var deviation = Vector256.FusedMultiplyAdd(Vector256.Load(values + i), inverse, shift);
            deviation.Store(_scratch + i);
            isAnyInfinite |= Vector256.Equals(deviation.AsInt32() & exponent, exponent);
        }

        if (isAnyInfinite != Vector256<int>.Zero)
        {
            SumOneByOne(values, count);
            return;
        }

        for (var i = 0; i < rows; i += Vector256<float>.Count)
        {
            AddDeviations(Vector256.Load(_scratch + i), _sums + (i % Columns));
            var value = Vector256.Load(values + i);
            var column = _extremes + (i % Columns);
            Vector256.Min(Vector256.Load(column), value).Store(column);
            Vector256.Max(Vector256.Load(column + Columns), value).Store(column + Columns);
        }

        _finiteInBlock += rows;
        SumOneByOne(values + rows, count - rows);
    }

    private static void AddDeviations(Vector256<float> deviations, double* sums)
    {
        var (low, high) = Vector256.Widen(deviations);
        (Vector256.Load(sums) + low).Store(sums);
        (Vector256.Load(sums + 4) + high).Store(sums + 4);
        (Vector256.Load(sums + Columns) + (low * low)).Store(sums + Columns);
        (Vector256.Load(sums + Columns + 4) + (high * high)).Store(sums + Columns + 4);
    }

    private void SumOneByOne(float* values, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                continue;
            }

            var rounded = MathF.FusedMultiplyAdd(values[i], _inverseReference, -_shift);
            var deviation = float.IsFinite(rounded) ? rounded : ((double)values[i] * _inverseReference) - _shift;
            _sums[i % Columns] += deviation;
            _sums[Columns + (i % Columns)] += deviation * deviation;
            _extremes[0] = MathF.Min(_extremes[0], values[i]);
            _extremes[Columns] = MathF.Max(_extremes[Columns], values[i]);
            _finiteInBlock++;
        }
    }

    private void ClearExtremes()
    {
        new Span<float>(_extremes, Columns).Fill(float.PositiveInfinity);
        new Span<float>(_extremes + Columns, Columns).Fill(float.NegativeInfinity);
    }

    // Samples spread over many bins: looking for the fullest is cheaper than emptying all of them.
    private void MakeRoom()
    {
        _room = LargestCount - TallyLoops.Largest(_counts, _windowLength);
        if (_room < LargestCount / 2)
        {
            Flush();
        }
    }

    private void Flush()
    {
        // A short run never needs it.
        _flushed = _flushed.Length == 0 ? new uint[_windowLength] : _flushed;
        fixed (uint* flushed = _flushed)
        {
            TallyLoops.Flush(_counts, flushed, _windowLength);
        }

        _room = LargestCount;
    }

}
