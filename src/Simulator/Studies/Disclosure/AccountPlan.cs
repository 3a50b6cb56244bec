using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Studies.Disclosure;

/// <summary>How the figures of forms follow from the evaluated phases of a scenario; sample by sample, with the draws of its run.</summary>
/// <param name="phases">The phases.</param>
/// <param name="known">Which outputs the inputs determine.</param>
/// <param name="unit">What a software carbon intensity is per.</param>
internal sealed class AccountPlan(IReadOnlyList<BoundPhase> phases, KnownOutputs known, FunctionalUnit unit)
{
    private const double KilogramsPerTonne = 1000;

    private readonly List<(OutputSpec Spec, TraceLane Value)> _figures = [];
    private readonly List<(string Name, string Reason)> _missing = [];
    private readonly IReadOnlyList<(BoundPhase Bound, CombustionIntensity Intensity)> _grids = [.. phases.Select(bound => (bound, CombustionIntensity.Of(bound)))];
    private readonly ScenarioFlows<TraceLane> _flows = new([.. phases.Select(bound => new EvaluatedPhase<TraceLane>(bound.Inputs, bound.Flows, bound.Phase.IsServing))]);

    /// <summary>The figures that are known.</summary>
    public IReadOnlyList<(OutputSpec Spec, TraceLane Value)> Figures => _figures;

    /// <summary>Those that are not, and why.</summary>
    public IReadOnlyList<(string Name, string Reason)> Unknown => _missing;

    /// <summary>What the carbon intensities of the phases are, a sentence for each kind.</summary>
    public IReadOnlyList<string> Intensities => [.. _grids.Select(grid => grid.Intensity.Content).Distinct(StringComparer.Ordinal)];

    /// <summary>Plans every account.</summary>
    public AccountPlan Build()
    {
        Training();
        Grid();
        PerUnit();
        return this;
    }

    private void Training()
    {
        ref readonly var training = ref _flows.Training;
        Add(Account.TrainingItEnergy, "IT energy of training", "MWh", training.ItEnergy, NoTraining ?? Missing("it_energy"));
        Add(Account.TrainingEnergy, "Energy of training", "MWh", training.SiteEnergy, NoTraining);
        Add(Account.TrainingEmissions, "Emissions of training", "t", training.Emissions, NoTraining ?? Missing("emissions"));
        Add(Account.TrainingHours, "Accelerator-hours", "h", training.RunHours, NoTraining ?? Missing("accelerator_hours"));
        Add(Account.Accelerators, "Accelerators", "", training.Accelerators, Missing("accelerators"));
        Add(Account.Duration, "Training time", "days", training.WallClock, Missing("duration"));
        Add(Account.Intensity, "Carbon intensity", "kg/kWh", training.CarbonIntensity, NoTraining ?? Missing("carbon_intensity"));
        Add(Account.Embodied, "Making the hardware", "t", _flows.Total.EmbodiedEmissions, Missing("embodied_emissions"));
        var trained = phases.Where(bound => !bound.Phase.IsServing).ToList();
        var unknown = trained.Where(bound => Compute(bound) is null).Select(bound => bound.Phase.Name).ToList();
        Add(
            Account.TrainingCompute, "Computation of training", "FLOP", Sum(trained, bound => Compute(bound) ?? default),
            NoTraining ?? (unknown.Count == 0 ? null : NotStated($"compute, or parameters with tokens, in {string.Join(", ", unknown)}")));
    }

    private void Grid()
    {
        var carbon = Missing("operational_emissions");
        var plants = carbon ?? (_grids.All(grid => grid.Intensity.AtPlants is not null) ? null : "the carbon intensity of generation alone is not known");
        Add(Account.AtMeter, "Electricity, location-based", "t", Sum(_grids, grid => AtMeter(grid, grid.Intensity.AtPlants)), plants);
        var contracts = phases.All(bound => HasResidualMix(bound) || bound.Phase[Keys.CarbonFreeShare] is { Origin: not QuantityOrigin.Default })
            ? null
            : NotStated("grid.carbon_free_share or grid.residual_mix");
        var rest = phases.All(HasResidualMix) ? Missing("market_emissions") : plants;
        Add(
            Account.AtMeterMarket, "Electricity, market-based", "t",
            Sum(_grids, grid => Emissions.MarketBased(
                AtMeter(grid, HasResidualMix(grid.Bound) ? grid.Bound.Inputs.ResidualMix : grid.Intensity.AtPlants), grid.Bound.Inputs.CarbonFreeShare)),
            rest ?? contracts);
        Add(
            Account.Upstream, "Upstream of the electricity", "t", Sum(_grids, grid => AtMeter(grid, grid.Intensity.Upstream)),
            carbon ?? (_grids.All(grid => grid.Intensity.Upstream is not null) ? null : "the carbon intensity does not tell what lies upstream"));
        var losses = phases.All(bound => bound.Phase[Keys.Losses] is { Origin: not QuantityOrigin.Default }) ? null : NotStated("grid.losses");
        Add(
            Account.Losses, "Transmission and distribution losses", "t",
            Sum(_grids, grid => Emissions.Operational(grid.Bound.Flows.GridEnergy * grid.Bound.Inputs.Losses, Whole(grid))), carbon ?? losses);
    }

    private void PerUnit()
    {
        ref readonly var training = ref _flows.Training;
        var trained = phases.Where(bound => !bound.Phase.IsServing).ToList();
        var energy = PerUnit(training.SiteEnergy);
        var operational = PerUnit(Sum(trained, bound => Emissions.Operational(bound.Flows.SiteEnergy, bound.Flows.CarbonIntensity)));
        var embodied = PerUnit(training.EmbodiedEmissions);
        var tokens = NoTraining is { } none ? none : unit == FunctionalUnit.MillionTokens && !trained.Any(bound => bound.Phase[Keys.Tokens] is not null) ? NotStated("phase.tokens") : null;
        var carbon = Missing("operational_emissions");
        var hardware = trained.Any(bound => bound.Phase.EmbodiedInFull)
            ? "embodied_accounting: full charges all of the hardware, and the standard takes the share of its life that is used" : Missing("embodied_emissions");
        Add(Account.SciEnergy, "Energy, E", "kWh", energy, tokens);
        Add(Account.SciOperational, "Operational emissions, O = E · I", "kg", operational, tokens ?? carbon);
        Add(Account.SciEmbodied, "Embodied emissions, M", "kg", embodied, tokens ?? hardware);
        Add(Account.Sci, "SCI = O + M", "kg", operational + embodied, tokens ?? carbon ?? hardware);

        TraceLane PerUnit(TraceLane total) =>
            unit == FunctionalUnit.MillionTokens ? EverydayTerms.PerMillionTokens(total, _flows.Training.Tokens) : total;
    }

    // The sums over no phase are 0, and 0 is not what a training takes.
    private string? NoTraining => phases.All(bound => bound.Phase.IsServing) ? NotStated("training") : null;

    private string? Missing(string output) => known.Missing(output) is { } inputs ? NotStated(inputs) : null;

    private static string NotStated(string inputs) => $"the file does not state {inputs.TrimEnd(',')}";

    private static bool HasResidualMix(BoundPhase bound) => bound.Phase[Keys.ResidualMix] is not null;

    // Energy that the meter counts, whatever is lost on the way to it.
    private static TraceLane AtMeter((BoundPhase Bound, CombustionIntensity Intensity) grid, TraceLane? intensity) =>
        Emissions.Operational(grid.Bound.Flows.SiteEnergy, intensity ?? default);

    // What is lost was generated, and had an upstream, as what arrives; an intensity that is not split holds what it holds.
    private static TraceLane Whole((BoundPhase Bound, CombustionIntensity Intensity) grid) =>
        grid.Intensity is { AtPlants: { } plants, Upstream: { } upstream } ? plants + upstream : grid.Bound.Flows.CarbonIntensity;

    private static TraceLane? Compute(BoundPhase bound) => bound switch
    {
        { Phase.Hours: HoursRoute.Compute or HoursRoute.ParametersAndTokens } => Hours.OfAllRuns(bound.Flows.Compute, bound.Inputs.Runs),
        _ when bound.Phase[Keys.Compute] is not null => Hours.OfAllRuns(bound.Inputs.Compute, bound.Inputs.Runs),
        _ when bound.Phase[Keys.Parameters] is not null && bound.Phase[Keys.Tokens] is not null =>
            Hours.OfAllRuns(Hours.TrainingCompute(bound.Inputs.Parameters, bound.Inputs.Tokens), bound.Inputs.Runs),
        _ => null,
    };

    private static TraceLane Sum<T>(IEnumerable<T> parts, Func<T, TraceLane> value) => parts.Select(value).DefaultIfEmpty().Aggregate((a, b) => a + b);

    private void Add(string name, string label, string printed, TraceLane value, string? missing = null)
    {
        if (missing is not null)
        {
            _missing.Add((name, missing));
            return;
        }

        var factor = printed switch { "MWh" or "t" => 1 / KilogramsPerTonne, "days" => 1.0 / 24, _ => 1 };
        _figures.Add((new OutputSpec(name, label, printed, factor, ""), value));
    }
}
