using Simulator.Distributions;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Tests.Sampling;
using Simulator.Transforms;

namespace Simulator.Tests.Uncertainty;

/// <summary>Values of random words from cubics are those of the transform and of the quantile function.</summary>
public sealed unsafe class TailStrataTests
{
    private static readonly uint[] Words = ChosenWords();

    private static IEnumerable<(Distribution Distribution, Transform Transform)> Cut =>
        from distribution in DistributionExamples.All
        let transform = distribution.ToTransform()
        where transform.TailStrata<ScalarLane>() is not null
        select (distribution, transform);

    [Fact]
    public void Whatever_needs_a_score_and_more_is_cut()
    {
        Distribution[] smooth =
        [
            Lognormal.FromInterval(5, 20), Lognormal.FromInterval(0.05, 0.16).Affine(1, 1), Lognormal.FromMedianAndGeometricDeviation(1, 8),
            Pert.FromMode(1.05, 1.12, 1.4), Pert.FromMode(0.6, 0.85, 1, 10), Gamma.FromShapeAndScale(2, 3), Beta.FromShapes(20, 5),
            Metalog.FromPercentiles(0.05, 480, 560, 690), Normal.FromMeanAndDeviation(0.8, 0.1).Truncate(0, 1),
        ];
        Assert.All(smooth, distribution => Assert.NotNull(distribution.ToTransform().TailStrata<ScalarLane>()));
        Assert.InRange(Cut.Count(), 15, DistributionExamples.All.Count());
    }

    [Fact]
    public void What_jumps_or_is_as_fast_without_is_left_to_its_transform()
    {
        Type[] whole = [typeof(Constant), typeof(Uniform), typeof(LogUniform), typeof(Normal), typeof(Triangular), typeof(Exponential), typeof(Choice), typeof(Empirical), typeof(Mixture)];
        Assert.All(whole.SelectMany(type => DistributionExamples.ByType[type]), distribution => Assert.Null(distribution.ToTransform().TailStrata<ScalarLane>()));
    }

    [Fact]
    public void A_bend_leaves_all_words_to_the_transform()
    {
        // Bounded by a table that is bent at its middle: no cubic goes through a bend.
        var planes = new float[TransformTable.Planes * Transform.SmallSize];
        for (var entry = 0; entry < Transform.SmallSize; entry++)
        {
            var n = entry < Transform.SmallSize / 2 ? entry : entry - Transform.SmallSize;
            planes[entry] = Math.Abs(n);
            planes[Transform.SmallSize + entry] = Math.Sign(n);
        }

        var bent = Transform.Tabulated(TransformKind.Table, 0, 1, planes, double.NegativeInfinity, double.PositiveInfinity);
        Assert.Null(bent.TailStrata<ScalarLane>());
    }

    [Fact]
    public void Places_ascend_with_the_tail_and_none_lies_outside_the_strata()
    {
        foreach (var side in new[] { 0u, 0x8000_0000 })
        {
            var last = 0u;
            foreach (var magnitude in Words.Select(word => word & 0x7FFF_FFFF).Order())
            {
                var place = BitConverter.SingleToUInt32Bits(TailStrata.PlaceOf(ScalarLane.BroadcastBits(magnitude | side)).Value);
                var first = BitConverter.SingleToUInt32Bits(TailStrata.FirstCoefficient(new ScalarLane(BitConverter.UInt32BitsToSingle(place))).Value);
                var inside = TailStrata.Inside(new ScalarLane(BitConverter.UInt32BitsToSingle(place))).Value;
                Assert.True(place >= last);
                Assert.Equal(0u, first % TailStrata.Planes);
                Assert.InRange(first / TailStrata.Planes, side == 0 ? 0u : TailStrata.Count / 2, side == 0 ? (TailStrata.Count / 2) - 1u : TailStrata.Count - 1u);
                Assert.True(inside is >= 1 and < 2);
                last = place;
            }
        }
    }

    // The quantile functions of betas and gammas take microseconds a word.
    private static IEnumerable<int> Some => Enumerable.Range(0, Words.Length).Where(i => i < 4000 || i % 50 == 0);

    [Fact]
    public void Values_are_those_of_the_transform_and_stay_in_the_support()
    {
        foreach (var (distribution, transform) in Cut)
        {
            float[] expected = Transformed(transform, Words), drawn = Drawn(TestLanes.Available[0], transform, Words);
            var spread = Math.Abs(distribution.Quantile(0.75) - distribution.Quantile(0.25));
            foreach (var i in Some)
            {
                // What a cubic may miss the transform by (4e-7 of the value, of what half of the values spread over and of |z|·dx/dz, which
                // is how a rounded score shows), with room for what lies between the words of the fit.
                var (z, _, slope) = QuantileOf(distribution, Words[i]);
                Assert.True(
                    Math.Abs(drawn[i] - (double)expected[i]) <= 6e-7 * (Math.Abs(expected[i]) + spread + (Math.Abs(z) * slope)),
                    $"{DistributionExamples.Name(distribution)} at {Words[i]:x8}: {drawn[i]}, not {expected[i]}");
            }

            Assert.True(drawn.Min() >= transform.Minimum && drawn.Max() <= transform.Maximum);
        }
    }

    [Fact]
    public void Values_are_the_host_s_quantiles_of_the_word()
    {
        // The tolerance of TransformTests: cubics add nothing to it.
        foreach (var (distribution, transform) in Cut)
        {
            var drawn = Drawn(TestLanes.Available[0], transform, Words);
            foreach (var i in Some)
            {
                var (z, expected, slope) = QuantileOf(distribution, Words[i]);
                var tolerance = 1e-6 * (Math.Abs(expected) + ((Math.Abs(z) + 0.2) * slope));
                Assert.True(
                    Math.Abs(drawn[i] - expected) <= tolerance,
                    $"{DistributionExamples.Name(distribution)} at z = {z}: {drawn[i]}, not {expected} ± {tolerance}");
            }
        }
    }

    [Fact]
    public void Values_ascend_with_the_probability_but_for_rounding()
    {
        uint[] words = [.. Words.OrderBy(word => word < 0x8000_0000 ? word : 0xFFFF_FFFF - word + 0x8000_0000)];
        foreach (var (distribution, transform) in Cut)
        {
            var drawn = Drawn(TestLanes.Available[0], transform, words);
            var spread = Math.Abs(distribution.Quantile(0.75) - distribution.Quantile(0.25));
            var highest = drawn[0];
            foreach (var value in drawn)
            {
                Assert.True(value >= highest - (4e-7 * (Math.Abs(highest) + spread)), $"{DistributionExamples.Name(distribution)}: {value} after {highest}");
                highest = Math.Max(highest, value);
            }
        }
    }

    [Fact]
    public void Every_lane_fits_and_draws_the_same_bits_from_any_number_of_words_in_any_place()
    {
        foreach (var (_, transform) in Cut)
        {
            var coefficients = TestLanes.Available[^1].CutCoefficients(transform);
            foreach (var count in new[] { 64, 256, 320, 4096, Words.Length })
            {
                var words = Words[..count];
                var expected = Bits(words.Select(word => OfWord(word, coefficients, transform)));
                foreach (var lane in TestLanes.Available)
                {
                    Assert.Equal(Bits(coefficients), Bits(lane.CutCoefficients(transform)));
                    Assert.Equal(expected, Bits(Drawn(lane, transform, words)));
                    fixed (uint* place = words.ToArray())
                    {
                        lane.Cut(transform, place, (float*)place, count);
                        Assert.Equal(expected, new ReadOnlySpan<uint>(place, count).ToArray());
                    }
                }
            }
        }

        static uint[] Bits(IEnumerable<float> values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];
    }

    private static (double Z, double Quantile, double Slope) QuantileOf(Distribution distribution, uint word)
    {
        const double H = 1e-4;
        var t = ((word & 0x7FFF_FFFF) + 0.5) / 4294967296.0;
        var (lower, upper) = word < 0x8000_0000 ? (t, 1 - t) : (1 - t, t);
        var z = StandardNormal.Quantile(lower, upper);
        return (z, distribution.Quantile(lower, upper), (At(z + H) - At(z - H)) / (2 * H));

        double At(double score) => distribution.Quantile(StandardNormal.Cdf(score), StandardNormal.Cdf(-score));
    }

    // One word by the definition: the stratum by its octave and eighth, y by the rest.
    private static float OfWord(uint word, float[] coefficients, Transform transform)
    {
        var t = MathF.FusedMultiplyAdd(word & 0x7FFF_FFFF, MathF.ScaleB(MathF.BitDecrement(1), -32), MathF.ScaleB(1, -33));
        var octave = (int)Math.Floor(Math.Log2(t)) + 33;
        var eighths = (MathF.ScaleB(t, 33 - octave) - 1) * TailStrata.PerOctave;
        var stratum = (word < 0x8000_0000 ? 0 : TailStrata.Count / 2) + (octave * TailStrata.PerOctave) + (int)eighths;
        var y = 1 + (eighths - (int)eighths);
        var c = coefficients.AsSpan(stratum * TailStrata.Planes, TailStrata.Planes);
        var value = MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(c[3], y, c[2]), y, c[1]), y, c[0]);
        return Math.Min(transform.Maximum, Math.Max(transform.Minimum, value));
    }

    // Both sides of every border, the ends, and words of everywhere.
    private static uint[] ChosenWords()
    {
        var words = new List<uint>();
        for (uint magnitude = 0; magnitude < 64; magnitude++)
        {
            words.AddRange([magnitude, magnitude | 0x8000_0000, 0x7FFF_FFFF - magnitude, 0xFFFF_FFFF - magnitude]);
        }

        for (var octave = 6; octave < 31; octave++)
        {
            for (uint eighth = 0; eighth < TailStrata.PerOctave; eighth++)
            {
                var border = (1u << octave) + (eighth << (octave - 3));
                words.AddRange([border - 2, border - 1, border, border + 1, border | 0x8000_0000, (border - 1) | 0x8000_0000]);
            }
        }

        words.AddRange(Enumerable.Range(0, 1 << 16).Select(sample => Philox4x32.Word(42, 7, 0, sample)));
        words.AddRange(Enumerable.Range(0, 1 << 13).Select(sample => Philox4x32.Word(42, 8, 0, sample) >> (sample % 24) | ((uint)sample << 31)));
        return [.. words, .. new uint[-words.Count & 63]];
    }

    private static float[] Drawn(TestLanes lane, Transform transform, uint[] words)
    {
        var values = new float[words.Length];
        fixed (uint* word = words)
        fixed (float* value = values)
        {
            lane.Cut(transform, word, value, words.Length);
        }

        return values;
    }

    private static float[] Transformed(Transform transform, uint[] words)
    {
        var values = new float[words.Length];
        fixed (uint* word = words)
        fixed (float* value = values)
        {
            TestLanes.Available[0].Apply(transform, word, null, value, words.Length);
        }

        return values;
    }
}
