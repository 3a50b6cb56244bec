using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Planning;

/// <summary>The outputs of a budget: one for each line, one for each period of a split, and the money that all costs are in.</summary>
internal static class CostOutputs
{
    /// <summary>Most periods that have an output each.</summary>
    public const int MostPeriods = 36;

    private const double HoursPerQuarter = 3 * ExtraCosts.HoursPerMonth;

    /// <summary>The outputs of lines and periods.</summary>
    /// <param name="scenario">The scenario; it has costs.</param>
    /// <param name="plan">What lines and periods cost.</param>
    /// <param name="binder">Values of the inputs.</param>
    /// <param name="paidTwice">What the costs may pay twice.</param>
    public static IEnumerable<(OutputSpec Spec, bool IsEquivalent, TraceLane Value)> Of(Scenario scenario, CostPlan<TraceLane> plan, PhaseBinder<TraceLane> binder, IReadOnlyList<string> paidTwice)
    {
        foreach (var line in plan.Lines)
        {
            var spec = Spec(scenario, line.Output, $"Cost: {line.Name}", Boundary(line)) with { Equation = Equation(line) };
            yield return (line.Kind == CostLineKind.Contingency ? OutputDefinition.MayPayTwice(spec, paidTwice) : spec, false, plan.Of(line));
        }

        if (scenario.Costs!.Period is not { } period)
        {
            yield break;
        }

        var word = period == HoursPerQuarter ? "quarter" : "month";
        var periods = CostPeriods.Of(scenario, period, MedianDuration(scenario), MostPeriods);
        foreach (var (number, (from, to, label, when)) in periods.Index())
        {
            var name = FormattableString.Invariant($"{word} {number + 1}");
            yield return (Part(name.Replace(' ', '_'), $"{name}{label}", when, from, to), false, plan.Within(from, to));
        }

        // Nothing is left where every duration is a constant.
        var rest = plan.Within(periods[^1].To, null);
        if (!rest.IsConstant || rest.Factor != 0)
        {
            yield return (Part("later", FormattableString.Invariant($"after {word} {periods.Count}"), FormattableString.Invariant($"all costs from {periods[^1].To:#,0} h after the start"), periods[^1].To, null), false, rest);
        }

        // A period that no phase reaches into pays neither electricity nor carbon.
        OutputSpec Part(string name, string label, string boundary, double from, double? to) => OutputDefinition.MayPayTwice(
            Spec(scenario, OutputDefinitions.PartOfCost + name, $"Cost: {label}", boundary) with { Equation = "M30" },
            plan.OfPhasesWithin(from, to) is { IsConstant: true, Factor: 0 } ? [] : paidTwice);
    }

    /// <summary>An output as it is printed: costs in the currency and the prices of the scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="spec">The output in dollars.</param>
    public static OutputSpec InMoneyOf(Scenario scenario, OutputSpec spec) => scenario.Costs is not { } costs || spec.Unit != Currencies.Dollars ? spec : spec with
    {
        Unit = costs.Currency,
        Boundary = costs.PriceYear is { } year ? FormattableString.Invariant($"{spec.Boundary}; prices of {year}") : spec.Boundary,
    };

    private static OutputSpec Spec(Scenario scenario, string name, string label, string boundary) =>
        InMoneyOf(scenario, new OutputSpec(name, label, Currencies.Dollars, 1, boundary));

    private static string Boundary(CostLine line) => line.Kind switch
    {
        CostLineKind.Once => "paid once",
        CostLineKind.PerTime => line.Duration is null ? "per time, for the duration of training" : "per time, for its own duration",
        CostLineKind.PerAcceleratorHour => "reserved accelerator-hours",
        CostLineKind.Demand => "peak power of the site, for the duration of each phase of training",
        CostLineKind.Share => $"share of {line.Of}",
        _ => "share of all other costs",
    };

    private static string Equation(CostLine line) => line.Kind switch
    {
        CostLineKind.PerAcceleratorHour => "M25",
        CostLineKind.Demand => "M26",
        CostLineKind.Share => "M27",
        CostLineKind.Contingency => "M28",
        _ => "M24",
    };

    // Of all phases, or of the line that lasts longest, every input at its median: how many periods are worth a row.
    private static double MedianDuration(Scenario scenario)
    {
        var binder = new PhaseBinder<DoubleLane>((_, distribution) => new DoubleLane(distribution.Quantile(0.5)), (_, _, series) => new DoubleLane(series.Mean(0, 1)), scenario.Costs);
        var phases = scenario.Phases.Sum(phase => PhaseModel.WindowLength(PhaseShapes.Of(phase), binder.Bind(phase)).Value);
        return scenario.Costs!.Lines.Select(line => line.Duration).OfType<Quantity>().Select(duration => duration.Distribution.Quantile(0.5)).Append(phases).Max();
    }
}
