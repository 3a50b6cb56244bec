using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>One device with its memory and the turns of a run.</summary>
internal sealed class DeviceTurns : IDisposable
{
    private readonly DeviceMemory _memory;
    private readonly Accelerator _accelerator;
    private readonly LaunchShape _shape;
    private readonly DeviceBus _bus;
    private readonly WorkerLimits _limits;
    private readonly TranslationLog _translations;
    private readonly bool _readsInParallel;
    private SharedFirsts[] _firsts = [];

    /// <summary>Allocates the memory and prepares the turns.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="shape">How its threads are grouped.</param>
    /// <param name="planned">What is allocated.</param>
    /// <param name="bus">Counts what is copied.</param>
    /// <param name="limits">How much gathers on the device.</param>
    /// <param name="translations">Receives what translations take.</param>
    public DeviceTurns(
        Accelerator accelerator, LaunchShape shape, CountingMemory planned, DeviceBus bus, WorkerLimits limits, TranslationLog translations)
    {
        (_accelerator, _shape, _bus, _limits, _translations) = (accelerator, shape, bus, limits, translations);
        _memory = new DeviceMemory(accelerator, planned, shape, bus);

        // ILGPU's CPU accelerator takes one launch at a time: several at once may wait for each other forever.
        _readsInParallel = accelerator.AcceleratorType != AcceleratorType.CPU;
        Turns = Begin();
    }

    /// <summary>The turns.</summary>
    public IReadOnlyList<DeviceWorker> Turns { get; private set; }

    /// <summary>All buffers that are there now. [byte]</summary>
    public long Bytes => _memory.Bytes;

    /// <summary>Takes another plan whose buffers are those of the last: what is allocated stays.</summary>
    public void Renew(CountingMemory planned)
    {
        _memory.Renew(planned);
        Turns = Begin();
    }

    /// <summary>Translates what a first pass needs.</summary>
    public void Compile(Sampler sampler)
    {
        foreach (var turn in Turns)
        {
            turn.Compile(KernelKind.Count, sampler);
        }
    }

    /// <summary>Chooses what groups count in their own memory.</summary>
    public void Choose(RunTallies pilot) => _firsts = [.. Turns.Select((turn, index) =>
        SharedWindows.Choose(turn.Layout, _memory.Planned.Parts[index].Roots, pilot))];

    /// <summary>Makes room for as many replicates at the same time as a run has, or as were planned.</summary>
    public void NeedReplicates(int count) => _memory.NeedReplicates(count);

    /// <summary>Draws points of some replicates, once a turn, and adds their counts to the tallies.</summary>
    public void Count(SamplingRequest request, Range replicates, long first, long end, RunTallies tallies)
    {
        var (begin, count) = replicates.GetOffsetAndLength(request.Replicates);
        for (var turn = 0; turn < Turns.Count; turn++)
        {
            var worker = Turns[turn];
            worker.Count(request, replicates, first, end, _firsts[turn]);
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = _readsInParallel ? request.Threads : 1 }, place =>
            {
                // Other devices may have other points of the same replicate.
                lock (tallies[0, begin + place])
                {
                    worker.HandOver(end - first, begin + place, place, tallies);
                }
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private List<DeviceWorker> Begin() =>
        [.. Enumerable.Range(0, _memory.Planned.Parts.Count).Select(turn => new DeviceWorker(_accelerator, _shape, _memory, turn, _bus, _limits, _translations))];
}
