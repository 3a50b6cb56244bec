using Simulator.Sampling;
using Simulator.Statistics;

namespace Simulator.Engine.Cpu;

/// <summary>Chooses the engine for a lane width.</summary>
public static class CpuEngines
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
public sealed class CpuEngine<TLane, TWide>(string device) : ISimulationEngine
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    // Enough first samples to see where an output lies; what falls outside is counted too, only slower.
    private const int PilotSamples = 4096;

    /// <inheritdoc/>
    public string Device => device;

    /// <inheritdoc/>
    public CountedRun Count(
        SimulationPlan plan, SamplingRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var windows = Pilot(plan, request);
        var totals = plan.Roots.Select((root, i) => new OutputTally(windows[i], root.Reference)).ToList();
        var queue = new VirtualBlockQueue(request.Samples, cancellation);
        queue.Drain(
            request.Threads,
            () =>
            {
                using var sink = new TallySink<TLane>(
                    [.. plan.Roots.Select((root, i) => new ColumnTally(windows[i], root.Reference))]);
                Work(plan, request, queue, sink, sink.CloseVirtualBlock);
                lock (totals)
                {
                    sink.MergeInto(totals);
                }
            },
            progress);
        return new CountedRun(queue.Drawn, totals);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
    {
        var totals = new RefiningSink(bins);
        var queue = new VirtualBlockQueue(request.Samples, cancellation);
        queue.Drain(
            request.Threads,
            () =>
            {
                var sink = new RefiningSink(bins);
                Work(plan, request, queue, sink, () => { });
                lock (totals)
                {
                    totals.Add(sink);
                }
            },
            progress: null);
        cancellation.ThrowIfCancellationRequested();
        return totals.Bins;
    }

    private static void Work<TSink>(
        SimulationPlan plan, SamplingRequest request, VirtualBlockQueue queue, TSink sink, Action closeVirtualBlock)
        where TSink : IColumnSink
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, request.Seed, request.BlockSize);
        while (queue.TryTake(out var first, out var count))
        {
            for (var offset = 0; offset < count; offset += request.BlockSize)
            {
                worker.Run(first + offset, Math.Min(request.BlockSize, count - offset), sink);
            }

            closeVirtualBlock();
            queue.Complete(count);
        }
    }

    private static BinWindow[] Pilot(SimulationPlan plan, SamplingRequest request)
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, request.Seed, PilotSamples);
        var sink = new CollectingSink(plan.Roots.Count);
        worker.Run(0, PilotSamples, sink);
        return [.. plan.Roots.Select((root, i) => root.IsCounted ? BinWindow.Around(sink.Values[i]) : default)];
    }
}
