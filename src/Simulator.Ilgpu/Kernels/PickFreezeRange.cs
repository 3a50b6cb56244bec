using Simulator.Engine.Cpu;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Which points of which replicate a launch of a sensitivity analysis draws; handed to a kernel by value.</summary>
/// <remarks>
/// The CPU engine sums a segment of points in columns, value i in column i mod <see cref="Columns"/>, each in single
/// precision. A thread is one such column, so it makes the same sums to the last bit.
/// </remarks>
internal struct PickFreezeRange
{
    /// <summary>Points of a segment.</summary>
    public const int Segment = PickFreezeLoops.Segment;

    /// <summary>Columns of a segment, and points from one of a column to the next.</summary>
    public const int Columns = PickFreezeLoops.Columns;

    /// <summary>First point, where a segment begins.</summary>
    public long First;

    /// <summary>First point behind the last that counts.</summary>
    public long End;

    /// <summary>Seed of the analysis.</summary>
    public ulong Seed;

    /// <summary>Columns of all segments of this launch.</summary>
    public int Threads;

    /// <summary>Purpose and replicate of the draws' streams at A.</summary>
    public uint DrawPurpose;

    /// <summary>Purpose and replicate at A of the streams that choose components of mixtures.</summary>
    public uint SelectorPurpose;

    /// <summary>Purpose and replicate of the draws' streams at B.</summary>
    public uint DrawPurposeOfB;

    /// <summary>Purpose and replicate at B of the streams that choose components of mixtures.</summary>
    public uint SelectorPurposeOfB;
}
