using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Transforms;

namespace Simulator.Tests.Uncertainty;

/// <summary>What becomes of words: correlated words, mixtures of one word, tables, and when two transforms are the same.</summary>
public sealed unsafe class ColumnsOfWordsTests
{
    [Fact]
    public void Words_of_a_member_are_those_of_its_row_of_the_factor()
    {
        const int Count = 64, Stride = 80;
        Check<ScalarLane>();
        Check<Lane128>();

        static void Check<TLane>()
            where TLane : struct, ILane<TLane>
        {
            var random = new Random(5);
            float[] scores = [.. Enumerable.Range(0, 3 * Stride).Select(_ => (float)StandardNormal.Quantile(random.NextDouble()))];
            var before = scores.ToArray();
            float[] row = [0.6f, 0, 0.8f];
            fixed (float* score = scores, factor = row)
            {
                CorrelatedColumn.Correlate<TLane>(score, Stride, factor, 2, Count);
            }

            for (var i = 0; i < Count; i++)
            {
                var score = (0.6 * before[i]) + (0.8 * before[(2 * Stride) + i]);
                Assert.Equal(StandardNormal.Cdf(score), LowerOf(BitConverter.SingleToUInt32Bits(scores[(2 * Stride) + i])), 1e-6);
            }

            Assert.Equal(before[..(2 * Stride)], scores[..(2 * Stride)]);
            Assert.Equal(before[((2 * Stride) + Count)..], scores[((2 * Stride) + Count)..]);
        }
    }

    [Fact]
    public void A_mixture_in_one_word_is_its_quantile_function()
    {
        var mixture = Mixture.Of([(Uniform.Between(0, 1), 0.5), (Constant.Of(3), 0.25), (Normal.FromMeanAndDeviation(10, 0.5), 0.25)]);
        var transform = mixture.InOneWord().ToTransform();
        Assert.Equal(TransformKind.Steps, transform.Kind);
        Assert.False(transform.NeedsSelector);
        uint[] words = [.. Enumerable.Range(0, 256).Select(i => ((uint)i << 24) | 0x765432)];
        var values = Values(transform, words);
        foreach (var (word, value) in words.Zip(values).Select(pair => (pair.First, (double)pair.Second)))
        {
            // Each step has a probability below 1e-4.
            var lower = LowerOf(word);
            var (low, high) = (mixture.Quantile(Math.Max(lower - 1e-4, 0)), mixture.Quantile(Math.Min(lower + 1e-4, 1)));
            Assert.InRange(value, low - 1e-6, high + 1e-6);
        }

        Assert.Same(mixture.InOneWord(), mixture.InOneWord().InOneWord());
        Assert.All(values.Where(value => value is > 1 and < 7), value => Assert.Equal(3f, value));
    }

    [Theory]
    [InlineData(TransformKind.LogisticTable)]
    [InlineData(TransformKind.ExponentialTable)]
    [InlineData(TransformKind.Table)]
    public void Tables_hold_the_quantile_function(TransformKind kind)
    {
        Distribution distribution = kind switch
        {
            TransformKind.LogisticTable => Beta.FromShapes(0.5, 3),
            TransformKind.ExponentialTable => Gamma.FromShapeAndScale(0.6, 2),
            _ => Metalog.FromPercentiles(0.05, 480, 560, 690),
        };
        var transform = distribution.ToTransform();
        Assert.Equal(kind, transform.Kind);
        uint[] words = [.. Enumerable.Range(0, 256).Select(i => ((uint)i << 24) | 0x111111)];
        foreach (var (word, value) in words.Zip(Values(transform, words)))
        {
            var lower = LowerOf(word);
            var expected = distribution.Quantile(lower, 1 - lower);
            Assert.Equal(expected, value, 2e-6 * Math.Max(Math.Abs(expected), kind == TransformKind.Table ? distribution.StandardDeviation : 0));
        }
    }

    [Fact]
    public void Transforms_are_the_same_if_every_figure_is()
    {
        static Transform Of(double offset = 1, double scale = 2, double shape = 0.5, double minimum = 0, double maximum = 9, TransformKind kind = TransformKind.Triangular) =>
            Transform.Closed(kind, offset, scale, shape, minimum, maximum);
        Assert.True(Of().GivesSameValues(Of()));
        Transform[] others = [Of(offset: 3), Of(scale: 3), Of(shape: 3), Of(minimum: 3), Of(maximum: 3), Of(kind: TransformKind.Lognormal)];
        Assert.All(others, other => Assert.False(Of().GivesSameValues(other)));

        var steps = Transform.Steps([1, 2], [0.5, 1]);
        Assert.True(steps.GivesSameValues(Transform.Steps([1, 2], [0.5, 1])));
        Assert.False(steps.GivesSameValues(Transform.Steps([1, 3], [0.5, 1])));
        Assert.False(steps.GivesSameValues(Transform.Steps([1, 2], [0.6, 1])));

        var mixture = Transform.Mixture([Of(), steps], [0.5, 1]);
        Assert.True(mixture.GivesSameValues(Transform.Mixture([Of(), steps], [0.5, 1])));
        Assert.False(mixture.GivesSameValues(Transform.Mixture([Of(), Of()], [0.5, 1])));
        Assert.False(mixture.GivesSameValues(Transform.Mixture([Of(), steps, steps], [0.5, 0.5, 1])));
        Assert.False(mixture.GivesSameValues(Transform.Mixture([Of()], [0.5, 1])));
    }

    [Fact]
    public void Scaling_a_transform_scales_its_values_and_bounds()
    {
        foreach (var distribution in new Distribution[] { Uniform.Between(1, 2), Triangular.FromMode(0, 1, 3), Lognormal.FromInterval(5, 20), Choice.Of([(1, 0.5), (4, 0.5)]) })
        {
            var transform = distribution.ToTransform();
            var moved = transform.Affine(2, -3);
            uint[] words = [.. Enumerable.Range(0, 64).Select(i => ((uint)i << 26) | 0x12345)];
            Assert.All(Values(transform, words).Zip(Values(moved, words)), pair => Assert.Equal((2 * pair.First) - 3, pair.Second, 1e-5));
        }

        // Only a lognormal has a factor to take out.
        var lognormal = Lognormal.FromMedianAndGeometricDeviation(7, 2).ToTransform();
        Assert.Equal(7, lognormal.WithoutFactor().Factor, 1e-12);
        Assert.Equal((0f, 1f), (lognormal.WithoutFactor().Transform.Offset, lognormal.WithoutFactor().Transform.Scale));
        Assert.Equal(21, lognormal.Affine(3, 0).WithoutFactor().Factor, 1e-12);
        foreach (var whole in new[] { lognormal.Affine(3, 1), Uniform.Between(1, 2).ToTransform(), Exponential.FromMean(3).ToTransform() })
        {
            Assert.Equal(1, whole.WithoutFactor().Factor);
            Assert.Same(whole, whole.WithoutFactor().Transform);
        }

        Assert.True(lognormal.NeedsFinish);
        Assert.True(Uniform.Between(0, 1).ToTransform().NeedsFinish);
        Assert.False(Normal.FromMeanAndDeviation(0, 1).ToTransform().NeedsFinish);
        Assert.True(Normal.FromMeanAndDeviation(0, 2).ToTransform().NeedsFinish);
        Assert.True(Normal.FromMeanAndDeviation(1, 1).ToTransform().NeedsFinish);
    }

    // Units are even powers of two near the middle of what a distribution spans, where it lies beyond 2^±40.
    [Theory]
    [InlineData(1.0, 2.0, 0)]
    [InlineData(1099511627776.0, 1099511627776.0, 0)]
    [InlineData(4398046511104.0, 4398046511104.0, 42)]
    [InlineData(8.8817841970012523e-16, 1.4210854715202004e-14, -48)]
    [InlineData(1152921504606846976.0, 4722366482869645213696.0, 66)]
    [InlineData(0.0, 1208925819614629174706176.0, 80)]
    public void Units_lie_in_the_middle_of_what_lies_far_from_one(double low, double high, int exponent)
    {
        var choice = low == high ? Constant.Of(low) : (Distribution)Choice.Of([(low, 0.5), (high, 0.5)]);
        Assert.Equal(Math.ScaleB(1, exponent), SinglePrecision.UnitOf(choice), 1e-12 * Math.ScaleB(1, exponent));
        Assert.Equal((low == 0 ? high : low, high), SinglePrecision.Magnitudes(choice));
    }

    [Theory]
    [InlineData(1e-20, 1e20, true)]
    [InlineData(1e-15, 1e20, false)]
    [InlineData(1e-17, 1e20, true)]
    [InlineData(0, 1e20, false)]
    [InlineData(-1e20, 1e-20, true)]
    public void Only_what_has_gaps_is_too_wide(double low, double high, bool isTooWide)
    {
        Assert.Equal(isTooWide, SinglePrecision.IsTooWide(Choice.Of([(low, 0.5), (high, 0.5)])));
        Assert.False(SinglePrecision.IsTooWide(Uniform.Between(low, high)));
    }

    private static double LowerOf(uint word)
    {
        var tail = ((word & 0x7FFFFFFF) + 0.5) / 4294967296.0;
        return word >> 31 == 0 ? tail : 1 - tail;
    }

    private static float[] Values(Transform transform, uint[] words)
    {
        var values = new float[words.Length];
        fixed (uint* word = words)
        fixed (float* value = values)
        {
            TransformColumn.Apply<ScalarLane>(transform, word, word, value, words.Length);
        }

        return values;
    }
}
