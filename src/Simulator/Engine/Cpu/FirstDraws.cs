using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Engine.Cpu;

/// <summary>Values of the inputs as they were drawn.</summary>
internal static class FirstDraws
{
    private const int BlockSize = 4096;

    /// <summary>Values of inputs in the first samples, replicate after replicate; the same whatever the device.</summary>
    /// <param name="plan">The plan that draws them.</param>
    /// <param name="draws">Which draws; all differ.</param>
    /// <param name="request">How they are drawn.</param>
    /// <param name="samples">Samples at most.</param>
    public static IReadOnlyList<double[]> Of(SimulationPlan plan, IReadOnlyList<int> draws, SamplingRequest request, int samples) =>
        CpuDevices.Best switch
        {
            // Every lane gives the same bits; the widest is the one a run has compiled already.
            CpuDevices.Avx512 => Of<Lane512, Wide512>(plan, draws, request, samples),
            CpuDevices.Avx2 => Of<Lane256, Wide256>(plan, draws, request, samples),
            CpuDevices.Scalar => Of<ScalarLane, WideScalar>(plan, draws, request, samples),
            _ => Of<Lane128, Wide128>(plan, draws, request, samples),
        };

    /// <summary>The same on one lane width.</summary>
    /// <inheritdoc cref="Of(SimulationPlan, IReadOnlyList{int}, SamplingRequest, int)"/>
    public static IReadOnlyList<double[]> Of<TLane, TWide>(
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
