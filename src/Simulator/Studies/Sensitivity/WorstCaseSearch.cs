using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Sensitivity;

/// <summary>Finds out what the samples with the largest values of an output have in common.</summary>
/// <remarks>
/// Which samples these are is known only after a run has counted them all, so they are drawn a second time: one thread,
/// always the same samples in the same order, whatever the run used. Percentiles within are those of the sorted samples.
/// </remarks>
public static class WorstCaseSearch
{
    /// <summary>Share of the samples that counts as the worst. [-]</summary>
    public const double Share = 0.05;

    /// <summary>Samples that are looked through at most; more would not make the figures any clearer. [-]</summary>
    public const long MostSamples = 1L << 22;

    private const double Quantile = 0.95;

    /// <summary>Looks through the samples of a run.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="result">Its result.</param>
    /// <param name="outputs">Names of outputs; those that are exact or not there are passed over.</param>
    /// <param name="cancellation">Stops it; nothing is found then.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<WorstCases> Run(
        Scenario scenario, SimulationResult result, IReadOnlyCollection<string> outputs, CancellationToken cancellation = default)
    {
        var plan = PlanBuilder.Build(scenario);
        var graph = ValueGraph.Of(plan.Program, root => plan.Roots[root].IsCounted);
        var searches = plan.Outputs
            .Where(output => outputs.Contains(output.Spec.Name) && output.Value.Root >= 0 && result.Outputs.Any(summary => summary.Name == output.Spec.Name))
            .Select(output => new Search(output, plan, graph, result.Outputs.First(summary => summary.Name == output.Spec.Name).Quantile(Quantile)))
            .ToList();
        if (searches.Count == 0)
        {
            return [];
        }

        var run = result.Run;
        var request = new SamplingRequest(
            run.Sampler == "random" ? Sampler.Random : Sampler.Sobol, run.Seed, run.Replicates, 0,
            Math.Max(1, Math.Min(run.Samples, MostSamples) / run.Replicates), 1, 1024);

        // Every draw has a node, even one that no output needs: its correlations may show in others.
        var nodes = graph.Nodes.ToList();
        var nodeOfDraw = plan.Draws.Select((_, draw) =>
        {
            var node = nodes.FindIndex(node => node.Operation == Operation.Draw && node.Left == draw);
            if (node < 0)
            {
                nodes.Add(new Node(Operation.Draw, draw, -1, 0));
            }

            return node < 0 ? nodes.Count - 1 : node;
        }).ToList();
        int[] wanted = [.. nodeOfDraw, .. searches.Select(search => graph.Roots[search.Output.Value.Root])];
        SampleReader.Read(plan, nodes, wanted, request, block =>
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < searches.Count; i++)
            {
                searches[i].Look(block, block.Columns[plan.Draws.Count + i], request.Replicates);
            }
        });
        var shown = DisplayedInput.Of(scenario);
        return [.. searches.Where(search => search.Found > 0).Select(search => search.Report(shown, request.Samples))];
    }

    private sealed class Search(PlannedOutput output, SimulationPlan plan, ValueGraph graph, double threshold)
    {
        private readonly IReadOnlyList<int> _draws = Concerned(plan, graph, graph.Roots[output.Value.Root]);
        private readonly List<float>[] _values = [.. plan.Draws.Select(_ => new List<float>())];
        private double _sum;
        private double _largest = double.NegativeInfinity;
        private long _worst;

        public PlannedOutput Output => output;

        public long Found { get; private set; }

        public void Look(SampleBlock block, float[] column, int replicates)
        {
            for (var i = 0; i < block.Count; i++)
            {
                // The same product as in the quantile, so that an atom at the threshold is met to the last bit.
                var value = output.Value.Factor * column[i];
                if (!(value >= threshold) || double.IsInfinity(value))
                {
                    continue;
                }

                Found++;
                _sum += value;
                foreach (var draw in _draws)
                {
                    _values[draw].Add(block.Columns[draw][i]);
                }

                if (value > _largest)
                {
                    (_largest, _worst) = (value, SampleNumber.Of(block.Replicate, block.First + i, replicates));
                }
            }
        }

        public WorstCases Report(IReadOnlyDictionary<string, DisplayedInput> shown, long outOf) => new(
            output.Spec.Name, output.Spec.Label, output.Spec.Unit, Share, threshold, _sum / Found, Found, outOf, _worst,
            [.. _draws.Select(draw => Input(draw, shown)).OrderByDescending(input => Math.Abs(input.Position - 0.5))]);

        // Inputs that the output depends on, and those that are correlated with them.
        private static IReadOnlyList<int> Concerned(SimulationPlan plan, ValueGraph graph, int value) =>
        [
            .. PlannedFactor.Of(plan).Where(factor => graph.DependentOn(factor.Draws)[value]).SelectMany(factor => factor.Draws).Order(),
        ];

        private WorstCaseInput Input(int draw, IReadOnlyDictionary<string, DisplayedInput> shown)
        {
            var (name, distribution) = (plan.Draws[draw].Name, plan.Draws[draw].Distribution);
            var display = shown.GetValueOrDefault(name, DisplayedInput.Plain);
            var scale = plan.Draws[draw].Factor / display.Scale;
            var values = _values[draw].ToArray();
            var mean = values.Average(value => (double)value);
            Array.Sort(values);
            var median = At(values, 0.5);
            return new WorstCaseInput(
                name,
                display.Unit,
                new ValueSpread(scale * mean, scale * At(values, 0.05), scale * median, scale * At(values, 0.95)),
                new ValueSpread(
                    distribution.Mean / display.Scale, distribution.Quantile(0.05) / display.Scale,
                    distribution.Quantile(0.5) / display.Scale, distribution.Quantile(0.95) / display.Scale),
                Positions.Of(distribution, plan.Draws[draw].Factor * median));
        }

        private static double At(float[] sorted, double probability)
        {
            var position = probability * (sorted.Length - 1);
            var below = (int)position;
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + ((position - below) * (sorted[above] - (double)sorted[below]));
        }
    }
}
