using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Transforms;

namespace Simulator.Tests.Uncertainty;

public sealed unsafe class SamplingTests
{
    private const int Count = 1 << 22;
    private const int Block = 1024;

    /// <summary>Names of the examples, since the distributions themselves do not travel through a test runner.</summary>
    public static TheoryData<string> Examples { get; } = [.. DistributionExamples.All.Select(DistributionExamples.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Samples_have_the_distribution_s_mean_deviation_and_quantiles(string example)
    {
        var distribution = DistributionExamples.All.Single(candidate => DistributionExamples.Name(candidate) == example);
        double[] shares = [0.05, 0.25, 0.5, 0.75, 0.95];
        var bounds = shares.Select(share => (float)distribution.Quantile(share)).ToArray();
        var below = new long[shares.Length];
        double first = 0, second = 0, fourth = 0;
        var unit = distribution.StandardDeviation > 0 ? distribution.StandardDeviation : 1;
        long atBounds = 0;
        var mean = distribution.Mean;
        float minimum = (float)distribution.Minimum, maximum = (float)distribution.Maximum;
        Draw(distribution, values =>
        {
            foreach (var value in values)
            {
                var d = (value - mean) / unit;
                first += d;
                second += d * d;
                fourth += d * d * d * d;
                atBounds += value == minimum || value == maximum ? 1 : 0;
            }

            for (var i = 0; i < bounds.Length; i++)
            {
                var bound = bounds[i];
                foreach (var value in values)
                {
                    below[i] += value <= bound ? 1 : 0;
                }
            }
        });

        // In units of the standard deviation: se of the mean is 1/√n, of the deviation √((μ₄ − 1)/(4n)). Where nothing
        // varies, float rounding (1e-7 of the value) is all there is.
        var rounding = 1e-7 * Math.Abs(distribution.Mean) / unit;
        Within(0, first / Count, (5 / Math.Sqrt(Count)) + rounding, "mean");
        if (distribution.IsConstant)
        {
            return;
        }

        var deviation = Math.Sqrt((second / Count) - Math.Pow(first / Count, 2));
        Within(1, deviation, (5 * Math.Sqrt(((fourth / Count) - 1) / (4.0 * Count))) + rounding, "standard deviation");

        // The share of samples at or below a quantile has the binomial's se √(p(1 − p)/n): the same statement as
        // √(p(1 − p)/n)/f for the sample quantile itself, but it holds for atoms too, where the density f does not exist.
        for (var i = 0; i < shares.Length; i++)
        {
            var expected = distribution.Cdf(distribution is StepDistribution ? distribution.Quantile(shares[i]) : bounds[i]);
            Within(expected, (double)below[i] / Count, 5 * Math.Sqrt(expected * (1 - expected) / Count), $"share below the {shares[i]} quantile");
        }

        // Rounding to float puts on a bound what lies within a few ulp of it; clipping would put all the cut mass there.
        if (distribution is Truncated)
        {
            var nearLow = distribution.Cdf(distribution.Minimum + (5e-7 * Math.Abs(distribution.Minimum)));
            var nearHigh = float.IsFinite(maximum) ? distribution.Survival(distribution.Maximum * (1 - 5e-7)) : 0;
            var expected = Count * (nearLow + nearHigh);
            Assert.True(atBounds <= expected + (5 * Math.Sqrt(expected)), $"{atBounds} samples on the bounds; {expected} lie near");
        }

        void Within(double expected, double actual, double tolerance, string what) =>
            Assert.True(Math.Abs(actual - expected) <= tolerance, $"{example}: {what} {actual}, not {expected} ± {tolerance}");
    }

    private delegate void BlockAction(ReadOnlySpan<float> values);

    private static void Draw(Distribution distribution, BlockAction use)
    {
        var transform = distribution.ToTransform();
        var name = StreamName.Hash(DistributionExamples.Name(distribution));
        var words = new uint[Block];
        var selectors = new uint[Block];
        var values = new float[Block];
        fixed (uint* word = words, selector = selectors)
        fixed (float* value = values)
        {
            for (var done = 0L; done < Count; done += Block)
            {
                Philox4x32.Fill<Wide128>(42, name, StreamPurpose.A, done, word, Block);
                Philox4x32.Fill<Wide128>(42, name, StreamPurpose.Selector, done, selector, Block);
                TransformColumn.Apply<Lane128>(transform, word, selector, value, Block);
                use(values);
            }
        }
    }
}
