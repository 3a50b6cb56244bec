using BenchmarkDotNet.Attributes;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks;

/// <summary>The whole of a run by device and threads, with every output of the README's scenario.</summary>
[ShortRunJob]
public class RunBenchmarks
{
    private const int Samples = 1 << 23;

    private SimulationPlan _plan = null!;
    private ISimulationEngine _engine = null!;

    /// <summary>Lane widths of this machine.</summary>
    public static IEnumerable<string> Devices => CpuDevices.Available;

    /// <summary>The lane width.</summary>
    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Reads the scenario and plans it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _plan = PlanBuilder.Build(ScenarioReader.Read(Scenarios.Flagship));
        _engine = CpuEngines.Create(Device);
    }

    /// <summary>The sampler.</summary>
    [Params(Sampler.Sobol, Sampler.Random)]
    public Sampler Sampler { get; set; }

    /// <summary>One sample; its inverse is samples a second.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public long Count()
    {
        var replicates = Sampler == Sampler.Random ? 1 : 32;
        var request = new SamplingRequest(Sampler, 42, replicates, 0, Samples / replicates, Threads, 512);
        return _engine.Count(_plan, request, _engine.Prepare(_plan, request), null, default);
    }
}

/// <summary>What happens once a run: reading a file, planning it.</summary>
[ShortRunJob]
public class ReadBenchmarks
{
    /// <summary>From file to scenario.</summary>
    [Benchmark]
    public Scenario Read() => ScenarioReader.Read(Scenarios.Flagship);

    /// <summary>From file to plan, with the tables of its distributions.</summary>
    [Benchmark]
    public SimulationPlan ReadAndPlan() => PlanBuilder.Build(ScenarioReader.Read(Scenarios.Flagship));
}
