using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sensitivity;

/// <summary>Finds out which inputs the uncertainty of the outputs comes from.</summary>
/// <example>
/// <code>
/// var scenario = ScenarioReader.Read("scenarios/gpt-3.yaml");
/// var result = SensitivityAnalysis.Run(scenario, new RunOptions { Samples = 1 &lt;&lt; 14 });
/// var first = result.Outputs.Single(output => output.Output == "emissions").Inputs[0];
/// Console.WriteLine($"{first.Name} explains {first.Total.Value:P0} of the variance");  // grid.carbon_intensity explains 48 % of the variance
/// </code>
/// </example>
public static class SensitivityAnalysis
{
    /// <summary>Base points by default. [-]</summary>
    public const long DefaultPoints = 1L << 20;

    /// <summary>Analyses a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">Base points (as samples), sampler, replicates, seed, device and threads; the rest plays no part.</param>
    /// <param name="progress">Receives the progress, in base points; may be null.</param>
    /// <param name="cancellation">Stops it; what was drawn until then is used.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first point.</exception>
    public static SensitivityResult Run(
        Scenario scenario, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(scenario, options, engine => engine, progress, cancellation);

    /// <summary>Analyses a custom model; the figures of its inputs have no unit.</summary>
    /// <inheritdoc cref="Run(SimulationPlan, RunOptions, CancellationToken)"/>
    public static SensitivityResult Run(SimulationPlan plan, RunOptions options) => Run(plan, options, CancellationToken.None);

    /// <summary>Analyses a custom model; the figures of its inputs have no unit.</summary>
    /// <param name="plan">See <see cref="PlanBuilder"/>.</param>
    /// <param name="options">Base points (as samples), sampler, replicates, seed, device and threads; the rest plays no part.</param>
    /// <param name="cancellation">Stops it; what was drawn until then is used.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first point.</exception>
    public static SensitivityResult Run(SimulationPlan plan, RunOptions options, CancellationToken cancellation) =>
        Run(plan, DisplayedInput.Of(plan), options, engine => engine, null, cancellation);

    /// <summary>Analyses a scenario on an engine that stands for another.</summary>
    internal static SensitivityResult Run(
        Scenario scenario, RunOptions options, Func<ISimulationEngine, ISimulationEngine> use, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        Run(PlanBuilder.Build(scenario), DisplayedInput.Of(scenario), options, use, progress, cancellation);

    /// <summary>Draws some of the points of an analysis.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">How it is analysed.</param>
    /// <param name="some">Chooses among all points.</param>
    /// <param name="progress">Receives the progress, in base points; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static PickFreezeTallies DrawSome(
        Scenario scenario, RunOptions options, Func<SamplingRequest, IEnumerable<SamplingRequest>> some, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var plan = PlanBuilder.Build(scenario);
        var (factors, request) = (PlannedFactor.Of(plan), Request(options, []));
        return EngineChoice.Use(options, engine =>
        {
            var able = Able(engine);
            var tallies = new PickFreezeTallies(plan.Roots.Count, factors.Count, request.Replicates);
            foreach (var wanted in some(request))
            {
                if (able.PickFreeze(plan, factors, wanted, tallies, progress, cancellation) < wanted.Samples)
                {
                    throw new OperationCanceledException(cancellation);
                }
            }

            return tallies;
        }).Result;
    }

    /// <summary>Checks options against a scenario without analysing it.</summary>
    /// <exception cref="ArgumentException">They are not possible; the message says what was found and what is allowed.</exception>
    public static void Check(Scenario scenario, RunOptions options)
    {
        RunChecks.Check(options);
        RunChecks.CheckForPickFreeze(PlanBuilder.Build(scenario), options);
    }

    private static SensitivityResult Run(
        SimulationPlan plan, IReadOnlyDictionary<string, DisplayedInput> inputs, RunOptions options, Func<ISimulationEngine, ISimulationEngine> use,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        RunChecks.Check(options);
        RunChecks.CheckForPickFreeze(plan, options);
        var watch = Stopwatch.StartNew();
        var notices = new List<string>();
        var factors = PlannedFactor.Of(plan);
        var request = Request(options, notices);
        var graph = ValueGraph.Of(plan.Program, root => plan.Roots[root].IsCounted);
        var ((tallies, drawn, device, unable), notice) = EngineChoice.Use(options, own => Draw(use(own), plan, factors, request, progress, cancellation));
        if (device != CpuDevices.Best && (options.Device == "auto" || EngineChoice.IsGraphics(options.Device)))
        {
            notices.Insert(0, $"Sensitivity: indices computed on {device}; shares of the logarithm, the tornado and worst cases are computed on {CpuDevices.Best}.");
        }

        if (unable is not null)
        {
            notices.Insert(0, $"Sensitivity: computed on {device}; {unable} does not support pick-freeze sampling.");
        }

        notices.InsertRange(0, notice is null ? [] : [notice]);
        if (plan.IsUncertain && drawn == 0)
        {
            throw new OperationCanceledException(cancellation);
        }

        var shares = plan.IsUncertain ? LogShares.Measure(plan, graph, request) : null;
        var tornado = new OneAtATime(plan, graph, inputs);
        var replicates = Enumerable.Range(0, request.Replicates).Count(replicate => tallies.Points(replicate) > 0);
        return new SensitivityResult(
            drawn,
            plan.IsUncertain ? request.Samples : 0,
            request.Replicates,
            replicates > 1 ? StudentT.CriticalValue(replicates - 1) : double.NaN,
            device,
            watch.Elapsed.TotalSeconds,
            [.. plan.Outputs.Where(output => !output.IsEquivalent).Select(output => Output(output, plan, graph, factors, tallies, shares, tornado))],
            notices);
    }

    private static OutputSensitivity Output(
        PlannedOutput output, SimulationPlan plan, ValueGraph graph, IReadOnlyList<PlannedFactor> factors, PickFreezeTallies tallies,
        LogShares? shares, OneAtATime tornado)
    {
        var (spec, root) = (output.Spec, output.Value.Root);
        if (root < 0)
        {
            return new OutputSensitivity(spec.Name, spec.Label, spec.Unit, output.Value.Factor, double.NaN, Figures.Fixed, []);
        }

        var reason = SobolEstimator.Refusal(tallies, root);
        var inputs = factors
            .Select((factor, index) => (factor, index))
            .Where(pair => graph.DependentOn(pair.factor.Draws)[graph.Roots[root]] && reason is null)
            .Select(pair => new InputSensitivity(
                pair.factor.Name,
                [.. pair.factor.Draws.Select(draw => plan.Draws[draw].Name)],
                SobolEstimator.First(tallies, root, pair.index),
                SobolEstimator.Total(tallies, root, pair.index),
                shares!.Of(root, pair.factor.Draws),
                [.. pair.factor.Draws.Select(draw => tornado.Bar(output, draw))]))
            .OrderByDescending(input => input.Total.Value)
            .ToList();
        return new OutputSensitivity(spec.Name, spec.Label, spec.Unit, tornado.AtMedians(output), shares!.Explained(root), reason, inputs);
    }

    private static (PickFreezeTallies Tallies, long Drawn, string Device, string? Unable) Draw(
        ISimulationEngine engine, SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var able = Able(engine);
        var tallies = new PickFreezeTallies(plan.Roots.Count, factors.Count, request.Replicates);
        var drawn = plan.IsUncertain ? able.PickFreeze(plan, factors, request, tallies, progress, cancellation) : 0;
        return (tallies, drawn, able.Device, engine.SupportsPickFreeze ? null : engine.Device);
    }

    private static ISimulationEngine Able(ISimulationEngine engine) => engine.SupportsPickFreeze ? engine : CpuEngines.Create(CpuDevices.Best);

    private static SamplingRequest Request(RunOptions options, List<string> notices)
    {
        var asked = options.Samples ?? DefaultPoints;
        var each = (asked + options.Replicates - 1) / options.Replicates;
        var points = options.Sampler == Sampler.Random ? each : (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(2, each));
        if (points * options.Replicates != asked)
        {
            notices.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Base points: {asked:N0} rounded up to {points * options.Replicates:N0}, {options.Replicates} replicates of {points:N0}."));
        }

        return new SamplingRequest(options.Sampler, options.Seed, options.Replicates, 0, points, options.Threads, options.BlockSize);
    }
}
