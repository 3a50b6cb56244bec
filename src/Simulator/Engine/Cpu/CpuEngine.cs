using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>Chooses the engine for a lane width.</summary>
internal static class CpuEngines
{
    /// <summary>The engine for a lane width of this processor.</summary>
    /// <param name="device">One of <see cref="CpuDevices.Available"/>.</param>
    /// <exception cref="ArgumentException">This processor does not have it.</exception>
    public static ISimulationEngine Create(string device)
    {
        if (!CpuDevices.Available.Contains(device))
        {
            throw new ArgumentException(
                $"This machine has no {device}; it has {string.Join(", ", CpuDevices.Available)}.", nameof(device));
        }

        return device switch
        {
            CpuDevices.Avx512 => new CpuEngine<Lane512, Wide512>(device),
            CpuDevices.Avx2 => new CpuEngine<Lane256, Wide256>(device),
            CpuDevices.Sse or CpuDevices.Neon => new CpuEngine<Lane128, Wide128>(device),
            _ => new CpuEngine<ScalarLane, WideScalar>(device),
        };
    }
}

/// <summary>Draws and counts on all cores of the CPU, with the same bits on every lane width.</summary>
/// <typeparam name="TLane">Lane of the arithmetic.</typeparam>
/// <typeparam name="TWide">Lane of the generator.</typeparam>
/// <param name="device">Name of the lane width.</param>
internal sealed class CpuEngine<TLane, TWide>(string device) : ISimulationEngine
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    // Enough first samples to see where an output lies; what falls outside is counted too, only slower.
    private const int PilotSamples = 4096;

    // The second pass has no sums: a run of one virtual block is shared between threads all the same.
    private const int RefinedPoints = MomentSums.VirtualBlock / 4;

    // A run draws the same samples several times: to find where the outputs lie, to count, to refine.
    // So does the next run of the same inputs, if the memory has not been needed for something else meanwhile.
    private static readonly WeakReference<WordSources<TLane, TWide>?> Last = new(null);
    private readonly Lock _lock = new();
    private WordSources<TLane, TWide>? _sources;
    private KeptColumns? _kept;

    /// <inheritdoc/>
    public string Device => device;

    /// <inheritdoc/>
    public ISimulationEngine ForOneThread(SamplingRequest request) => new CpuEngine<TLane, TWide>(device);

    /// <inheritdoc/>
    public RunTallies Prepare(SimulationPlan plan, SamplingRequest request)
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, PilotSamples);
        var sink = new WindowSink(plan);
        worker.Run(Sources(plan, request).Of(0), 0, PilotSamples, sink);
        return new RunTallies(sink.Windows, [.. plan.Roots.Select(root => root.Reference)], request.Replicates);
    }

    /// <inheritdoc/>
    public long Count(
        SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var queue = new SampleQueue(request, cancellation);
        var sources = Sources(plan, request);
        var kept = KeptColumns.For(plan, request);
        queue.Drain(
            () =>
            {
                using var sink = new TallySink<TLane>(plan, tallies, kept);
                Work(plan, request, sources, queue, sink);
                sink.HandOver();
            },
            progress);
        Interlocked.Exchange(ref _kept, queue.Drawn == request.Samples ? kept : null)?.Dispose();
        return queue.Drawn;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
    {
        WantedBins[] wanted = [.. bins.Select(set => new WantedBins(set))];
        RefiningSink? total = null;
        var queue = new SampleQueue(request, cancellation, RefinedPoints);
        var sources = Sources(plan, request);
        var kept = Interlocked.Exchange(ref _kept, null);
        queue.Drain(
            () =>
            {
                var sink = new RefiningSink(wanted);
                if (kept?.AreOf(plan, request) == true)
                {
                    while (queue.TryTake(out var unit))
                    {
                        kept.HandOver(unit, sink);
                    }
                }
                else
                {
                    Work(plan, request, sources, queue, sink);
                }

                lock (queue)
                {
                    total?.Add(sink);
                    total ??= sink;
                }
            },
            progress: null);
        kept?.Dispose();
        cancellation.ThrowIfCancellationRequested();
        return total!.Bins;
    }

    /// <inheritdoc/>
    public bool SupportsPickFreeze => true;

    /// <inheritdoc/>
    public long PickFreeze(
        SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request, PickFreezeTallies tallies,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var graph = ValueGraph.Of(plan.Program, root => plan.Roots[root].IsCounted);
        var queue = new SampleQueue(request, cancellation);
        queue.Drain(
            () =>
            {
                using var worker = new PickFreezeWorker<TLane, TWide>(plan, graph, factors);
                while (queue.TryTake(out var unit))
                {
                    var a = WordSource.Create<TLane, TWide>(plan, request, unit.Replicate);
                    var b = WordSource.Create<TLane, TWide>(plan, request, unit.Replicate, isSecond: true);
                    for (var block = 0; block < unit.Count; block += MomentSums.VirtualBlock)
                    {
                        var count = Math.Min(MomentSums.VirtualBlock, unit.Count - block);
                        worker.Run(a, b, unit.Replicate, unit.First + block, count, tallies);
                    }

                    queue.Complete(unit);
                }
            },
            progress);
        return queue.Drawn;
    }

    private WordSources<TLane, TWide> Sources(SimulationPlan plan, SamplingRequest request)
    {
        lock (_lock)
        {
            if (_sources?.AreOf(plan, request) != true)
            {
                _sources = Last.TryGetTarget(out var last) && last.AreOf(plan, request) ? last : new WordSources<TLane, TWide>(plan, request);
                Last.SetTarget(_sources);
            }

            return _sources;
        }
    }

    private static void Work<TSink>(
        SimulationPlan plan, SamplingRequest request, WordSources<TLane, TWide> sources, SampleQueue queue, TSink sink)
        where TSink : IColumnSink
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, request.BlockSize);
        while (queue.TryTake(out var unit))
        {
            var source = sources.Of(unit.Replicate);
            sink.Begin(unit.Replicate);
            for (var block = 0; block < unit.Count; block += MomentSums.VirtualBlock)
            {
                var end = Math.Min(block + MomentSums.VirtualBlock, unit.Count);
                for (var offset = block; offset < end; offset += request.BlockSize)
                {
                    worker.Run(source, unit.First + offset, Math.Min(request.BlockSize, end - offset), sink);
                }

                sink.CloseVirtualBlock();
            }

            queue.Complete(unit);
        }
    }
}
