using Simulator.Planning;
using Simulator.Statistics.Counting;

namespace Simulator.Engine;

/// <summary>Something that draws the samples of a plan and counts what comes out: CPU or GPU.</summary>
public interface ISimulationEngine
{
    /// <summary>What it runs on, e.g. <c>cpu-avx512</c>.</summary>
    string Device { get; }

    /// <summary>What the reader needs to know about the device after a run; null if nothing.</summary>
    internal string? Notice => null;

    /// <summary>States, before the first plan of a study, how many plans of about the same size it will count; without it, one.</summary>
    /// <param name="plans">The plans.</param>
    internal void Expect(int plans)
    {
    }

    /// <summary>Whether it has translated kernels, so that another plan of the same structure need not wait for that.</summary>
    internal bool HasKernels => false;

    /// <summary>An engine that draws the same samples on a thread of its own while others draw theirs; null if there is none.</summary>
    /// <param name="request">Which samples.</param>
    internal ISimulationEngine? ForOneThread(SamplingRequest request) => null;

    /// <summary>Empty tallies, with windows chosen from the first samples.</summary>
    /// <param name="plan">What to draw and compute.</param>
    /// <param name="request">How to sample.</param>
    internal RunTallies Prepare(SimulationPlan plan, SamplingRequest request);

    /// <summary>Draws samples and counts every root.</summary>
    /// <param name="plan">What to draw and compute.</param>
    /// <param name="request">Which samples.</param>
    /// <param name="tallies">Receives the counts, beside what they hold already.</param>
    /// <param name="progress">Receives the progress, about ten times a second; may be null.</param>
    /// <param name="cancellation">Stops the run after the current virtual blocks.</param>
    /// <returns>Samples drawn: fewer than requested if the run was stopped.</returns>
    internal long Count(
        SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation);

    /// <summary>Draws the same samples again and resolves some bins to single floats.</summary>
    /// <param name="plan">What to draw and compute.</param>
    /// <param name="request">Which samples.</param>
    /// <param name="bins">Bins to resolve, by root.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <returns>The bins by root, then by number.</returns>
    internal IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation);

    /// <summary>Whether this engine offers <see cref="PickFreeze"/>; for one that does not, a CPU engine does it.</summary>
    internal bool SupportsPickFreeze => false;

    /// <summary>
    /// Draws every point twice, A and B, and evaluates the model at A, at B, and at A with each factor in turn taken from
    /// B. An engine that does not offer it refuses.
    /// </summary>
    /// <param name="plan">What to draw and compute.</param>
    /// <param name="factors">Inputs that are exchanged, one factor at a time.</param>
    /// <param name="request">Which points; A are those that a run with this request draws.</param>
    /// <param name="tallies">Receives the sums, beside what they hold already.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it after the current virtual blocks.</param>
    /// <exception cref="NotSupportedException">See <see cref="SupportsPickFreeze"/>.</exception>
    /// <returns>Points drawn: fewer than requested if it was stopped.</returns>
    internal long PickFreeze(
        SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request, PickFreezeTallies tallies,
        IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        throw new NotSupportedException($"{Device} does not support pick-freeze sampling; use a CPU engine.");
}

/// <summary>Which samples to draw, and how.</summary>
/// <param name="Sampler">The sampler.</param>
/// <param name="Seed">Seed of all streams.</param>
/// <param name="Replicates">Independent randomizations; 1 for random sampling.</param>
/// <param name="FirstPoint">First point of each replicate, a multiple of <see cref="MomentSums.VirtualBlock"/>, or of the points so far.</param>
/// <param name="Points">Points of each replicate.</param>
/// <param name="Threads">Threads to use; the result does not depend on it.</param>
/// <param name="BlockSize">Samples in one pass through the columns, a multiple of 1024; the result does not depend on it.</param>
internal readonly record struct SamplingRequest(
    Sampler Sampler, ulong Seed, int Replicates, long FirstPoint, long Points, int Threads, int BlockSize)
{
    /// <summary>First replicate to draw, of <see cref="Replicates"/>.</summary>
    public int FirstReplicate { get; init; }

    /// <summary>Samples over all replicates that are drawn.</summary>
    public long Samples => (Replicates - FirstReplicate) * Points;
}

/// <summary>How the unit cube is filled.</summary>
public enum Sampler
{
    /// <summary>Scrambled Sobol' points in independent replicates.</summary>
    Sobol,

    /// <summary>Independent points from Philox.</summary>
    Random,
}
