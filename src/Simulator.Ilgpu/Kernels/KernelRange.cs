namespace Simulator.Ilgpu.Kernels;

/// <summary>Which points of which replicate a launch draws; handed to a kernel by value.</summary>
/// <remarks>
/// Points are taken in virtual blocks of <see cref="BlockPoints"/>, one a thread at a time. Sums are closed at the end of
/// a block, and blocks begin at multiples of their length, so that no sum depends on how a launch is cut.
/// </remarks>
internal struct KernelRange
{
    /// <summary>Points of a virtual block: four groups of Philox, or 2⁸ neighbours of a Sobol' sequence.</summary>
    public const int BlockPoints = 256;

    /// <summary>First point that counts.</summary>
    public long First;

    /// <summary>First point behind the last that counts.</summary>
    public long End;

    /// <summary>Number of the first virtual block.</summary>
    public long FirstBlock;

    /// <summary>Seed of the run.</summary>
    public ulong Seed;

    /// <summary>Virtual blocks of this launch.</summary>
    public int Blocks;

    /// <summary>Purpose and replicate of the draws' streams.</summary>
    public uint DrawPurpose;

    /// <summary>Purpose and replicate of the streams that choose components of mixtures.</summary>
    public uint SelectorPurpose;
}
