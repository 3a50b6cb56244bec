using Simulator.Correlation;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Rank correlations of the inputs as they were drawn.</summary>
internal static class AchievedCorrelations
{
    /// <summary>Samples that are looked at: the sampling error of a correlation is then below 0.008.</summary>
    public const int Samples = 1 << 14;

    private const int BlockSize = 4096;

    /// <summary>Asked, used and achieved correlations of a scenario.</summary>
    /// <param name="correlations">What the scenario asks for.</param>
    /// <param name="plan">Its plan, or that of a comparison.</param>
    /// <param name="request">The samples that were drawn.</param>
    /// <param name="drawOf">Index of the draw of an input; null where the names in the plan's groups tell.</param>
    public static IReadOnlyList<CorrelationSummary> Measure(
        IReadOnlyList<StatedCorrelation> correlations, SimulationPlan plan, SamplingRequest request, Func<string, int>? drawOf = null)
    {
        if (correlations.Count == 0)
        {
            return [];
        }

        drawOf ??= name => plan.Groups.SelectMany(group => group.Draws).First(draw => plan.Draws[draw].Name == name);
        var names = correlations.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct(StringComparer.Ordinal).ToList();
        var draws = names.ConvertAll(name => drawOf(name));

        // Every lane gives the same bits; the widest is the one a run has compiled already.
        var columns = CpuDevices.Best switch
        {
            CpuDevices.Avx512 => Columns<Lane512, Wide512>(plan, draws, request, Samples),
            CpuDevices.Avx2 => Columns<Lane256, Wide256>(plan, draws, request, Samples),
            CpuDevices.Scalar => Columns<ScalarLane, WideScalar>(plan, draws, request, Samples),
            _ => Columns<Lane128, Wide128>(plan, draws, request, Samples),
        };
        return [.. CorrelationPlan.Of(correlations, name => plan.Draws[drawOf(name)].Distribution).Pairs.Zip(correlations, (summary, pair) =>
        {
            var (first, second) = (columns[names.IndexOf(pair.First)], columns[names.IndexOf(pair.Second)]);
            return summary with
            {
                Samples = first.Length,
                Achieved = pair.Measure == RankMeasure.Spearman ? RankStatistics.Spearman(first, second) : RankStatistics.Kendall(first, second),
            };
        })];
    }

    /// <summary>Values of inputs in the first samples, replicate after replicate.</summary>
    /// <param name="plan">The plan that draws them.</param>
    /// <param name="draws">Which draws; all differ.</param>
    /// <param name="request">How they are drawn.</param>
    /// <param name="samples">Samples at most.</param>
    public static IReadOnlyList<double[]> Columns<TLane, TWide>(
        SimulationPlan plan, IReadOnlyList<int> draws, SamplingRequest request, int samples)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        var program = ColumnProgram.Compile(
            [.. draws.Select(draw => new Node(Operation.Draw, draw, -1, 0))], [.. Enumerable.Range(0, draws.Count)]);
        using var worker = new ColumnWorker<TLane, TWide>(plan with { Program = program }, BlockSize);
        var sink = new CollectingSink(draws.Count);
        var left = (int)Math.Min(samples, request.Samples);
        for (var replicate = 0; left > 0; replicate++)
        {
            var source = WordSource.Create<TLane, TWide>(plan, request, replicate);
            var points = (int)Math.Min(left, request.Points);
            for (var done = 0; done < points; done += BlockSize)
            {
                worker.Run(source, request.FirstPoint + done, Math.Min(BlockSize, points - done), sink);
            }

            left -= points;
        }

        return [.. sink.Values.Select((column, input) =>
        {
            var factor = plan.Draws[draws[input]].Factor;
            return Array.ConvertAll(column, value => factor * value);
        })];
    }
}
