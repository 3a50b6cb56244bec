using System.Reflection;
using ILGPU;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;
using ILGPU.IR;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Kernels;

/// <summary>What ILGPU's compiler is to put in place of the few functions of the runtime that it does not know.</summary>
/// <remarks>Only the translation for cards is concerned; ILGPU's CPU accelerator runs the original methods.</remarks>
internal static class DeviceIntrinsics
{
    private static readonly Lock Gate = new();
    private static bool _isRegistered;

    /// <summary>Tells ILGPU, once a process.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_isRegistered)
            {
                return;
            }

            Replace(typeof(BitConverter), nameof(BitConverter.SingleToUInt32Bits), typeof(DeviceIntrinsics), nameof(ToBits));
            Replace(typeof(BitConverter), nameof(BitConverter.UInt32BitsToSingle), typeof(DeviceIntrinsics), nameof(FromBits));
            foreach (var (original, replacement) in new[]
            {
                ("op_Addition", nameof(DeviceArithmetic.Add)), ("op_Subtraction", nameof(DeviceArithmetic.Subtract)),
                ("op_Multiply", nameof(DeviceArithmetic.Multiply)), ("op_Division", nameof(DeviceArithmetic.Divide)),
                (nameof(ScalarLane.SquareRoot), nameof(DeviceArithmetic.SquareRoot)),
                (nameof(ScalarLane.FusedMultiplyAdd), nameof(DeviceArithmetic.MultiplyAdd)),
                (nameof(ScalarLane.AnyLessThan), nameof(DeviceArithmetic.IsLess)),
            })
            {
                Replace(typeof(ScalarLane), original, typeof(DeviceArithmetic), replacement);
            }

            foreach (var function in typeof(DeviceLane).GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                Replace(typeof(ScalarLane), function.Name, typeof(DeviceLane), function.Name);
            }

            _isRegistered = true;
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

    private static void Replace(Type type, string name, Type replacements, string replacement)
    {
        var original = type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!;
        var target = replacements.GetMethod(replacement, BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static)!;
        RemappedIntrinsics.AddRemapping(original, (ref InvocationContext context) => context.Method = target);
    }

    private static uint ToBits(float value) => Interop.FloatAsInt(value);

    private static float FromBits(uint value) => Interop.IntAsFloat(value);
}
