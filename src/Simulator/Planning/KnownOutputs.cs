using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>Which outputs can be computed from the inputs of a scenario, and which missing inputs prevent the others.</summary>
internal sealed class KnownOutputs
{
    /// <summary>The reason of outputs that need no notice.</summary>
    private const string NotAskedFor = "";

    private readonly Dictionary<OutputSpec, string> _missing = [];

    /// <summary>Looks through the phases of a scenario.</summary>
    public KnownOutputs(IReadOnlyList<Phase> phases)
    {
        var training = phases.Where(phase => !phase.IsServing).ToList();
        foreach (var output in Outputs.All)
        {
            if (MissingFor(output, phases, training) is { } reason)
            {
                _missing.Add(output, reason);
            }
        }
    }

    /// <summary>Whether an output can be computed.</summary>
    public bool Contains(OutputSpec output) => !_missing.ContainsKey(output);

    /// <summary>The missing inputs that prevent an output; null if it can be computed.</summary>
    public string? Missing(OutputSpec output) => _missing.GetValueOrDefault(output);

    /// <summary>One sentence for each missing input with the outputs that need it.</summary>
    public IEnumerable<string> Notices() =>
        _missing.Where(pair => pair.Value != NotAskedFor).GroupBy(pair => pair.Value, pair => pair.Key.Name, StringComparer.Ordinal)
            .Select(group => $"Not computed: {string.Join(", ", group)} ({group.Key} {(group.Key.Contains(" and ", StringComparison.Ordinal) ? "are" : "is")} not set).");

    private static string? MissingFor(OutputSpec output, IReadOnlyList<Phase> all, IReadOnlyList<Phase> training) => output.Name switch
    {
        "peak_power" or "power_swing" or "accelerators" => Fleet(training),
        "servers" => Fleet(training) ?? Lacking(training, phase => phase[Keys.ServerAccelerators] is not null, "hardware.server.accelerators"),
        "duration" => Lacking(training, phase => PhaseShapes.Of(phase).Accelerators != AcceleratorsRoute.Unknown, "accelerators in every phase"),
        "electricity_cost" => Electricity(all),
        "hardware_cost" => Hardware(training),
        "cost" or "cost_per_million_tokens" when Electricity(all) is { } electricity && Hardware(training) is { } hardware =>
            $"{electricity} and {hardware}",
        "water_onsite" => Lacking(all, phase => phase[Keys.Wue] is not null, "facility.wue"),
        "water_cost" => Lacking(all, phase => phase[Keys.Wue] is not null, "facility.wue")
            ?? Lacking(all, phase => phase[Keys.WaterPrice] is not null, "facility.water_price"),
        "carbon_intensity" or "operational_emissions" or "market_emissions" or "emissions" => Carbon(all),
        "carbon_cost" => Carbon(all) ?? Lacking(all, phase => phase[Keys.CarbonPrice] is not null, "grid.carbon_price"),
        "embodied_emissions" => Embodied(training),
        "water_offsite" => Lacking(all, phase => phase[Keys.WaterIntensity] is not null || phase.WaterMix is not null, "grid.water_intensity"),
        "water" => Lacking(all, phase => phase[Keys.Wue] is not null, "facility.wue")
            ?? Lacking(all, phase => phase[Keys.WaterIntensity] is not null || phase.WaterMix is not null, "grid.water_intensity"),
        "land" => Lacking(all, phase => phase[Keys.LandIntensity] is not null || phase.LandMix is not null, "grid.land_intensity"),
        "goodput" => Goodput(training),
        "energy_per_million_tokens" or "cost_per_million_tokens" => Tokens(training),
        "emissions_per_million_tokens" => Tokens(training) ?? Carbon(training),
        _ => null,
    };

    private static string? Electricity(IReadOnlyList<Phase> phases) =>
        Lacking(phases, phase => phase[Keys.ElectricityPrice] is not null, "grid.electricity_price");

    private static string? Hardware(IReadOnlyList<Phase> training) =>
        Lacking(
            training,
            phase => PhaseShapes.Of(phase).Hardware != HardwareRoute.Unknown,
            "hardware.price with hardware.lifetime, or hardware.rental");

    private static string? Carbon(IReadOnlyList<Phase> phases) =>
        Lacking(phases, phase => phase[Keys.CarbonIntensity] is not null || phase.Mix is not null, "grid.carbon_intensity or grid.mix");

    private static string? Embodied(IReadOnlyList<Phase> training) =>
        Lacking(training, phase => phase[Keys.EmbodiedCarbon] is not null, "hardware.embodied_carbon")
        ?? Lacking(
            training,
            phase => PhaseShapes.Of(phase).Embodied != EmbodiedRoute.Unknown,
            training[0].EmbodiedInFull ? "accelerators" : "hardware.lifetime");

    // The fleet is the largest phase, so one phase that states it is enough.
    private static string? Fleet(IReadOnlyList<Phase> training) =>
        training.Any(phase => PhaseShapes.Of(phase).Accelerators != AcceleratorsRoute.Unknown) ? null : "accelerators";

    private static string? Goodput(IReadOnlyList<Phase> training) => training.Any(phase => phase[Keys.MtbfPerAccelerator] is not null)
        ? Lacking(training, phase => phase[Keys.MtbfPerAccelerator] is not null || phase[Keys.Goodput] is not null, "failures with accelerators, or goodput,")
        : NotAskedFor;

    private static string? Tokens(IReadOnlyList<Phase> training) =>
        training.Any(phase => phase[Keys.Tokens] is not null) ? null : "tokens";

    private static string? Lacking(IReadOnlyList<Phase> phases, Func<Phase, bool> has, string what)
    {
        var without = phases.Where(phase => !has(phase)).Select(phase => phase.Name).ToList();
        if (without.Count == 0)
        {
            return null;
        }

        return without.Count == phases.Count ? what : $"{what} in {string.Join(", ", without)}";
    }
}
