using System.Runtime.InteropServices;

namespace Simulator.Ilgpu.Kernels;

/// <summary>First bin that a group counts in its own memory, by counted root; handed to a kernel by value.</summary>
/// <remarks>Fields, not an array: a kernel's arguments lie in constant memory, which costs neither registers nor loads.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct SharedFirsts
{
    /// <summary>Roots that have a field; the others are counted in the memory of the device.</summary>
    public const int Roots = 32;

#pragma warning disable CS1591 // one after the other
    public int F0, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, F13, F14, F15;
    public int F16, F17, F18, F19, F20, F21, F22, F23, F24, F25, F26, F27, F28, F29, F30, F31;
#pragma warning restore CS1591

    /// <summary>The bins as one value.</summary>
    public static SharedFirsts Of(ReadOnlySpan<int> firsts)
    {
        var all = default(SharedFirsts);
        var fields = MemoryMarshal.CreateSpan(ref all.F0, Roots);
        firsts[..Math.Min(firsts.Length, Roots)].CopyTo(fields);
        return all;
    }
}
