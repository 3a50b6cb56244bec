using ILGPU;
using ILGPU.Runtime;
using Simulator.Ilgpu.Kernels;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>What one replicate takes on a device while it is drawn and counted, and the stream that has its commands.</summary>
/// <remarks>Several replicates have theirs side by side, so that short launches fill the device together.</remarks>
internal sealed class ReplicateMemory : IDisposable
{
    private readonly DeviceBus _bus;
    private readonly int[] _noExtremes;
    private uint[]? _streams;

    /// <summary>Allocates and empties it.</summary>
    /// <param name="kernels">The device, and the kernels that read it.</param>
    /// <param name="planned">How large it is.</param>
    /// <param name="bus">Counts what is copied.</param>
    public ReplicateMemory(FilledKernels kernels, CountingMemory planned, DeviceBus bus)
    {
        var accelerator = kernels.Accelerator;
        _bus = bus;
        Stream = accelerator.CreateStream();
        Words = bus.Allocate(accelerator, planned.Layouts[0].Words);
        Histogram = accelerator.Allocate1D<uint>(planned.Counted * (long)DeviceTally.Bins);
        Sums = accelerator.Allocate1D<long>(planned.SumLength);
        Extremes = accelerator.Allocate1D<int>(2 * planned.Counted);
        Filled = new FilledReader(kernels, Stream, bus, planned.RecordRoom);
        _noExtremes = [.. Enumerable.Range(0, (int)Extremes.Length)
            .Select(i => FloatBins.Ordered(i % 2 == 0 ? float.PositiveInfinity : float.NegativeInfinity))];
        accelerator.Synchronize();
        Histogram.MemSetToZero(Stream);
        Reset();
    }

#pragma warning disable CS1591 // named as the arguments of the kernels
    public AcceleratorStream Stream { get; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Words { get; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Histogram { get; }

    public MemoryBuffer1D<long, Stride1D.Dense> Sums { get; }

    public MemoryBuffer1D<int, Stride1D.Dense> Extremes { get; }

    public FilledReader Filled { get; }
#pragma warning restore CS1591

    /// <summary>All buffers. [byte]</summary>
    public long Bytes => Words.LengthInBytes + Histogram.LengthInBytes + Sums.LengthInBytes + Extremes.LengthInBytes + Filled.LengthInBytes;

    /// <summary>Puts Sobol' streams into <see cref="Words"/> unless they are there.</summary>
    public void Load(uint[] streams)
    {
        if (_streams != streams)
        {
            _bus.Write(Stream, Words.View, streams);
            _streams = streams;
        }
    }

    /// <summary>Takes the words of another plan: no streams, and its thresholds behind them.</summary>
    public void Renew(uint[] words)
    {
        _bus.Write(Stream, Words.View, words);
        _streams = null;
    }

    /// <summary>Empties sums and extremes; a histogram is emptied by reading it.</summary>
    public void Reset()
    {
        Sums.MemSetToZero(Stream);
        _bus.Write(Stream, Extremes.View, _noExtremes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Filled.Dispose();
        Words.Dispose();
        Histogram.Dispose();
        Sums.Dispose();
        Extremes.Dispose();
        Stream.Dispose();
    }
}
