using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Tests.Sampling;

public sealed unsafe class LaneMathTests
{
    // Every 997th float: 997 is prime, so the steps meet all mantissa patterns.
    private const uint Stride = 997;

    [Fact]
    public void Exp_is_within_one_ulp()
    {
        // Measured maximum 0.975 ulp.
        var worst = 0.0;
        for (var bits = 0u; bits < BitConverter.SingleToUInt32Bits(88.7f); bits += Stride)
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            worst = Math.Max(worst, ErrorInUlp(LaneMath.Exp(new ScalarLane(x)).Value, Math.Exp(x)));
            worst = x < 87.3f ? Math.Max(worst, ErrorInUlp(LaneMath.Exp(new ScalarLane(-x)).Value, Math.Exp(-x))) : worst;
        }

        Assert.InRange(worst, 0.5, 1);
    }

    [Fact]
    public void Log_is_within_one_ulp()
    {
        // Measured maximum 0.841 ulp, over every positive normal float's 997th.
        var worst = 0.0;
        for (var bits = 0x00800000u; bits < 0x7F800000; bits += Stride)
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            worst = Math.Max(worst, ErrorInUlp(LaneMath.Log(new ScalarLane(x)).Value, Math.Log(x)));
        }

        Assert.InRange(worst, 0.5, 1);
    }

    [Fact]
    public void Powers_for_draws_are_within_2e_7()
    {
        var worst = 0.0;
        for (var z = -6.4f; z < 6.4f; z += 0.0007f)
        {
            foreach (var y in (float[])[0.01f, 0.6f, 3.3f, 18.7f])
            {
                worst = Math.Max(worst, Math.Abs((LaneMath.Exp2OfProduct(new ScalarLane(z), new ScalarLane(y)).Value / Math.Pow(2, (double)z * y)) - 1));
            }
        }

        Assert.InRange(worst, 5e-8, 2e-7);
    }

    [Fact]
    public void Normal_scores_agree_with_AS241_to_3e_7()
    {
        // Measured maximum 2.5e-7 relative, given the tail t as the float it is; words of every tail length, both signs.
        var worst = 0.0;
        foreach (var word in DenseWords())
        {
            var t = (double)WordMath.Tail(Lane(word)).Value;
            var expected = StandardNormal.Quantile(t, 1 - t) * (word >> 31 == 0 ? 1 : -1);
            var actual = (double)WordMath.Normal(Lane(word)).Value;
            worst = Math.Max(worst, expected == 0 ? Math.Abs(actual) : Math.Abs((actual / expected) - 1));
        }

        Assert.InRange(worst, 5e-8, 3e-7);
    }

    [Theory]
    [InlineData(0u, 1.16415322e-10, -6.33795775455379)]
    [InlineData(0x7FFFFFFFu, 0.5, 0)]
    [InlineData(0x80000000u, 1, 6.33795775455379)]
    [InlineData(0xFFFFFFFFu, 0.5, 0)]
    public void Extreme_words_map_to_the_ends_and_the_middle(uint word, double uniform, double score)
    {
        Assert.Equal(uniform, WordMath.Uniform(Lane(word)).Value, 1e-7);
        Assert.Equal(score, WordMath.Normal(Lane(word)).Value, 1e-6);
    }

    [Fact]
    public void Ranks_put_words_in_the_order_of_their_probabilities()
    {
        foreach (var word in DenseWords())
        {
            var rank = BitConverter.SingleToUInt32Bits(WordMath.Rank(Lane(word)).Value);
            Assert.Equal((rank + 0.5) / 4294967296.0, (double)WordMath.Uniform(Lane(word)).Value, 1e-7);
        }
    }

    private static ScalarLane Lane(uint word) => ScalarLane.BroadcastBits(word);

    private static IEnumerable<uint> DenseWords()
    {
        for (var length = 1; length <= 31; length++)
        {
            var range = 1u << length;
            var step = Math.Max(1, range / 4096);
            for (var tail = range / 2; tail < range; tail += step)
            {
                yield return tail;
                yield return tail | 0x80000000;
            }
        }

        foreach (var word in (uint[])[0, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF])
        {
            yield return word;
        }
    }

    private static double ErrorInUlp(float actual, double expected)
    {
        var nearest = MathF.Abs((float)expected);
        return Math.Abs(actual - expected) / (MathF.BitIncrement(nearest) - (double)nearest);
    }
}
