using System.Runtime.InteropServices;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Tests.Sampling;

/// <summary>Every operation of a lane, by name.</summary>
internal static unsafe class LaneOperations
{
    // Aligned, as GatherFour wants it.
    private static readonly float* Entries = Roots();

    /// <summary>Those whose result may be a NaN made by arithmetic, whose payload no standard fixes.</summary>
    public static string[] Arithmetic { get; } = ["Add", "Subtract", "Multiply", "Divide", "FusedMultiplyAdd", "SquareRoot", "MaximumScaled"];

    public static string[] Exact { get; } =
    [
        "Constant", "Broadcast", "BroadcastBits", "Max", "Min", "LessThan", "EqualBits", "LessThanBits", "Select", "Any", "AnyLessThan",
        "ConvertFromInt32", "ConvertToInt32", "AddBits", "SubtractBits", "AndBits", "OrBits", "XorBits", "ShiftLeftBits",
        "ShiftRightBits", "ShiftRightSigned", "MinBits", "Gather", "GatherFour", "Lookup32", "WordOfScore", "MaximumConstant",
    ];

    public static TLane Evaluate<TLane>(string operation, TLane a, TLane b, TLane c)
        where TLane : struct, ILane<TLane>
    {
        return operation switch
        {
            "Add" => a + b,
            "Subtract" => a - b,
            "Multiply" => a * b,
            "Divide" => a / b,
            "FusedMultiplyAdd" => TLane.FusedMultiplyAdd(a, b, c),
            "SquareRoot" => TLane.SquareRoot(a),
            "Constant" => TLane.Constant(0.1),
            "Broadcast" => TLane.Broadcast(0.1f),
            "BroadcastBits" => TLane.BroadcastBits(0xfeedbee5),
            "Max" => TLane.Max(a, b),
            "Min" => TLane.Min(a, b),
            "LessThan" => TLane.LessThan(a, b),
            "EqualBits" => TLane.OrBits(TLane.EqualBits(a, b), TLane.AndBits(TLane.EqualBits(a, a), c)),
            "LessThanBits" => TLane.LessThanBits(a, b),
            "Select" => TLane.Select(TLane.LessThan(a, b), b, c),
            "Any" => TLane.BroadcastBits(TLane.Any(TLane.LessThan(c, c)) || !TLane.Any(TLane.EqualBits(a, a)) ? 1u : 0u),
            "AnyLessThan" => TLane.BroadcastBits(TLane.AnyLessThan(a, a) ? 1u : 0u),
            "ConvertFromInt32" => TLane.ConvertFromInt32(a),
            "ConvertToInt32" => TLane.ConvertToInt32(TLane.ConvertFromInt32(TLane.ShiftRightSigned(a, 1)) * TLane.Broadcast(0.37f)),
            "AddBits" => TLane.AddBits(a, b),
            "SubtractBits" => TLane.SubtractBits(a, b),
            "AndBits" => TLane.AndBits(a, b),
            "OrBits" => TLane.OrBits(a, b),
            "XorBits" => TLane.XorBits(a, b),
            "ShiftLeftBits" => TLane.XorBits(TLane.ShiftLeftBits(a, 23), TLane.ShiftLeftBits(b, 1)),
            "ShiftRightBits" => TLane.XorBits(TLane.ShiftRightBits(a, 23), TLane.ShiftRightBits(b, 31)),
            "ShiftRightSigned" => TLane.XorBits(TLane.ShiftRightSigned(a, 23), TLane.ShiftRightSigned(b, 31)),
            "MinBits" => TLane.MinBits(a, b),
            "Gather" => TLane.Gather(Entries, TLane.ShiftRightBits(a, 22)),
            "GatherFour" => Four(TLane.ShiftLeftBits(TLane.ShiftRightBits(a, 24), 2)),
            "Lookup32" => TLane.Lookup32(Entries, TLane.ShiftRightBits(a, 27)),
            "WordOfScore" => WordMath.WordOfScore(TLane.ConvertFromInt32(a) * TLane.Broadcast(4e-9f)),
            "MaximumConstant" => StepArithmetic.MaximumConstant(a, b),
            "MaximumScaled" => StepArithmetic.MaximumScaled(a, b, c),
            _ => throw new NotSupportedException(operation),
        };
    }

    // All four in one, none of which hides another.
    private static TLane Four<TLane>(TLane indices)
        where TLane : struct, ILane<TLane>
    {
        var stored = stackalloc uint[16];
        TLane.Store(indices, (float*)stored);
        var (first, second, third, fourth) = TLane.GatherFour(Entries, stored);
        return TLane.XorBits(
            TLane.XorBits(first, TLane.ShiftLeftBits(second, 1)), TLane.XorBits(TLane.ShiftLeftBits(third, 2), TLane.ShiftLeftBits(fourth, 3)));
    }

    private static float* Roots()
    {
        const int Count = 1024;
        var roots = (float*)NativeMemory.AlignedAlloc(Count * sizeof(float), 64);
        for (var i = 0; i < Count; i++)
        {
            roots[i] = MathF.Sqrt(i);
        }

        return roots;
    }
}
