using System.Runtime.InteropServices;
using Simulator.Planning;

namespace Simulator.Engine.Cpu;

/// <summary>The values of a short run's counted roots, kept from the pass that counts them for the one that resolves bins.</summary>
/// <param name="plan">The plan.</param>
/// <param name="request">The samples: one unit of work for each replicate.</param>
internal sealed unsafe class KeptColumns(SimulationPlan plan, SamplingRequest request) : IDisposable
{
    // More than this leave the caches of a processor: to compute them again takes about as long as to read them.
    private const long MostSamples = 1 << 16;

    // Not on the managed heap, which would grow by megabytes with every point of a sweep.
    private readonly float* _values = (float*)NativeMemory.AlignedAlloc((nuint)(plan.Roots.Count * request.Samples * sizeof(float)), 64);
    private readonly int[] _kept = new int[plan.Roots.Count * request.Replicates];

    /// <summary>Room for the values of a run; null for one that is too long.</summary>
    public static KeptColumns? For(SimulationPlan plan, SamplingRequest request) =>
        request.Samples <= MostSamples ? new KeptColumns(plan, request) : null;

    /// <summary>Whether these are the samples of a plan.</summary>
    public bool AreOf(SimulationPlan other, SamplingRequest asked) => ReferenceEquals(plan, other) && asked == request;

    /// <summary>Keeps the next values of a root in a replicate; each replicate is drawn by one thread.</summary>
    public void Add(int root, int replicate, float* values, int count)
    {
        if (plan.Roots[root].IsCounted)
        {
            ref var kept = ref _kept[(root * request.Replicates) + replicate];
            new ReadOnlySpan<float>(values, count).CopyTo(new Span<float>(At(root, replicate, request.FirstPoint + kept), count));
            kept += count;
        }
    }

    /// <summary>Hands the values of some points to a sink.</summary>
    public void HandOver<TSink>(SampleUnit unit, TSink sink)
        where TSink : IColumnSink
    {
        for (var root = 0; root < plan.Roots.Count; root++)
        {
            if (plan.Roots[root].IsCounted)
            {
                sink.Take(root, At(root, unit.Replicate, unit.First), unit.Count);
            }
        }
    }

    /// <summary>Gives the memory back; nothing is kept any more.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_values);
        GC.SuppressFinalize(this);
    }

    // A run that resolves no bins never asks for them.
    ~KeptColumns() => NativeMemory.AlignedFree(_values);

    private float* At(int root, int replicate, long point) =>
        _values + (root * request.Samples) + ((replicate - request.FirstReplicate) * request.Points) + point - request.FirstPoint;
}
