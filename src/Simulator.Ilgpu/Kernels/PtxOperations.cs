using System.Reflection;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace Simulator.Ilgpu.Kernels;

/// <summary><see cref="DeviceArithmetic"/> as instructions of NVIDIA's PTX.</summary>
/// <remarks>The suffix .rn keeps the assembler from fusing a product with a sum, and asks for the rounding of IEEE 754.</remarks>
internal static class PtxOperations
{
    /// <summary>Tells ILGPU about them.</summary>
    public static void Register(IntrinsicImplementationManager manager)
    {
        foreach (var (operation, handler) in new (string, PTXIntrinsic.Handler)[]
        {
            (nameof(DeviceArithmetic.Add), Add), (nameof(DeviceArithmetic.Subtract), Subtract),
            (nameof(DeviceArithmetic.Multiply), Multiply), (nameof(DeviceArithmetic.Divide), Divide),
            (nameof(DeviceArithmetic.SquareRoot), SquareRoot), (nameof(DeviceArithmetic.MultiplyAdd), MultiplyAdd),
            (nameof(DeviceArithmetic.IsLess), IsLess), (nameof(DeviceArithmetic.Barrier), Barrier),
        })
        {
            manager.RegisterMethod(
                typeof(DeviceArithmetic).GetMethod(operation, BindingFlags.Public | BindingFlags.Static)!,
                new PTXIntrinsic(handler.Method, IntrinsicImplementationMode.GenerateCode));
        }
    }

    private static void Add(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "add.rn.f32");

    private static void Subtract(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "sub.rn.f32");

    private static void Multiply(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "mul.rn.f32");

    private static void Divide(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "div.rn.f32");

    private static void SquareRoot(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "sqrt.rn.f32");

    private static void MultiplyAdd(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "fma.rn.f32");

    private static void IsLess(PTXBackend backend, PTXCodeGenerator code, Value value) => Instruction(code, value, "setp.lt.f32");

    private static void Barrier(PTXBackend backend, PTXCodeGenerator code, Value value)
    {
        using var command = code.BeginCommand("bar.sync");
        command.AppendConstant(0L);
    }

    private static void Instruction(PTXCodeGenerator code, Value value, string name)
    {
        var operands = value.Nodes.ToArray().Select(operand => code.LoadPrimitive(operand)).ToList();
        var target = code.AllocateHardware(value);
        using var command = code.BeginCommand(name);
        command.AppendArgument(target);
        foreach (var operand in operands)
        {
            command.AppendArgument(operand);
        }
    }
}
