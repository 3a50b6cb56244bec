using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Studies.Samples;

/// <summary>A scenario's draws and arithmetic with a name to every value: what one sample, or all of them, are read from.</summary>
/// <param name="Plan">What is drawn and computed.</param>
/// <param name="Nodes">Every recorded operation.</param>
/// <param name="Traced">The evaluated model.</param>
internal sealed record SampleModel(SimulationPlan Plan, IReadOnlyList<Node> Nodes, TracedScenario Traced)
{
    private IReadOnlyList<(string Name, double Factor, int Node)> Draws { get; init; } = [];

    /// <summary>Records the model of a scenario.</summary>
    public static SampleModel Of(Scenario scenario)
    {
        // The same draws in the same order as in the plan, and the same arithmetic with names to it.
        var trace = new Trace();
        var draws = new List<PlannedDraw>();
        var traced = TracedScenario.Of(scenario, (name, distribution) => PlanBuilder.Draw(trace, draws, name, distribution, scenario.DrawsUncut));
        return new SampleModel(PlanBuilder.Build(scenario), trace.Nodes, traced)
        {
            Draws = [.. draws.Select((draw, index) => (draw.Name, draw.Factor, trace.Draw(index).NodeIndex))],
        };
    }

    /// <summary>An input as it is drawn; null for one that no equation uses as it is: a series enters as its mean over the run.</summary>
    public NodeValue? Of(Quantity quantity)
    {
        if (quantity.Series is not null)
        {
            return null;
        }

        if (quantity.Distribution.IsConstant)
        {
            return new NodeValue(-1, quantity.Shown(quantity.Distribution.Minimum));
        }

        return Draws.Where(draw => draw.Name == quantity.Path).Select(draw => (NodeValue?)new NodeValue(draw.Node, draw.Factor, quantity.DisplayScale)).FirstOrDefault();
    }

    /// <summary>The columns of a table of samples: inputs in the order of the file, shares of mixes that vary, means of series, outputs.</summary>
    public IReadOnlyList<SampleColumn> Columns(Scenario scenario) =>
    [
        .. from quantity in scenario.Quantities
           let value = Of(quantity)
           where value is not null
           select new SampleColumn(quantity.Path, false, quantity.DisplayUnit, quantity.Text, value.Value),
        .. Shares(),
        .. Means(),
        .. Traced.Outputs.Select(output => new SampleColumn(
            output.Spec.Name, true, output.Spec.Unit, $"{output.Spec.Label}: {output.Spec.Boundary}", NodeValue.Of(output.Value, output.Spec.Factor))),
    ];

    private IEnumerable<SampleColumn> Shares() =>
        from bound in Traced.Bound.DistinctBy(bound => bound.Phase.Mix?.Path)
        let mix = bound.Phase.Mix
        where mix?.Concentration is not null
        from share in mix.Shares
        let source = Array.IndexOf(SourceVector<TraceLane>.Names, share.Source)
        select new SampleColumn(mix.NameOf(share), false, "", $"share of {share.Source}", NodeValue.Of(bound.Inputs.MixShares[source], 1));

    private IEnumerable<SampleColumn> Means()
    {
        List<(BoundPhase Bound, Quantity Quantity)> series =
            [.. from bound in Traced.Bound from quantity in bound.Phase.Inputs.Values where quantity.Series is not null select (bound, quantity)];
        foreach (var (bound, quantity) in series)
        {
            // One series has another mean in every phase that it enters.
            var isOnly = series.Count(other => other.Quantity.Path == quantity.Path) == 1;
            if (Mean(quantity.Key, bound.Inputs) is { } mean)
            {
                yield return new SampleColumn(
                    isOnly ? quantity.Path : $"{quantity.Path} ({bound.Phase.Name})", false, quantity.DisplayUnit,
                    $"{quantity.Text}: mean over {bound.Phase.Name}", NodeValue.Of(mean, 1, quantity.DisplayScale));
            }
        }
    }

    private static TraceLane? Mean(KeySpec key, PhaseInputs<TraceLane> inputs) =>
        key == Keys.Pue ? inputs.Pue
        : key == Keys.Wue ? inputs.Wue
        : key == Keys.CarbonIntensity ? inputs.CarbonIntensity
        : key == Keys.MarginalIntensity ? inputs.MarginalIntensity
        : key == Keys.ElectricityPrice ? inputs.ElectricityPrice
        : key == Keys.WaterIntensity ? inputs.WaterIntensity
        : null;
}
