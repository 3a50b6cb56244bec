using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;

namespace Simulator.Studies.Sensitivity;

/// <summary>Moves one input at a time from its 5th to its 95th percentile, all others at their medians.</summary>
/// <remarks>
/// No sampling: the model is evaluated in double precision. Members of a correlated group are moved alone too, although
/// the others would come along a little.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="graph">The values behind its outputs.</param>
/// <param name="inputs">In which units the inputs are shown.</param>
internal sealed class OneAtATime(SimulationPlan plan, ValueGraph graph, IReadOnlyDictionary<string, DisplayedInput> inputs)
{
    private const double LowProbability = 0.05;
    private const double HighProbability = 0.95;

    private readonly Dictionary<(int Draw, double Probability), double[]> _values = [];

    /// <summary>An output with every input at its median, in the printed unit.</summary>
    public double AtMedians(PlannedOutput output) => Value(output, -1, 0.5);

    /// <summary>The bar of an input.</summary>
    /// <param name="output">The output.</param>
    /// <param name="draw">Index of the input's draw.</param>
    public TornadoBar Bar(PlannedOutput output, int draw)
    {
        var (name, distribution) = (plan.Draws[draw].Name, plan.Draws[draw].Distribution);
        var shown = inputs.GetValueOrDefault(name, DisplayedInput.Plain);
        return new TornadoBar(
            name,
            shown.Unit,
            distribution.Quantile(LowProbability) / shown.Scale,
            distribution.Quantile(HighProbability) / shown.Scale,
            Value(output, draw, LowProbability),
            Value(output, draw, HighProbability));
    }

    private double Value(PlannedOutput output, int draw, double probability)
    {
        if (!_values.TryGetValue((draw, probability), out var values))
        {
            values = graph.Evaluate(other =>
                plan.Draws[other].Distribution.Quantile(other == draw ? probability : 0.5) / plan.Draws[other].Factor);
            _values.Add((draw, probability), values);
        }

        return output.Value.Factor * values[graph.Roots[output.Value.Root]];
    }
}
