using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;

namespace Simulator.Tests.Sampling;

public sealed unsafe class PhiloxTests
{
    /// <summary>Known answers of ten rounds: counter (c0..c3), key (k0, k1), output.</summary>
    /// <remarks>
    /// First three: Random123, tests/kat_vectors (commit 9545ff6). The last two were computed with the reference
    /// implementation for the key that the default seed gives.
    /// </remarks>
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers { get; } = new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
        { [0, 0, 0, 0], [42, 0], [0x9ceaf053, 0x77f5493b, 0x12bf50ad, 0x5742b3d7] },
        { [1, 0, 0, 0], [42, 0], [0xfcdb2127, 0x53ba6cfd, 0x838f5a6e, 0x744e06fb] },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void One_call_gives_the_published_words(uint[] counter, uint[] key, uint[] expected)
    {
        var words = Philox4x32.Call(((ulong)key[1] << 32) | key[0], ((ulong)counter[1] << 32) | counter[0], counter[2], counter[3]);

        Assert.Equal(expected, new[] { words.Word0, words.Word1, words.Word2, words.Word3 });
    }

    [Fact]
    public void The_10000th_word_of_seed_20111115_is_that_of_the_cpp26_engine()
    {
        // [rand.predef] of C++26: "the 10000th consecutive invocation of a default-constructed object of type
        // philox4x32 produces the value 1955073260". Four words a call: the last of call 2499.
        Assert.Equal(1955073260u, Philox4x32.Call(20111115, 2499, 0, 0).Word3);
    }

    [Theory]
    [InlineData(0L, 64)]
    [InlineData(64L * 1001, 192)]
    [InlineData((1L << 34) - 128, 256)] // the counter passes 32 bits on the way
    [InlineData((1L << 40) + 64, 64)]
    public void Every_lane_fills_the_documented_layout(long firstSample, int count)
    {
        const ulong Seed = 0x0123456789abcdef;
        const uint Name = 0xdeadbeef, Purpose = 0x00000703;
        var expected = new uint[count];
        for (var i = 0; i < count; i++)
        {
            var sample = (ulong)(firstSample + i);
            var words = Philox4x32.Call(Seed, (sample / 64 * 16) + (sample % 16), Name, Purpose);
            expected[i] = (sample % 64 / 16) switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 };
            Assert.Equal(expected[i], Philox4x32.Word(Seed, Name, Purpose, (long)sample));
        }

        foreach (var lane in TestLanes.Available)
        {
            var words = new uint[count];
            fixed (uint* pointer = words)
            {
                lane.Fill(Seed, Name, Purpose, firstSample, pointer, count);
            }

            Assert.Equal(expected, words);
        }
    }

    [Fact]
    public void Streams_of_different_names_purposes_and_seeds_are_uncorrelated()
    {
        const int Count = 1 << 18;
        (ulong Seed, string Name, uint Purpose)[] streams =
        [
            (42, "facility.pue", StreamPurpose.A),
            (42, "facility.wue", StreamPurpose.A),
            (42, "grid.carbon_intensity", StreamPurpose.A),
            (42, "facility.pue", StreamPurpose.B),
            (42, "facility.pue", StreamPurpose.Selector),
            (42, "facility.pue", StreamPurpose.InReplicate(StreamPurpose.A, 1)),
            (43, "facility.pue", StreamPurpose.A),
        ];
        var columns = streams.Select(stream =>
        {
            var words = new uint[Count];
            fixed (uint* pointer = words)
            {
                Philox4x32.Fill<Wide128>(stream.Seed, StreamName.Hash(stream.Name), stream.Purpose, 0, pointer, Count);
            }

            return words.Select(word => ((word + 0.5) / 4294967296.0) - 0.5).ToArray();
        }).ToArray();

        for (var i = 0; i < columns.Length; i++)
        {
            // Moments of a uniform: mean 0 ± 1/√(12n), and r of two streams 0 ± 1/√n; five standard errors.
            Assert.True(Math.Abs(columns[i].Average()) < 5 / Math.Sqrt(12.0 * Count));
            for (var j = 0; j < i; j++)
            {
                var correlation = 12 * columns[i].Zip(columns[j], (x, y) => x * y).Average();
                Assert.True(Math.Abs(correlation) < 5 / Math.Sqrt(Count), $"{streams[i]} and {streams[j]}: r = {correlation}");
            }
        }
    }

    [Theory]
    [InlineData("", 0x811c9dc5)] // published FNV-1a vectors
    [InlineData("a", 0xe40c292c)]
    [InlineData("foobar", 0xbf9cf968)]
    public void Names_hash_to_published_values(string name, uint expected) => Assert.Equal(expected, StreamName.Hash(name));
}
