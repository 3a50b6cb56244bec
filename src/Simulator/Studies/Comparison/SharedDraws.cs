using Simulator.Engine;
using Simulator.Engine.Tracing;
using Simulator.Scenarios;
using Simulator.Uncertainty;

namespace Simulator.Studies;

/// <summary>The draws of several scenarios: inputs of one name have one stream, and one column where they are equal.</summary>
/// <remarks>
/// Equal means: the same name, a distribution that makes the same values of the same words, and no correlation or the same
/// whole group of correlated inputs. Where only the distribution differs there are two columns made of the same words.
/// </remarks>
/// <param name="trace">Where draws are recorded.</param>
internal sealed class SharedDraws(Trace trace)
{
    private readonly List<PlannedDraw> _draws = [];
    private readonly List<Group?> _groupOf = [];
    private readonly List<Group> _groups = [];
    private readonly List<IReadOnlyDictionary<string, int>> _scenarios = [];

    /// <summary>All draws, those of the first scenario first and in its order.</summary>
    public IReadOnlyList<PlannedDraw> All => _draws;

    /// <summary>Indices of the draws of each scenario, by name, in the order in which the scenarios were evaluated.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, int>> Scenarios => _scenarios;

    /// <summary>All groups of correlated draws.</summary>
    public IReadOnlyList<PlannedGroup> Groups => [.. _groups.Select(Plan)];

    /// <summary>Evaluates the model of the next scenario.</summary>
    public TracedScenario Evaluate(Scenario scenario)
    {
        var groups = CorrelationPlan.Of(scenario).Groups.Select(group => Known(group, scenario)).ToList();
        var own = new Dictionary<string, int>(StringComparer.Ordinal);
        var traced = TracedScenario.Of(scenario, (name, distribution) =>
        {
            var draw = Find(PlannedDraw.Of(name, distribution), groups.Find(group => group.Names.Contains(name, StringComparer.Ordinal)));
            own.Add(name, draw);
            return trace.Draw(draw) * TraceLane.Constant(_draws[draw].Factor);
        });
        _scenarios.Add(own);
        return traced;
    }

    /// <summary>The groups that a scenario asks for.</summary>
    public IReadOnlyList<PlannedGroup> GroupsOf(int scenario)
    {
        var own = _scenarios[scenario].Values.ToHashSet();
        return [.. _groups.Select(Plan).Where(group => own.Contains(group.Draws[0]))];
    }


    private int Find(PlannedDraw wanted, Group? group)
    {
        for (var draw = 0; draw < _draws.Count; draw++)
        {
            if (_draws[draw].Hash != wanted.Hash)
            {
                continue;
            }

            if (_draws[draw].Name != wanted.Name)
            {
                throw new InvalidOperationException(
                    $"The inputs {_draws[draw].Name} and {wanted.Name} would share a random stream; rename the phase of one of them.");
            }

            if (IsSame(_draws[draw], wanted) && ReferenceEquals(_groupOf[draw], group))
            {
                return draw;
            }
        }

        _draws.Add(wanted);
        _groupOf.Add(group);
        return _draws.Count - 1;
    }

    // The same object for groups that agree in everything: then, and only then, their draws are the same.
    private Group Known(CorrelationGroup group, Scenario scenario)
    {
        var members = group.Names
            .Select(name => PlannedDraw.Of(name, scenario.Quantities.First(quantity => quantity.Path == name).Distribution)).ToList();
        var found = new Group(group.Names, group.Matrix.Factor(), members);
        if (_groups.Find(found.Equals) is { } known)
        {
            return known;
        }

        _groups.Add(found);
        return found;
    }

    private PlannedGroup Plan(Group group) => new(
        [.. group.Names.Select(name => Enumerable.Range(0, _draws.Count).First(draw => ReferenceEquals(_groupOf[draw], group) && _draws[draw].Name == name))],
        group.Factor);

    private static bool IsSame(PlannedDraw one, PlannedDraw other) =>
        one.Factor.Equals(other.Factor) && one.Transform.GivesSameValues(other.Transform);

    private sealed class Group(IReadOnlyList<string> names, float[] factor, IReadOnlyList<PlannedDraw> members)
    {
        public IReadOnlyList<string> Names => names;

        public float[] Factor => factor;

        private IReadOnlyList<PlannedDraw> Members => members;

        public bool Equals(Group other) =>
            names.SequenceEqual(other.Names, StringComparer.Ordinal)
            && factor.AsSpan().SequenceEqual(other.Factor)
            && members.Zip(other.Members).All(pair => IsSame(pair.First, pair.Second));
    }
}
