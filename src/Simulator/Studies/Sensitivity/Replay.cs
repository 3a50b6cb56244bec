using System.Globalization;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;
using Simulator.Scenarios;

namespace Simulator.Studies.Sensitivity;

/// <summary>Draws one sample of a run again, from seed and number alone, with everything that was computed on the way.</summary>
/// <remarks>
/// The arithmetic is the recorded one that the engines run, in single precision, one element at a time: outputs are those
/// of the run to the last bit. Intermediate quantities that a run does not keep are values of the same arithmetic.
/// </remarks>
internal static class Replay
{
    /// <summary>Draws a sample again.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">Seed, sampler and replicates of the run; the rest plays no part.</param>
    /// <param name="sample">Number of the sample: see <see cref="SampleNumber"/>. It need not have been drawn.</param>
    /// <exception cref="ArgumentException">The options are not possible, or there is no such sample.</exception>
    public static SampleReplay Run(Scenario scenario, RunOptions options, long sample)
    {
        RunChecks.Check(options);
        var plan = PlanBuilder.Build(scenario);
        RunChecks.Check(plan, options);
        var replicates = options.Sampler == Sampler.Random ? 1 : options.Replicates;
        var (replicate, point) = SampleNumber.Split(sample, replicates);
        if (sample < 0 || (options.Sampler == Sampler.Sobol && point >= SobolStream.MaximumPoints))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"sample: found {sample}; allowed: 0 to {(SobolStream.MaximumPoints * replicates) - 1} with {replicates} replicates."));
        }

        // The same draws in the same order as in the plan, and the same arithmetic with names to it.
        var trace = new Trace();
        var draws = new List<PlannedDraw>();
        var traced = TracedScenario.Of(scenario, (name, distribution) => PlanBuilder.Draw(trace, draws, name, distribution));
        var nodeOfDraw = draws.Select((_, draw) => trace.Draw(draw).NodeIndex).ToList();
        var request = new SamplingRequest(options.Sampler, options.Seed, replicate + 1, point & ~63, 64, 1, 1024);
        var values = Values(plan, trace, request, replicate, (int)(point & 63));
        return new SampleReplay(
            new ScenarioIdentity(scenario.Name, scenario.Description, scenario.File, scenario.Sha256),
            options.Sampler == Sampler.Random ? "random" : "sobol",
            options.Seed, sample, replicate, replicates, point,
            [.. scenario.Quantities.Select(quantity => Input(quantity, draws, nodeOfDraw, values)).OfType<ReplayedInput>()],
            [.. traced.Bound.Select(bound => Phase(bound, values))],
            [.. traced.Outputs.Select(output => new ReplayedValue(
                output.Spec.Equation, output.Spec.Label, Value(output.Value, output.Spec.Factor, values), output.Spec.Unit))]);
    }

    private static float[] Values(SimulationPlan plan, Trace trace, SamplingRequest request, int replicate, int index)
    {
        var values = new float[trace.Nodes.Count];
        if (values.Length > 0)
        {
            SampleReader.Read<ScalarLane, WideScalar>(
                plan, trace.Nodes, [.. Enumerable.Range(0, values.Length)], request,
                block =>
                {
                    for (var node = 0; node < values.Length; node++)
                    {
                        values[node] = block.Columns[node][index];
                    }
                },
                replicate);
        }

        return values;
    }

    // Null for an input that no equation uses as it is: a series enters as its mean over the run.
    private static ReplayedInput? Input(Quantity quantity, List<PlannedDraw> draws, IReadOnlyList<int> nodeOfDraw, float[] values)
    {
        if (quantity.Series is not null)
        {
            return null;
        }

        var distribution = quantity.Distribution;
        if (distribution.IsConstant)
        {
            return new ReplayedInput(quantity.Path, distribution.Minimum / quantity.DisplayScale, quantity.DisplayUnit, double.NaN, quantity.Text);
        }

        var draw = draws.FindIndex(draw => draw.Name == quantity.Path);
        if (draw < 0)
        {
            return null;
        }

        var value = draws[draw].Factor * values[nodeOfDraw[draw]];
        return new ReplayedInput(
            quantity.Path, value / quantity.DisplayScale, quantity.DisplayUnit, Positions.Of(distribution, value), quantity.Text);
    }

    private static ReplayedPhase Phase(BoundPhase bound, float[] values)
    {
        var quantities = new List<ReplayedValue>();
        foreach (var flow in FlowTable<TraceLane>.All)
        {
            if (flow.Equation == "M12" && bound.Phase.Mix is { Concentration: not null } mix)
            {
                quantities.AddRange(Shares(mix, bound.Inputs, values));
            }

            var lane = flow.Of(bound.Flows);
            if (!lane.IsConstant || lane.Factor != 0)
            {
                var equation = (bound.Phase.Hours, flow.Equation) switch
                {
                    (HoursRoute.None, "M4") => "M18",
                    (HoursRoute.Requests, "M2") when flow.Name.EndsWith("all runs", StringComparison.Ordinal) => "M22",
                    _ => flow.Equation,
                };
                quantities.Add(new ReplayedValue(equation, flow.Name, Value(lane, 1, values), flow.Unit));
            }
        }

        return new ReplayedPhase(bound.Phase.Name, quantities);
    }

    private static IEnumerable<ReplayedValue> Shares(GenerationMix mix, PhaseInputs<TraceLane> inputs, float[] values) =>
        from share in mix.Shares
        let source = Array.IndexOf(SourceVector<TraceLane>.Names, share.Source)
        select new ReplayedValue("M12", $"share of {share.Source}", Value(inputs.MixShares[source], 1, values), "");

    // The order of the products is that of a plan's values.
    private static double Value(TraceLane lane, double unit, float[] values) =>
        lane.IsConstant ? lane.Factor * unit : lane.Factor * unit * values[lane.NodeIndex];
}
