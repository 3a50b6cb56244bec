using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;
using Simulator.Tests.Sampling;
using Simulator.Transforms;

namespace Simulator.Tests.Uncertainty;

/// <summary>Draws that walk through strata are those that the transform would make of the same words.</summary>
public sealed unsafe class StratifiedDrawTests
{
    private const int Points = 1 << 15;

    private static IEnumerable<(Distribution Distribution, Transform Transform, QuantileStrata Strata)> Stratified =>
        from distribution in DistributionExamples.All
        let transform = distribution.ToTransform()
        let strata = QuantileStrata.Fit<ScalarLane>(transform)
        where strata is not null
        select (distribution, transform, strata);

    [Fact]
    public void Nearly_every_stratum_of_a_smooth_distribution_has_a_cubic()
    {
        Distribution[] smooth =
        [
            Uniform.Between(0, 1), Normal.FromMeanAndDeviation(0, 1), Lognormal.FromInterval(5, 20), Pert.FromMode(1.05, 1.12, 1.4),
            Exponential.FromMean(2), LogUniform.Between(1e-3, 1e3),
        ];
        Assert.All(smooth, distribution => Assert.InRange(QuantileStrata.Fit<ScalarLane>(distribution.ToTransform())!.ExactCount, 0, 12));
        Assert.InRange(Stratified.Count(), DistributionExamples.All.Count() - 8, int.MaxValue);
    }

    [Fact]
    public void Mixtures_and_what_jumps_everywhere_are_left_to_their_transforms()
    {
        Assert.Null(QuantileStrata.Fit<ScalarLane>(DistributionExamples.ByType[typeof(Mixture)][0].ToTransform()));
        Assert.Null(QuantileStrata.Fit<ScalarLane>(Empirical.FromData([.. Enumerable.Range(0, 1000).Select(i => Math.Sqrt(i + 1))]).ToTransform()));
    }

    [Fact]
    public void Values_are_those_of_the_transform_and_stay_in_the_support()
    {
        foreach (var (distribution, transform, _) in Stratified)
        {
            var stream = ScrambledSobol.Create(5, 77, 3, 0);
            var drawn = Drawn(TestLanes.Available[0], stream, transform, 0, Points);
            var expected = Transformed(stream, transform, 0, Points);
            var sorted = expected.Order().ToArray();
            var spread = sorted[Points * 3 / 4] - (double)sorted[Points / 4];
            for (var i = 0; i < Points; i++)
            {
                // What a cubic may miss the transform by (4e-7), with room for what lies between the nodes of the fit.
                Assert.True(
                    Math.Abs(drawn[i] - (double)expected[i]) <= 8e-7 * (Math.Abs(expected[i]) + spread),
                    $"{DistributionExamples.Name(distribution)} at {stream.Word(i):x8}: {drawn[i]}, not {expected[i]}");
            }

            Assert.True(drawn.Min() >= transform.Minimum && drawn.Max() <= transform.Maximum);
            if (distribution is StepDistribution)
            {
                Assert.Equal(expected, drawn);
            }
        }
    }

    [Fact]
    public void Every_lane_and_every_cut_gives_the_bits_of_one_word_at_a_time()
    {
        foreach (var (distribution, transform, strata) in Stratified)
        {
            var stream = ScrambledSobol.Create(9, 123, 7, 4);
            foreach (var (first, count) in new[] { (0L, 8192), (512L * 5, 512 * 3), (64L, 64), (448L, 128), (512L * 1000 + 192, 4096 + 256) })
            {
                var transformed = Transformed(stream, transform, first, count);
                float[] expected = [.. transformed.Select((value, i) => OfWord(stream.Word(first + i), strata, value))];
                foreach (var lane in TestLanes.Available)
                {
                    Assert.Equal(
                        expected.Select(BitConverter.SingleToUInt32Bits),
                        Drawn(lane, stream, transform, first, count).Select(BitConverter.SingleToUInt32Bits));
                }
            }

            Assert.True(strata.ExactCount > 0 || distribution is Constant or StepDistribution, DistributionExamples.Name(distribution));
        }
    }

    [Fact]
    public void A_sequence_can_be_drawn_to_its_last_point()
    {
        var transform = Lognormal.FromInterval(5, 20).ToTransform();
        var stream = ScrambledSobol.Create(1, 2, 3, 0);
        var last = Drawn(TestLanes.Available[0], stream, transform, SobolStream.MaximumPoints - 1024, 1024);
        var expected = Transformed(stream, transform, SobolStream.MaximumPoints - 1024, 1024);
        Assert.All(last.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6 * pair.Second));
    }

    private static float OfWord(uint word, QuantileStrata strata, float transformed)
    {
        var stratum = (int)(word >> QuantileStrata.PlaceBits);
        if (strata.IsExact(stratum))
        {
            return transformed;
        }

        ScalarLane Coefficient(int plane) => new(strata.Coefficients[(plane * QuantileStrata.Count) + stratum]);
        return QuantileStrata.ValueOf(ScalarLane.BroadcastBits(word), Coefficient(0), Coefficient(1), Coefficient(2), Coefficient(3)).Value;
    }

    private static float[] Drawn(TestLanes lane, SobolStream stream, Transform transform, long first, int count)
    {
        var values = new float[count];
        fixed (float* pointer = values)
        {
            lane.Draw(stream, transform, first, pointer, count);
        }

        return values;
    }

    private static float[] Transformed(SobolStream stream, Transform transform, long first, int count)
    {
        uint[] words = [.. Enumerable.Range(0, count).Select(i => stream.Word(first + i))];
        var values = new float[count];
        fixed (uint* word = words)
        {
            fixed (float* value = values)
            {
                TestLanes.Available[0].Apply(transform, word, null, value, count);
            }
        }

        return values;
    }
}
