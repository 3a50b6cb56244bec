using ILGPU;
using ILGPU.Util;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Kernels;

/// <summary>The functions of <see cref="ScalarLane"/> as cards get them, by the same names, with the lane as the float that it holds.</summary>
/// <remarks>
/// A choice is one instruction instead of a branch, and there are no structures to take apart, which halves the time of a
/// translation. What is not listed here is translated as it is in <see cref="ScalarLane"/>, or is in <see cref="DeviceArithmetic"/>.
/// </remarks>
internal static unsafe class DeviceLane
{
    public static float Broadcast(float value) => value;

    public static float BroadcastBits(uint value) => Interop.IntAsFloat(value);

    public static float Load(float* source) => *source;

    public static float Max(float left, float right) => Utilities.Select(DeviceArithmetic.IsLess(right, left), left, right);

    public static float Min(float left, float right) => Utilities.Select(DeviceArithmetic.IsLess(left, right), left, right);

    public static float LessThan(float left, float right) => Mask(DeviceArithmetic.IsLess(left, right));

    public static float EqualBits(float left, float right) => Mask(Interop.FloatAsInt(left) == Interop.FloatAsInt(right));

    public static float LessThanBits(float left, float right) => Mask(Interop.FloatAsInt(left) < Interop.FloatAsInt(right));

    public static float Select(float mask, float whenSet, float whenClear) => Utilities.Select(Interop.FloatAsInt(mask) != 0u, whenSet, whenClear);

    public static bool Any(float mask) => Interop.FloatAsInt(mask) != 0u;

    public static float ConvertFromInt32(float bits) => (int)Interop.FloatAsInt(bits);

    public static float ConvertToInt32(float value) => Interop.IntAsFloat((uint)(int)value);

    public static float AddBits(float left, float right) => Interop.IntAsFloat(Interop.FloatAsInt(left) + Interop.FloatAsInt(right));

    public static float SubtractBits(float left, float right) => Interop.IntAsFloat(Interop.FloatAsInt(left) - Interop.FloatAsInt(right));

    public static float AndBits(float left, float right) => Interop.IntAsFloat(Interop.FloatAsInt(left) & Interop.FloatAsInt(right));

    public static float OrBits(float left, float right) => Interop.IntAsFloat(Interop.FloatAsInt(left) | Interop.FloatAsInt(right));

    public static float XorBits(float left, float right) => Interop.IntAsFloat(Interop.FloatAsInt(left) ^ Interop.FloatAsInt(right));

    public static float ShiftLeftBits(float value, int count) => Interop.IntAsFloat(Interop.FloatAsInt(value) << count);

    public static float ShiftRightBits(float value, int count) => Interop.IntAsFloat(Interop.FloatAsInt(value) >> count);

    public static float ShiftRightSigned(float value, int count) => Interop.IntAsFloat((uint)((int)Interop.FloatAsInt(value) >> count));

    public static float MinBits(float left, float right) => Utilities.Select(Interop.FloatAsInt(left) < Interop.FloatAsInt(right), left, right);

    public static float Gather(float* table, float indices) => table[(int)Interop.FloatAsInt(indices)];

    public static float Lookup32(float* table, float indices) => table[(int)(Interop.FloatAsInt(indices) & 31)];

    private static float Mask(bool isSet) => Interop.IntAsFloat(Utilities.Select(isSet, uint.MaxValue, 0u));
}
