using Simulator.Engine;
using Simulator.Ilgpu.Kernels;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;
using Simulator.Sampling.Words;
using Simulator.Transforms;

namespace Simulator.Ilgpu.Emission;

/// <summary>Where the parts of a plan lie in the memory of a device.</summary>
internal sealed class PlanLayout
{
    /// <summary>Coefficients of the normal score stand first, where a segment's line begins at a line of the cache.</summary>
    public const int NormalScores = 0;

    /// <summary>Memory of a group that every card has without a request. [byte]</summary>
    public const int UsualSharedBytes = 48 << 10;

    /// <summary>Bytes of a cubic: four floats.</summary>
    public const long BytesOfCubic = 4 * sizeof(float);

    private readonly List<float> _tables = [];
    private readonly List<uint> _words = [];
    private readonly Dictionary<Transform, (int Table, int Thresholds)> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SeriesIntegral, int> _series = [];
    private readonly Dictionary<int, int> _numbers;
    private readonly Dictionary<int, int> _selectors;
    private readonly Lazy<(StratumCubic[] Cubics, PlacedStrata?[] OfDraw)> _strataOfSobol;
    private readonly Lazy<(StratumCubic[] Cubics, PlacedStrata?[] OfDraw)> _strataOfRandom;

    /// <summary>Lays out a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sharedCounters">Words of 32 bits that fit the memory of a group.</param>
    /// <param name="whole">The program of which the plan computes a part; null if it is all. Series lie in the same places in every part.</param>
    public unsafe PlanLayout(SimulationPlan plan, int sharedCounters, ColumnProgram? whole = null)
    {
        Plan = plan;
        // The words of correlated draws are made from several, in no order of a sequence; the CPU engine does the same.
        _strataOfSobol = new(() => LayStrata(Enumerable.Range(0, plan.Draws.Count).Except(plan.Groups.SelectMany(group => group.Draws)), OfSobol));
        _strataOfRandom = new(() => LayStrata(Enumerable.Range(0, plan.Draws.Count), OfRandom));
        _tables.AddRange(new ReadOnlySpan<float>(NormalScoreTable.Planes, NormalScoreTable.PlaneCount * NormalScoreTable.Size));
        Selectors = [.. plan.Draws.Select((draw, i) => (draw, i)).Where(pair => pair.draw.Transform.NeedsSelector).Select(pair => pair.i)];
        _selectors = Numbered(Selectors);
        _words.AddRange(new uint[StreamCount * DeviceWords.StreamLength]);
        foreach (var draw in plan.Draws)
        {
            Lay(draw.Transform);
        }

        foreach (var step in (whole ?? plan.Program).Steps)
        {
            if (step.Series is { } series && _series.TryAdd(series, _tables.Count))
            {
                _tables.AddRange(series.Table);
            }
        }

        var counted = plan.Roots.Select((root, i) => (root, i)).Where(pair => pair.root.IsCounted).Select(pair => pair.i).ToList();
        Counted = counted;
        _numbers = Numbered(counted);
        SharedLength = counted.Count == 0 ? 0 : Math.Max(0, sharedCounters - SharedExtremes) / Math.Min(counted.Count, SharedFirsts.Roots);
    }

    /// <summary>The plan.</summary>
    public SimulationPlan Plan { get; }

    /// <summary>Draws that need a second word, to choose a component; their streams stand behind those of all draws.</summary>
    public IReadOnlyList<int> Selectors { get; }

    /// <summary>Streams of words.</summary>
    public int StreamCount => Plan.Draws.Count + Selectors.Count;

    /// <summary>Groups of correlated draws of which the program needs one; its words depend on the others.</summary>
    public IReadOnlyList<PlannedGroup> UsedGroups => [.. Plan.Groups.Where(group => group.Draws.Any(DrawsOfProgram.Contains))];

    /// <summary>Whether a kernel needs the words of a draw: where outputs are counted in turns, not every turn needs all.</summary>
    public bool IsUsed(int draw) => DrawsOfProgram.Contains(draw) || UsedGroups.Any(group => group.Draws.Contains(draw));

    /// <summary>Roots with a histogram.</summary>
    public IReadOnlyList<int> Counted { get; }

    /// <summary>Bins of a counted root in the memory of a group.</summary>
    public int SharedLength { get; }

    /// <summary>Words in the memory of a group for the smallest and largest value of each counted root; the counters stand behind them.</summary>
    public int SharedExtremes => 2 * Counted.Count;

    /// <summary>Words in the memory of a group; at least one, which ILGPU wants.</summary>
    public int SharedWords => Math.Max(1, SharedExtremes + (SharedLength * Math.Min(Counted.Count, SharedFirsts.Roots)));

    /// <summary>Words in the memory of a group that a launch has to request; 0 where the kernel's text reserves them.</summary>
    /// <remarks>
    /// Only CUDA cards have more than the text can reserve. In OpenCL, ILGPU 1.5.3 keeps the address of requested memory in a
    /// variable of the whole program, which groups that run at the same time overwrite: on PoCL they then counted in each
    /// other's memory.
    /// </remarks>
    public int RequestedWords => SharedWords * sizeof(uint) > UsualSharedBytes ? SharedWords : 0;

    /// <summary>Sums on a device: two a root in pieces, then one count a root of what was not finite.</summary>
    public int SumLength => (2 * Plan.Roots.Count * FixedSums.Buckets) + Plan.Roots.Count;

    /// <summary>Room for the numbers that a kernel of the plan does not get by value; at least one, since ILGPU allocates nothing empty.</summary>
    public int OtherNumbers => Math.Max(1, MostNumbers() - PlanNumbers.Count);

    /// <summary>All tables of floats.</summary>
    public float[] Tables => field ??= [.. _tables];

    /// <summary>Room for the streams, and behind it the thresholds of steps.</summary>
    public uint[] Words => field ??= [.. _words];

    /// <summary>The cubics of all strata of all draws that have some; made when first requested, since a run needs those of one sampler.</summary>
    public StratumCubic[] Cubics(Sampler sampler) => Strata(sampler).Cubics;

    /// <summary>The strata of a draw; null if all its words go through the transform.</summary>
    public PlacedStrata? StrataOf(int draw, Sampler sampler) => Strata(sampler).OfDraw[draw];

    /// <summary>Where a transform's coefficients and thresholds begin.</summary>
    public (int Table, int Thresholds) PlaceOf(Transform transform) => _places[transform];

    /// <summary>Where the table of a series begins.</summary>
    public int PlaceOf(SeriesIntegral series) => _series[series];

    /// <summary>Where a draw's stream begins, or that of its selector.</summary>
    public int StreamOf(int draw, bool isSelector) =>
        (isSelector ? Plan.Draws.Count + _selectors[draw] : draw) * DeviceWords.StreamLength;

    /// <summary>Number of a counted root among them.</summary>
    public int NumberOf(int root) => _numbers[root];

    /// <summary>Where the count of a root's values that are not finite stands among the sums.</summary>
    public int OddPlace(int root) => (2 * Plan.Roots.Count * FixedSums.Buckets) + root;

    /// <summary>Whether the Sobol' streams are those of another plan: the same draws in the same dimensions.</summary>
    public bool HasStreamsOf(PlanLayout other) =>
        Plan.Draws.Select(draw => draw.Hash).SequenceEqual(other.Plan.Draws.Select(draw => draw.Hash))
        && Selectors.SequenceEqual(other.Selectors)
        && SobolDimensions.OfDraws(Plan).SequenceEqual(SobolDimensions.OfDraws(other.Plan))
        && SobolDimensions.OfSelectors(Plan).SequenceEqual(SobolDimensions.OfSelectors(other.Plan));

    /// <summary>The Sobol' streams of one replicate, as <see cref="Words"/> has room for them.</summary>
    public uint[] Streams(ulong seed, int replicate) => Streams(seed, replicate, 0, StreamPurpose.A, StreamPurpose.Selector);

    /// <summary>The Sobol' streams of one replicate for other purposes and other dimensions.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="replicate">The replicate.</param>
    /// <param name="before">Dimensions that others have.</param>
    /// <param name="drawPurpose">What the words of draws are for.</param>
    /// <param name="selectorPurpose">What those of selectors are for.</param>
    public uint[] Streams(ulong seed, int replicate, int before, uint drawPurpose, uint selectorPurpose)
    {
        var words = new uint[StreamCount * DeviceWords.StreamLength];
        var (dimensions, ofSelectors) = (SobolDimensions.OfDraws(Plan), SobolDimensions.OfSelectors(Plan));
        for (var draw = 0; draw < Plan.Draws.Count; draw++)
        {
            Put(draw, false, ScrambledSobol.Create(seed, Plan.Draws[draw].Hash, before + dimensions[draw], (uint)replicate, drawPurpose));
        }

        foreach (var draw in Selectors)
        {
            Put(draw, true, ScrambledSobol.Create(seed, Plan.Draws[draw].Hash, before + ofSelectors[draw], (uint)replicate, selectorPurpose));
        }

        return words;

        void Put(int draw, bool isSelector, SobolStream stream) =>
            DeviceWords.Lay(stream, words.AsSpan(StreamOf(draw, isSelector), DeviceWords.StreamLength));
    }

    private (StratumCubic[] Cubics, PlacedStrata?[] OfDraw) Strata(Sampler sampler) =>
        (sampler == Sampler.Sobol ? _strataOfSobol : _strataOfRandom).Value;

    private static (PlacedStrata Strata, IEnumerable<StratumCubic> Cubics)? OfSobol(Transform transform, int first) =>
        transform.Strata<ScalarLane>() is { } strata
            ? (new(first, strata.ExactCount, strata.ExactCount > 0 || transform.Kind != TransformKind.Uniform), StratumCubic.Of(strata))
            : null;

    private static (PlacedStrata Strata, IEnumerable<StratumCubic> Cubics)? OfRandom(Transform transform, int first) =>
        transform.TailStrata<ScalarLane>() is { } strata ? (new(first, 0, false), StratumCubic.Of(strata)) : null;

    private (StratumCubic[] Cubics, PlacedStrata?[] OfDraw) LayStrata(
        IEnumerable<int> draws, Func<Transform, int, (PlacedStrata Strata, IEnumerable<StratumCubic> Cubics)?> strataOf)
    {
        var cubics = new List<StratumCubic>();
        var placed = new PlacedStrata?[Plan.Draws.Count];
        foreach (var draw in draws)
        {
            if (strataOf(Plan.Draws[draw].Transform, cubics.Count) is { } found)
            {
                placed[draw] = found.Strata;
                cubics.AddRange(found.Cubics);
            }
        }

        return ([.. cubics], placed);
    }

    private HashSet<int> DrawsOfProgram => field ??= [.. Plan.Program.Steps.Where(step => step.Operation == Operation.Draw).Select(step => step.Left)];

    // Five of a distribution, one more where a component of a mixture ends; two of a step with a series; the triangle of a group; one of a root.
    private int MostNumbers() =>
        Plan.Draws.Sum(draw => NumbersOf(draw.Transform)) + (2 * Plan.Program.Steps.Count) + Plan.Groups.Sum(group => group.Factor.Length) + Plan.Roots.Count;

    private static int NumbersOf(Transform transform) => transform.Components.Count == 0 ? 5 : transform.Components.Sum(component => NumbersOf(component) + 1);

    private static Dictionary<int, int> Numbered(IReadOnlyList<int> items) => Enumerable.Range(0, items.Count).ToDictionary(i => items[i]);

    private void Lay(Transform transform)
    {
        if (!_places.TryAdd(transform, (_tables.Count, _words.Count)))
        {
            return;
        }

        _tables.AddRange(transform.Table);
        if (transform.Kind == TransformKind.Steps)
        {
            _words.AddRange(transform.Thresholds);
        }

        foreach (var component in transform.Components)
        {
            Lay(component);
        }
    }
}

/// <summary>The strata of a draw.</summary>
/// <param name="First">Where their cubics begin.</param>
/// <param name="ExactCount">How many of them are left to the transform.</param>
/// <param name="HasTransform">
/// Whether a kernel has the transform beside the cubics: by the kind, not by the count, which may be 0 at some points of a
/// study and not at others (a choice whose probabilities are whole numbers of strata).
/// </param>
internal readonly record struct PlacedStrata(int First, int ExactCount, bool HasTransform);
