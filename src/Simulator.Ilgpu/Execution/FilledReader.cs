using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Execution;

/// <summary>Reads and clears counters on a device of which most are zero: only the others are copied.</summary>
/// <remarks>
/// ILGPU.Algorithms would find the places of the records by a scan. It is not used: on ILGPU's CPU accelerator, whose
/// threads wait for each other at its barriers, the scan alone takes ten times as long as all of this; for OpenCL devices
/// without subgroups ILGPU cannot translate it; and the order that it would keep is of no use here.
/// </remarks>
internal sealed class FilledReader : IDisposable
{
    /// <summary>Room for records that is enough for most runs; more are taken in several turns. [numbers]</summary>
    public const int UsualRoom = 1 << 18;

    private readonly FilledKernels _kernels;
    private readonly AcceleratorStream _stream;
    private readonly DeviceBus _bus;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _records;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _length;
    private readonly uint[] _copy;

    /// <summary>Allocates room for records.</summary>
    /// <param name="kernels">The device's kernels.</param>
    /// <param name="stream">Receives the commands.</param>
    /// <param name="bus">Counts what is copied.</param>
    /// <param name="room">Room for records, at least for the longest. [numbers]</param>
    public FilledReader(FilledKernels kernels, AcceleratorStream stream, DeviceBus bus, int room)
    {
        // A record that never fits would be tried forever.
        ArgumentOutOfRangeException.ThrowIfLessThan(room, FilledCounters.RecordHead + FilledCounters.WordCounters);
        (_kernels, _stream, _bus, _copy) = (kernels, stream, bus, new uint[room]);
        _records = kernels.Accelerator.Allocate1D<uint>(room);
        _length = kernels.Accelerator.Allocate1D<int>(1);
    }

    /// <summary>Memory on the device. [byte]</summary>
    public long LengthInBytes => _records.LengthInBytes + _length.LengthInBytes;

    /// <summary>Receives a counter that was not zero.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="count">What it held.</param>
    public delegate void Receiver(long place, uint count);

    /// <summary>Takes out histograms between the extremes of their roots.</summary>
    public void TakeBetweenExtremes(ArrayView<uint> histogram, ArrayView<int> extremes, Receiver receive) =>
        Take(() => _kernels.TakeBetweenExtremes(_stream, histogram, extremes, _records.View, _length.View), receive);

    /// <summary>Takes out counters wherever they are.</summary>
    public void TakeAll(ArrayView<uint> counters, Receiver receive) =>
        Take(() => _kernels.TakeAll(_stream, counters, _records.View, _length.View), receive);

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _length.Dispose();
    }

    private void Take(Action launch, Receiver receive)
    {
        int needed;
        do
        {
            _length.MemSetToZero(_stream);
            launch();
            needed = _bus.Read(_stream, _length.View)[0];
            var length = Math.Min(needed, _copy.Length);
            _bus.Read(_stream, _records.View.SubView(0, length), _copy);
            Read(_copy.AsSpan(0, length), receive);
        }
        while (needed > _copy.Length);
    }

    private static void Read(ReadOnlySpan<uint> records, Receiver receive)
    {
        for (var at = 0; at < records.Length && records[at] != FilledCounters.End;)
        {
            var first = (long)records[at++] * FilledCounters.WordCounters;
            for (var filled = records[at++]; filled != 0; filled &= filled - 1)
            {
                receive(first + BitOperations.TrailingZeroCount(filled), records[at++]);
            }
        }
    }
}
