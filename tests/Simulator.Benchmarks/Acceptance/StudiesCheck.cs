using System.Diagnostics;
using System.Text.Json.Nodes;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sensitivity;
using Simulator.Studies.Sweep;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>Studies of many points on a device: the CPU's figures and counts, the kernels that they took, and their time, first and once more.</summary>
internal static class StudiesCheck
{
    /// <summary>Answers when nothing fails.</summary>
    public const int Count = 7;

    private const int Points = 20;
    private const long Small = 1 << 16;
    private const double MomentError = 1e-6;

    private static string TimedScenario => Path.Combine(Path.GetDirectoryName(Scenarios.Flagship)!, "timed", "when-to-run.yaml");

    /// <summary>Runs the studies and answers after each.</summary>
    /// <param name="device">The device.</param>
    /// <param name="samples">Samples of each point.</param>
    /// <param name="speed">A hundred times the samples of a point of the sweep for which auto chooses a device.</param>
    /// <param name="answer">Receives the answers.</param>
    public static void Measure(string device, long samples, long speed, Action<JsonObject> answer)
    {
        var sweep = SweepPlan.Build(ScenarioTemplate.Read(Scenarios.Flagship), [VariationParser.Values($"facility.pue=1.05:1.4:{Points}")]);
        foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
        {
            answer(Check("sweep", device, samples, sampler, 2, options => Figures(ScenarioSweep.Run(sweep, options))));
            answer(Counts(device, sweep, samples, sampler));
        }

        var starts = SchedulePlan.Build(ScenarioTemplate.Read(TimedScenario), new ScheduleQuestion(TimeSpan.FromHours(80 + (24 * 3)), TimeSpan.FromHours(1), null, null));
        answer(Check("schedule", device, Math.Min(samples, Small), Sampler.Sobol, 4, options => Figures(StartSchedule.Run(starts, options))));
        var flagship = ScenarioReader.Read(Scenarios.Flagship);
        answer(Check("sensitivity", device, samples, Sampler.Sobol, 1, options => Figures(SensitivityAnalysis.Run(flagship, options))));
        answer(Auto("auto sweep", sweep, device, Math.Max(samples, speed / 100)));
    }

    // The first run translates, the second finds its kernels, the third is small: what a point takes besides its samples.
    private static JsonObject Check(string study, string device, long samples, Sampler sampler, int mostKernels, Func<RunOptions, List<(string Name, double Value, bool IsMean)>> run) =>
        Guarded(study, sampler, answer =>
        {
            // All outputs in one turn: turns have kernels of their own.
            var options = new RunOptions { Samples = samples, Sampler = sampler, DeviceMemory = device == IlgpuEngines.Emulated ? 1L << 30 : null };
            var (expected, cpu) = Clocked(() => run(options with { Device = "cpu" }));
            var first = Run(options);
            var second = Run(options);
            var small = Run(options with { Samples = Math.Min(samples, Small) });
            var differing = expected.Zip(first.Figures)
                .Where(pair => pair.First.Name != pair.Second.Name || !Agree(pair.First.Value, pair.Second.Value, pair.First.IsMean)).Select(pair => pair.First.Name).ToList();
            answer["samples"] = samples;
            answer["figures"] = expected.Count;
            answer["differing"] = new JsonArray([.. differing.Take(5).Select(name => JsonValue.Create(name))]);
            answer["agrees"] = expected.Count == first.Figures.Count && differing.Count == 0 && first.Kernels <= mostKernels && second.Kernels == 0;
            answer["kernels"] = first.Kernels;
            answer["kernelsOfSecond"] = second.Kernels;
            answer["compilationSeconds"] = first.Compilation;
            answer["cpuSeconds"] = cpu;
            answer["deviceSeconds"] = first.Seconds;
            answer["secondSeconds"] = second.Seconds;
            answer["smallSeconds"] = small.Seconds;

            (List<(string Name, double Value, bool IsMean)> Figures, double Seconds, int Kernels, double Compilation) Run(RunOptions each)
            {
                var watched = new Watched();
                var (figures, seconds) = Clocked(() => run(each with { Device = device, Graphics = watched }));
                return (figures, seconds, watched.Engine!.KernelsTranslated, watched.Engine.Compilation.TotalSeconds);
            }
        });

    private static JsonObject Counts(string device, SweepPlan sweep, long samples, Sampler sampler) => Guarded("counts of the sweep", sampler, answer =>
    {
        var request = new SamplingRequest(sampler, 42, sampler == Sampler.Random ? 1 : 32, 0, samples / (sampler == Sampler.Random ? 1 : 32), Environment.ProcessorCount, 4096);
        using var engine = (IlgpuEngine)new GraphicsEngines().Create(device);
        var (counts, differing, seconds) = (0, 0, 0.0);
        for (var point = 0; point < sweep.Points; point++)
        {
            var plan = PlanBuilder.Build(sweep.ScenarioOf(point));
            var expected = AbilitiesCheck.Counts(CpuEngines.Create(CpuDevices.Best), plan, request);
            var (actual, took) = Clocked(() => AbilitiesCheck.Counts(engine, plan, request));
            (counts, seconds) = (counts + expected.Count, seconds + took);
            differing += expected.Count == actual.Count ? expected.Zip(actual).Count(pair => !pair.First.Equals(pair.Second)) : Math.Max(expected.Count, actual.Count);
        }

        answer["samples"] = samples;
        answer["figures"] = counts;
        answer["differing"] = differing;
        answer["agrees"] = differing == 0 && engine.KernelsTranslated == 0;
        answer["kernels"] = engine.KernelsTranslated;
        answer["deviceSeconds"] = seconds;
    });

    // What auto chooses, and whether it was right.
    private static JsonObject Auto(string study, SweepPlan sweep, string device, long samples) => Guarded(study, Sampler.Sobol, answer =>
    {
        var options = new RunOptions { Samples = samples, Graphics = new GraphicsEngines() };
        var (auto, seconds) = Clocked(() => ScenarioSweep.Run(sweep, options));
        var (cpu, onCpu) = Clocked(() => ScenarioSweep.Run(sweep, options with { Device = "cpu" }));
        var (_, onCard) = Clocked(() => ScenarioSweep.Run(sweep, options with { Device = device }));
        answer["samples"] = samples;
        answer["device"] = auto.Run.Device;
        answer["notice"] = auto.Notices.FirstOrDefault(notice => notice.StartsWith("Device:", StringComparison.Ordinal));
        answer["agrees"] = Figures(auto).Zip(Figures(cpu)).All(pair => Agree(pair.First.Value, pair.Second.Value, pair.First.IsMean));
        answer["autoSeconds"] = seconds;
        answer["cpuSeconds"] = onCpu;
        answer["deviceSeconds"] = onCard;
    });

    private static JsonObject Guarded(string study, Sampler sampler, Action<JsonObject> check)
    {
        var answer = new JsonObject { ["study"] = study, ["sampler"] = sampler.ToString(), ["agrees"] = false };
        try
        {
            check(answer);
        }
        catch (Exception failure)
        {
            // Whatever it is belongs into the report, and the next study may do better.
            answer["error"] = failure.ToString();
        }

        return answer;
    }

    private static List<(string Name, double Value, bool IsMean)> Figures(SweepResult result) =>
        [.. result.Points.SelectMany((point, index) => Figures($"point {index}", point.Outputs))];

    private static List<(string Name, double Value, bool IsMean)> Figures(ScheduleResult result) =>
        [.. result.Starts.SelectMany(start => Figures(start.Start.ToString("u", System.Globalization.CultureInfo.InvariantCulture), start.Outputs))];

    private static IEnumerable<(string Name, double Value, bool IsMean)> Figures(string where, IReadOnlyDictionary<string, SweepOutput> outputs) =>
        outputs.SelectMany(output => new[]
        {
            ($"{output.Key} at {where}", output.Value.Low, false), ($"{output.Key} at {where}", output.Value.Median, false), ($"{output.Key} at {where}", output.Value.High, false),
            ($"mean of {output.Key} at {where}", output.Value.Mean, true),
        });

    private static List<(string Name, double Value, bool IsMean)> Figures(SensitivityResult result) =>
    [
        .. from output in result.Outputs
           from input in output.Inputs
           from value in new[] { input.First.Value, input.Total.Value }
           select ($"{output.Output}, {input.Name}", value, false),
    ];

    private static bool Agree(double one, double other, bool isMean) => one.Equals(other) || (isMean && Math.Abs(one - other) <= MomentError * Math.Abs(one));

    private static (T Result, double Seconds) Clocked<T>(Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        return (work(), watch.Elapsed.TotalSeconds);
    }

    /// <summary>The engines of this machine; the last one that was made can be asked afterwards.</summary>
    private sealed class Watched : IGraphicsEngines
    {
        private readonly IGraphicsEngines _engines = new GraphicsEngines();

        public IlgpuEngine? Engine { get; private set; }

        public IReadOnlyList<GraphicsDriver> Drivers => _engines.Drivers;

        public IReadOnlyList<GraphicsDevice> Devices => _engines.Devices;

        TimeSpan IGraphicsEngines.Opening => _engines.Opening;

        GraphicsEstimate IGraphicsEngines.Estimate(string device, SimulationPlan plan, Sampler sampler) => _engines.Estimate(device, plan, sampler);

        public ISimulationEngine Create(string device) => Engine = (IlgpuEngine)_engines.Create(device);

        ISimulationEngine IGraphicsEngines.Create(string device, long? memory) => Engine = (IlgpuEngine)_engines.Create(device, memory);
    }
}
