using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Transforms;

namespace Simulator.Ilgpu.Tests;

/// <summary>Functions of one sample on devices against the same functions here, bit for bit.</summary>
[Collection(Devices.Collection)]
public class LaneTests
{
    private const int Points = 10_000;

    // Values that are difficult for arithmetic; all pairs of them come first.
    private static readonly float[] Odd =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, 1f, -1f, 0.5f, float.Epsilon, -float.Epsilon,
        1.17549435e-38f, float.MaxValue, float.MinValue, 0.9999999f, 1.0000001f, 8388609f,
    ];

    private static readonly uint[] OddWords = [0, 1, 2, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF, 0xFFFFFFFE, 0x7F800001, 0xFFC00000, 0x00800000, 0x33333333];

    public static TheoryData<string> OfFloats() => [.. LaneFunctions.OfFloats.Keys];

    public static TheoryData<string> OfWords() => [.. LaneFunctions.OfWords.Keys];

    [Theory]
    [MemberData(nameof(OfFloats))]
    public void NaN_and_infinities_go_through_every_step_as_here(string function) => AssertSameBits(Devices.First, LaneFunctions.OfFloats[function], Floats());

    [OpenClTheory]
    [MemberData(nameof(OfFloats))]
    public void NaN_and_infinities_go_through_every_step_on_an_open_cl_driver_as_here(string function) =>
        AssertSameBits(OpenClDriver.Accelerator, LaneFunctions.OfFloats[function], Floats());

    [Theory]
    [MemberData(nameof(OfWords))]
    public void Every_function_of_a_word_has_the_bits_that_it_has_here(string function) => AssertSameBits(Devices.First, LaneFunctions.OfWords[function], Words());

    [OpenClTheory]
    [MemberData(nameof(OfWords))]
    public void Every_function_of_a_word_has_the_bits_on_an_open_cl_driver_that_it_has_here(string function) =>
        AssertSameBits(OpenClDriver.Accelerator, LaneFunctions.OfWords[function], Words());

    [Fact]
    public void Every_draw_has_the_bits_of_the_cpu_engines_columns() => AssertDraws(Devices.First);

    [OpenClFact]
    public void Every_draw_has_the_bits_of_the_cpu_engines_columns_on_an_open_cl_driver() => AssertDraws(OpenClDriver.Accelerator);

    private static void AssertSameBits(Accelerator device, LaneFunction function, (float[] X, float[] Y) operands)
    {
        var actual = function.OnDevice(device, operands.X, operands.Y);
        for (var i = 0; i < Points; i++)
        {
            var expected = function.Here(new ScalarLane(operands.X[i]), new ScalarLane(operands.Y[i])).Value;
            AssertSame(expected, actual[i], () => $"{function.Name}({operands.X[i]:R}, {operands.Y[i]:R})");
        }
    }

    // The columns of the widest lane, in which the CPU engine draws.
    private static unsafe void AssertDraws(Accelerator device)
    {
        var layout = new PlanLayout(Plans.Everything, 1 << 10);
        var words = WordsOf(Points);
        var selectors = WordsOf(Points).Reverse().ToArray();
        var actual = LaneKernels.Draw(device, layout, words, selectors);
        var expected = new float[Points];
        for (var draw = 0; draw < layout.Plan.Draws.Count; draw++)
        {
            fixed (uint* word = words, selector = selectors)
            fixed (float* values = expected)
            {
                var transform = layout.Plan.Draws[draw].Transform;
                if (layout.StrataOf(draw, Sampler.Random) is not null)
                {
                    transform.TailStrata<Lane128>()!.Apply<Lane128>(word, values, Points);
                }
                else
                {
                    TransformColumn.Apply<Lane128>(transform, word, selector, values, Points);
                }
            }

            for (var point = 0; point < Points; point++)
            {
                AssertSame(expected[point], actual[(draw * Points) + point], () => $"{layout.Plan.Draws[draw].Name} of the word {words[point]:X8}");
            }
        }
    }

    private static void AssertSame(float expected, float actual, Func<string> what)
    {
        // NaN has many bit patterns, and devices make different ones.
        if (BitConverter.SingleToUInt32Bits(expected) != BitConverter.SingleToUInt32Bits(actual) && !(float.IsNaN(expected) && float.IsNaN(actual)))
        {
            Assert.Fail(FormattableString.Invariant($"{what()} is {actual:R} on the device and {expected:R} here."));
        }
    }

    private static (float[] X, float[] Y) Floats()
    {
        var random = new Random(42);
        var x = Odd.SelectMany(_ => Odd).Concat(Enumerable.Range(0, Points).Select(_ => Any(random))).Take(Points).ToArray();
        var y = Odd.SelectMany(one => Enumerable.Repeat(one, Odd.Length)).Concat(Enumerable.Range(0, Points).Select(_ => Any(random))).Take(Points).ToArray();
        return (x, y);
    }

    private static (float[] X, float[] Y) Words() =>
        ([.. WordsOf(Points).Select(BitConverter.UInt32BitsToSingle)], [.. WordsOf(Points).Reverse().Select(BitConverter.UInt32BitsToSingle)]);

    private static uint[] WordsOf(int count) =>
        [.. OddWords.Concat(Enumerable.Range(0, count).Select(sample => Philox4x32.Word(42, 7, 0, sample))).Take(count)];

    // Numbers of all magnitudes.
    private static float Any(Random random) => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
}
