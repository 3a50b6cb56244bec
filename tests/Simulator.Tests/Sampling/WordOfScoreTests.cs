using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Tests.Sampling;

/// <summary>Words of normal scores: how exact, and how well they undo the scores of words.</summary>
public sealed class WordOfScoreTests
{
    private const double Words = 4294967296.0;

    [Fact]
    public void The_tail_is_within_3e_7()
    {
        // Measured maximum 2.95e-7 relative, beside half a word for the fraction that is cut.
        var worst = 0.0;
        for (var z = 0f; z < 6.3f; z += 1.3e-5f)
        {
            var exact = StandardNormal.Cdf(-z) * Words;
            foreach (var word in (uint[])[WordOf(-z), WordOf(z) ^ 0x80000000])
            {
                Assert.True(word < 0x80000000, $"the half of {z}");
                worst = Math.Max(worst, (Math.Abs(word + 0.5 - exact) - 0.5) / exact);
            }
        }

        Assert.InRange(worst, 1e-7, 3e-7);
    }

    [Fact]
    public void It_undoes_the_normal_score_within_the_errors_of_both()
    {
        // A relative error e of z is one of about e·(1 + z²) of the tail.
        var random = new Random(1);
        for (var i = 0; i < 1_000_000; i++)
        {
            var word = (uint)random.NextInt64(1L << 32) >> random.Next(31);
            word |= (uint)(i & 1) << 31;
            var z = WordMath.Normal(Lane(word)).Value;
            var back = WordOf(z);
            var tolerance = 1 + (3e-7 * (2 + ((double)z * z)) * ((word & 0x7FFFFFFF) + 0.5));
            Assert.True(Math.Abs((double)back - word) <= tolerance, $"{word:x8} came back as {back:x8}");
        }
    }

    [Fact]
    public void Beyond_the_last_word_there_is_the_last_word()
    {
        foreach (var z in (float[])[6.4f, 8, 9, 30, 1e30f, float.PositiveInfinity])
        {
            Assert.Equal(0x80000000, WordOf(z));
            Assert.Equal(0u, WordOf(-z));
        }
    }

    [Fact]
    public void The_order_of_scores_is_that_of_words()
    {
        var before = 0u;
        for (var z = -6.5f; z < 6.5f; z += 0.001f)
        {
            var rank = BitConverter.SingleToUInt32Bits(WordMath.Rank(Lane(WordOf(z))).Value);
            Assert.True(rank >= before, $"at {z}");
            before = rank;
        }
    }

    private static uint WordOf(float z) => BitConverter.SingleToUInt32Bits(WordMath.WordOfScore(new ScalarLane(z)).Value);

    private static ScalarLane Lane(uint word) => new(BitConverter.UInt32BitsToSingle(word));
}
