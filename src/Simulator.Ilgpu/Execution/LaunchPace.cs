using System.Collections;
using Simulator.Engine;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>Cuts the points of a request into rounds whose launches stay well under a second.</summary>
/// <remarks>
/// A round draws the same points of every replicate, one launch a replicate. A short one shows how fast the device is;
/// longer ones follow. A driver ends a launch that keeps a screen waiting for two seconds, and a user who interrupts
/// should not wait either. Launches that a device has at the same time take as long as they take together.
/// </remarks>
/// <param name="request">The samples.</param>
/// <param name="together">Replicates that a device draws at the same time.</param>
/// <param name="time">The clock; one that stands still makes rounds as long as those of a very fast card.</param>
internal sealed class LaunchPace(SamplingRequest request, int together, TimeProvider time) : IEnumerable<(long First, long End)>
{
    private const double LongestLaunchSeconds = 0.5;
    private const double LongestRoundSeconds = 2;
    private const long FirstRoundSamples = 1L << 23;
    private const int Growth = 8;

    // Counters on a device have 32 bits, and are emptied after every launch.
    private const long MostPoints = 1L << 31;

    // Rounds end where virtual blocks of every engine do.
    private const long Grain = MomentSums.VirtualBlock;

    /// <inheritdoc/>
    public IEnumerator<(long First, long End)> GetEnumerator()
    {
        var end = request.FirstPoint + request.Points;
        var replicates = request.Replicates - request.FirstReplicate;
        var points = Math.Max(Grain, FirstRoundSamples / replicates / Grain * Grain);
        for (var first = request.FirstPoint; first < end;)
        {
            var start = time.GetTimestamp();
            var next = Math.Min(end, first + points);
            yield return (first, next);
            var secondsPerPoint = time.GetElapsedTime(start).TotalSeconds / (next - first);
            var wanted = Math.Min(LongestLaunchSeconds * ((replicates + together - 1) / together), LongestRoundSeconds) / secondsPerPoint;
            points = (long)Math.Clamp(wanted, Grain, Math.Min(MostPoints, points * Growth)) / Grain * Grain;
            first = next;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
