using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;

namespace Simulator.Benchmarks;

/// <summary>Where the time of one thread goes: draws (or generator and transforms), model, counts, sums; in nanoseconds and in cycles a sample.</summary>
/// <remarks>
/// Each step of the plan is timed alone, block after block, and the shortest time of each is taken: on a machine that is
/// shared, that is the time without the neighbours. The clock is measured in between, by a chain of additions of which
/// each takes one cycle; wide registers lower it, so it is not the one that the processor is sold with.
/// </remarks>
internal static unsafe class StageProfile
{
    private const int Block = 4096;
    private const int ChainLength = 4000;

    /// <summary>Runs a scenario's steps one by one with a clock around each, and prints the stages as one JSON document: per sample.</summary>
    /// <param name="scenario">Path of the scenario.</param>
    /// <param name="device">Lane width.</param>
    /// <param name="sampler">The sampler.</param>
    /// <param name="blocks">Blocks of samples; the first 64 are not timed.</param>
    public static void Print(string scenario, string device, Sampler sampler, int blocks)
    {
        var (stages, nanosecondsOfCycle) = Measure(scenario, device, sampler, blocks);
        var total = stages.Values.Sum(stage => stage.Nanoseconds);
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                machine = Machine.Description,
                scenario = Path.GetFileName(scenario),
                device,
                sampler = sampler.ToString().ToLowerInvariant(),
                gigahertz = 1 / nanosecondsOfCycle,
                stages = stages.ToDictionary(
                    stage => stage.Key,
                    stage => new { stage.Value.Steps, stage.Value.Nanoseconds, cycles = stage.Value.Nanoseconds / nanosecondsOfCycle }),
                nanoseconds = total,
                cycles = total / nanosecondsOfCycle,
                samples_per_second = 1e9 / total,
            },
            Machine.Json));
    }

    /// <summary>Runs a scenario's steps one by one with a clock around each: nanoseconds a sample by stage, and those of a cycle.</summary>
    public static (IReadOnlyDictionary<string, (int Steps, double Nanoseconds)> Stages, double NanosecondsOfCycle) Measure(
        string scenario, string device, Sampler sampler, int blocks)
    {
        var plan = PlanBuilder.Build(ScenarioReader.Read(scenario));
        return device switch
        {
            CpuDevices.Avx512 => Measure<Lane512, Wide512>(plan, sampler, blocks),
            CpuDevices.Avx2 => Measure<Lane256, Wide256>(plan, sampler, blocks),
            CpuDevices.Scalar => Measure<ScalarLane, WideScalar>(plan, sampler, blocks),
            _ => Measure<Lane128, Wide128>(plan, sampler, blocks),
        };
    }

    private static (Dictionary<string, (int Steps, double Nanoseconds)> Stages, double NanosecondsOfCycle) Measure<TLane, TWide>(
        SimulationPlan plan, Sampler sampler, int blocks)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        var columns = (float*)NativeMemory.AlignedAlloc((nuint)(plan.Program.ColumnCount * Block * sizeof(float)), 64);
        var selectors = (uint*)NativeMemory.AlignedAlloc(Block * sizeof(uint), 64);
        var tallies = Tallies<TLane, TWide>(plan);
        using var correlated = new CorrelatedWords<TLane>(plan, Block);
        var source = WordSource.Create<TLane, TWide>(plan, new SamplingRequest(sampler, 42, 1, 0, 1, 1, Block), 0);
        var steps = plan.Program.Steps.ToArray();
        var shortest = Enumerable.Repeat(long.MaxValue, steps.Length).ToArray();
        var generator = Enumerable.Repeat(long.MaxValue, plan.Draws.Count).ToArray();
        var chains = new List<long>();
        for (var block = 0; block < blocks; block++)
        {
            correlated.BeginBlock();
            var first = (long)block * Block;
            for (var i = 0; i < steps.Length; i++)
            {
                var step = steps[i];
                var before = Stopwatch.GetTimestamp();
                switch (step.Operation)
                {
                    case Operation.Draw:
                        ColumnWorker<TLane, TWide>.Draw(plan, correlated, selectors, source, step.Left, first, Block, columns + (step.Target * Block));
                        break;
                    case Operation.Tally:
                        tallies[step.Target].Add<TLane>(columns + (step.Left * Block), Block);
                        break;
                    default:
                        ColumnArithmetic.Run<TLane>(
                            step.Operation, columns + (step.Target * Block), columns + (step.Left * Block),
                            columns + (Math.Max(step.Right, 0) * Block), step.Constant, step.Series, Block);
                        break;
                }

                // The first blocks are still being compiled.
                shortest[i] = block < 64 ? long.MaxValue : Math.Min(shortest[i], Stopwatch.GetTimestamp() - before);
            }

            foreach (var tally in tallies)
            {
                tally.CloseVirtualBlock();
            }

            chains.Add(TimeOf(() => _sink = Chain(ChainLength)));
            if (sampler == Sampler.Random)
            {
                for (var draw = 0; draw < plan.Draws.Count; draw++)
                {
                    generator[draw] = Math.Min(generator[draw], TimeOf(() => source.Fill(draw, false, first, selectors, Block)));
                }
            }
        }

        NativeMemory.AlignedFree(columns);
        NativeMemory.AlignedFree(selectors);
        Array.ForEach(tallies, tally => tally.Dispose());
        chains.Sort();
        var clock = Enumerable.Range(0, 1000).Min(_ => TimeOf(() => { }));
        return (Stages(plan, steps, shortest, generator, clock), (chains[chains.Count / 2] - clock) * 1e9 / Stopwatch.Frequency / ChainLength);
    }

    private static Dictionary<string, (int Steps, double Nanoseconds)> Stages(
        SimulationPlan plan, Step[] steps, long[] shortest, long[] generator, long clock)
    {
        var stages = new Dictionary<string, (int Steps, double Nanoseconds)>();
        var drawn = steps.Where(step => step.Operation == Operation.Draw && generator[step.Left] != long.MaxValue).Sum(step => Nanoseconds(generator[step.Left]));
        if (drawn > 0)
        {
            Add("generator", drawn, steps.Count(step => step.Operation == Operation.Draw));
            Add("transforms", -drawn, 0);
        }

        for (var i = 0; i < steps.Length; i++)
        {
            Add(
                steps[i].Operation switch
                {
                    Operation.Draw => drawn > 0 ? "transforms" : "draws",
                    Operation.Tally => plan.Roots[steps[i].Target].IsCounted ? "counts" : "sums",
                    _ => "model",
                },
                Nanoseconds(shortest[i]),
                1);
        }

        return stages;

        double Nanoseconds(long ticks) => (ticks - clock) * 1e9 / Stopwatch.Frequency / Block;

        void Add(string stage, double nanoseconds, int count)
        {
            var (before, sum) = stages.GetValueOrDefault(stage);
            stages[stage] = (before + count, sum + nanoseconds);
        }
    }

    private static ulong _sink;

    private static long TimeOf(Action action)
    {
        var before = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetTimestamp() - before;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static ulong Chain(int length)
    {
        // Not a constant: recent processors add a small constant at no cost, and the clock would read twice as fast.
        var (x, y) = (1ul + _sink, 3ul | _sink);
        for (var i = 0; i < length; i += 8)
        {
            x += y;
            x ^= y;
            x += y;
            x ^= y;
            x += y;
            x ^= y;
            x += y;
            x ^= y;
        }

        return x;
    }

    private static ColumnTally[] Tallies<TLane, TWide>(SimulationPlan plan)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, Block);
        var sink = new CollectingSink(plan.Roots.Count);
        worker.Run(new PhiloxSource<TLane, TWide>(plan, 42, 0), 0, Block, sink);
        return [.. plan.Roots.Select((root, i) =>
            new ColumnTally(root.IsCounted ? BinWindow.Around(sink.Values[i]) : default, root.Reference))];
    }
}
