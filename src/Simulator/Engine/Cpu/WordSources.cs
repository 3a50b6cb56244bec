using Simulator.Planning;
using Simulator.Sampling.Lanes;

namespace Simulator.Engine.Cpu;

/// <summary>The sources of all replicates of a run, for all of its threads.</summary>
/// <remarks>
/// A source of Sobol' points holds 10 KiB a draw, which took as long to put in order as some thousand points take: it is
/// kept for the next visit to its replicate, unless there are very many.
/// </remarks>
internal sealed class WordSources<TLane, TWide>(SimulationPlan plan, SamplingRequest request)
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    private const int MostKept = 128;

    private readonly WordSource?[] _kept = new WordSource?[Math.Min(request.Replicates, MostKept)];

    /// <summary>Whether another request draws the same words: of the same plan, or of one that draws the same inputs.</summary>
    public bool AreOf(SimulationPlan other, SamplingRequest asked) =>
        (ReferenceEquals(plan, other) || DrawsLike(other))
        && (asked.Sampler, asked.Seed, asked.Replicates) == (request.Sampler, request.Seed, request.Replicates);

    /// <summary>The source of a replicate; any thread may ask.</summary>
    public WordSource Of(int replicate)
    {
        if (replicate >= _kept.Length)
        {
            return WordSource.Create<TLane, TWide>(plan, request, replicate);
        }

        if (Volatile.Read(ref _kept[replicate]) is not { } source)
        {
            source = WordSource.Create<TLane, TWide>(plan, request, replicate);
            source = Interlocked.CompareExchange(ref _kept[replicate], source, null) ?? source;
        }

        return source;
    }

    // What correlations make of words is not kept here, but which draws have strata depends on them.
    private bool DrawsLike(SimulationPlan other)
    {
        if (plan.Draws.Count != other.Draws.Count || plan.Groups.Count + other.Groups.Count > 0 || !plan.ScenarioEnds.SequenceEqual(other.ScenarioEnds))
        {
            return false;
        }

        for (var draw = 0; draw < plan.Draws.Count; draw++)
        {
            var (own, its) = (plan.Draws[draw], other.Draws[draw]);
            if (own.Hash != its.Hash || !ReferenceEquals(own.Transform, its.Transform))
            {
                return false;
            }
        }

        return true;
    }
}
