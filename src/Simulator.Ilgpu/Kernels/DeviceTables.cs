using ILGPU;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Addresses in the memory of a device, for the functions of <c>Sampling</c> and <c>Uncertainty</c> that read tables.</summary>
internal static class DeviceTables
{
    /// <summary>Address of a float.</summary>
    public static ref float Floats(ArrayView<float> tables, int offset) => ref tables[offset];

    /// <summary>Address of a word.</summary>
    public static ref uint Words(ArrayView<uint> words, int offset) => ref words[offset];

    /// <summary>A word.</summary>
    public static uint Word(ArrayView<uint> words, int offset) => words[offset];
}
