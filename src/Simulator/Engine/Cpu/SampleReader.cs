using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Engine.Cpu;

/// <summary>Some consecutive samples of one replicate: the values of chosen nodes, but for the factors of draws and outputs.</summary>
/// <param name="Replicate">The replicate.</param>
/// <param name="First">Number of the first point.</param>
/// <param name="Count">Points.</param>
/// <param name="Columns">Values by wanted node; only the first <paramref name="Count"/> of each are of this block.</param>
internal readonly record struct SampleBlock(int Replicate, long First, int Count, IReadOnlyList<float[]> Columns);

/// <summary>Draws the samples of a run again and shows their values, which the engines themselves do not keep.</summary>
/// <remarks>Every lane gives the same bits; the widest is the one that a run has compiled already.</remarks>
internal static class SampleReader
{
    private const int BlockSize = 1024;

    /// <summary>Shows samples block by block, replicate after replicate.</summary>
    /// <param name="plan">What is drawn.</param>
    /// <param name="nodes">Operations, each after its operands.</param>
    /// <param name="wanted">Which nodes to show.</param>
    /// <param name="request">Which samples; the first point is a multiple of 64.</param>
    /// <param name="visit">Is shown each block; the arrays are used again.</param>
    /// <param name="turn">Points of a replicate before the next one has its turn, a multiple of 64; 0 for all of them.</param>
    public static void Read(
        SimulationPlan plan, IReadOnlyList<Node> nodes, IReadOnlyList<int> wanted, SamplingRequest request, Action<SampleBlock> visit, long turn = 0)
    {
        switch (CpuDevices.Best)
        {
            case CpuDevices.Avx512: Read<Lane512, Wide512>(plan, nodes, wanted, request, visit, turn: turn); break;
            case CpuDevices.Avx2: Read<Lane256, Wide256>(plan, nodes, wanted, request, visit, turn: turn); break;
            case CpuDevices.Scalar: Read<ScalarLane, WideScalar>(plan, nodes, wanted, request, visit, turn: turn); break;
            default: Read<Lane128, Wide128>(plan, nodes, wanted, request, visit, turn: turn); break;
        }
    }

    /// <summary>The same on a lane of the caller's choice, from one of the replicates on.</summary>
    public static void Read<TLane, TWide>(
        SimulationPlan plan, IReadOnlyList<Node> nodes, IReadOnlyList<int> wanted, SamplingRequest request, Action<SampleBlock> visit,
        int firstReplicate = 0, long turn = 0)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        var distinct = wanted.Distinct().ToList();
        using var worker = new ColumnWorker<TLane, TWide>(plan with { Program = ColumnProgram.Compile(nodes, distinct) }, BlockSize);
        var sink = new KeepingSink(distinct.Count);
        float[][] columns = [.. wanted.Select(node => sink.Values[distinct.IndexOf(node)])];
        var sources = new WordSource?[request.Replicates];
        var step = turn > 0 ? turn : Math.Max(1, request.Points);
        for (long begin = 0; begin < request.Points; begin += step)
        {
            var end = Math.Min(begin + step, request.Points);
            for (var replicate = firstReplicate; replicate < request.Replicates; replicate++)
            {
                var source = sources[replicate] ??= WordSource.Create<TLane, TWide>(plan, request, replicate);
                for (var done = begin; done < end; done += BlockSize)
                {
                    var count = (int)Math.Min(BlockSize, end - done);
                    worker.Run(source, request.FirstPoint + done, count, sink);
                    visit(new SampleBlock(replicate, request.FirstPoint + done, count, columns));
                }
            }
        }
    }

    private sealed unsafe class KeepingSink(int roots) : IColumnSink
    {
        public float[][] Values { get; } = [.. Enumerable.Range(0, roots).Select(_ => new float[BlockSize])];

        public void Take(int root, float* values, int count) => new ReadOnlySpan<float>(values, count).CopyTo(Values[root]);
    }
}
