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
using Simulator.Studies.Samples;

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
        var model = SampleModel.Of(scenario);
        RunChecks.Check(model.Plan, options);
        var replicates = options.Sampler == Sampler.Random ? 1 : options.Replicates;
        var (replicate, point) = SampleNumber.Split(sample, replicates);
        if (sample < 0 || (options.Sampler == Sampler.Sobol && point >= SobolStream.MaximumPoints))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"sample: found {sample}; allowed: 0 to {(SobolStream.MaximumPoints * replicates) - 1} with {replicates} replicates."));
        }

        var request = new SamplingRequest(options.Sampler, options.Seed, replicate + 1, point & ~63, 64, 1, 1024);
        var values = Values(model, request, replicate, (int)(point & 63));
        return new SampleReplay(
            new ScenarioIdentity(scenario.Name, scenario.Description, scenario.File, scenario.Sha256),
            options.Sampler == Sampler.Random ? "random" : "sobol",
            options.Seed, sample, replicate, replicates, point,
            [.. scenario.Quantities.Select(quantity => Input(quantity, model.Of(quantity), values)).OfType<ReplayedInput>()],
            [.. model.Traced.Bound.Select(bound => Phase(bound, values))],
            [.. model.Traced.Outputs.Select(output => new ReplayedValue(
                output.Spec.Equation, output.Spec.Label, Value(output.Value, output.Spec.Factor, values), output.Spec.Unit))]);
    }

    private static float[] Values(SampleModel model, SamplingRequest request, int replicate, int index)
    {
        var values = new float[model.Nodes.Count];
        if (values.Length > 0)
        {
            SampleReader.Read<ScalarLane, WideScalar>(
                model.Plan, model.Nodes, [.. Enumerable.Range(0, values.Length)], request,
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

    // Null for an input that no equation uses as it is.
    private static ReplayedInput? Input(Quantity quantity, NodeValue? drawn, float[] values) => drawn is not { } value ? null : new ReplayedInput(
        quantity.Path, Value(value, values), quantity.DisplayUnit,
        value.Node < 0 ? double.NaN : Positions.Of(quantity.Distribution, value.Factor * values[value.Node]), quantity.Text);

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

    private static double Value(TraceLane lane, double unit, float[] values) => Value(NodeValue.Of(lane, unit), values);

    private static double Value(NodeValue value, float[] values) => value.Of(value.Node < 0 ? 0 : values[value.Node]);
}
