using Simulator.Statistics;

namespace Simulator.Engine;

/// <summary>Something that draws the samples of a plan and counts what comes out: CPU or GPU.</summary>
public interface ISimulationEngine
{
    /// <summary>What it runs on, e.g. <c>cpu-avx512</c>.</summary>
    string Device { get; }

    /// <summary>Draws all samples and counts every root.</summary>
    /// <param name="plan">What to draw and compute.</param>
    /// <param name="request">Which samples.</param>
    /// <param name="progress">Told how far it is, about ten times a second; may be null.</param>
    /// <param name="cancellation">Stops the run after the virtual blocks at hand; what was drawn is returned.</param>
    CountedRun Count(
        SimulationPlan plan, SamplingRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation);

    /// <summary>Draws the same samples again and resolves some bins to single floats.</summary>
    /// <param name="plan">What to draw and compute.</param>
    /// <param name="request">Which samples.</param>
    /// <param name="bins">Bins to resolve, by root.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <returns>The bins by root, then by number.</returns>
    IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation);
}

/// <summary>Which samples to draw.</summary>
/// <param name="Seed">Seed of all streams.</param>
/// <param name="Samples">Samples 0 to this.</param>
/// <param name="Threads">Threads to use; the result does not depend on it.</param>
/// <param name="BlockSize">Samples in one pass through the columns, a multiple of 512; the result does not depend on it.</param>
public readonly record struct SamplingRequest(ulong Seed, long Samples, int Threads, int BlockSize);

/// <summary>What was counted.</summary>
/// <param name="Samples">Samples drawn: the first ones, fewer than asked for if the run was stopped.</param>
/// <param name="Tallies">Counts by root.</param>
public sealed record CountedRun(long Samples, IReadOnlyList<OutputTally> Tallies);
