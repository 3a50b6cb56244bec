using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Philox;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

using PickFreezeLaunch = Action<
    AcceleratorStream, KernelConfig, PickFreezeRange, ArrayView<uint>, ArrayView<uint>, ArrayView<float>, ArrayView<StratumCubic>, ArrayView<float>,
    PlanNumbers, ArrayView<float>>;

/// <summary>One device with the memory and the kernels of a sensitivity analysis.</summary>
/// <remarks>
/// The sums of columns come back as they are, in single precision; the host adds them up in double, in the CPU engine's order.
/// So the indices have the CPU engine's bits, and no card needs double precision.
/// </remarks>
internal sealed class PickFreezeWorker : IDisposable
{
    private const int SegmentsPerBlock = MomentSums.VirtualBlock / PickFreezeRange.Segment;

    private readonly Accelerator _accelerator;
    private readonly LaunchShape _shape;
    private readonly DeviceBus _bus;
    private readonly PickFreezeLayout _layout;
    private readonly PickFreezeMemory _memory;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _words;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _wordsOfB;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _tables;
    private readonly MemoryBuffer1D<StratumCubic, Stride1D.Dense> _cubics;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _sums;
    private readonly float[] _copy;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _others;
    private readonly TranslationLog _translations;
    private readonly Dictionary<(int Kernel, Sampler Sampler), Kernel> _kernels = [];
    private float[] _loaded = [];

    /// <summary>Allocates memory for an analysis.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="shape">How its threads are grouped.</param>
    /// <param name="memory">What is allocated.</param>
    /// <param name="bus">Counts what is copied.</param>
    /// <param name="translations">Receives what translations take.</param>
    public PickFreezeWorker(Accelerator accelerator, LaunchShape shape, PickFreezeMemory memory, DeviceBus bus, TranslationLog translations)
    {
        (_accelerator, _shape, _bus, _layout, _memory, _translations) = (accelerator, shape, bus, memory.Layout, memory, translations);
        using var binding = accelerator.BindScoped();
        _words = bus.Allocate(accelerator, _layout.Plan.Words);
        _wordsOfB = accelerator.Allocate1D<uint>(Math.Max(1, _layout.Plan.StreamCount * DeviceWords.StreamLength));
        _tables = bus.Allocate(accelerator, _layout.Plan.Tables);
        _cubics = _layout.Plan.Cubics(memory.Sampler) is { Length: > 0 } cubics
            ? bus.Allocate(accelerator, cubics)
            : accelerator.Allocate1D<StratumCubic>(1);
        _sums = accelerator.Allocate1D<float>(memory.SumLength);
        _others = accelerator.Allocate1D<float>(memory.Layout.Plan.OtherNumbers);
        _copy = new float[memory.SumLength];
    }

    /// <summary>Draws points of a replicate and adds their sums to the tallies.</summary>
    /// <param name="request">The samples.</param>
    /// <param name="replicate">The replicate.</param>
    /// <param name="first">First point, where a virtual block begins.</param>
    /// <param name="end">First point behind the last, where a virtual block begins unless the points end there.</param>
    /// <param name="tallies">Receives the sums.</param>
    public void Run(in SamplingRequest request, int replicate, long first, long end, PickFreezeTallies tallies)
    {
        Compile(request.Sampler);
        using var binding = _accelerator.BindScoped();
        if (request.Sampler == Sampler.Sobol)
        {
            _bus.Write(_accelerator.DefaultStream, _words.View, _layout.Plan.Streams(request.Seed, replicate));
            _bus.Write(_accelerator.DefaultStream, _wordsOfB.View, _layout.StreamsOfB(request.Seed, replicate));
        }

        // Sums are rounded to fixed point once a virtual block: memory for less than one takes it in parts.
        var segments = (int)Math.Min(_memory.Segments, int.MaxValue);
        var window = Math.Max(1, segments / SegmentsPerBlock) * (long)MomentSums.VirtualBlock;
        for (var start = first; start < end; start += window)
        {
            RunWindow(request, replicate, start, Math.Min(end, start + window), segments, tallies);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Dispose();
        _wordsOfB.Dispose();
        _tables.Dispose();
        _cubics.Dispose();
        _sums.Dispose();
        _others.Dispose();
    }

    private void RunWindow(in SamplingRequest request, int replicate, long first, long end, int segments, PickFreezeTallies tallies)
    {
        var blocks = BlockSums.Of(_layout, first, end);
        for (var kernel = 0; kernel < _layout.Kernels.Count; kernel++)
        {
            for (var start = first; start < end; start += (long)segments * PickFreezeRange.Segment)
            {
                var stop = Math.Min(end, start + ((long)segments * PickFreezeRange.Segment));
                var threads = Launch(kernel, request, replicate, start, stop);
                var sums = _layout.Kernels[kernel].Sums;
                var length = sums.Count * threads;
                _bus.Read(_accelerator.DefaultStream, _sums.View.SubView(0, length), _copy);
                blocks.Add(sums, _copy, threads, start, request.Threads);
            }
        }

        blocks.HandOver(replicate, tallies);
    }

    private int Launch(int kernel, in SamplingRequest request, int replicate, long first, long end)
    {
        var threads = (int)((end - first + PickFreezeRange.Segment - 1) / PickFreezeRange.Segment) * PickFreezeRange.Columns;
        var range = new PickFreezeRange
        {
            First = first,
            End = end,
            Seed = request.Seed,
            Threads = threads,
            DrawPurpose = StreamPurpose.InReplicate(StreamPurpose.A, (uint)replicate),
            SelectorPurpose = StreamPurpose.InReplicate(StreamPurpose.Selector, (uint)replicate),
            DrawPurposeOfB = StreamPurpose.InReplicate(StreamPurpose.B, (uint)replicate),
            SelectorPurposeOfB = StreamPurpose.InReplicate(StreamPurpose.SelectorB, (uint)replicate),
        };
        var ready = _kernels[(kernel, request.Sampler)];
        if (_loaded != ready.Others && ready.Others.Length > 0)
        {
            _bus.Write(_accelerator.DefaultStream, _others.View, ready.Others);
            _loaded = ready.Others;
        }

        ready.Launch(
            _accelerator.DefaultStream, ready.Shape.For(threads, _accelerator.NumMultiprocessors), range,
            _wordsOfB.View, _words.View, _tables.View, _cubics.View, _sums.View, ready.Numbers, _others.View);
        _accelerator.Synchronize();
        return threads;
    }

    private void Compile(Sampler sampler)
    {
        using var binding = _accelerator.BindScoped();
        for (var kernel = 0; kernel < _layout.Kernels.Count; kernel++)
        {
            if (!_kernels.ContainsKey((kernel, sampler)))
            {
                var emitted = PickFreezeEmitter.Emit(_layout, kernel, sampler);
                var (launch, largestGroup) = KernelCache.Of(_accelerator).Load<PickFreezeLaunch>(_accelerator, emitted, _translations);
                var shape = KernelLoader.Fitting(_shape.Within(largestGroup), _accelerator, launch, 0);
                _kernels.Add((kernel, sampler), new(launch, shape, emitted.Numbers.First, emitted.Numbers.Others));
            }
        }
    }

    private sealed record Kernel(PickFreezeLaunch Launch, LaunchShape Shape, PlanNumbers Numbers, float[] Others);
}
