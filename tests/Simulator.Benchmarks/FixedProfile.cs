using System.Diagnostics;
using System.Text.Json;
using Simulator.Engine;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;

namespace Simulator.Benchmarks;

/// <summary>What a run costs beside its samples, in a process that is warm: by stage, in milliseconds.</summary>
internal static class FixedProfile
{
    /// <summary>Sizes that are measured when none is given. [samples]</summary>
    public static IReadOnlyList<long> Sizes { get; } = [1 << 12, 1 << 16, 1 << 20];

    /// <summary>Measures, and prints one JSON document.</summary>
    /// <param name="scenario">Path of the scenario.</param>
    /// <param name="device">Lane width.</param>
    /// <param name="sizes">Samples of a run.</param>
    /// <param name="repetitions">Runs of each size.</param>
    public static void Print(string scenario, string device, IReadOnlyList<long> sizes, int repetitions)
    {
        var profile = sizes.SelectMany(size => new[] { Sampler.Sobol, Sampler.Random }
            .Select(sampler => Document(scenario, new RunOptions { Device = device, Samples = size, Sampler = sampler }, repetitions))).ToList();
        Console.WriteLine(JsonSerializer.Serialize(new { machine = Machine.Description, scenario = Path.GetFileName(scenario), device, runs = profile }, Machine.Json));
    }

    private static object Document(string path, RunOptions options, int repetitions)
    {
        var (stages, milliseconds) = Measure(path, options, repetitions);
        return new
        {
            sampler = options.Sampler.ToString().ToLowerInvariant(),
            samples = options.Samples,
            repetitions,
            threads = options.Threads,
            processor_ms = milliseconds,
            stages = stages.ToDictionary(stage => stage.Key, stage => new { minimum_ms = stage.Value.Minimum, median_ms = stage.Value.Median }),
        };
    }

    /// <summary>Shortest and median time of each stage. [ms]</summary>
    public static IReadOnlyDictionary<string, (double Minimum, double Median)> Stages(string path, RunOptions options, int repetitions) =>
        Measure(path, options, repetitions).Stages;

    private static (IReadOnlyDictionary<string, (double Minimum, double Median)> Stages, double ProcessorMilliseconds) Measure(
        string path, RunOptions options, int repetitions)
    {
        var template = ScenarioTemplate.Read(path);
        var scenario = template.With([]);
        List<IReadOnlyDictionary<string, double>> rounds = [];
        var cpu = TimeSpan.Zero;
        for (var repetition = -repetitions; repetition < repetitions; repetition++)
        {
            // Half of them warm the process up.
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var round = Round(template, scenario, options);
            if (repetition >= 0)
            {
                rounds.Add(round);
                cpu += Process.GetCurrentProcess().TotalProcessorTime - before;
            }
        }

        var stages = rounds[0].Keys.ToDictionary(stage => stage, stage => rounds.Select(round => round[stage]).Order().ToList());
        return (stages.ToDictionary(stage => stage.Key, stage => (stage.Value[0], stage.Value[repetitions / 2])), cpu.TotalMilliseconds / repetitions);
    }

    private static IReadOnlyDictionary<string, double> Round(ScenarioTemplate template, Scenario scenario, RunOptions options)
    {
        var milliseconds = new Dictionary<string, double>
        {
            ["read"] = Time(() => template.With([])),
            ["plan"] = Time(() => PlanBuilder.Build(scenario)),
        };
        TimedEngine? engine = null;
        var whole = Time(() => SimulationRunner.Run(scenario, options, real => engine = new TimedEngine(real), null, CancellationToken.None));
        foreach (var (stage, time) in engine!.Milliseconds)
        {
            milliseconds[stage] = time;
        }

        var plan = PlanBuilder.Build(scenario);
        RunOutcome? outcome = null;
        var sampling = Time(() => outcome = SimulationRunner.Sample(engine = new TimedEngine(engine.Real), plan, options, null, CancellationToken.None));
        milliseconds["errors"] = sampling - engine.Milliseconds.Values.Sum();
        milliseconds["result"] = Time(() => ResultAssembly.Assemble(scenario, plan, options, outcome!, options.Device, 0));
        milliseconds["run"] = whole;
        return milliseconds;
    }

    private static double Time(Action action)
    {
        var watch = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    private sealed class TimedEngine(ISimulationEngine real) : ISimulationEngine
    {
        public ISimulationEngine Real => real;

        public Dictionary<string, double> Milliseconds { get; } = new() { ["windows"] = 0, ["samples"] = 0, ["refinement"] = 0 };

        public string Device => real.Device;

        public RunTallies Prepare(SimulationPlan plan, SamplingRequest request)
        {
            RunTallies? tallies = null;
            Milliseconds["windows"] += Time(() => tallies = real.Prepare(plan, request));
            return tallies!;
        }

        public long Count(
            SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation)
        {
            var drawn = 0L;
            Milliseconds["samples"] += Time(() => drawn = real.Count(plan, request, tallies, progress, cancellation));
            return drawn;
        }

        public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
            SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
        {
            IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>>? refined = null;
            Milliseconds["refinement"] += Time(() => refined = real.Refine(plan, request, bins, cancellation));
            return refined!;
        }
    }
}
