using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Tests.Sampling;
using Simulator.Transforms;

namespace Simulator.Tests.Uncertainty;

public sealed unsafe class TransformTests
{
    [Fact]
    public void Values_are_the_host_s_quantiles_of_the_word()
    {
        var words = ChosenWords();
        foreach (var distribution in DistributionExamples.All.Where(example => example is not Mixture))
        {
            var values = Values(distribution, words, words);
            for (var i = 0; i < words.Length; i++)
            {
                var (lower, upper) = Probabilities(words[i]);
                var expected = distribution.Quantile(lower, upper);
                if (distribution is Constant or StepDistribution)
                {
                    Assert.Equal((float)expected, values[i]);
                    continue;
                }

                // 1e-6 of the value, or what a float's rounding of the score (or of the word) makes of it.
                var z = StandardNormal.Quantile(lower, upper);
                const double H = 1e-4;
                var slope = (distribution.Quantile(StandardNormal.Cdf(z + H), StandardNormal.Cdf(-z - H))
                    - distribution.Quantile(StandardNormal.Cdf(z - H), StandardNormal.Cdf(H - z))) / (2 * H);
                var tolerance = 1e-6 * (Math.Abs(expected) + ((Math.Abs(z) + 0.2) * slope));
                Assert.True(
                    Math.Abs(values[i] - expected) <= tolerance,
                    $"{DistributionExamples.Name(distribution)} at z = {z}: {values[i]}, not {expected} ± {tolerance}");
            }
        }
    }

    [Fact]
    public void Every_lane_gives_the_same_bits()
    {
        var words = ChosenWords();
        var selectors = Words(7, words.Length);
        foreach (var distribution in DistributionExamples.All)
        {
            var transform = distribution.ToTransform();
            var expected = Apply(TestLanes.Available[^1], transform, words, selectors);
            foreach (var lane in TestLanes.Available)
            {
                Assert.Equal(
                    expected.Select(BitConverter.SingleToUInt32Bits),
                    Apply(lane, transform, words, selectors).Select(BitConverter.SingleToUInt32Bits));
            }
        }
    }

    [Fact]
    public void Values_may_overwrite_their_words()
    {
        var selectors = Words(7, 1024);
        foreach (var distribution in DistributionExamples.All)
        {
            var words = Words(5, 1024);
            var expected = Apply(TestLanes.Available[0], distribution.ToTransform(), words, selectors);
            fixed (uint* pointer = words, selector = selectors)
            {
                TestLanes.Available[0].Apply(distribution.ToTransform(), pointer, selector, (float*)pointer, words.Length);
            }

            Assert.Equal(expected, words.Select(BitConverter.UInt32BitsToSingle));
        }
    }

    [Fact]
    public void Any_multiple_of_64_gives_the_same_values()
    {
        uint[] words = Words(5, 1024), selectors = Words(7, 1024);
        foreach (var distribution in DistributionExamples.All)
        {
            var whole = Apply(TestLanes.Available[0], distribution.ToTransform(), words, selectors);
            foreach (var count in (int[])[64, 320, 960])
            {
                Assert.Equal(whole[..count], Apply(TestLanes.Available[0], distribution.ToTransform(), words[..count], selectors[..count]));
            }
        }
    }

    [Fact]
    public void A_selector_picks_the_component_and_all_share_the_main_word()
    {
        var words = Words(5, 64);
        var mixture = Mixture.Of([(Uniform.Between(0, 1), 0.25), (Normal.FromMeanAndDeviation(5, 1), 0.75)]).ToTransform();
        const uint Boundary = 1u << 30; // a quarter of all words

        Assert.True(mixture.NeedsSelector);
        foreach (var (selector, component) in ((uint, int)[])[(0, 0), (Boundary - 1, 0), (Boundary, 1), (uint.MaxValue, 1)])
        {
            var selectors = Enumerable.Repeat(selector, words.Length).ToArray();
            Assert.Equal(
                Apply(TestLanes.Available[0], mixture.Components[component], words, selectors),
                Apply(TestLanes.Available[0], mixture, words, selectors));
        }
    }

    [Fact]
    public void Everyday_shapes_need_only_the_small_table()
    {
        Distribution[] everyday =
        [
            Pert.FromMode(1.05, 1.12, 1.4), Pert.FromMode(0, 0.3, 1), Beta.FromShapes(2, 4), Gamma.FromShapeAndScale(2, 1),
            Metalog.FromPercentiles(0.05, 480, 560, 690), Normal.FromMeanAndDeviation(0.8, 0.1).Truncate(0, 1),
        ];

        Assert.All(everyday, distribution => Assert.Equal(Transform.SmallSize, distribution.ToTransform().Size));
    }

    internal static float[] Values(Distribution distribution, uint[] words, uint[] selectors) =>
        Apply(TestLanes.Available[0], distribution.ToTransform(), words, selectors);

    internal static uint[] Words(uint name, int count, uint purpose = StreamPurpose.A)
    {
        var words = new uint[count];
        fixed (uint* pointer = words)
        {
            Philox4x32.Fill<Wide128>(42, name, purpose, 0, pointer, count);
        }

        return words;
    }

    private static float[] Apply(TestLanes lane, Transform transform, uint[] words, uint[] selectors)
    {
        var values = new float[words.Length];
        fixed (uint* word = words, selector = selectors)
        fixed (float* value = values)
        {
            lane.Apply(transform, word, selector, value, words.Length);
        }

        return values;
    }

    private static (double Lower, double Upper) Probabilities(uint word)
    {
        var tail = ((word & 0x7FFFFFFF) + 0.5) / 4294967296.0;
        return word >> 31 == 0 ? (tail, 1 - tail) : (1 - tail, tail);
    }

    // Random words, and the shortest and longest tails of either sign.
    private static uint[] ChosenWords()
    {
        var words = Words(3, 1024);
        for (var i = 0; i < 31; i++)
        {
            words[4 * i] = 1u << i;
            words[(4 * i) + 1] = (1u << i) | 0x80000000;
            words[(4 * i) + 2] = (1u << i) - 1;
            words[(4 * i) + 3] = 0x7FFFFFFF - (1u << i);
        }

        (words[124], words[125], words[126], words[127]) = (0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x80000001);
        return words;
    }
}
