using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;

namespace Simulator.Ilgpu.Execution;

/// <summary>What a sensitivity analysis takes of a device's memory, known before anything is allocated.</summary>
/// <param name="Layout">The analysis, in as many kernels as the budget makes necessary.</param>
/// <param name="Sampler">How points are drawn.</param>
/// <param name="Segments">Segments of a launch at most.</param>
internal sealed record PickFreezeMemory(PickFreezeLayout Layout, Sampler Sampler, long Segments)
{
    // More would not make a launch faster, and this program keeps a copy.
    private const long MostBytesOfSums = 64L << 20;

    private const long BytesOfColumns = PickFreezeRange.Columns * sizeof(float);

    /// <summary>Streams, tables, numbers and cubics. [byte]</summary>
    public long BytesOfTables => TablesOf(Layout, Sampler);

    /// <summary>Sums of columns in one launch. [numbers]</summary>
    public long SumLength => Segments * Layout.MostSumsOfKernel * PickFreezeRange.Columns;

    /// <summary>All buffers. [byte]</summary>
    public long Bytes => BytesOfTables + (SumLength * sizeof(float));

    /// <summary>Divides an analysis so that it fits: fewer segments a launch, then fewer factors a kernel.</summary>
    /// <exception cref="DeviceException">It does not fit.</exception>
    public static PickFreezeMemory Plan(SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, Sampler sampler, MemoryBudget budget)
    {
        var layout = new PickFreezeLayout(plan, factors);
        var room = budget.Bytes - TablesOf(layout, sampler);
        if (room < layout.MostSumsOfKernel * BytesOfColumns)
        {
            layout = new PickFreezeLayout(plan, factors, (int)Math.Max(0, room / BytesOfColumns));
        }

        var perSegment = layout.MostSumsOfKernel * BytesOfColumns;
        var segments = Math.Min(room, Math.Min(budget.LargestBuffer, MostBytesOfSums)) / perSegment;
        return segments > 0
            ? new(layout, sampler, segments)
            : throw budget.Refusal("pick-freeze sampling", TablesOf(layout, sampler) + perSegment);
    }

    private static long TablesOf(PickFreezeLayout layout, Sampler sampler)
    {
        var plan = layout.Plan;
        var streamsOfB = Math.Max(1, plan.StreamCount * DeviceWords.StreamLength);
        return ((plan.Words.Length + (long)streamsOfB + plan.Tables.Length + plan.OtherNumbers) * sizeof(uint))
            + (Math.Max(1, plan.Cubics(sampler).Length) * PlanLayout.BytesOfCubic);
    }
}
