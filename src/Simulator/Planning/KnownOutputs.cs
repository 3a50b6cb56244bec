using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>Which outputs can be computed from the inputs of a scenario, and which missing inputs prevent the others.</summary>
internal sealed class KnownOutputs
{
    private static readonly Dictionary<string, Func<Phase, bool>> Given = new(
        KeyTable.All.Select(key => KeyValuePair.Create(key.ToString(), (Func<Phase, bool>)(phase => phase[key] is not null))), StringComparer.Ordinal)
    {
        // That a PUE of 1 is the default says nothing about the site whose energy was measured.
        ["facility.pue"] = phase => phase[Keys.Pue] is { Origin: not QuantityOrigin.Default },

        // A share of 0 by default says nothing about the contracts.
        ["grid.carbon_free_share"] = phase => phase[Keys.CarbonFreeShare] is { Origin: not QuantityOrigin.Default },
        ["phase.measured_at: it"] = phase => phase.MeasuredAt is not (Boundary.Site or Boundary.Grid),
        ["grid.mix"] = phase => phase.Mix is not null,
        ["grid.mix.water"] = phase => phase.WaterMix is not null,
        ["grid.mix.land"] = phase => phase.LandMix is not null,
        ["costs.demand_charge"] = phase => phase.MayBeIncluded.Contains(Keys.DemandCharge),
        ["serving.requests_per_day: above 0"] = phase => phase[Keys.RequestsPerDay] is { } requests && requests.Distribution is not { IsConstant: true, Minimum: 0 },
        ["phase.phase"] = phase => !phase.IsServing,
        ["grid.accounting: market"] = phase => phase.Conventions.Accounting == EmissionAccounting.MarketBased,
        ["hardware.embodied_accounting: full"] = phase => phase.EmbodiedInFull,
        ["hardware.embodied_accounting: amortized"] = phase => !phase.EmbodiedInFull,
    };

    // The phases that a requirement is about, and what there is none of where there are none.
    private static readonly Dictionary<RequiredIn, (Func<Phase, bool> Concerns, string None)> Concerned = new()
    {
        [RequiredIn.EveryPhase] = (_ => true, ""),
        [RequiredIn.AnyPhase] = (_ => true, ""),
        [RequiredIn.EveryTrainingPhase] = (phase => !phase.IsServing, "training"),
        [RequiredIn.EveryPhaseWithHours] = (phase => phase.Hours != HoursRoute.None, "training, or serving by tokens,"),
        [RequiredIn.EveryPhaseWithHardware] = (phase => phase.Hours != HoursRoute.None || phase[Keys.EmbodiedPerRequest] is not null, "training, or serving by tokens,"),
    };

    private readonly Dictionary<string, (Requirement Lacking, string Reason)> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _partial = new(StringComparer.Ordinal);

    /// <summary>Looks through a scenario.</summary>
    public KnownOutputs(Scenario scenario)
        : this(scenario.Phases)
    {
        // What the lines of a budget cost is known without any price.
        if (scenario.Costs is { } costs && costs.Lines.Any(line => line.Kind is not (CostLineKind.Contingency or CostLineKind.Share)))
        {
            _missing.Remove(OutputDefinitions.Cost.Name);
        }
    }

    /// <summary>Looks through the phases of a scenario.</summary>
    public KnownOutputs(IReadOnlyList<Phase> phases)
    {
        foreach (var output in OutputDefinitions.All)
        {
            foreach (var requirement in output.Requires)
            {
                if (Lack(requirement, phases) is { } reason)
                {
                    _missing.Add(output.Name, (requirement, reason));
                    break;
                }

                if (requirement.NamesOthers && Without(requirement, [.. phases.Where(phase => !phase.IsServing)]) is { Count: > 0 } others)
                {
                    _partial[output.Name] = $"{string.Join(", ", others)}, where {requirement.Words} are not stated";
                }

                if (requirement.Where is RequiredIn.EveryPhaseWithHours or RequiredIn.EveryPhaseWithHardware && phases.Any(phase => !Concerned[requirement.Where].Concerns(phase)))
                {
                    _partial[output.Name] = "serving, whose accelerator-hours do not follow from energy_per_request";
                }
            }
        }

        // A rental that is missing in one phase is counted in none.
        if (Contains(OutputDefinitions.CostWithoutOverlap.Name) && phases.All(phase => Overlaps(phase).Count == 0))
        {
            var overlap = OutputDefinitions.CostWithoutOverlap.Requires.First(requirement => requirement.IsSilent);
            _missing.Add(OutputDefinitions.CostWithoutOverlap.Name, (overlap, overlap.Words));
        }
    }

    /// <summary>The prices that the cost of a phase holds beside another price that may include them.</summary>
    /// <param name="phase">The phase.</param>
    public IReadOnlyList<KeySpec> Overlaps(Phase phase) =>
        [.. phase.MayBeIncluded.Where(price => price == Keys.DemandCharge ? Contains("hardware_cost") : Contains("electricity_cost") && Contains(price == Keys.ElectricityPrice ? "hardware_cost" : "carbon_cost"))];

    /// <summary>Whether an output can be computed.</summary>
    /// <param name="output">Its name.</param>
    public bool Contains(string output) => !_missing.ContainsKey(output);

    /// <summary>The missing inputs that prevent an output; null if it can be computed.</summary>
    /// <param name="output">Its name.</param>
    public string? Missing(string output) => _missing.TryGetValue(output, out var missing) ? missing.Reason : null;

    /// <summary>The missing inputs by the name of the output that they prevent.</summary>
    public IReadOnlyDictionary<string, string> Reasons => _missing.ToDictionary(pair => pair.Key, pair => pair.Value.Reason, StringComparer.Ordinal);

    /// <summary>One sentence for each missing input with the outputs that need it.</summary>
    public IEnumerable<string> Notices() =>
        _missing.Where(pair => !pair.Value.Lacking.IsSilent).GroupBy(pair => pair.Value.Reason, pair => pair.Key, StringComparer.Ordinal)
            .Select(group => $"Not computed: {string.Join(", ", group)} ({NotSet(group.Key)}).")
            .Concat(_partial.Where(pair => Contains(pair.Key)).GroupBy(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal)
                .Select(group => $"Left out of {string.Join(", ", group)}: {group.Key}."));

    /// <summary>That inputs are missing.</summary>
    /// <param name="reason">Which; see <see cref="Missing"/>.</param>
    public static string NotSet(string reason) => reason == Requirement.NothingServed ? reason : $"{reason} {(reason.Contains(" and ", StringComparison.Ordinal) ? "are" : "is")} not set";

    // What is missing, and in which phases; null if nothing is.
    private static string? Lack(Requirement requirement, IReadOnlyList<Phase> phases)
    {
        // What one phase of training is enough for needs training.
        if (requirement.AnyOf.All(keys => keys.StartsWith("phase.", StringComparison.Ordinal)) && phases.All(phase => phase.IsServing))
        {
            return "training";
        }

        var (concerns, none) = Concerned[requirement.Where];
        var concerned = phases.Where(concerns).ToList();
        if (concerned.Count == 0)
        {
            return requirement.Or is { } instead ? Lack(instead, phases) is null ? null : none : none;
        }

        var without = Without(requirement, concerned);
        if (concerned.Count == 0)
        {
            return requirement.Or is { } instead ? Lack(instead, phases) : "training";
        }

        if (without.Count == 0 || (requirement.Where == RequiredIn.AnyPhase && without.Count < concerned.Count))
        {
            return null;
        }

        var lack = without.Count == concerned.Count ? requirement.Words : $"{requirement.Words} in {string.Join(", ", without)}";
        return requirement.Or is not { } other ? lack : Lack(other, phases) is { } second ? $"{lack} and {second}" : null;
    }

    private static List<string> Without(Requirement requirement, IReadOnlyList<Phase> phases) =>
        [.. phases.Where(phase => !requirement.AnyOf.Any(keys => keys.Split(" with ").All(key => Given[key](phase)))).Select(phase => phase.Name)];
}
