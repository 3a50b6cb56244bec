namespace Simulator.Ilgpu.Execution;

/// <summary>How much gathers on a device before it is read; no result depends on it.</summary>
/// <param name="RecordRoom">Room for what is read at once, see <see cref="FilledReader"/>. [numbers]</param>
/// <param name="MostUnread">Samples after which the counters of a second pass are read: they have 32 bits, and all samples may be one float.</param>
internal readonly record struct WorkerLimits(int RecordRoom, long MostUnread)
{
    /// <summary>What runs use.</summary>
    public static WorkerLimits Usual { get; } = new(FilledReader.UsualRoom, uint.MaxValue);
}
