using BenchmarkDotNet.Attributes;
using Simulator.Charts;
using Simulator.Results;
using Simulator.Tests.Charts;

namespace Simulator.Benchmarks;

/// <summary>Six charts of a scenario at 1600 × 1000, PNG and SVG, on one thread: to stay under 0.5 s.</summary>
public class ChartBenchmarks
{
    private SimulationResult _result = null!;
    private ChartOptions _options = null!;

    [GlobalSetup]
    public void Setup()
    {
        var result = SyntheticResults.Training();
        _result = result with { Outputs = [.. result.Outputs.Where(output => output.Name == "emissions")] };
        _options = new ChartOptions { Convergence = [SyntheticResults.Trace(_result.Outputs[0])] };
    }

    [Benchmark]
    public int SixCharts() => ChartSet.Draw(_result, _options).Count;
}
