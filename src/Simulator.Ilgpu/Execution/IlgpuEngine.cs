using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>Draws and counts on one device, or on several that share the points of each round.</summary>
/// <remarks>
/// Everything that leaves a device is an integer, so neither the number of devices nor the shape or length of a launch
/// changes a result. A round draws the same points of every replicate; what an interrupted round drew is dropped.
/// </remarks>
/// <param name="device">Its name.</param>
/// <param name="accelerators">The devices.</param>
/// <param name="shape">How threads are grouped; null for what suits each device.</param>
/// <param name="time">The clock that the length of launches follows; null for the system's.</param>
/// <param name="limits">How much gathers on a device; null for what is usual.</param>
/// <param name="memory">What a run may take of each device's memory; null for half of a card's. [byte]</param>
internal sealed class IlgpuEngine(
    string device, IReadOnlyList<Accelerator> accelerators, LaunchShape? shape = null, TimeProvider? time = null, WorkerLimits? limits = null,
    long? memory = null)
    : ISimulationEngine, IDisposable
{
    private readonly Dictionary<SimulationPlan, DeviceWorker[]> _workers = new(ReferenceEqualityComparer.Instance);
    private readonly DeviceBus[] _buses = [.. accelerators.Select(_ => new DeviceBus())];
    private readonly ISimulationEngine _host = CpuEngines.Create(CpuDevices.Best);

    /// <inheritdoc/>
    public string Device => device;

    /// <summary>Time spent on translating kernels so far, on the slowest device.</summary>
    public TimeSpan Compilation => _workers.Values.SelectMany(workers => workers).Select(worker => worker.Compilation).DefaultIfEmpty().Max();

    /// <summary>Time spent on translating the kernels of the last sensitivity analysis, on the slowest device.</summary>
    public TimeSpan PickFreezeCompilation { get; private set; }

    /// <summary>Copied from the devices so far. [byte]</summary>
    public long BytesFromDevices => _buses.Sum(bus => bus.FromDevice);

    /// <summary>Copied to the devices so far. [byte]</summary>
    public long BytesToDevices => _buses.Sum(bus => bus.ToDevice);

    /// <inheritdoc/>
    public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => _host.Prepare(plan, request);

    /// <summary>Translates the kernels of a plan; a first <see cref="Count"/> does so too.</summary>
    public void Compile(SimulationPlan plan, Sampler sampler) => Guarded(() =>
    {
        Parallel.ForEach(WorkersFor(plan), worker => worker.Compile(KernelKind.Count, sampler));
        return true;
    });

    /// <inheritdoc/>
    public long Count(
        SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        Guarded(() =>
        {
            Check(request);
            var workers = WorkersFor(plan);
            var firsts = SharedWindows.Choose(workers[0].Layout, request, tallies);
            long done = 0;
            foreach (var (first, end) in new LaunchPace(request, time ?? TimeProvider.System))
            {
                var round = new RunTallies(tallies.Windows, [.. plan.Roots.Select(root => root.Reference)], request.Replicates);
                for (var replicate = 0; replicate < request.Replicates; replicate++)
                {
                    if (cancellation.IsCancellationRequested)
                    {
                        return done;
                    }

                    Share(workers, first, end, KernelRange.BlockPoints, (worker, from, to) =>
                    {
                        worker.Count(request, replicate, from, to, firsts);
                        lock (round)
                        {
                            worker.HandOver(to - from, replicate, round);
                        }
                    });
                    progress?.Report(new RunProgress(done + ((replicate + 1) * (end - first)), request.Samples));
                }

                Merge(round, tallies);
                done += request.Replicates * (end - first);
            }

            return done;
        });

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation) =>
        Guarded(() =>
        {
            Check(request);
            var refined = bins.Select(set => set.ToDictionary(bin => bin, bin => new RefinedBin(bin))).ToList();
            var workers = WorkersFor(plan);
            Array.ForEach(workers, worker => worker.Mark(bins, marked: true));
            try
            {
                foreach (var (first, end) in new LaunchPace(request, time ?? TimeProvider.System))
                {
                    for (var replicate = 0; replicate < request.Replicates; replicate++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Share(workers, first, end, KernelRange.BlockPoints, (worker, from, to) => worker.Refine(request, replicate, from, to, bins, refined));
                    }
                }

                Array.ForEach(workers, worker => worker.HandOver(bins, refined));
            }
            finally
            {
                Array.ForEach(workers, worker => worker.Mark(bins, marked: false));
            }

            return refined;
        });

    /// <inheritdoc/>
    public bool SupportsPickFreeze => true;

    /// <inheritdoc/>
    public long PickFreeze(
        SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request, PickFreezeTallies tallies,
        IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        Guarded(() =>
        {
            Check(request);
            ArgumentOutOfRangeException.ThrowIfNotEqual(request.FirstPoint % MomentSums.VirtualBlock, 0, nameof(request));
            Dispose();
            var memories = accelerators.Select(accelerator => PickFreezeMemory.Plan(plan, factors, request.Sampler, Budget(accelerator))).ToList();
            var workers = accelerators.Zip(memories, _buses)
                .Select(each => new PickFreezeWorker(each.First, shape ?? LaunchShape.For(each.First), each.Second, each.Third)).ToArray();
            try
            {
                long done = 0;
                foreach (var (first, end) in new LaunchPace(request, time ?? TimeProvider.System))
                {
                    for (var replicate = 0; replicate < request.Replicates; replicate++)
                    {
                        if (cancellation.IsCancellationRequested)
                        {
                            return done;
                        }

                        Share(workers, first, end, MomentSums.VirtualBlock, (worker, from, to) => worker.Run(request, replicate, from, to, tallies));
                        done += end - first;
                        progress?.Report(new RunProgress(done, request.Samples));
                    }
                }

                return done;
            }
            finally
            {
                PickFreezeCompilation = workers.Max(worker => worker.Compilation);
                Array.ForEach(workers, worker => worker.Dispose());
            }
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers.Values.SelectMany(workers => workers))
        {
            worker.Dispose();
        }

        _workers.Clear();
    }

    private DeviceWorker[] WorkersFor(SimulationPlan plan)
    {
        if (!_workers.TryGetValue(plan, out var workers))
        {
            // One plan at a time: its histograms are most of what a small card has.
            Dispose();
            workers =
            [
                .. accelerators.Zip(_buses, (accelerator, bus) =>
                    new DeviceWorker(accelerator, shape ?? LaunchShape.For(accelerator), plan, bus, limits ?? WorkerLimits.Usual)),
            ];
            _workers.Add(plan, workers);
        }

        return workers;
    }

    // Devices of one run are taken to be equally fast; shares begin where virtual blocks do.
    private static void Share<T>(T[] workers, long first, long end, int grain, Action<T, long, long> work)
    {
        if (workers.Length == 1)
        {
            work(workers[0], first, end);
            return;
        }

        var blocks = (end - first + grain - 1) / grain;
        var origin = first / grain * grain;
        Parallel.For(0, workers.Length, index =>
        {
            var from = Math.Max(first, origin + (blocks * index / workers.Length * grain));
            var to = index == workers.Length - 1 ? end : Math.Min(end, origin + (blocks * (index + 1) / workers.Length * grain));
            if (from < to)
            {
                work(workers[index], from, to);
            }
        });
    }

    private static void Merge(RunTallies round, RunTallies tallies)
    {
        for (var root = 0; root < tallies.Outputs; root++)
        {
            for (var replicate = 0; replicate < tallies.Replicates; replicate++)
            {
                tallies[root, replicate].Add(round[root, replicate]);
            }
        }
    }

    private static void Check(SamplingRequest request)
    {
        if (request.Sampler == Sampler.Sobol && request.FirstPoint + request.Points > SobolStream.MaximumPoints)
        {
            throw new ArgumentOutOfRangeException(
                nameof(request),
                $"A Sobol' sequence of 32 binary digits has {SobolStream.MaximumPoints} points per replicate; use more replicates or --sampler random.");
        }
    }

    private MemoryBudget Budget(Accelerator accelerator) => MemoryBudget.Of(device, accelerator.Device, memory);

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (DeviceFailures.Explain(device, failure) is { } explained)
        {
            throw explained;
        }
    }
}
