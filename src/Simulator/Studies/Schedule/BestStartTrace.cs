using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Runs;
using Simulator.Studies.Comparison;

namespace Simulator.Studies.Schedule;

/// <summary>What must be computed of an output to say what its best start saves, and how close to the lowest every start is.</summary>
internal sealed class BestStartTrace
{
    // Differences nearer to zero than the smallest normal float are none.
    private const double Smallest = 1.17549435e-38;

    private readonly string _output;
    private readonly int _best;
    private readonly PairedTrace _now;
    private readonly PairedTrace _mean;
    private readonly IReadOnlyList<TraceLane> _beyond;

    /// <summary>Records it.</summary>
    /// <param name="spec">The output.</param>
    /// <param name="values">Its values by start.</param>
    /// <param name="best">The best start.</param>
    public BestStartTrace(OutputSpec spec, IReadOnlyList<TraceLane> values, int best)
    {
        (_output, _best) = (spec.Name, best);
        var share = TraceLane.Constant(1.0 / values.Count);
        var differences = values.Where((_, start) => start != best).Select(value => TraceDifference.Of(values[best], value)).ToList();

        // The mean of differences, each formed from what two starts do not have in common: that of totals would be rounded.
        var difference = differences.Count == 0 ? TraceLane.Constant(0) : share * Fold([.. differences.Select(one => one.Value)], (a, b) => a + b);
        _now = new PairedTrace(spec, values[best], values[0]);
        _mean = new PairedTrace(spec, values[best], share * Fold(values, (a, b) => a + b), (difference, differences.Exists(one => one.IsPlain)));

        var zero = TraceLane.Constant(0);
        var lowest = zero - Fold([.. values.Select(value => zero - value)], TraceLane.Max);
        var limit = lowest + (TraceLane.Constant(ScheduleResult.Close) * TraceLane.Max(lowest, zero - lowest));
        _beyond = [.. values.Select(value => Beyond(value - limit))];

        // 1 where the difference is above 0, else 0.
        TraceLane Beyond(TraceLane over) =>
            TraceLane.Max(over / TraceLane.Max(TraceLane.Max(over, zero - over), TraceLane.Constant(Smallest)), zero);
    }

    /// <summary>What varies from sample to sample and whose typical size is to be known.</summary>
    public IEnumerable<TraceLane> Sized => _now.Sized.Concat(_mean.Sized);

    /// <summary>Records what must be counted.</summary>
    public void Count(IReadOnlyDictionary<int, double> magnitudes, RootTable roots)
    {
        _now.Count(magnitudes, roots);
        _mean.Count(magnitudes, roots);
        foreach (var lane in _beyond)
        {
            roots.Add(lane, isCounted: false);
        }
    }

    /// <summary>The best start with what it saves, and by start the probability of being close to the lowest.</summary>
    public (BestStart Best, IReadOnlyList<CloseShare> Within) Assemble(RootTable roots, RunOptions options, RunOutcome outcome) => (
        new BestStart(_output, _best, PairAssembly.Output(_now.Plan(roots), options, outcome), PairAssembly.Output(_mean.Plan(roots), options, outcome)),
        [.. _beyond.Select(lane => Within(roots.Value(lane, 1), outcome))]);

    private static CloseShare Within(PlannedValue beyond, RunOutcome outcome) => beyond.Root < 0
        ? new CloseShare(1 - beyond.Factor, 0)
        : new CloseShare(1 - (beyond.Factor * outcome.Roots[beyond.Root].Tally.Mean), outcome.Roots[beyond.Root].Error.OfOccurrence);

    // By halves: the depth, and with it the rounding of a sum, grows with the logarithm of the number of starts.
    private static TraceLane Fold(IReadOnlyList<TraceLane> values, Func<TraceLane, TraceLane, TraceLane> join)
    {
        while (values.Count > 1)
        {
            values = [.. values.Chunk(2).Select(pair => pair.Length == 2 ? join(pair[0], pair[1]) : pair[0])];
        }

        return values[0];
    }
}
