using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Sampling.Philox;

/// <summary>Philox4x32-10: random words as a function of (seed, stream, sample), with no state to carry.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11,
/// doi:10.1145/2063384.2063405; constants as in Random123, philox.h.
/// Sample s of a stream is word (s mod 64) div 16 of the call with counter (s div 64)·16 + s mod 16, so sixteen
/// consecutive calls serve 64 consecutive samples whatever the width of a lane.
/// </remarks>
internal static unsafe class Philox4x32
{
    /// <summary>Samples served together; first sample and count of a fill are multiples of it.</summary>
    public const int Group = 64;

    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9; // golden ratio
    private const uint Weyl1 = 0xBB67AE85; // √3 − 1
    private const int Rounds = 10;

    /// <summary>One call: the words for samples base, base + 16, + 32, + 48 with base = counter div 16 · 64 + counter mod 16.</summary>
    /// <param name="seed">Seed of the run: the key.</param>
    /// <param name="counter">Number of the call within the stream.</param>
    /// <param name="name"><see cref="StreamName.Hash"/> of the input's name.</param>
    /// <param name="purposeAndReplicate"><see cref="StreamPurpose.InReplicate"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxWords Call(ulong seed, ulong counter, uint name, uint purposeAndReplicate)
    {
        uint c0 = (uint)counter, c1 = (uint)(counter >> 32), c2 = name, c3 = purposeAndReplicate;
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        return new(c0, c1, c2, c3);
    }

    /// <summary>The word of one sample; for spot checks, at a quarter of the yield of <see cref="Call"/>.</summary>
    public static uint Word(ulong seed, uint name, uint purposeAndReplicate, long sample)
    {
        var words = Call(seed, ((ulong)sample / Group * 16) + ((ulong)sample % 16), name, purposeAndReplicate);
        return (sample % Group / 16) switch
        {
            0 => words.Word0,
            1 => words.Word1,
            2 => words.Word2,
            _ => words.Word3,
        };
    }

    /// <summary>The words of consecutive samples of one stream.</summary>
    /// <param name="seed">Seed of the run: the key.</param>
    /// <param name="name"><see cref="StreamName.Hash"/> of the input's name.</param>
    /// <param name="purposeAndReplicate"><see cref="StreamPurpose.InReplicate"/>.</param>
    /// <param name="firstSample">Number of the first sample, a multiple of <see cref="Group"/>.</param>
    /// <param name="words">Where the words go; no alignment needed.</param>
    /// <param name="count">How many, a multiple of <see cref="Group"/>.</param>
    /// <remarks>
    /// Even and odd counters run in two lanes of 64-bit elements. Name and purpose are the same in every call, so half
    /// of the first two rounds does not depend on the sample and is done once, on scalars.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TWide>(ulong seed, uint name, uint purposeAndReplicate, long firstSample, uint* words, int count)
        where TWide : struct, IWideLane<TWide>
    {
        var keys = stackalloc ulong[2 * Rounds];
        for (var round = 0u; round < Rounds; round++)
        {
            keys[2 * round] = unchecked((uint)seed + (round * Weyl0));
            keys[(2 * round) + 1] = unchecked((uint)(seed >> 32) + (round * Weyl1));
        }

        var fixedProduct1 = (ulong)Multiplier1 * name;
        var group = (ulong)firstSample / Group;
        for (var end = words + count; words < end;)
        {
            var counter = group * 16;
            var round1 = (uint)(fixedProduct1 >> 32) ^ (uint)(counter >> 32) ^ (uint)keys[0];
            var fixedProduct0 = (ulong)Multiplier0 * round1;
            var start = new RoundConstants(
                purposeAndReplicate ^ keys[1],
                (uint)fixedProduct1 ^ keys[2],
                (fixedProduct0 >> 32) ^ keys[3],
                (uint)fixedProduct0);

            // From an even group on, two share what the counter's high word makes.
            if (TWide.Width == 8 && group % 2 == 0 && end - words >= 2 * Group)
            {
                FillTwoGroups<TWide>((uint)counter, start, keys, words);
                group += 2;
                words += 2 * Group;
                continue;
            }

            for (var done = 0; done < 16; done += 2 * TWide.Width)
            {
                FillCalls<TWide>((uint)counter + (uint)done, start, keys, words + done);
            }

            group++;
            words += Group;
        }
    }

    // The calls of two lanes' counters: even ones and odd ones, side by side to hide the multiplier's latency.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillCalls<TWide>(uint counter, in RoundConstants start, ulong* keys, uint* words)
        where TWide : struct, IWideLane<TWide>
    {
        Begin(TWide.EverySecond(counter), start, out var a0, out var a1, out var a2, out var a3);
        Begin(TWide.EverySecond(counter + 1), start, out var b0, out var b1, out var b2, out var b3);
        for (var round = 2; round < Rounds; round++)
        {
            TWide key0 = TWide.Broadcast(keys[2 * round]), key1 = TWide.Broadcast(keys[(2 * round) + 1]);
            Round(ref a0, ref a1, ref a2, ref a3, key0, key1);
            Round(ref b0, ref b1, ref b2, ref b3, key0, key1);
        }

        Store(words, a0, a1, a2, a3, b0, b1, b2, b3);
    }

    // The same for 32 registers, which hold two groups: the multiplier's latency is hidden entirely.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillTwoGroups<TWide>(uint counter, in RoundConstants start, ulong* keys, uint* words)
        where TWide : struct, IWideLane<TWide>
    {
        Begin(TWide.EverySecond(counter), start, out var a0, out var a1, out var a2, out var a3);
        Begin(TWide.EverySecond(counter + 1), start, out var b0, out var b1, out var b2, out var b3);
        Begin(TWide.EverySecond(counter + 16), start, out var c0, out var c1, out var c2, out var c3);
        Begin(TWide.EverySecond(counter + 17), start, out var d0, out var d1, out var d2, out var d3);
        for (var round = 2; round < Rounds; round++)
        {
            TWide key0 = TWide.Broadcast(keys[2 * round]), key1 = TWide.Broadcast(keys[(2 * round) + 1]);
            Round(ref a0, ref a1, ref a2, ref a3, key0, key1);
            Round(ref b0, ref b1, ref b2, ref b3, key0, key1);
            Round(ref c0, ref c1, ref c2, ref c3, key0, key1);
            Round(ref d0, ref d1, ref d2, ref d3, key0, key1);
        }

        Store(words, a0, a1, a2, a3, b0, b1, b2, b3);
        Store(words + Group, c0, c1, c2, c3, d0, d1, d2, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TWide>(ref TWide c0, ref TWide c1, ref TWide c2, ref TWide c3, TWide key0, TWide key1)
        where TWide : struct, IWideLane<TWide>
    {
        TWide product0 = TWide.MultiplyLow(TWide.Broadcast(Multiplier0), c0), product1 = TWide.MultiplyLow(TWide.Broadcast(Multiplier1), c2);
        c0 = TWide.Xor(TWide.HighHalf(product1), c1, key0);
        c2 = TWide.Xor(TWide.HighHalf(product0), c3, key1);
        c1 = product1;
        c3 = product0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TWide>(uint* words, TWide a0, TWide a1, TWide a2, TWide a3, TWide b0, TWide b1, TWide b2, TWide b3)
        where TWide : struct, IWideLane<TWide>
    {
        TWide.StoreInterleaved(a0, b0, words);
        TWide.StoreInterleaved(a1, b1, words + 16);
        TWide.StoreInterleaved(a2, b2, words + 32);
        TWide.StoreInterleaved(a3, b3, words + 48);
    }

    // Rounds 1 and 2, of which only the products of the counter's low word differ between calls.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<TWide>(TWide counter, in RoundConstants start, out TWide c0, out TWide c1, out TWide c2, out TWide c3)
        where TWide : struct, IWideLane<TWide>
    {
        var product0 = TWide.MultiplyLow(TWide.Broadcast(Multiplier0), counter);
        var second = TWide.Xor(TWide.HighHalf(product0), TWide.Broadcast(start.AfterRound1));
        var product1 = TWide.MultiplyLow(TWide.Broadcast(Multiplier1), second);
        c0 = TWide.Xor(TWide.HighHalf(product1), TWide.Broadcast(start.AfterRound2First));
        c1 = product1;
        c2 = TWide.Xor(product0, TWide.Broadcast(start.AfterRound2Third));
        c3 = TWide.Broadcast(start.AfterRound2Fourth);
    }

    /// <summary>The parts of the first two rounds that all calls of a group share.</summary>
    private readonly record struct RoundConstants(
        ulong AfterRound1, ulong AfterRound2First, ulong AfterRound2Third, ulong AfterRound2Fourth);
}
