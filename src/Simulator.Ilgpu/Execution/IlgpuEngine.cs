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
/// changes a result. A round draws the same points of every replicate, of as many at the same time as the memory has room
/// for; an interrupted one keeps the replicates that are done, as on the CPU.
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
    private readonly List<RoundTraffic> _rounds = [];
    private readonly DeviceBus[] _buses = [.. accelerators.Select(_ => new DeviceBus())];
    private readonly TranslationLog[] _translations = [.. accelerators.Select(_ => new TranslationLog())];
    private readonly ISimulationEngine _host = CpuEngines.Create(CpuDevices.Best);
    private SimulationPlan? _plan;
    private DeviceTurns[] _workers = [];

    /// <inheritdoc/>
    public string Device => device;

    /// <summary>Time spent on translating kernels so far, on the slowest device; kernels that earlier engines left are there already.</summary>
    public TimeSpan Compilation => _translations.Max(log => log.Time);

    /// <summary>Kernels of plans translated so far, on the device that translated most.</summary>
    public int KernelsTranslated => _translations.Max(log => log.Count);

    /// <summary>What the current plan takes of each device's memory; null before the first.</summary>
    public CountingMemory? Memory { get; private set; }

    /// <summary>Buffers on each device now. [byte]</summary>
    public IReadOnlyList<long> BytesOnDevices => [.. _workers.Select(worker => worker.Bytes)];

    /// <inheritdoc/>
    public string? Notice => Memory is { Parts.Count: > 1 }
        ? FormattableString.Invariant($"Device: {Device}: the outputs are counted in {Memory.Parts.Count} turns, each of which draws the samples again, to keep within {MemoryBudget.Text(Memory.Bytes)} of its memory.")
        : null;

    /// <summary>The rounds of counting so far, and what each copied.</summary>
    public IReadOnlyList<RoundTraffic> Rounds => _rounds;

    /// <summary>Copied from the devices so far. [byte]</summary>
    public long BytesFromDevices => _buses.Sum(bus => bus.FromDevice);

    /// <summary>Copied to the devices so far. [byte]</summary>
    public long BytesToDevices => _buses.Sum(bus => bus.ToDevice);

    /// <inheritdoc/>
    public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => _host.Prepare(plan, request);

    /// <inheritdoc/>
    public bool HasKernels => _plan is not null;

    /// <summary>Translates the kernels of a plan; a first <see cref="Count"/> does so too.</summary>
    public void Compile(SimulationPlan plan, Sampler sampler) => Guarded(() =>
    {
        Parallel.ForEach(WorkersFor(plan), worker => worker.Compile(sampler));
        return true;
    });

    /// <inheritdoc/>
    public long Count(
        SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        Guarded(() =>
        {
            Check(request);
            var workers = WorkersFor(plan);
            var pilot = SharedWindows.Pilot(plan, request, tallies);
            Array.ForEach(workers, worker => worker.Choose(pilot));
            var batches = Batches(request, workers);
            long done = 0;
            foreach (var (first, end) in new LaunchPace(request, Memory!.Replicates, time ?? TimeProvider.System))
            {
                var before = (BytesFromDevices, BytesToDevices);
                foreach (var replicates in batches)
                {
                    if (cancellation.IsCancellationRequested)
                    {
                        return done;
                    }

                    // Into the tallies of the run at once: those of a round would take as much memory again.
                    Share(workers, first, end, KernelRange.BlockPoints, (worker, from, to) => worker.Count(request, replicates, from, to, tallies));
                    done += (end - first) * replicates.GetOffsetAndLength(request.Replicates).Length;
                    progress?.Report(new RunProgress(done, request.Samples));
                }

                _rounds.Add(new(request.Replicates * (end - first), BytesFromDevices - before.BytesFromDevices, BytesToDevices - before.BytesToDevices));
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
            var batches = Batches(request, workers);
            for (var turn = 0; turn < workers[0].Turns.Count; turn++)
            {
                var devices = workers.Select(worker => worker.Turns[turn]).ToArray();
                foreach (var portion in devices[0].Portions(bins))
                {
                    Refine(devices, request, batches, portion, refined, cancellation);
                }
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
            KernelSupport.Check(device, plan);
            Dispose();
            var memories = accelerators.Select(accelerator => PickFreezeMemory.Plan(plan, factors, request.Sampler, Budget(accelerator))).ToList();
            var workers = accelerators.Zip(memories, _buses)
                .Zip(_translations, (each, log) => new PickFreezeWorker(each.First, shape ?? LaunchShape.For(each.First), each.Second, each.Third, log)).ToArray();
            try
            {
                long done = 0;
                foreach (var (first, end) in new LaunchPace(request, 1, time ?? TimeProvider.System))
                {
                    for (var replicate = request.FirstReplicate; replicate < request.Replicates; replicate++)
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
                Array.ForEach(workers, worker => worker.Dispose());
            }
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        var workers = _workers;
        (_plan, _workers) = (null, []);
        Array.ForEach(workers, worker => worker.Dispose());
    }

    private void Refine(
        DeviceWorker[] workers, SamplingRequest request, IReadOnlyList<Range> batches, IReadOnlyList<IReadOnlySet<int>> bins,
        List<Dictionary<int, RefinedBin>> refined, CancellationToken cancellation)
    {
        Array.ForEach(workers, worker => worker.Mark(bins, marked: true));
        try
        {
            foreach (var (first, end) in new LaunchPace(request, Memory!.Replicates, time ?? TimeProvider.System))
            {
                foreach (var replicates in batches)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Share(workers, first, end, KernelRange.BlockPoints, (worker, from, to) => worker.Refine(request, replicates, from, to, bins, refined));
                }
            }

            Array.ForEach(workers, worker => worker.HandOver(bins, refined));
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Mark(bins, marked: false));
        }
    }

    // Replicates that are drawn at the same time, as many as the memory has room for.
    private List<Range> Batches(SamplingRequest request, DeviceTurns[] workers)
    {
        var count = request.Replicates - request.FirstReplicate;
        var together = Math.Min(count, Memory!.Replicates);
        Array.ForEach(workers, worker => worker.NeedReplicates(together));
        return [.. Enumerable.Range(request.FirstReplicate, count).Chunk(together).Select(batch => batch[0]..(batch[^1] + 1))];
    }

    private DeviceTurns[] WorkersFor(SimulationPlan plan)
    {
        if (ReferenceEquals(plan, _plan))
        {
            return _workers;
        }

        // One plan at a time: its histograms are most of what a small card has. Cards share the turns, so the smallest decides.
        KernelSupport.Check(device, plan);
        var shapes = accelerators.Select(accelerator => shape ?? LaunchShape.For(accelerator)).ToList();
        var limit = limits ?? WorkerLimits.Usual;
        var planned = CountingMemory.Plan(
            plan, shapes.Min(each => each.SharedCounters), limit.RecordRoom, accelerators.Select(Budget).MinBy(budget => budget.Bytes)!);
        if (_workers.Length > 0 && planned.HasBuffersOf(Memory!))
        {
            Array.ForEach(_workers, worker => worker.Renew(planned));
        }
        else
        {
            Dispose();
            _workers = [.. accelerators.Zip(shapes, _buses).Zip(_translations, (each, log) => new DeviceTurns(each.First, each.Second, planned, each.Third, limit, log))];
        }

        (_plan, Memory) = (plan, planned);
        return _workers;
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

/// <summary>What a round of a run copied.</summary>
/// <param name="Samples">Samples of the round.</param>
/// <param name="FromDevice">Copied from the devices. [byte]</param>
/// <param name="ToDevice">Copied to the devices, launches apart. [byte]</param>
internal sealed record RoundTraffic(long Samples, long FromDevice, long ToDevice);
