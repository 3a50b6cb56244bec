using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Types;
using ILGPU.IR.Values;

namespace Simulator.Ilgpu.Kernels;

/// <summary><see cref="DeviceArithmetic"/>, the group's barrier and the counters' atomics as OpenCL C.</summary>
/// <remarks>
/// One operation a statement: compilers may fuse within an expression only. ILGPU's own barrier waits for the memory of the
/// device and not for that of the group, and its atomics order all memory of all groups; counters need no order.
/// </remarks>
internal static class OpenClOperations
{
    /// <summary>Tells ILGPU about them.</summary>
    public static void Register(IntrinsicImplementationManager manager)
    {
        foreach (var (operation, handler) in new (string, CLIntrinsic.Handler)[]
        {
            (nameof(DeviceArithmetic.Add), Add), (nameof(DeviceArithmetic.Subtract), Subtract),
            (nameof(DeviceArithmetic.Multiply), Multiply), (nameof(DeviceArithmetic.Divide), Divide),
            (nameof(DeviceArithmetic.SquareRoot), SquareRoot), (nameof(DeviceArithmetic.MultiplyAdd), MultiplyAdd),
            (nameof(DeviceArithmetic.IsLess), IsLess), (nameof(DeviceArithmetic.Barrier), Barrier),
        })
        {
            manager.RegisterMethod(
                typeof(DeviceArithmetic).GetMethod(operation, BindingFlags.Public | BindingFlags.Static)!,
                new CLIntrinsic(handler.Method, IntrinsicImplementationMode.GenerateCode));
        }

        foreach (var (kind, type) in new[]
        {
            (AtomicKind.Add, BasicValueType.Int32), (AtomicKind.Add, BasicValueType.Int64),
            (AtomicKind.Min, BasicValueType.Int32), (AtomicKind.Max, BasicValueType.Int32),
        })
        {
            manager.RegisterGenericAtomic(kind, type, new CLIntrinsic(((CLIntrinsic.Handler)Atomic).Method, IntrinsicImplementationMode.GenerateCode));
        }
    }

    private static void Add(CLBackend backend, CLCodeGenerator code, Value value) => Infix(code, value, " + ");

    private static void Subtract(CLBackend backend, CLCodeGenerator code, Value value) => Infix(code, value, " - ");

    private static void Multiply(CLBackend backend, CLCodeGenerator code, Value value) => Infix(code, value, " * ");

    private static void Divide(CLBackend backend, CLCodeGenerator code, Value value) => Infix(code, value, " / ");

    private static void SquareRoot(CLBackend backend, CLCodeGenerator code, Value value) => Function(code, value, "sqrt");

    private static void MultiplyAdd(CLBackend backend, CLCodeGenerator code, Value value) => Function(code, value, "fma");

    private static void IsLess(CLBackend backend, CLCodeGenerator code, Value value) => Infix(code, value, " < ");

    private static void Barrier(CLBackend backend, CLCodeGenerator code, Value value) =>
        Line(code, "work_group_barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);");

    private static void Atomic(CLBackend backend, CLCodeGenerator code, Value value)
    {
        var atomic = (GenericAtomic)value;
        var (pointer, operand, result) = (code.Load(atomic.Target), code.Load(atomic.Value), code.Allocate(value));
        var type = code.TypeGenerator.GetBasicValueType(atomic.ArithmeticBasicValueType);
        var (space, scope) = ((AddressSpaceType)atomic.Target.Type).AddressSpace switch
        {
            MemoryAddressSpace.Shared => ("local ", "work_group"),
            MemoryAddressSpace.Global => ("global ", "device"),
            _ => ("", "device"),
        };
        using var statement = code.BeginStatement(result);
        statement.AppendCommand($"atomic_fetch_{atomic.Kind.ToString().ToLowerInvariant()}_explicit");
        statement.BeginArguments();
        statement.AppendCast($"volatile {space}atomic_{type}*");
        statement.AppendArgument(pointer);
        statement.AppendArgument(operand);
        statement.AppendCommand($", memory_order_relaxed, memory_scope_{scope}");
        statement.EndArguments();
    }

    private static void Line(CLCodeGenerator code, string text)
    {
        code.AppendIndent();
        code.Builder.AppendLine(text);
    }

    private static void Infix(CLCodeGenerator code, Value value, string operation)
    {
        var (left, right) = (code.Load(value[0]), code.Load(value[1]));
        using var statement = code.BeginStatement(code.Allocate(value));
        statement.Append(left);
        statement.AppendCommand(operation);
        statement.Append(right);
    }

    private static void Function(CLCodeGenerator code, Value value, string name)
    {
        var operands = value.Nodes.ToArray().Select(operand => code.Load(operand)).ToList();
        using var statement = code.BeginStatement(code.Allocate(value));
        statement.AppendCommand(name);
        statement.BeginArguments();
        foreach (var operand in operands)
        {
            statement.AppendArgument(operand);
        }

        statement.EndArguments();
    }
}
