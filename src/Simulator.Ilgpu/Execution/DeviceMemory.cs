using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>The buffers of a run on one device; the turns of a run use the same, one after the other.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly FilledKernels _kernels;
    private readonly DeviceBus _bus;
    private readonly List<ReplicateMemory> _replicates = [];
    private readonly Dictionary<(ulong Seed, int Replicate), uint[]> _streams = [];
    private PlanLayout _layout;
    private Sampler? _cubicsOf;
    private float[] _others = [];

    /// <summary>Allocates what every run of a plan needs.</summary>
    public DeviceMemory(Accelerator accelerator, CountingMemory planned, LaunchShape shape, DeviceBus bus)
    {
        // Tables and streams lie in the same places in every turn.
        (_accelerator, _kernels, _bus, _layout, Planned) = (accelerator, new(accelerator, shape), bus, planned.Layouts[0], planned);
        using var binding = accelerator.BindScoped();
        Tables = bus.Allocate(accelerator, _layout.Tables);
        Cubics = accelerator.Allocate1D<StratumCubic>(1);
        Refined = accelerator.Allocate1D<uint>(1);
        Others = accelerator.Allocate1D<float>(planned.Others);
        NeedReplicates(1);
    }

#pragma warning disable CS1591 // named as the arguments of the kernels
    public CountingMemory Planned { get; private set; }

    public MemoryBuffer1D<float, Stride1D.Dense> Tables { get; }

    public MemoryBuffer1D<StratumCubic, Stride1D.Dense> Cubics { get; private set; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Refined { get; private set; }

    public MemoryBuffer1D<float, Stride1D.Dense> Others { get; }
#pragma warning restore CS1591

    /// <summary>Those of replicates that are drawn at the same time.</summary>
    public IReadOnlyList<ReplicateMemory> Replicates => _replicates;

    /// <summary>All buffers that are there now. [byte]</summary>
    public long Bytes => Tables.LengthInBytes + Cubics.LengthInBytes + Refined.LengthInBytes + Others.LengthInBytes + _replicates.Sum(replicate => replicate.Bytes);

    /// <summary>Takes another plan with buffers of the same lengths; only what differs is copied.</summary>
    public void Renew(CountingMemory planned)
    {
        using var binding = _accelerator.BindScoped();
        var (last, next) = (_layout, planned.Layouts[0]);
        (_layout, Planned) = (next, planned);
        Renew(Tables, last.Tables, next.Tables);
        if (_cubicsOf is { } sampler)
        {
            Renew(Cubics, last.Cubics(sampler), next.Cubics(sampler));
        }

        if (!next.HasStreamsOf(last))
        {
            _streams.Clear();
        }

        if (!next.Words.AsSpan().SequenceEqual(last.Words))
        {
            _replicates.ForEach(replicate => replicate.Renew(next.Words));
        }
    }

    /// <summary>Loads the numbers of a kernel that it does not get by value, unless they are there; no kernel may be running.</summary>
    public void LoadOthers(float[] others)
    {
        if (_others != others && others.Length > 0)
        {
            _bus.Write(_accelerator.DefaultStream, Others.View, others);
            _others = others;
        }
    }

    /// <summary>Makes room for replicates that are drawn at the same time, no more than planned.</summary>
    public void NeedReplicates(int count)
    {
        using var binding = _accelerator.BindScoped();
        while (_replicates.Count < count)
        {
            _replicates.Add(new ReplicateMemory(_kernels, Planned, _bus));
        }
    }

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

    /// <summary>Loads the cubics of a sampler's strata, unless they are there; no kernel may be running.</summary>
    public void NeedCubics(Sampler sampler)
    {
        if (_cubicsOf == sampler)
        {
            return;
        }

        // Room for those of either sampler, as planned.
        using var binding = _accelerator.BindScoped();
        if (Cubics.Length < Planned.Cubics)
        {
            Cubics.Dispose();
            Cubics = _accelerator.Allocate1D<StratumCubic>(Planned.Cubics);
        }

        if (_layout.Cubics(sampler) is { Length: > 0 } cubics)
        {
            _bus.Write(_accelerator.DefaultStream, Cubics.View, cubics);
        }

        _cubicsOf = sampler;
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

    private void Renew<T>(MemoryBuffer1D<T, Stride1D.Dense> memory, T[] last, T[] next)
        where T : unmanaged
    {
        if (!MemoryMarshal.AsBytes(next.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(last.AsSpan())))
        {
            _bus.Write(_accelerator.DefaultStream, memory.View, next);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _replicates.ForEach(replicate => replicate.Dispose());
        Tables.Dispose();
        Cubics.Dispose();
        Refined.Dispose();
        Others.Dispose();
    }
}
