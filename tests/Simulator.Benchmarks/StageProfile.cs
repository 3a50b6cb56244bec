using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Engine.Tracing;
using Simulator.Sampling;
using Simulator.Scenarios;
using Simulator.Statistics;
using Simulator.Uncertainty;

namespace Simulator.Benchmarks;

/// <summary>Where the time of one thread goes: generator, transforms, model, counting.</summary>
internal static unsafe class StageProfile
{
    private const int Block = 512;
    private const int Blocks = 4096;

    /// <summary>Runs a scenario's steps one by one with a clock around each, and prints nanoseconds a sample by stage.</summary>
    /// <param name="scenario">Path of the scenario.</param>
    /// <param name="device">Lane width.</param>
    /// <param name="sampler">The sampler.</param>
    public static void Print(string scenario, string device, Sampler sampler)
    {
        var plan = PlanBuilder.Build(ScenarioReader.Read(scenario));
        var profile = device switch
        {
            CpuDevices.Avx512 => Measure<Lane512, Wide512>(plan, sampler),
            CpuDevices.Avx2 => Measure<Lane256, Wide256>(plan, sampler),
            CpuDevices.Scalar => Measure<ScalarLane, WideScalar>(plan, sampler),
            _ => Measure<Lane128, Wide128>(plan, sampler),
        };
        var total = profile.Values.Sum();
        Console.WriteLine($"{Path.GetFileName(scenario)} on {device}, {sampler}, one thread: {plan.Draws.Count} draws, "
            + $"{plan.Roots.Count(root => root.IsCounted)} counted and {plan.Roots.Count(root => !root.IsCounted)} summed columns");
        foreach (var (stage, nanoseconds) in profile)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage,-12} {nanoseconds,8:F2} ns a sample {nanoseconds / total,8:P0}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"all",-12} {total,8:F2} ns a sample, {1e3 / total:F1} M samples/s"));
    }

    private static Dictionary<string, double> Measure<TLane, TWide>(SimulationPlan plan, Sampler sampler)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        var columns = (float*)NativeMemory.AlignedAlloc((nuint)(plan.Program.ColumnCount * Block * sizeof(float)), 64);
        var selectors = (uint*)NativeMemory.AlignedAlloc(Block * sizeof(uint), 64);
        var best = new Dictionary<string, double>();
        var tallies = Tallies<TLane, TWide>(plan);
        var source = WordSource.Create<TLane, TWide>(plan, new SamplingRequest(sampler, 42, 1, 0, 1, 1, Block), 0);
        for (var round = 0; round < 5; round++)
        {
            var ticks = new Dictionary<string, long> { ["generator"] = 0, ["transforms"] = 0, ["model"] = 0, ["counting"] = 0 };
            for (var block = 0; block < Blocks; block++)
            {
                foreach (var step in plan.Program.Steps)
                {
                    var before = Stopwatch.GetTimestamp();
                    switch (step.Operation)
                    {
                        case Operation.Draw:
                            var draw = plan.Draws[step.Left];
                            var column = columns + (step.Target * Block);
                            source.Fill(step.Left, false, (long)block * Block, (uint*)column, Block);
                            var middle = Stopwatch.GetTimestamp();
                            ticks["generator"] += middle - before;
                            TransformColumn.Apply<TLane>(draw.Transform, (uint*)column, selectors, column, Block);
                            ticks["transforms"] += Stopwatch.GetTimestamp() - middle;
                            break;
                        case Operation.Tally:
                            tallies[step.Target].Add<TLane>(columns + (step.Left * Block), Block);
                            ticks["counting"] += Stopwatch.GetTimestamp() - before;
                            break;
                        default:
                            ColumnArithmetic.Run<TLane>(
                                step.Operation, columns + (step.Target * Block), columns + (step.Left * Block),
                                columns + (Math.Max(step.Right, 0) * Block), step.Constant, Block);
                            ticks["model"] += Stopwatch.GetTimestamp() - before;
                            break;
                    }
                }
            }

            foreach (var (stage, value) in ticks)
            {
                var nanoseconds = value * 1e9 / Stopwatch.Frequency / ((double)Block * Blocks);
                best[stage] = Math.Min(nanoseconds, best.GetValueOrDefault(stage, double.MaxValue));
            }
        }

        NativeMemory.AlignedFree(columns);
        NativeMemory.AlignedFree(selectors);
        Array.ForEach(tallies, tally => tally.Dispose());
        return best;
    }

    private static ColumnTally[] Tallies<TLane, TWide>(SimulationPlan plan)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, 4096);
        var sink = new CollectingSink(plan.Roots.Count);
        worker.Run(new PhiloxSource<TWide>(plan, 42, 0), 0, 4096, sink);
        return [.. plan.Roots.Select((root, i) =>
            new ColumnTally(root.IsCounted ? BinWindow.Around(sink.Values[i]) : default, root.Reference))];
    }
}
