using System.Buffers;
using Simulator.Planning;

namespace Simulator.Engine.Cpu;

/// <summary>The values of a short run's counted roots, kept from the pass that counts them for the one that resolves bins.</summary>
/// <param name="plan">The plan.</param>
/// <param name="request">The samples: one unit of work for each replicate.</param>
internal sealed unsafe class KeptColumns(SimulationPlan plan, SamplingRequest request)
{
    // More than this leave the caches of a processor: to compute them again takes about as long as to read them.
    private const long MostSamples = 1 << 14;

    private readonly float[]?[] _columns = [.. plan.Roots.Select(root => root.IsCounted ? ArrayPool<float>.Shared.Rent((int)request.Samples) : null)];
    private readonly int[] _kept = new int[plan.Roots.Count * request.Replicates];

    /// <summary>Room for the values of a run; null for one that is too long.</summary>
    public static KeptColumns? For(SimulationPlan plan, SamplingRequest request) =>
        request.Samples <= MostSamples ? new KeptColumns(plan, request) : null;

    /// <summary>Whether these are the samples of a plan.</summary>
    public bool AreOf(SimulationPlan other, SamplingRequest asked) => ReferenceEquals(plan, other) && asked == request;

    /// <summary>Keeps the next values of a root in a replicate; each replicate is drawn by one thread.</summary>
    public void Add(int root, int replicate, float* values, int count)
    {
        if (_columns[root] is { } column)
        {
            ref var kept = ref _kept[(root * request.Replicates) + replicate];
            new ReadOnlySpan<float>(values, count).CopyTo(column.AsSpan(PlaceOf(replicate, request.FirstPoint + kept)));
            kept += count;
        }
    }

    /// <summary>Hands the values of some points to a sink.</summary>
    public void HandOver<TSink>(SampleUnit unit, TSink sink)
        where TSink : IColumnSink
    {
        for (var root = 0; root < _columns.Length; root++)
        {
            fixed (float* column = _columns[root])
            {
                if (column != null)
                {
                    sink.Take(root, column + PlaceOf(unit.Replicate, unit.First), unit.Count);
                }
            }
        }
    }

    /// <summary>Gives the memory back; nothing is kept any more.</summary>
    public void Release() => Array.ForEach(_columns, column => ArrayPool<float>.Shared.Return(column ?? []));

    private int PlaceOf(int replicate, long point) => (int)(((replicate - request.FirstReplicate) * request.Points) + point - request.FirstPoint);
}
