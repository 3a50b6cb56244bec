using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Philox;
using Simulator.Scenarios;
using Simulator.Transforms;

namespace Simulator.Studies.Comparison;

/// <summary>The draws of several scenarios: what they share has one stream, everything else a stream of its own.</summary>
/// <remarks>
/// The streams of the first scenario are named after its inputs, as in a run of its own. Those of the others are named
/// after scenario and input, unless the input is shared. A shared input of one distribution is one draw; of several, as
/// many draws made of the same words.
/// </remarks>
/// <param name="trace">Where draws are recorded.</param>
/// <param name="coupling">What is shared.</param>
internal sealed class SharedDraws(Trace trace, InputCoupling coupling)
{
    private readonly List<PlannedDraw> _draws = [];
    private readonly List<PlannedGroup> _groups = [];
    private readonly Dictionary<int, int> _groupOf = [];
    private readonly Dictionary<uint, string> _streams = [];
    private readonly List<IReadOnlyDictionary<string, int>> _scenarios = [];
    private readonly List<IReadOnlyDictionary<string, SharedWith>> _sharing = [];

    // Values of an input that are a multiple of what is drawn, plus an offset.
    private readonly Dictionary<(int Scenario, string Name), (double Factor, double Shift)> _multiples = [];
    private readonly List<int> _ends = [];

    /// <summary>All draws, those of the first scenario first and in its order.</summary>
    public IReadOnlyList<PlannedDraw> All => _draws;

    /// <summary>Indices of the draws of each scenario, by name, in the order in which the scenarios were evaluated.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, int>> Scenarios => _scenarios;

    /// <summary>What each scenario shares with an earlier one, by name.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, SharedWith>> Sharing => _sharing;

    /// <summary>All groups of correlated draws.</summary>
    public IReadOnlyList<PlannedGroup> Groups => _groups;

    /// <summary>Where the draws of each scenario but the last end.</summary>
    public IReadOnlyList<int> Ends => [.. _ends.SkipLast(1)];

    /// <summary>Evaluates the model of the next scenario.</summary>
    public TracedScenario Evaluate(Scenario scenario)
    {
        var own = Assign(scenario);
        _scenarios.Add(own);
        _ends.Add(_draws.Count);
        var index = _scenarios.Count - 1;
        return TracedScenario.Of(scenario, (name, _) =>
        {
            var (factor, shift) = _multiples.GetValueOrDefault((index, name), (1, 0));
            return (trace.Draw(own[name]) * TraceLane.Constant(factor * _draws[own[name]].Factor)) + TraceLane.Constant(shift);
        });
    }

    private Dictionary<string, int> Assign(Scenario scenario)
    {
        var inputs = UncertainInputs(scenario);
        var shared = new Dictionary<string, SharedWith>(StringComparer.Ordinal);
        var streams = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (var (name, _) in inputs)
        {
            if (Earlier(name) is { } found)
            {
                shared.Add(name, found);
                streams.Add(name, _draws[_scenarios[found.Scenario][name]].Hash);
            }
            else
            {
                streams.Add(name, NewStream(scenario, name));
            }
        }

        var own = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = CorrelationPlan.Of(scenario).Groups;
        var distributions = inputs.ToDictionary(input => input.Name, input => input.Distribution, StringComparer.Ordinal);
        if (_scenarios.Count == 0)
        {
            // In the order of a run of its own, on which the dimensions of a sequence depend.
            foreach (var (name, distribution) in inputs)
            {
                own.Add(name, Append(PlannedDraw.Of(name, distribution)));
            }

            AddGroups(groups, own);
            _sharing.Add(shared);
            return own;
        }

        foreach (var names in Components([.. inputs.Select(input => input.Name)], groups, shared))
        {
            var part = new CorrelatedPart(
                names, groups, [.. names.Select(name => PlannedDraw.Of(name, distributions[name]) with { Hash = streams[name] })],
                [.. names.Select(name => shared.ContainsKey(name) ? _scenarios[shared[name].Scenario][name] : -1)]);
            Place(part, own, shared);
        }

        _sharing.Add(shared);
        return own;

        SharedWith? Earlier(string name)
        {
            for (var other = 0; other < _scenarios.Count; other++)
            {
                if (_scenarios[other].ContainsKey(name) && coupling.Between(other, _scenarios.Count, name) is { } reason)
                {
                    return new SharedWith(other, reason, InputSharing.Values);
                }
            }

            return null;
        }
    }

    /// <summary>The uncertain inputs of a scenario, in the order of their first use.</summary>
    private static List<(string Name, Distribution Distribution)> UncertainInputs(Scenario scenario)
    {
        var trace = new Trace();
        var inputs = new List<(string Name, Distribution Distribution)>();
        TracedScenario.Of(scenario, (name, distribution) =>
        {
            inputs.Add((name, distribution));
            return trace.Draw(inputs.Count - 1);
        });
        return inputs;
    }

    /// <summary>Inputs that must be looked at together: correlated here, or shared and correlated there; each by itself otherwise.</summary>
    private IEnumerable<IReadOnlyList<string>> Components(
        IReadOnlyList<string> names, IReadOnlyList<CorrelationGroup> groups, IReadOnlyDictionary<string, SharedWith> shared)
    {
        // The members of a group are drawn in the order of their names, whatever comes first.
        var keys = names.ToDictionary(name => name, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var (group, index) in groups.Select((group, index) => (group, index)))
        {
            foreach (var name in group.Names)
            {
                keys[name].Add(FormattableString.Invariant($"own {index}"));
            }
        }

        foreach (var (name, with) in shared)
        {
            if (_groupOf.TryGetValue(_scenarios[with.Scenario][name], out var group))
            {
                keys[name].Add(FormattableString.Invariant($"earlier {group}"));
            }
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!done.Contains(name))
            {
                var component = new SortedSet<string>([name], StringComparer.Ordinal);
                while (names.FirstOrDefault(other => !component.Contains(other) && keys[other].Exists(key => component.Any(member => keys[member].Contains(key)))) is { } joined)
                {
                    component.Add(joined);
                }

                done.UnionWith(component);
                yield return [.. component];
            }
        }
    }

    private void Place(CorrelatedPart part, Dictionary<string, int> own, Dictionary<string, SharedWith> shared)
    {
        if (!part.IsAnyShared)
        {
            Add(part, own);
            return;
        }

        // Values that exist already are taken as they are, if they are correlated as they must be here.
        var before = part.Before(_groups, _groupOf);
        if (part.Extend(before) is not { } factor)
        {
            Add(part, own);
            foreach (var name in part.Names.Where(shared.ContainsKey))
            {
                shared[name] = shared[name] with { Sharing = KeepsWords(own[name]) && KeepsWords(_scenarios[shared[name].Scenario][name]) ? InputSharing.Words : InputSharing.PartOfWords };
            }

            return;
        }

        var isAllKnown = true;
        for (var member = 0; member < part.Names.Count; member++)
        {
            var (name, earlier) = (part.Names[member], part.Earlier[member]);
            if (earlier < 0)
            {
                isAllKnown = false;
                continue;
            }

            if (IsSame(_draws[earlier], part.Draws[member]))
            {
                own.Add(name, earlier);
                continue;
            }

            // A multiple of what is drawn need not be drawn itself, and its difference from it has no rounding of its own.
            shared[name] = shared[name] with { Sharing = InputSharing.Words };
            if (DistributionMultiple.Of(part.Draws[member].Distribution, _draws[earlier].Distribution) is { } multiple)
            {
                own.Add(name, earlier);
                _multiples.Add((_scenarios.Count, name), multiple);
            }
            else
            {
                isAllKnown = false;
            }
        }

        if (isAllKnown)
        {
            return;
        }

        if (part.Names.Count == 1 && before.Draws.Count == 1)
        {
            own.Add(part.Names[0], Append(part.Draws[0]));
            return;
        }

        // Draws of the earlier scenarios are drawn once more beside the new ones that depend on their words.
        var indices = new List<int>();
        foreach (var draw in before.Draws)
        {
            var member = part.Earlier.ToList().IndexOf(draw);
            indices.Add(Append(member >= 0 ? part.Draws[member] : _draws[draw]));
            if (member >= 0)
            {
                own.TryAdd(part.Names[member], indices[^1]);
            }
        }

        for (var member = 0; member < part.Names.Count; member++)
        {
            if (part.Earlier[member] < 0)
            {
                indices.Add(Append(part.Draws[member]));
                own.Add(part.Names[member], indices[^1]);
            }
        }

        AddGroup(new PlannedGroup(indices, factor));
    }

    /// <summary>Adds draws and groups as a run of its own would have them, but for their streams.</summary>
    private void Add(CorrelatedPart part, Dictionary<string, int> own)
    {
        foreach (var (name, draw) in part.Names.Zip(part.Draws))
        {
            own.Add(name, Append(draw));
        }

        AddGroups(part.Groups, own);
    }

    private void AddGroups(IEnumerable<CorrelationGroup> groups, Dictionary<string, int> own)
    {
        foreach (var group in groups)
        {
            AddGroup(new PlannedGroup([.. group.Names.Select(name => own[name])], group.Matrix.Factor()));
        }
    }

    private void AddGroup(PlannedGroup group)
    {
        foreach (var draw in group.Draws)
        {
            _groupOf.Add(draw, _groups.Count);
        }

        _groups.Add(group);
    }

    private int Append(PlannedDraw draw)
    {
        _draws.Add(draw);
        return _draws.Count - 1;
    }

    // The first member of a group keeps the words of its own stream; so do inputs without a group.
    private bool KeepsWords(int draw) => !_groupOf.TryGetValue(draw, out var group) || _groups[group].Draws[0] == draw;

    private uint NewStream(Scenario scenario, string name)
    {
        var stream = _scenarios.Count == 0 ? name : $"{scenario.Name}\n{name}";
        while (!_streams.TryAdd(StreamName.Hash(stream), stream))
        {
            // Two names with the same hash are so rare that another name is enough; that of the first scenario is fixed.
            stream = _scenarios.Count > 0 ? stream + "\n" : throw new InvalidOperationException(
                $"The inputs {_streams[StreamName.Hash(stream)]} and {name} would share a random stream; rename the phase of one of them.");
        }

        return StreamName.Hash(stream);
    }

    private static bool IsSame(PlannedDraw one, PlannedDraw other) =>
        one.Factor.Equals(other.Factor) && one.Transform.GivesSameValues(other.Transform);
}

/// <summary>That an input is shared with an earlier scenario.</summary>
/// <param name="Scenario">Index of the earlier scenario.</param>
/// <param name="Reason">Why.</param>
/// <param name="Sharing">How far.</param>
internal sealed record SharedWith(int Scenario, string Reason, InputSharing Sharing);
