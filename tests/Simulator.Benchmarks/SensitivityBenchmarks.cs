using BenchmarkDotNet.Attributes;
using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Sensitivity;

namespace Simulator.Benchmarks;

/// <summary>Sobol' indices at 2²⁰ base points: all outputs of the README's scenario, and a product of twenty inputs.</summary>
[ShortRunJob]
public class SensitivityBenchmarks
{
    private const int Points = 1 << 20;
    private const int Factors = 20;

    private SimulationPlan _scenario = null!;
    private SimulationPlan _product = null!;

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Plans both models.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _scenario = PlanBuilder.Build(ScenarioReader.Read(Scenarios.Flagship));
        _product = PlanBuilder.Build(
            [.. Enumerable.Range(0, Factors).Select(i => ($"x{i}", (Distribution)Lognormal.FromInterval(1, 2 + i)))],
            x => [(new OutputSpec("y", "y", "", 1, ""), x.Aggregate((a, b) => a * b))]);
    }

    /// <summary>The scenario: 17 inputs, 17 outputs.</summary>
    [Benchmark]
    public SensitivityResult Scenario() => Run(_scenario);

    /// <summary>Twenty inputs, one output that depends on all of them.</summary>
    [Benchmark]
    public SensitivityResult Product() => Run(_product);

    private SensitivityResult Run(SimulationPlan plan) => SensitivityAnalysis.Run(plan, new RunOptions { Samples = Points, Threads = Threads });
}
