using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;

namespace Simulator.Tests.Sampling;

public sealed unsafe class LaneTests
{
    private const int Count = 1 << 14;

    private static readonly float[] OddOperands =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue];

    public static TheoryData<string> Operations { get; } = [.. LaneOperations.Arithmetic, .. LaneOperations.Exact];

    [Fact]
    public void The_scalar_lane_is_always_there_and_last()
    {
        Assert.Equal(CpuDevices.Scalar, CpuDevices.Available[^1]);
        Assert.Equal(CpuDevices.Available[0], CpuDevices.Best);
    }

    [Fact]
    public void Every_operation_of_the_interface_is_compared()
    {
        var tested = LaneOperations.Arithmetic.Concat(LaneOperations.Exact).ToHashSet(StringComparer.Ordinal);
        string[] operators = ["op_Addition", "op_Subtraction", "op_Multiply", "op_Division"];
        var missing = typeof(ILane<ScalarLane>).GetMethods()
            .Concat(typeof(IArithmeticLane<ScalarLane>).GetMethods())
            .Select(method => method.Name)
            .Except(["Load", "Store", "get_Width", "ExchangePattern", "Exchange", .. operators], StringComparer.Ordinal)
            .Where(name => !tested.Contains(name));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_lane_gives_the_scalar_lane_s_bits(string operation)
    {
        uint[] a = Patterns(1), b = Patterns(2), c = Patterns(3);
        for (var i = 0; i < Count; i += 7)
        {
            b[i] = a[i]; // equal operands are rare among random ones
        }

        var expected = TestLanes.Available[^1].Operate(operation, a, b, c);
        var mayBeNaN = LaneOperations.Arithmetic.Contains(operation, StringComparer.Ordinal);
        foreach (var lane in TestLanes.Available)
        {
            var actual = lane.Operate(operation, a, b, c);
            for (var i = 0; i < Count; i++)
            {
                var bothNaN = mayBeNaN
                    && float.IsNaN(BitConverter.UInt32BitsToSingle(expected[i])) && float.IsNaN(BitConverter.UInt32BitsToSingle(actual[i]));
                Assert.True(bothNaN || expected[i] == actual[i], $"{operation}({a[i]:x8}, {b[i]:x8}, {c[i]:x8}) = {actual[i]:x8}, not {expected[i]:x8}");
            }
        }
    }

    // A NaN that came out as a number would be counted as one.
    [Theory]
    [InlineData("MaximumConstant")]
    [InlineData("MaximumScaled")]
    public void A_step_of_a_nan_is_a_nan_and_one_of_infinities_is_not(string operation)
    {
        uint[] odd = [.. OddOperands.Select(BitConverter.SingleToUInt32Bits), 0x7F800001, 0xFFFFFFFF];
        uint[] a = [.. odd.SelectMany(_ => odd), .. Enumerable.Repeat(0u, -(odd.Length * odd.Length) & 15)];
        uint[] b = [.. odd.SelectMany(one => Enumerable.Repeat(one, odd.Length)), .. Enumerable.Repeat(0u, -(odd.Length * odd.Length) & 15)];
        var one = Enumerable.Repeat(BitConverter.SingleToUInt32Bits(1), a.Length).ToArray();
        foreach (var lane in TestLanes.Available)
        {
            var actual = lane.Operate(operation, a, b, one);
            for (var i = 0; i < a.Length; i++)
            {
                var (x, y, result) = (BitConverter.UInt32BitsToSingle(a[i]), BitConverter.UInt32BitsToSingle(b[i]), BitConverter.UInt32BitsToSingle(actual[i]));
                var larger = MathF.Max(x, y);
                Assert.True(float.IsNaN(larger) ? float.IsNaN(result) : larger == result, $"{operation}({x:R}, {y:R}) = {result:R}");
            }
        }
    }

    [Fact]
    public void The_larger_of_two_doubles_is_a_nan_if_one_of_them_is()
    {
        foreach (double x in OddOperands)
        {
            foreach (double y in OddOperands)
            {
                Assert.Equal(Math.Max(x, y), DoubleLane.Max(new DoubleLane(x), new DoubleLane(y)).Value);
                Assert.Equal(Math.Max(x, y), TraceLane.Max(TraceLane.Constant(x), TraceLane.Constant(y)).Factor);
            }
        }
    }

    [Fact]
    public void An_exchange_moves_every_element_by_the_distance()
    {
        foreach (var lane in TestLanes.Available)
        {
            var width = lane.Exchange(0).Length;
            foreach (var distance in new[] { 0, 1, 2, 3, 7, 8, 13, 15, 16, 511 })
            {
                Assert.Equal(Enumerable.Range(0, width).Select(i => (float)(i ^ (distance % width))), lane.Exchange(distance));
            }
        }
    }

    [Fact]
    public void Multiply_add_rounds_once()
    {
        // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴; two roundings would lose the last term.
        var x = new ScalarLane(1 + (1 / 4096f));

        Assert.Equal(1 / 16777216f, ScalarLane.FusedMultiplyAdd(x, x, new ScalarLane(-(1 + (1 / 2048f)))).Value);
    }

    // Random bits are floats of every magnitude, subnormals, infinities and NaN; a share gets an exponent near 1.
    private static uint[] Patterns(ulong seed)
    {
        var words = new uint[Count];
        fixed (uint* pointer = words)
        {
            Philox4x32.Fill<WideScalar>(seed, 0, 0, 0, pointer, Count);
        }

        for (var i = 0; i < Count; i += 2)
        {
            words[i] = (words[i] & 0x83FFFFFF) | 0x3C000000;
        }

        uint[] special = [0, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 1, 0x807FFFFF, 0x7F7FFFFF, uint.MaxValue];
        for (var i = 0; i < special.Length * special.Length; i++)
        {
            words[i] = seed % 2 == 0 ? special[i / special.Length] : special[i % special.Length];
        }

        return words;
    }
}
