using ILGPU;
using ILGPU.Runtime;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>The buffers of a run on one device; the turns of a run use the same, one after the other.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly DeviceBus _bus;
    private readonly PlanLayout _layout;
    private readonly int[] _noExtremes;
    private readonly Dictionary<(ulong Seed, int Replicate), uint[]> _streams = [];
    private bool _hasCubics;

    /// <summary>Allocates what was planned, but for the counters of a second pass.</summary>
    public DeviceMemory(Accelerator accelerator, CountingMemory planned, LaunchShape shape, DeviceBus bus)
    {
        // Tables and streams lie in the same places in every turn.
        (_accelerator, _bus, _layout, Planned) = (accelerator, bus, planned.Layouts[0], planned);
        using var binding = accelerator.BindScoped();
        Words = bus.Allocate(accelerator, _layout.Words);
        Tables = bus.Allocate(accelerator, _layout.Tables);
        Cubics = accelerator.Allocate1D<StratumCubic>(1);
        Histogram = accelerator.Allocate1D<uint>(planned.Counted * (long)DeviceTally.Bins);
        Sums = accelerator.Allocate1D<long>(planned.SumLength);
        Extremes = accelerator.Allocate1D<int>(2 * planned.Counted);
        Refined = accelerator.Allocate1D<uint>(1);
        Filled = new FilledReader(accelerator, shape, bus, planned.RecordRoom);
        _noExtremes = [.. Enumerable.Range(0, (int)Extremes.Length)
            .Select(i => FloatBins.Ordered(i % 2 == 0 ? float.PositiveInfinity : float.NegativeInfinity))];
        Histogram.MemSetToZero();
        Reset();
    }

#pragma warning disable CS1591 // named as the arguments of the kernels
    public CountingMemory Planned { get; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Words { get; }

    public MemoryBuffer1D<float, Stride1D.Dense> Tables { get; }

    public MemoryBuffer1D<StratumCubic, Stride1D.Dense> Cubics { get; private set; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Histogram { get; }

    public MemoryBuffer1D<long, Stride1D.Dense> Sums { get; }

    public MemoryBuffer1D<int, Stride1D.Dense> Extremes { get; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Refined { get; private set; }

    public FilledReader Filled { get; }
#pragma warning restore CS1591

    /// <summary>Which streams are in <see cref="Words"/>.</summary>
    public (ulong Seed, int Replicate)? Loaded { get; set; }

    /// <summary>All buffers that are there now. [byte]</summary>
    public long Bytes => Words.LengthInBytes + Tables.LengthInBytes + Cubics.LengthInBytes + Histogram.LengthInBytes + Sums.LengthInBytes
        + Extremes.LengthInBytes + Refined.LengthInBytes + Filled.LengthInBytes;

    /// <summary>The Sobol' streams of a replicate, kept for the next launch and the next turn.</summary>
    public uint[] Streams(ulong seed, int replicate)
    {
        if (!_streams.TryGetValue((seed, replicate), out var streams))
        {
            streams = _layout.Streams(seed, replicate);
            _streams.Add((seed, replicate), streams);
        }

        return streams;
    }

    /// <summary>Loads the cubics of the strata, which only Sobol' points need.</summary>
    public void NeedCubics()
    {
        if (!_hasCubics && _layout.Cubics.Length > 0)
        {
            Cubics.Dispose();
            Cubics = _bus.Allocate(_accelerator, _layout.Cubics);
        }

        _hasCubics = true;
    }

    /// <summary>Makes room for the counters of some resolved bins.</summary>
    public void NeedRefined(int bins)
    {
        if (Refined.Length < (long)bins * FloatBins.FloatsPerBin)
        {
            Refined.Dispose();
            Refined = _accelerator.Allocate1D<uint>((long)bins * FloatBins.FloatsPerBin);
        }

        Refined.MemSetToZero();
    }

    /// <summary>Empties sums and extremes; a histogram is emptied by reading it.</summary>
    public void Reset()
    {
        Sums.MemSetToZero();
        _bus.Write(Extremes.View, _noExtremes);
        _accelerator.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Filled.Dispose();
        Words.Dispose();
        Tables.Dispose();
        Cubics.Dispose();
        Histogram.Dispose();
        Refined.Dispose();
        Sums.Dispose();
        Extremes.Dispose();
    }
}
