using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Philox;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Planning;

/// <summary>Makes a scenario ready for sampling.</summary>
/// <example>
/// <code>
/// (string, Distribution)[] inputs = [("power", Normal.FromMeanAndDeviation(50, 5)), ("hours", Uniform.Between(6_000, 8_760))];
/// var plan = PlanBuilder.Build(inputs, x => [(new OutputSpec("energy", "Energy", "MWh", 1e-3, "site"), x[0] * x[1])]);
/// var energy = SimulationRunner.Run(plan, new RunOptions { Samples = 1 &lt;&lt; 16 })["energy"];
/// Console.WriteLine($"{energy.Mean:N0} MWh");  // 369 MWh
/// </code>
/// </example>
public static class PlanBuilder
{
    /// <summary>Evaluates the model once with a recording lane and keeps the arithmetic that differs from sample to sample.</summary>
    /// <param name="scenario">The scenario.</param>
    public static SimulationPlan Build(Scenario scenario) => Build(scenario, (trace, draws, traced) =>
        Assemble(trace, draws, traced.Outputs, traced.Components, traced.Phases, traced.Notices));

    /// <summary>Evaluates the model in the same way, with the same draws, for outputs of the caller's choice.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="outputs">From the evaluated phases to the outputs.</param>
    internal static SimulationPlan Build(Scenario scenario, Func<TracedScenario, IReadOnlyList<(OutputSpec Spec, TraceLane Value)>> outputs) =>
        Build(scenario, (trace, draws, traced) => Assemble(
            trace, draws, [.. outputs(traced).Select(output => (output.Spec, false, output.Value))], [], [], traced.Notices));

    private static SimulationPlan Build(Scenario scenario, Func<Trace, IReadOnlyList<PlannedDraw>, TracedScenario, SimulationPlan> assemble)
    {
        var trace = new Trace();
        var draws = new List<PlannedDraw>();
        var traced = TracedScenario.Of(scenario, (name, distribution) => Draw(trace, draws, name, distribution, scenario.DrawsUncut));
        return assemble(trace, draws, traced) with { Groups = traced.Correlations.Plan(draws), Bundles = traced.Bundles(draws) };
    }

    /// <summary>Makes a custom model ready for sampling.</summary>
    /// <param name="inputs">Its uncertain inputs; the names key their random streams.</param>
    /// <param name="model">From the inputs, in order, to outputs; evaluated once, so it must not branch on values.</param>
    /// <param name="correlations">Rank correlations between inputs, by name; null for none.</param>
    public static SimulationPlan Build(
        IReadOnlyList<(string Name, Distribution Distribution)> inputs,
        Func<IReadOnlyList<TraceLane>, IReadOnlyList<(OutputSpec Spec, TraceLane Value)>> model,
        IReadOnlyList<StatedCorrelation>? correlations = null)
    {
        var trace = new Trace();
        var draws = new List<PlannedDraw>();
        var correlated = CorrelationPlan.Of(correlations ?? [], name => inputs.First(input => input.Name == name).Distribution);
        var outputs = model([.. inputs.Select(Value)]);
        return Assemble(trace, draws, [.. outputs.Select(output => (output.Spec, false, output.Value))], [], [], correlated.Notices)
            with { Groups = correlated.Plan(draws) };

        TraceLane Value((string Name, Distribution Distribution) input) => correlated.Contains(input.Name)
            ? Draw(trace, draws, input.Name, input.Distribution.InOneWord())
            : input.Distribution.IsConstant ? TraceLane.Constant(input.Distribution.Minimum) : Draw(trace, draws, input.Name, input.Distribution);
    }

    private static SimulationPlan Assemble(
        Trace trace,
        IReadOnlyList<PlannedDraw> draws,
        IReadOnlyList<(OutputSpec Spec, bool IsEquivalent, TraceLane Value)> outputs,
        IReadOnlyList<MeansRow> components,
        IReadOnlyList<MeansRow> phases,
        IReadOnlyList<string> notices)
    {
        var roots = new RootTable(trace, draws);
        foreach (var (_, _, value) in outputs)
        {
            roots.Add(value, isCounted: true);
        }

        foreach (var row in components.Concat(phases))
        {
            roots.Add(row.Energy, isCounted: false);
            roots.Add(row.Emissions, isCounted: false);
            roots.Add(row.Cost, isCounted: false);
        }

        return new SimulationPlan(
            draws,
            ColumnProgram.Compile(trace.Nodes, roots.Nodes),
            roots.Build(),
            [.. outputs.Select(output => new PlannedOutput(output.Spec, output.IsEquivalent, roots.Value(output.Value, output.Spec.Factor)))],
            [.. components.Select(row => row.Plan(roots))],
            [.. phases.Select(row => row.Plan(roots))],
            notices);
    }

    internal static TraceLane Draw(Trace trace, List<PlannedDraw> draws, string name, Distribution distribution, bool isUncut = false)
    {
        var hash = StreamName.Hash(name);
        if (draws.Find(draw => draw.Hash == hash) is { } other)
        {
            throw new InvalidOperationException(
                $"The inputs {other.Name} and {name} would share a random stream; rename one of them, or the phase that it belongs to.");
        }

        var draw = PlannedDraw.Of(name, distribution, isUncut);
        draws.Add(draw);
        return trace.Draw(draws.Count - 1) * TraceLane.Constant(draw.Factor);
    }
}

/// <summary>A phase with its inputs bound and its equations evaluated.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Flows">What it takes and causes.</param>
internal sealed record BoundPhase(Phase Phase, PhaseInputs<TraceLane> Inputs, PhaseFlows<TraceLane> Flows)
{
    /// <summary>Evaluates a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="binder">Binds its inputs.</param>
    /// <param name="known">The outputs that all phases together determine: a sum must not hold what one phase alone knows.</param>
    public static BoundPhase Evaluate(Phase phase, PhaseBinder<TraceLane> binder, KnownOutputs known)
    {
        var inputs = binder.Bind(phase);
        var shape = PhaseShapes.Of(phase);
        shape = known.Contains("hardware_cost") ? shape : shape with { Hardware = HardwareRoute.Unknown };
        shape = known.Contains("embodied_emissions") ? shape : shape with { Embodied = EmbodiedRoute.Unknown };
        inputs = inputs with
        {
            ElectricityPrice = Priced("electricity_cost", inputs.ElectricityPrice),
            WaterPrice = Priced("water_cost", inputs.WaterPrice),
            CarbonPrice = Priced("carbon_cost", inputs.CarbonPrice),
        };
        return new BoundPhase(phase, inputs, PhaseModel.Evaluate(shape, inputs));

        TraceLane Priced(string part, TraceLane price) => known.Contains(part) ? price : TraceLane.Constant(0);
    }

    /// <summary>What the phase costs if some of its prices are paid within others: a demand charge with the price of electricity, so that no peak is left to pay for.</summary>
    /// <param name="included">Those prices: of electricity, of its peak, of emissions.</param>
    public PhaseFlows<TraceLane> Without(IReadOnlyList<KeySpec> included)
    {
        var flows = Flows;
        flows.ElectricityCost = included.Contains(Keys.ElectricityPrice) ? TraceLane.Constant(0) : flows.ElectricityCost;
        flows.PeakPower = included.Contains(Keys.ElectricityPrice) || included.Contains(Keys.DemandCharge) ? TraceLane.Constant(0) : flows.PeakPower;
        flows.CarbonCost = included.Contains(Keys.CarbonPrice) ? TraceLane.Constant(0) : flows.CarbonCost;
        flows.Cost = Cost.Total(flows.ElectricityCost, flows.HardwareCost, flows.WaterCost, flows.CarbonCost);
        return flows;
    }
}
