namespace Simulator.Engine;

/// <summary>How to run a scenario; what a file or a command line may ask for.</summary>
public sealed record RunOptions
{
    /// <summary>Samples to draw. [-]</summary>
    public long Samples { get; init; } = 1L << 20;

    /// <summary>Sampler: <c>random</c> (Philox).</summary>
    public string Sampler { get; init; } = "random";

    /// <summary>Seed of all streams.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Level of the printed central intervals. [-]</summary>
    public double Interval { get; init; } = 0.9;

    /// <summary>auto, cpu, or one lane width of the CPU by name (cpu-avx512, …, cpu-scalar).</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Samples in one pass through the columns, a multiple of 512; the result does not depend on it.</summary>
    public int BlockSize { get; init; } = 512;
}

/// <summary>How far a run has come.</summary>
/// <param name="Done">Samples drawn so far.</param>
/// <param name="Total">Samples to draw.</param>
public readonly record struct RunProgress(long Done, long Total);
