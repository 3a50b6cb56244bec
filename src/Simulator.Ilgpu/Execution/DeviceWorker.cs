using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling;
using Simulator.Statistics;

namespace Simulator.Ilgpu.Execution;

using KernelLaunch = Action<
    AcceleratorStream, KernelConfig, KernelRange, SharedFirsts, ArrayView<uint>, ArrayView<float>, ArrayView<StratumCubic>,
    ArrayView<uint>, ArrayView<uint>, ArrayView<long>, ArrayView<int>>;

/// <summary>One device with the memory and the kernels of one plan.</summary>
/// <remarks>A driver's context belongs to a thread: whoever comes here binds it to the one at hand.</remarks>
internal sealed class DeviceWorker : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly LaunchShape _shape;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _words;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _tables;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _histogram;
    private readonly MemoryBuffer1D<long, Stride1D.Dense> _sums;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _extremes;
    private readonly Dictionary<(KernelKind, Sampler), KernelLaunch> _kernels = [];
    private readonly Dictionary<int, uint[]> _streams = [];
    private MemoryBuffer1D<StratumCubic, Stride1D.Dense> _cubics;
    private MemoryBuffer1D<uint, Stride1D.Dense> _refined;
    private (ulong Seed, int Replicate)? _loaded;

    public DeviceWorker(Accelerator accelerator, LaunchShape shape, SimulationPlan plan)
    {
        (_accelerator, _shape) = (accelerator, shape);
        Layout = new PlanLayout(plan, shape.SharedCounters);
        using var binding = accelerator.BindScoped();
        _words = accelerator.Allocate1D(Layout.Words);
        _tables = accelerator.Allocate1D(Layout.Tables);
        _cubics = accelerator.Allocate1D<StratumCubic>(1);
        _histogram = accelerator.Allocate1D<uint>(Math.Max(1L, (long)Layout.Counted.Count * DeviceTally.Bins));
        _sums = accelerator.Allocate1D<long>(Layout.SumLength);
        _extremes = accelerator.Allocate1D<int>(Math.Max(1, 2 * Layout.Counted.Count));
        _refined = accelerator.Allocate1D<uint>(1);
        _histogram.MemSetToZero();
        Reset();
    }

    /// <summary>The plan and where it lies.</summary>
    public PlanLayout Layout { get; }

    /// <summary>Time that ILGPU and the driver took to translate kernels.</summary>
    public TimeSpan Compilation { get; private set; }

    /// <summary>Draws points of a replicate and counts them in the device's memory; returns when they are counted.</summary>
    public void Count(in SamplingRequest request, int replicate, long first, long end, SharedFirsts firsts) =>
        Launch(KernelKind.Count, request, replicate, first, end, firsts);

    /// <summary>Adds what was counted to the tallies of a replicate and empties the device's counters.</summary>
    /// <param name="points">Points drawn since the last time.</param>
    /// <param name="replicate">Their replicate.</param>
    /// <param name="tallies">Receives the counts.</param>
    public void HandOver(long points, int replicate, RunTallies tallies)
    {
        using var binding = _accelerator.BindScoped();
        var sums = _sums.GetAsArray1D();
        var extremes = _extremes.GetAsArray1D();
        for (var root = 0; root < Layout.Plan.Roots.Count; root++)
        {
            var total = tallies[root, replicate];
            var odd = sums[Layout.OddPlace(root)];
            if (Layout.Plan.Roots[root].IsCounted)
            {
                var counted = Layout.NumberOf(root);
                var (notANumber, infinite) = ReadHistogram(counted, points, tallies.Windows[root], total);
                odd = notANumber + infinite;
                total.Merge(
                    Moments(sums, root, points - odd),
                    FloatBins.FromOrdered(extremes[2 * counted]), FloatBins.FromOrdered(extremes[(2 * counted) + 1]),
                    notANumber, infinite);
            }
            else
            {
                total.Merge(Moments(sums, root, points - odd), float.PositiveInfinity, float.NegativeInfinity, 0, 0);
            }
        }

        Reset();
    }

    /// <summary>Marks the bins that a second pass resolves, or takes the marks away.</summary>
    /// <param name="bins">The bins by root.</param>
    /// <param name="marked">Whether they are wanted.</param>
    /// <returns>How many there are.</returns>
    public int Mark(IReadOnlyList<IReadOnlySet<int>> bins, bool marked)
    {
        using var binding = _accelerator.BindScoped();
        var number = 0;
        foreach (var (counted, bin) in Wanted(bins))
        {
            number++;
            _histogram.View.SubView(DeviceTally.Place(counted, bin), 1).CopyFromCPU([marked ? (uint)number : 0u]);
        }

        if (marked && _refined.Length < (long)number * FloatBins.FloatsPerBin)
        {
            _refined.Dispose();
            _refined = _accelerator.Allocate1D<uint>((long)number * FloatBins.FloatsPerBin);
        }

        _refined.MemSetToZero();
        _accelerator.Synchronize();
        return number;
    }

    /// <summary>Draws points again and counts the floats of the marked bins.</summary>
    public void Refine(in SamplingRequest request, int replicate, long first, long end) =>
        Launch(KernelKind.Refine, request, replicate, first, end, default);

    /// <summary>Adds the floats that were counted and empties the counters.</summary>
    /// <param name="bins">The bins by root, as they were marked.</param>
    /// <param name="refined">Receives the counts.</param>
    public void HandOver(IReadOnlyList<IReadOnlySet<int>> bins, IReadOnlyList<Dictionary<int, RefinedBin>> refined)
    {
        using var binding = _accelerator.BindScoped();
        var counts = _refined.GetAsArray1D();
        var number = 0;
        foreach (var (counted, bin) in Wanted(bins))
        {
            var target = refined[Layout.Counted[counted]][bin];
            for (var place = 0; place < FloatBins.FloatsPerBin; place++)
            {
                if (counts[(number * FloatBins.FloatsPerBin) + place] is > 0 and var count)
                {
                    target.Add(place, count);
                }
            }

            number++;
        }

        _refined.MemSetToZero();
        _accelerator.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Dispose();
        _tables.Dispose();
        _cubics.Dispose();
        _histogram.Dispose();
        _refined.Dispose();
        _sums.Dispose();
        _extremes.Dispose();
    }

    /// <summary>Translates a kernel if that has not been done.</summary>
    public void Compile(KernelKind kind, Sampler sampler)
    {
        if (!_kernels.ContainsKey((kind, sampler)))
        {
            var watch = Stopwatch.StartNew();
            using var binding = _accelerator.BindScoped();
            if (sampler == Sampler.Sobol && _cubics.Length < Layout.Cubics.Length)
            {
                _cubics.Dispose();
                _cubics = _accelerator.Allocate1D(Layout.Cubics);
            }

            _kernels.Add((kind, sampler), _accelerator.LoadKernel<KernelLaunch>(KernelEmitter.Emit(Layout, kind, sampler)));
            Compilation += watch.Elapsed;
        }
    }

    private void Launch(KernelKind kind, in SamplingRequest request, int replicate, long first, long end, SharedFirsts firsts)
    {
        Compile(kind, request.Sampler);
        using var binding = _accelerator.BindScoped();
        LoadStreams(request, replicate);
        var firstBlock = first / KernelRange.BlockPoints;
        var range = new KernelRange
        {
            First = first,
            End = end,
            FirstBlock = firstBlock,
            Blocks = (int)(((end + KernelRange.BlockPoints - 1) / KernelRange.BlockPoints) - firstBlock),
            Seed = request.Seed,
            DrawPurpose = StreamPurpose.InReplicate(StreamPurpose.A, (uint)replicate),
            SelectorPurpose = StreamPurpose.InReplicate(StreamPurpose.Selector, (uint)replicate),
        };
        _kernels[(kind, request.Sampler)](
            _accelerator.DefaultStream, _shape.For(range.Blocks, _accelerator.NumMultiprocessors), range, firsts,
            _words.View, _tables.View, _cubics.View, _histogram.View, _refined.View, _sums.View, _extremes.View);
        _accelerator.Synchronize();
    }

    private void LoadStreams(in SamplingRequest request, int replicate)
    {
        if (request.Sampler != Sampler.Sobol || _loaded == (request.Seed, replicate))
        {
            return;
        }

        if (_loaded?.Seed != request.Seed)
        {
            _streams.Clear();
        }

        if (!_streams.TryGetValue(replicate, out var streams))
        {
            streams = Layout.Streams(request.Seed, replicate);
            _streams.Add(replicate, streams);
        }

        _words.View.SubView(0, streams.Length).CopyFromCPU(streams);
        _loaded = (request.Seed, replicate);
    }

    private IEnumerable<(int Counted, int Bin)> Wanted(IReadOnlyList<IReadOnlySet<int>> bins) =>
        Layout.Counted.SelectMany((root, counted) => bins[root].Order().Select(bin => (counted, bin)));

    // The window first; the whole histogram only if something lies outside.
    private (long NotANumber, long Infinite) ReadHistogram(int counted, long points, BinWindow window, OutputTally total)
    {
        var view = _histogram.View.SubView(DeviceTally.Place(counted, window.First), window.Length);
        var counts = view.GetAsArray1D();
        total.AddWindow(counts);
        view.MemSetToZero();
        var seen = counts.Sum(count => (long)count);
        if (seen == points)
        {
            return (0, 0);
        }

        var whole = _histogram.View.SubView((long)counted * DeviceTally.Bins, DeviceTally.Bins);
        var (notANumber, infinite) = OutsideCounts.Add(whole.GetAsArray1D(), total);
        whole.MemSetToZero();
        return (notANumber, infinite);
    }

    private static MomentSums Moments(long[] sums, int root, long finite)
    {
        var (sum, isTooLarge) = FixedSums.Read(sums.AsSpan(2 * root * FixedSums.Buckets, FixedSums.Buckets));
        var (squares, areTooLarge) = FixedSums.Read(sums.AsSpan(((2 * root) + 1) * FixedSums.Buckets, FixedSums.Buckets));
        var moments = default(MomentSums);
        moments.AddFixedPoint(finite, sum, squares, isTooLarge, areTooLarge);
        return moments;
    }

    private void Reset()
    {
        _sums.MemSetToZero();
        var extremes = Enumerable.Range(0, (int)_extremes.Length)
            .Select(i => FloatBins.Ordered(i % 2 == 0 ? float.PositiveInfinity : float.NegativeInfinity)).ToArray();
        _extremes.CopyFromCPU(extremes);
        _accelerator.Synchronize();
    }
}
