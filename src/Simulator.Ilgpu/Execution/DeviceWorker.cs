using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Philox;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

using KernelLaunch = Action<
    AcceleratorStream, KernelConfig, KernelRange, SharedFirsts, ArrayView<uint>, ArrayView<float>, ArrayView<StratumCubic>,
    ArrayView<uint>, ArrayView<uint>, ArrayView<long>, ArrayView<int>, PlanNumbers, ArrayView<float>>;

/// <summary>One turn of a run on one device: some of the roots of a plan, with their kernels.</summary>
/// <remarks>A driver's context belongs to a thread: every caller binds it to the current one.</remarks>
internal sealed class DeviceWorker
{
    private static readonly int PositiveInfinity = FloatBins.Of(float.PositiveInfinity);
    private static readonly int NegativeInfinity = FloatBins.Of(float.NegativeInfinity);

    private readonly Accelerator _accelerator;
    private readonly LaunchShape _shape;
    private readonly DeviceBus _bus;
    private readonly WorkerLimits _limits;
    private readonly DeviceMemory _memory;
    private readonly PlanPart _part;
    private readonly TranslationLog _translations;
    private readonly Dictionary<(KernelKind, Sampler), Kernel> _kernels = [];
    private (Action<AcceleratorStream, KernelConfig, ArrayView<uint>, ArrayView<int>, uint, uint> Launch, int LargestGroup)? _set;
    private long _unread;

    /// <summary>Prepares a turn.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="shape">How its threads are grouped.</param>
    /// <param name="memory">Its memory, which no other turn uses at the same time.</param>
    /// <param name="turn">Number of the turn in what was planned.</param>
    /// <param name="bus">Counts what is copied.</param>
    /// <param name="limits">How much gathers on the device.</param>
    /// <param name="translations">Receives what translations take.</param>
    public DeviceWorker(
        Accelerator accelerator, LaunchShape shape, DeviceMemory memory, int turn, DeviceBus bus, WorkerLimits limits, TranslationLog translations)
    {
        (_accelerator, _shape, _bus, _limits, _memory, _translations) = (accelerator, shape, bus, limits, memory, translations);
        (Layout, _part) = (memory.Planned.Layouts[turn], memory.Planned.Parts[turn]);
    }

    /// <summary>The plan and where it lies.</summary>
    public PlanLayout Layout { get; }

    /// <summary>Draws points of some replicates, all at the same time, and counts them in the device's memory; returns when they are counted.</summary>
    /// <param name="request">The samples.</param>
    /// <param name="replicates">The replicates, as many as have memory.</param>
    /// <param name="first">First point.</param>
    /// <param name="end">First point behind the last.</param>
    /// <param name="firsts">What groups count in their own memory.</param>
    public void Count(in SamplingRequest request, Range replicates, long first, long end, SharedFirsts firsts)
    {
        using var binding = _accelerator.BindScoped();
        var (begin, count) = replicates.GetOffsetAndLength(request.Replicates);
        Ready(KernelKind.Count, request);
        for (var place = 0; place < count; place++)
        {
            Launch(KernelKind.Count, request, begin + place, _memory.Replicates[place], count, first, end, firsts);
        }

        _accelerator.Synchronize();
    }

    /// <summary>Adds what was counted to the tallies of a replicate and empties the device's counters.</summary>
    /// <param name="points">Points drawn since the last time.</param>
    /// <param name="replicate">Their replicate.</param>
    /// <param name="place">Place of its memory among those of all that were drawn at the same time.</param>
    /// <param name="tallies">Receives the counts.</param>
    /// <exception cref="InvalidOperationException">Counts were lost.</exception>
    public void HandOver(long points, int replicate, int place, RunTallies tallies)
    {
        using var binding = _accelerator.BindScoped();
        var memory = _memory.Replicates[place];
        var (odd, bounds) = ReadHistograms(memory, points, replicate, tallies);
        var sums = _bus.Read(memory.Stream, memory.Sums.View.SubView(0, Layout.SumLength));
        var extremes = _bus.Read(memory.Stream, ExtremesOf(memory));
        for (var root = 0; root < Layout.Plan.Roots.Count; root++)
        {
            var total = tallies[_part.Roots[root], replicate];
            if (Layout.Plan.Roots[root].IsCounted)
            {
                var counted = Layout.NumberOf(root);
                var (notANumber, infinite) = odd[counted];
                var moments = Moments(sums, root, points - notANumber - infinite);
                bounds[counted].Check(_accelerator, Layout.Plan.Roots[root].Reference.Mean(moments.MeanDeviation), moments.Count);
                total.Merge(
                    moments,
                    FloatBins.FromOrdered(extremes[2 * counted]), FloatBins.FromOrdered(extremes[(2 * counted) + 1]),
                    notANumber, infinite);
            }
            else
            {
                total.Merge(Moments(sums, root, points - sums[Layout.OddPlace(root)]), float.PositiveInfinity, float.NegativeInfinity, 0, 0);
            }
        }

        memory.Reset();
    }

    /// <summary>The bins that a second pass of this turn resolves, in as many portions as there are passes.</summary>
    /// <param name="bins">The bins by root of the whole plan.</param>
    public IEnumerable<IReadOnlyList<IReadOnlySet<int>>> Portions(IReadOnlyList<IReadOnlySet<int>> bins) =>
        Wanted(bins).Chunk(_memory.Planned.MostRefined).Select(portion =>
        {
            var sets = bins.Select(_ => new HashSet<int>()).ToList();
            foreach (var (counted, bin) in portion)
            {
                sets[_part.Roots[Layout.Counted[counted]]].Add(bin);
            }

            return (IReadOnlyList<IReadOnlySet<int>>)sets;
        });

    /// <summary>Marks the bins that a second pass resolves, or takes the marks away.</summary>
    /// <param name="bins">The bins by root.</param>
    /// <param name="marked">Whether they are wanted.</param>
    public void Mark(IReadOnlyList<IReadOnlySet<int>> bins, bool marked)
    {
        using var binding = _accelerator.BindScoped();
        int[] places = [.. Wanted(bins).Select(wanted => DeviceTally.Place(wanted.Counted, wanted.Bin))];
        if (places.Length == 0)
        {
            return;
        }

        if (marked)
        {
            _memory.NeedRefined(places.Length);
        }

        _unread = 0;
        using var onDevice = _bus.Allocate(_accelerator, places);
        var (first, step) = marked ? (1u, 1u) : (0u, 0u);
        var set = _set ??= KernelLoader.Load<ArrayView<uint>, ArrayView<int>, uint, uint>(_accelerator, FilledCounters.Set);
        set.Launch(_accelerator.DefaultStream, _shape.Within(set.LargestGroup).For(places.Length, _accelerator.NumMultiprocessors), HistogramOf(_memory.Replicates[0]), onDevice.View, first, step);
        _accelerator.Synchronize();
    }

    /// <summary>Draws points of some replicates again, all at the same time, and counts the floats of the marked bins.</summary>
    /// <param name="request">The samples.</param>
    /// <param name="replicates">The replicates, as many as have memory.</param>
    /// <param name="first">First point.</param>
    /// <param name="end">First point behind the last.</param>
    /// <param name="bins">The bins by root, as they were marked.</param>
    /// <param name="refined">Receives the counts, now or when <see cref="HandOver(IReadOnlyList{IReadOnlySet{int}}, IReadOnlyList{Dictionary{int, RefinedBin}})"/> is called.</param>
    public void Refine(
        in SamplingRequest request, Range replicates, long first, long end,
        IReadOnlyList<IReadOnlySet<int>> bins, IReadOnlyList<Dictionary<int, RefinedBin>> refined)
    {
        using var binding = _accelerator.BindScoped();
        var (begin, count) = replicates.GetOffsetAndLength(request.Replicates);
        Ready(KernelKind.Refine, request);
        for (var place = 0; place < count; place++)
        {
            if (_unread + (end - first) > _limits.MostUnread)
            {
                _accelerator.Synchronize();
                HandOver(bins, refined);
            }

            Launch(KernelKind.Refine, request, begin + place, _memory.Replicates[place], count, first, end, default);
            _unread += end - first;
        }

        _accelerator.Synchronize();
    }

    /// <summary>Adds the floats that were counted and empties the counters.</summary>
    /// <param name="bins">The bins by root, as they were marked.</param>
    /// <param name="refined">Receives the counts.</param>
    public void HandOver(IReadOnlyList<IReadOnlySet<int>> bins, IReadOnlyList<Dictionary<int, RefinedBin>> refined)
    {
        using var binding = _accelerator.BindScoped();
        RefinedBin[] targets = [.. Wanted(bins).Select(wanted => refined[_part.Roots[Layout.Counted[wanted.Counted]]][wanted.Bin])];
        if (targets.Length == 0)
        {
            return;
        }

        lock (refined)
        {
            _memory.Replicates[0].Filled.TakeAll(
                _memory.Refined.View.SubView(0, (long)targets.Length * FloatBins.FloatsPerBin),
                (place, count) => targets[place / FloatBins.FloatsPerBin].Add((int)(place % FloatBins.FloatsPerBin), count));
        }

        _unread = 0;
    }

    /// <summary>Translates a kernel if neither this plan nor another of the same structure has it.</summary>
    public void Compile(KernelKind kind, Sampler sampler)
    {
        if (_kernels.ContainsKey((kind, sampler)))
        {
            return;
        }

        using var binding = _accelerator.BindScoped();
        var emitted = KernelEmitter.Emit(Layout, kind, sampler);
        var (launch, largestGroup) = KernelCache.Of(_accelerator).Load<KernelLaunch>(_accelerator, emitted, _translations);
        var shape = KernelLoader.Fitting(_shape.Within(largestGroup), _accelerator, launch, RequestedWords(kind) * sizeof(uint));
        _kernels.Add((kind, sampler), new(launch, shape, emitted.Numbers.First, emitted.Numbers.Others));
    }

    private void Ready(KernelKind kind, in SamplingRequest request)
    {
        Compile(kind, request.Sampler);
        _memory.NeedCubics(request.Sampler);
        _memory.LoadOthers(_kernels[(kind, request.Sampler)].Others);
    }

    private void Launch(
        KernelKind kind, in SamplingRequest request, int replicate, ReplicateMemory memory, int launches, long first, long end, SharedFirsts firsts)
    {
        var kernel = _kernels[(kind, request.Sampler)];
        if (request.Sampler == Sampler.Sobol)
        {
            memory.Load(_memory.Streams(request.Seed, replicate));
        }

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
        kernel.Launch(
            memory.Stream, kernel.Shape.For(range.Blocks, _accelerator.NumMultiprocessors, launches, RequestedWords(kind)), range, firsts,
            memory.Words.View, _memory.Tables.View, _memory.Cubics.View,
            HistogramOf(kind == KernelKind.Count ? memory : _memory.Replicates[0]), _memory.Refined.View, memory.Sums.View, ExtremesOf(memory),
            kernel.Numbers, _memory.Others.View);
    }

    private int RequestedWords(KernelKind kind) => kind == KernelKind.Count ? Layout.RequestedWords : 0;

    private ArrayView1D<uint, Stride1D.Dense> HistogramOf(ReplicateMemory memory) =>
        memory.Histogram.View.SubView(0, Math.Max(1, Layout.Counted.Count) * (long)DeviceTally.Bins);

    private ArrayView1D<int, Stride1D.Dense> ExtremesOf(ReplicateMemory memory) => memory.Extremes.View.SubView(0, 2 * Math.Max(1, Layout.Counted.Count));

    private IEnumerable<(int Counted, int Bin)> Wanted(IReadOnlyList<IReadOnlySet<int>> bins) =>
        Layout.Counted.SelectMany((root, counted) => bins[_part.Roots[root]].Order().Select(bin => (counted, bin)));

    // Finite values lie between the extremes. Everything is searched only if counts are missing.
    private ((long NotANumber, long Infinite)[] Odd, SumBounds[] Bounds) ReadHistograms(
        ReplicateMemory memory, long points, int replicate, RunTallies tallies)
    {
        var odd = new (long NotANumber, long Infinite)[Layout.Counted.Count];
        var bounds = new SumBounds[odd.Length];
        if (odd.Length == 0)
        {
            return (odd, bounds);
        }

        OutputTally[] targets = [.. Layout.Counted.Select(root => tallies[_part.Roots[root], replicate])];
        var missing = Enumerable.Repeat(points, odd.Length).ToArray();
        memory.Filled.TakeBetweenExtremes(HistogramOf(memory), ExtremesOf(memory), Add);
        if (!Array.TrueForAll(missing, count => count == 0))
        {
            memory.Filled.TakeAll(HistogramOf(memory), Add);
        }

        return Array.TrueForAll(missing, count => count == 0)
            ? (odd, bounds)
            : throw new InvalidOperationException(
                $"{_accelerator.Name} did not count every sample once; this is a bug in this program or in the driver; use --device cpu.");

        void Add(long place, uint count)
        {
            var counted = (int)(place / DeviceTally.Bins);
            var bin = (int)(place - DeviceTally.Place(counted, 0));
            missing[counted] -= count;

            // Infinities have bins of their own: a NaN that arithmetic made has a bit set that puts it further out.
            if (bin > NegativeInfinity && bin < PositiveInfinity)
            {
                targets[counted].AddBin(bin, count);
                bounds[counted].Add(bin, count);
            }
            else if (bin == NegativeInfinity || bin == PositiveInfinity)
            {
                odd[counted].Infinite += count;
            }
            else
            {
                odd[counted].NotANumber += count;
            }
        }
    }

    private static MomentSums Moments(long[] sums, int root, long finite)
    {
        var (sum, isTooLarge) = FixedSums.Read(sums.AsSpan(2 * root * FixedSums.Buckets, FixedSums.Buckets));
        var (squares, areTooLarge) = FixedSums.Read(sums.AsSpan(((2 * root) + 1) * FixedSums.Buckets, FixedSums.Buckets));
        var moments = default(MomentSums);
        moments.AddFixedPoint(finite, sum, squares, isTooLarge, areTooLarge);
        return moments;
    }

    private sealed record Kernel(KernelLaunch Launch, LaunchShape Shape, PlanNumbers Numbers, float[] Others);
}
