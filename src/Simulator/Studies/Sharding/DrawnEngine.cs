using Simulator.Engine;
using Simulator.Planning;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>A part of a study whose samples have been drawn before.</summary>
internal interface IDrawnPart
{
    /// <summary>What they were computed on.</summary>
    string Device { get; }

    /// <summary>Threads used.</summary>
    int Threads { get; }

    /// <summary>Wall-clock time of sampling. [s]</summary>
    double Seconds { get; }

    /// <summary>What the reader needs to know about the device.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>Whether random words went through whole transforms: what is drawn besides has to go through them too.</summary>
    bool DrawsUncut { get; }

    /// <summary>Adds what this part has counted of some points.</summary>
    /// <param name="points">The points; the part's own may lie outside.</param>
    /// <param name="tallies">Receives the counts.</param>
    /// <returns>Samples added.</returns>
    long AddTo(PointRange points, RunTallies tallies);

    /// <summary>Adds the values that this part has kept of some bins.</summary>
    /// <param name="points">Points of each replicate whose values are wanted, from the first.</param>
    /// <param name="bins">Receives the values, by root and bin.</param>
    /// <returns>Whether all that are wanted were kept; if not, some may have been added all the same.</returns>
    bool AddTo(long points, IReadOnlyList<Dictionary<int, RefinedBin>> bins);

    /// <summary>Adds the sums behind Sobol' indices.</summary>
    /// <returns>Points added.</returns>
    long AddTo(PickFreezeTallies tallies);
}

/// <summary>Parts as an engine that has already drawn its samples; what they do not hold, another engine draws.</summary>
/// <param name="engine">The other engine.</param>
/// <param name="parts">All parts of a study.</param>
internal sealed class DrawnEngine(ISimulationEngine engine, IReadOnlyList<IDrawnPart> parts) : ISimulationEngine
{
    /// <inheritdoc/>
    public string Device => DeviceOf(parts);

    /// <inheritdoc/>
    public bool SupportsPickFreeze => true;

    /// <summary>What parts were computed on.</summary>
    public static string DeviceOf(IEnumerable<IDrawnPart> parts) =>
        string.Join(", ", parts.Select(part => part.Device).Where(device => device.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => engine.Prepare(plan, request);

    /// <inheritdoc/>
    public long Count(
        SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var points = new PointRange(request.FirstPoint, request.FirstPoint + request.Points);
        return Sum(part => part.AddTo(points, tallies), request, progress, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
    {
        var kept = bins.Select(set => set.ToDictionary(bin => bin, bin => new RefinedBin(bin))).ToList();
        return parts.All(part => part.AddTo(request.Points, kept)) ? kept : engine.Refine(plan, request, bins, cancellation);
    }

    /// <inheritdoc/>
    public long PickFreeze(
        SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request, PickFreezeTallies tallies,
        IProgress<RunProgress>? progress, CancellationToken cancellation) => Sum(part => part.AddTo(tallies), request, progress, cancellation);

    private long Sum(Func<IDrawnPart, long> add, SamplingRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        long added = 0;
        foreach (var part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            added += add(part);
            progress?.Report(new RunProgress(added, request.Samples));
        }

        return added == request.Samples
            ? added
            : throw new PartException($"The parts hold {added} of the {request.Samples} samples from point {request.FirstPoint} on.");
    }
}
