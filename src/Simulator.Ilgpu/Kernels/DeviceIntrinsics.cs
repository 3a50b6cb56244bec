using System.Reflection;
using ILGPU;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;
using ILGPU.IR;
using ILGPU.Util;
using Simulator.Sampling;

namespace Simulator.Ilgpu.Kernels;

/// <summary>What ILGPU's compiler is to put in place of the few functions of the runtime that it does not know.</summary>
/// <remarks>Only the translation for cards is concerned; ILGPU's CPU accelerator runs the original methods.</remarks>
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

            Replace(typeof(BitConverter), nameof(BitConverter.SingleToUInt32Bits), nameof(ToBits));
            Replace(typeof(BitConverter), nameof(BitConverter.UInt32BitsToSingle), nameof(FromBits));
            Replace(typeof(ScalarLane), nameof(ScalarLane.Select), nameof(Select));
            Replace(typeof(ScalarLane), nameof(ScalarLane.LessThan), nameof(LessThan));
            Replace(typeof(ScalarLane), nameof(ScalarLane.Min), nameof(Min));
            Replace(typeof(ScalarLane), nameof(ScalarLane.Max), nameof(Max));
            Replace(typeof(ScalarLane), nameof(ScalarLane.AnyLessThan), typeof(DeviceArithmetic), nameof(DeviceArithmetic.IsLess));
            Replace(typeof(ScalarLane), "op_Addition", typeof(DeviceArithmetic), nameof(DeviceArithmetic.Add));
            Replace(typeof(ScalarLane), "op_Subtraction", typeof(DeviceArithmetic), nameof(DeviceArithmetic.Subtract));
            Replace(typeof(ScalarLane), "op_Multiply", typeof(DeviceArithmetic), nameof(DeviceArithmetic.Multiply));
            Replace(typeof(ScalarLane), "op_Division", typeof(DeviceArithmetic), nameof(DeviceArithmetic.Divide));
            Replace(typeof(ScalarLane), nameof(ScalarLane.SquareRoot), typeof(DeviceArithmetic), nameof(DeviceArithmetic.SquareRoot));
            Replace(typeof(ScalarLane), nameof(ScalarLane.FusedMultiplyAdd), typeof(DeviceArithmetic), nameof(DeviceArithmetic.MultiplyAdd));
            isRegistered = true;
        }
    }

    /// <summary>Tells a context how the operations of a sample are written for cards.</summary>
    public static Context.Builder AddTo(Context.Builder builder)
    {
        var manager = builder.GetIntrinsicManager();
        PtxOperations.Register(manager);
        OpenClOperations.Register(manager);
        return builder;
    }

    private static void Replace(Type type, string name, string replacement) => Replace(type, name, typeof(DeviceIntrinsics), replacement);

    private static void Replace(Type type, string name, Type replacements, string replacement)
    {
        var original = type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!;
        var target = replacements.GetMethod(replacement, BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static)!;
        RemappedIntrinsics.AddRemapping(original, (ref InvocationContext context) => context.Method = target);
    }

    private static uint ToBits(float value) => Interop.FloatAsInt(value);

    private static float FromBits(uint value) => Interop.IntAsFloat(value);

    // One instruction instead of a branch.
    private static ScalarLane Select(ScalarLane mask, ScalarLane whenSet, ScalarLane whenClear) =>
        new(Utilities.Select(Interop.FloatAsInt(mask.Value) != 0u, whenSet.Value, whenClear.Value));

    private static ScalarLane LessThan(ScalarLane left, ScalarLane right) =>
        new(Interop.IntAsFloat(Utilities.Select(DeviceArithmetic.IsLess(left, right), uint.MaxValue, 0u)));

    private static ScalarLane Min(ScalarLane left, ScalarLane right) =>
        new(Utilities.Select(DeviceArithmetic.IsLess(left, right), left.Value, right.Value));

    private static ScalarLane Max(ScalarLane left, ScalarLane right) =>
        new(Utilities.Select(DeviceArithmetic.IsLess(right, left), left.Value, right.Value));
}
