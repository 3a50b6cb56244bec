using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>What a run takes of a device's memory, known before anything is allocated.</summary>
/// <remarks>
/// Most of it are histograms: 4 MiB for each output and each replicate that is drawn at the same time. Short launches of one
/// replicate leave most of a card idle, so all replicates are drawn at the same time where they fit, fewer where they do not.
/// Where one does not fit, outputs are counted in turns, each of which draws the same samples again.
/// </remarks>
/// <param name="Layouts">The turns.</param>
/// <param name="Parts">The roots of each turn.</param>
/// <param name="RecordRoom">Room for what is read at once. [numbers]</param>
/// <param name="Replicates">Replicates that are drawn at the same time, if a run has that many.</param>
/// <param name="MostRefined">Bins that a second pass resolves at once, if that many are wanted.</param>
internal sealed record CountingMemory(IReadOnlyList<PlanLayout> Layouts, IReadOnlyList<PlanPart> Parts, int RecordRoom, int Replicates, int MostRefined)
{
    /// <summary>A histogram. [byte]</summary>
    public const long BytesOfHistogram = (long)DeviceTally.Bins * sizeof(uint);

    /// <summary>A resolved bin and its place. [byte]</summary>
    public const long BytesOfRefinedBin = ((long)FloatBins.FloatsPerBin * sizeof(uint)) + sizeof(int);

    /// <summary>Counted outputs of a turn at most: half a gigabyte of histograms, and kernels that compilers need not take long over.</summary>
    public const int MostCounted = 128;

    // Bins that a second pass usually resolves for an output. Fewer fit in the end: then it takes several passes.
    private const int UsualRefined = 16;

    // Their counters are numbered by 31 bits.
    private const int MostRefinedBins = (int.MaxValue / FloatBins.FloatsPerBin) - 1;

    private const int LeastRoom = 1 << 12;

    /// <summary>Replicates at the same time at most: as many as a run usually has.</summary>
    public const int MostReplicates = 32;

    /// <summary>Counted outputs of the largest turn; at least one, since ILGPU allocates nothing empty.</summary>
    public int Counted => Math.Max(1, Layouts.Max(layout => layout.Counted.Count));

    /// <summary>Numbers of the sums of the largest turn.</summary>
    public int SumLength => Layouts.Max(layout => layout.SumLength);

    /// <summary>Numbers of the plan that the kernels of the largest turn do not get by value; at least one.</summary>
    public int Others => Layouts.Max(layout => layout.OtherNumbers);

    /// <summary>Cubics of the sampler that has more of them; at least one.</summary>
    public int Cubics => MostCubics(Layouts[0]);

    /// <summary>Whether another plan has buffers of the same lengths.</summary>
    public bool HasBuffersOf(CountingMemory other)
    {
        var (one, last) = (Layouts[0], other.Layouts[0]);
        return (Counted, SumLength, Others, RecordRoom, Replicates, MostRefined) == (other.Counted, other.SumLength, other.Others, other.RecordRoom, other.Replicates, other.MostRefined)
            && (one.Tables.Length, one.Words.Length, CubicsOf(one)) == (last.Tables.Length, last.Words.Length, CubicsOf(last));
    }

    /// <summary>All buffers of a first pass with so many replicates at the same time. [byte]</summary>
    public long BytesOfCounting(int replicates) =>
        Shared(Layouts[0], Others) + (replicates * (PerReplicate(Layouts[0], RecordRoom, SumLength) + (Counted * PerOutput)));

    /// <summary>All buffers of both passes. [byte]</summary>
    public long Bytes => BytesOfCounting(Replicates) + (MostRefined * BytesOfRefinedBin);

    private const long PerOutput = BytesOfHistogram + (2 * sizeof(int));

    /// <summary>Turns of so many counted outputs with any amount of memory.</summary>
    public static int LeastTurns(int counted) => Math.Max(1, (counted + MostCounted - 1) / MostCounted);

    /// <summary>Plans the memory of a run.</summary>
    /// <param name="plan">What is drawn and computed.</param>
    /// <param name="sharedCounters">Words of 32 bits that fit the memory of a group.</param>
    /// <param name="room">Room for what is read at once, if the budget has it. [numbers]</param>
    /// <param name="budget">What may be taken.</param>
    /// <exception cref="DeviceException">A single output does not fit.</exception>
    public static CountingMemory Plan(SimulationPlan plan, int sharedCounters, int room, MemoryBudget budget)
    {
        // Little room for records means more turns of reading, not of drawing.
        var records = room <= LeastRoom ? room : (int)Math.Clamp(budget.Bytes / 32 / sizeof(uint), LeastRoom, room);
        var whole = new PlanLayout(plan, sharedCounters);
        var left = budget.Bytes - Shared(whole, whole.OtherNumbers) - PerReplicate(whole, records, whole.SumLength);
        if (left < PerOutput + BytesOfRefinedBin || budget.LargestBuffer < BytesOfHistogram)
        {
            throw budget.Refusal("counting one output at a time", Math.Max(BytesOfHistogram, PerOutput + BytesOfRefinedBin + budget.Bytes - left));
        }

        // Extremes of all outputs of a turn stand in the memory of a group.
        long most = Math.Min(MostCounted, Math.Max(1, sharedCounters / 2));
        most = Math.Min(most, Math.Min(left / (PerOutput + (UsualRefined * BytesOfRefinedBin)), budget.LargestBuffer / BytesOfHistogram));
        var parts = PlanPart.Divide(plan, (int)Math.Max(1, most));
        IReadOnlyList<PlanLayout> layouts = parts.Count == 1 ? [whole] : [.. parts.Select(part => new PlanLayout(part.Plan, sharedCounters, plan.Program))];
        var memory = new CountingMemory(layouts, parts, records, 1, 0);
        var another = memory.BytesOfCounting(2) - memory.BytesOfCounting(1);
        var spare = budget.Bytes - memory.BytesOfCounting(1) - (memory.Counted * UsualRefined * BytesOfRefinedBin);
        memory = memory with { Replicates = (int)Math.Clamp(1 + (spare / another), 1, MostReplicates) };
        return memory with
        {
            MostRefined = (int)Math.Min(
                Math.Min(MostRefinedBins, budget.LargestBuffer / BytesOfRefinedBin),
                (budget.Bytes - memory.BytesOfCounting(memory.Replicates)) / BytesOfRefinedBin),
        };
    }

    private static long Shared(PlanLayout layout, int others) =>
        (((long)layout.Tables.Length + others) * sizeof(float)) + (MostCubics(layout) * PlanLayout.BytesOfCubic);

    private static int MostCubics(PlanLayout layout) => Math.Max(1, Math.Max(CubicsOf(layout).OfSobol, CubicsOf(layout).OfRandom));

    private static (int OfSobol, int OfRandom) CubicsOf(PlanLayout layout) => (layout.Cubics(Sampler.Sobol).Length, layout.Cubics(Sampler.Random).Length);

    // A replicate's streams, records and sums; its histograms and extremes come with the outputs.
    private static long PerReplicate(PlanLayout layout, int records, int sums) =>
        ((layout.Words.Length + (long)records + 1) * sizeof(uint)) + ((long)sums * sizeof(long));
}
