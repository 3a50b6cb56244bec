using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Studies.Schedule;

/// <summary>The model at every start, recorded with the same draws: what does not depend on the start is recorded, and computed, once.</summary>
internal sealed class ScheduleTrace
{
    private readonly Trace _trace = new();
    private readonly List<PlannedDraw> _draws = [];
    private readonly Dictionary<string, TraceLane> _lanes = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<PlannedGroup> _groups = [];

    /// <summary>Evaluates the model at every start.</summary>
    public ScheduleTrace(SchedulePlan plan)
    {
        var starts = new List<Dictionary<string, (OutputSpec Spec, TraceLane Value)>>();
        for (var start = 0; start < plan.Starts.Count; start++)
        {
            var scenario = plan.ScenarioAt(start);
            var traced = TracedScenario.Of(scenario, (name, distribution) => Draw(name, distribution, scenario.DrawsUncut));
            starts.Add(traced.Outputs.Where(output => !output.IsEquivalent)
                .ToDictionary(output => output.Spec.Name, output => (output.Spec, output.Value), StringComparer.Ordinal));
            if (start == 0)
            {
                (_groups, Notices) = (traced.Correlations.Plan(_draws), traced.Notices);
            }
        }

        // Periods of the calendar can be more for one start than for another.
        var common = starts.Select(start => start.Keys.AsEnumerable()).Aggregate((known, other) => known.Intersect(other)).ToHashSet(StringComparer.Ordinal);
        Starts = [.. starts.Select(start => start.Where(output => common.Contains(output.Key)).ToDictionary(StringComparer.Ordinal))];
    }

    /// <summary>By start, the outputs by name.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, (OutputSpec Spec, TraceLane Value)>> Starts { get; }

    /// <summary>Remarks of the model at the first start.</summary>
    public IReadOnlyList<string> Notices { get; } = [];

    /// <summary>Whether an output is not the same at every start.</summary>
    public bool DependsOnStart(string output) => Starts.Any(start => !start[output].Value.Equals(Starts[0][output].Value));

    /// <summary>The values of an output by start.</summary>
    public IReadOnlyList<TraceLane> Of(string output) => [.. Starts.Select(start => start[output].Value)];

    /// <summary>A table of roots of this trace.</summary>
    public RootTable NewRoots() => new(_trace, _draws);

    /// <summary>Typical magnitudes by node.</summary>
    public IReadOnlyDictionary<int, double> Magnitudes(IEnumerable<TraceLane> lanes)
    {
        var nodes = lanes.Select(lane => lane.NodeIndex).Distinct().ToList();
        return nodes.Zip(Comparison.PilotPoints.Magnitudes(_trace, _draws, nodes)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>A plan that draws what every start draws, in the same order, and counts some roots.</summary>
    public SimulationPlan Plan(RootTable roots, IReadOnlyList<PlannedOutput> outputs) =>
        new(_draws, ColumnProgram.Compile(_trace.Nodes, roots.Nodes), roots.Build(), outputs, [], [], []) { Groups = _groups };

    private TraceLane Draw(string name, Distribution distribution, bool isUncut)
    {
        if (!_lanes.TryGetValue(name, out var lane))
        {
            _lanes.Add(name, lane = PlanBuilder.Draw(_trace, _draws, name, distribution, isUncut));
        }

        return lane;
    }
}
