using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Emission;

/// <summary>The numbers of a plan that change from point to point of a study: parameters of distributions, constants of equations, references of sums.</summary>
/// <remarks>
/// As arguments of a kernel they leave its text the same for all points, so that it is translated once. What decides
/// which instructions there are (kinds of distributions, sizes of tables, bounds that are there or not) is never one of
/// them. The bits are those of numbers in the code: no translator folds the arithmetic of a sample (<see cref="DeviceArithmetic"/>).
/// </remarks>
/// <param name="firstArgument">Argument of the kernel that has the first of them; the next is the memory with the others.</param>
/// <param name="mergesEqual">Whether equal numbers take one place: fewer of them, but a point in which two happen to be equal has another text.</param>
internal sealed class KernelNumbers(int firstArgument, bool mergesEqual = false)
{
    private readonly List<float> _values = [];
    private readonly Dictionary<uint, int> _slots = [];

    /// <summary>Argument of the kernel that has the first of them; the next is the memory with the others.</summary>
    public int FirstArgument => firstArgument;

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The first of them, which a kernel gets by value.</summary>
    public PlanNumbers First => PlanNumbers.Of([.. _values.Take(PlanNumbers.Count)]);

    /// <summary>The others, which lie in the memory of the device.</summary>
    public float[] Others => [.. _values.Skip(PlanNumbers.Count)];

    /// <summary>The place of a number.</summary>
    public int Add(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (mergesEqual && _slots.TryGetValue(bits, out var slot))
        {
            return slot;
        }

        _slots[bits] = _values.Count;
        _values.Add(value);
        return _values.Count - 1;
    }
}
