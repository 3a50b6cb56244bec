using System.Reflection;
using ILGPU;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;
using ILGPU.Util;
using Simulator.Sampling;

namespace Simulator.Ilgpu.Kernels;

/// <summary>What ILGPU's compiler is to put in place of the few functions of the runtime that it does not know.</summary>
/// <remarks>
/// Only the translation for cards is concerned; ILGPU's CPU accelerator runs the original methods. A multiply-add is the
/// plain expression there: the card's own compiler fuses it, and where it does not, the last bit differs.
/// </remarks>
internal static class DeviceIntrinsics
{
    private static readonly Lock Gate = new();
    private static bool isRegistered;

    /// <summary>Tells ILGPU, once a process.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (isRegistered)
            {
                return;
            }

            Replace(typeof(MathF), nameof(MathF.FusedMultiplyAdd), nameof(MultiplyAdd));
            Replace(typeof(BitConverter), nameof(BitConverter.SingleToUInt32Bits), nameof(ToBits));
            Replace(typeof(BitConverter), nameof(BitConverter.UInt32BitsToSingle), nameof(FromBits));
            Replace(typeof(ScalarLane), nameof(ScalarLane.Select), nameof(Select));
            isRegistered = true;
        }
    }

    private static void Replace(Type type, string name, string replacement)
    {
        var original = type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!;
        var target = typeof(DeviceIntrinsics).GetMethod(replacement, BindingFlags.NonPublic | BindingFlags.Static)!;
        RemappedIntrinsics.AddRemapping(original, (ref InvocationContext context) => context.Method = target);
    }

    private static float MultiplyAdd(float x, float y, float z) => (x * y) + z;

    private static uint ToBits(float value) => Interop.FloatAsInt(value);

    private static float FromBits(uint value) => Interop.IntAsFloat(value);

    // One instruction instead of a branch.
    private static ScalarLane Select(ScalarLane mask, ScalarLane whenSet, ScalarLane whenClear) =>
        new(Utilities.Select(Interop.FloatAsInt(mask.Value) != 0u, whenSet.Value, whenClear.Value));
}
