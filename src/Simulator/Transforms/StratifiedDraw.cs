using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;

namespace Simulator.Transforms;

/// <summary>The values of one draw at consecutive points of a Sobol' sequence, without a transform for each.</summary>
/// <remarks>
/// <para>
/// 512 consecutive points, from a multiple of 512 on, visit each of the 512 strata once, in an order that differs from
/// block to block only by an exclusive or: word(n) = base ⊕ pattern(n), pattern is linear, and so there is one i with
/// the base's stratum = stratum of pattern(i), and word(n) = rest ⊕ pattern(n ⊕ i) with a rest that lies in stratum 0.
/// The coefficients of the strata stand in the order of the pattern: a block is one walk through them, with the place
/// in the stratum given by one exclusive or, and goes to where n = (place of the walk) ⊕ i.
/// </para>
/// <para>
/// So a value costs three multiplications where score and exponential would cost forty operations. Strata that have no
/// cubic are drawn as any word is, those of eight blocks together.
/// </para>
/// </remarks>
/// <typeparam name="TLane">Lane of the arithmetic.</typeparam>
internal sealed unsafe class StratifiedDraw<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Points in a block.</summary>
    public const int Block = QuantileStrata.Count;

    private const int MostBlocks = 8;
    private const int Line = 64 / sizeof(float);

    private readonly SobolStream _stream;
    private readonly Transform _transform;

    // The pattern's places as numbers in [1, 2), and behind them the four coefficients: each Block long, from a whole
    // cache line on.
    private readonly float[] _memory = GC.AllocateUninitializedArray<float>(((QuantileStrata.Planes + 1) * Block) + Line, pinned: true);
    private readonly float* _walk;
    private readonly ushort[] _pointOfStratum = new ushort[Block];
    private readonly ushort[] _exactPoints;
    private readonly uint[] _exactWords;

    /// <summary>Puts the strata of a transform into the order of a stream.</summary>
    /// <param name="stream">The points of the draw.</param>
    /// <param name="transform">How words become values.</param>
    /// <param name="strata">The transform's strata.</param>
    public StratifiedDraw(SobolStream stream, Transform transform, QuantileStrata strata)
    {
        (_stream, _transform) = (stream, transform);
        _exactPoints = new ushort[strata.ExactCount];
        _exactWords = new uint[strata.ExactCount];
        _walk = (float*)(((nint)Unsafe.AsPointer(ref _memory[Line - 1])) & -64);
        fixed (float* coefficients = strata.Coefficients)
        {
            Order(coefficients);
        }
    }

    /// <summary>The values of consecutive points.</summary>
    /// <param name="firstPoint">Number of the first point, a multiple of 64.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="count">How many, a multiple of 64.</param>
    public void Fill(long firstPoint, float* values, int count)
    {
        while (count > 0)
        {
            var skipped = (int)(firstPoint % Block);
            var done = Math.Min(Block - skipped, count);
            if (done == Block)
            {
                var blocks = Math.Min(count / Block, MostBlocks);
                done = blocks * Block;
                FillBlocks(firstPoint, values, blocks, 0, done);
            }
            else
            {
                FillBlocks(firstPoint - skipped, values, 1, skipped, done);
            }

            firstPoint += done;
            values += done;
            count -= done;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Order(float* coefficients)
    {
        var words = stackalloc uint[Block];
        _stream.Fill<TLane>(0, words, Block);
        var exact = 0;
        for (nint point = 0; point < Block; point++)
        {
            var word = words[point] ^ _stream.Shift;
            var stratum = (nint)(word >> QuantileStrata.PlaceBits);
            _pointOfStratum[stratum] = (ushort)point;
            _walk[point] = BitConverter.UInt32BitsToSingle((word & QuantileStrata.PlaceMask) | QuantileStrata.OneBits);
            _walk[Block + point] = coefficients[stratum];
            _walk[(2 * Block) + point] = coefficients[Block + stratum];
            _walk[(3 * Block) + point] = coefficients[(2 * Block) + stratum];
            _walk[(4 * Block) + point] = coefficients[(3 * Block) + stratum];
            if (float.IsNaN(coefficients[stratum]))
            {
                _exactPoints[exact] = (ushort)point;
                _exactWords[exact++] = word;
            }
        }
    }

    // Whole blocks, or a part of one block.
    [SkipLocalsInit]
    private void FillBlocks(long firstPoint, float* values, int blocks, int skipped, int count)
    {
        var starts = stackalloc int[MostBlocks];
        var rests = stackalloc uint[MostBlocks];
        var word = _stream.Word(firstPoint);
        for (var block = 0; block < blocks; block++)
        {
            starts[block] = _pointOfStratum[word >> QuantileStrata.PlaceBits];
            rests[block] = (word ^ BitConverter.SingleToUInt32Bits(_walk[starts[block]])) & QuantileStrata.PlaceMask;
            word ^= _stream.Step(firstPoint + (block * Block), QuantileStrata.Digits);
        }

        var length = Math.Min(count, Block);
        var walked = 0;
        for (; walked + 4 <= blocks; walked += 4)
        {
            WalkFour(_walk, rests + walked, starts + walked, values + (walked * Block));
        }

        for (; walked < blocks; walked++)
        {
            Walk(_walk, rests[walked], starts[walked], values + (walked * Block), skipped, length);
        }

        if (_exactPoints.Length > 0)
        {
            FillExact(starts, rests, values, blocks, skipped, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk(float* walk, uint rest, int start, float* values, int skipped, int count)
    {
        var change = TLane.BroadcastBits(rest);
        var pattern = TLane.ExchangePattern(start);
        nint far = start & -TLane.Width;
        for (nint point = 0; point < count; point += TLane.Width)
        {
            var i = (skipped + point) ^ far;
            var value = QuantileStrata.Evaluate(
                TLane.XorBits(TLane.Load(walk + i), change),
                TLane.Load(walk + Block + i),
                TLane.Load(walk + (2 * Block) + i),
                TLane.Load(walk + (3 * Block) + i),
                TLane.Load(walk + (4 * Block) + i));
            TLane.Store(TLane.Exchange(value, pattern), values + point);
        }
    }

    // Four blocks in one walk: the coefficients are loaded once for all.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WalkFour(float* walk, uint* rests, int* starts, float* values)
    {
        var changeA = TLane.BroadcastBits(rests[0]);
        var changeB = TLane.BroadcastBits(rests[1]);
        var changeC = TLane.BroadcastBits(rests[2]);
        var changeD = TLane.BroadcastBits(rests[3]);
        var patternA = TLane.ExchangePattern(starts[0]);
        var patternB = TLane.ExchangePattern(starts[1]);
        var patternC = TLane.ExchangePattern(starts[2]);
        var patternD = TLane.ExchangePattern(starts[3]);
        nint farA = starts[0] & -TLane.Width;
        nint farB = starts[1] & -TLane.Width;
        nint farC = starts[2] & -TLane.Width;
        nint farD = starts[3] & -TLane.Width;
        for (nint i = 0; i < Block; i += TLane.Width)
        {
            var y = TLane.Load(walk + i);
            var c0 = TLane.Load(walk + Block + i);
            var c1 = TLane.Load(walk + (2 * Block) + i);
            var c2 = TLane.Load(walk + (3 * Block) + i);
            var c3 = TLane.Load(walk + (4 * Block) + i);
            var a = QuantileStrata.Evaluate(TLane.XorBits(y, changeA), c0, c1, c2, c3);
            var b = QuantileStrata.Evaluate(TLane.XorBits(y, changeB), c0, c1, c2, c3);
            var c = QuantileStrata.Evaluate(TLane.XorBits(y, changeC), c0, c1, c2, c3);
            var d = QuantileStrata.Evaluate(TLane.XorBits(y, changeD), c0, c1, c2, c3);
            TLane.Store(TLane.Exchange(a, patternA), values + (i ^ farA));
            TLane.Store(TLane.Exchange(b, patternB), values + Block + (i ^ farB));
            TLane.Store(TLane.Exchange(c, patternC), values + (2 * Block) + (i ^ farC));
            TLane.Store(TLane.Exchange(d, patternD), values + (3 * Block) + (i ^ farD));
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillExact(int* starts, uint* rests, float* values, int blocks, int skipped, int length)
    {
        // Whole registers are transformed; what stands in the place of missing words comes to nothing.
        const int Widest = 16;
        var words = stackalloc uint[(MostBlocks * QuantileStrata.MostExact) + Widest];
        var next = words;
        fixed (uint* exactWords = _exactWords)
        {
            for (var block = 0; block < blocks; block++)
            {
                for (var pattern = exactWords; pattern < exactWords + _exactWords.Length; pattern++)
                {
                    *next++ = *pattern ^ rests[block];
                }
            }
        }

        var count = (int)(next - words);
        var padded = (count + Widest - 1) & -Widest;
        new Span<uint>(next, padded - count).Clear();
        TransformColumn.Apply<TLane>(_transform, words, null, (float*)words, padded);
        var value = (float*)words;
        fixed (ushort* exactPoints = _exactPoints)
        {
            for (var block = 0; block < blocks; block++, values += Block)
            {
                for (var point = exactPoints; point < exactPoints + _exactPoints.Length; point++, value++)
                {
                    var place = (*point ^ starts[block]) - skipped;
                    if ((uint)place < (uint)length)
                    {
                        values[place] = *value;
                    }
                }
            }
        }
    }
}
