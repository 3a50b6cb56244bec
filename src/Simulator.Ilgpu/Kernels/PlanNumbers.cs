using System.Runtime.InteropServices;
using ILGPU;

namespace Simulator.Ilgpu.Kernels;

/// <summary>The first numbers of a plan, handed to a kernel by value.</summary>
/// <remarks>
/// Fields, not an array: a kernel's arguments lie in constant memory, which costs neither registers nor loads. An OpenCL
/// device takes at least 1,024 bytes of arguments; these are half of them.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct PlanNumbers
{
    /// <summary>How many there are.</summary>
    public const int Count = 128;

#pragma warning disable CS1591 // one after the other
    public float F0, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, F13, F14, F15;
    public float F16, F17, F18, F19, F20, F21, F22, F23, F24, F25, F26, F27, F28, F29, F30, F31;
    public float F32, F33, F34, F35, F36, F37, F38, F39, F40, F41, F42, F43, F44, F45, F46, F47;
    public float F48, F49, F50, F51, F52, F53, F54, F55, F56, F57, F58, F59, F60, F61, F62, F63;
    public float F64, F65, F66, F67, F68, F69, F70, F71, F72, F73, F74, F75, F76, F77, F78, F79;
    public float F80, F81, F82, F83, F84, F85, F86, F87, F88, F89, F90, F91, F92, F93, F94, F95;
    public float F96, F97, F98, F99, F100, F101, F102, F103, F104, F105, F106, F107, F108, F109, F110, F111;
    public float F112, F113, F114, F115, F116, F117, F118, F119, F120, F121, F122, F123, F124, F125, F126, F127;
#pragma warning restore CS1591

    /// <summary>The numbers as one value.</summary>
    public static PlanNumbers Of(ReadOnlySpan<float> numbers)
    {
        var all = default(PlanNumbers);
        numbers[..Math.Min(numbers.Length, Count)].CopyTo(MemoryMarshal.CreateSpan(ref all.F0, Count));
        return all;
    }

    /// <summary>A number that is not among the first.</summary>
    public static float Other(ArrayView<float> others, int place) => others[place];
}
