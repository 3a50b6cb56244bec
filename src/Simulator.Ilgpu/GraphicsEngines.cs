using System.Runtime.CompilerServices;
using Simulator.Engine;
using Simulator.Planning;

namespace Simulator.Ilgpu;

/// <summary>The engines for graphics devices, through ILGPU, which is loaded only when a device is requested.</summary>
/// <remarks>
/// Loading ILGPU and opening a driver takes tenths of a second, which would slow down a run on the CPU. So no member of
/// this class has a type of ILGPU: the class that has them is behind <see cref="Load"/>.
/// </remarks>
/// <example>
/// <code>
/// var engines = new GraphicsEngines();
/// var scenario = ScenarioReader.Read("scenarios/gpt-3.yaml");
/// var options = new RunOptions { Samples = 1 &lt;&lt; 14, Graphics = engines };        // auto: the CPU, or a card for long runs
/// var onCard = options with { Device = engines.Drivers.Any(driver => driver.IsFound) ? engines.Devices[0].Name : "cpu" };
/// Console.WriteLine(SimulationRunner.Run(scenario, options).Outputs[0].Median == SimulationRunner.Run(scenario, onCard).Outputs[0].Median ? "same bits" : "");  // same bits
/// </code>
/// </example>
public sealed class GraphicsEngines : IGraphicsEngines
{
    private readonly Lazy<IGraphicsEngines> _ilgpu = new(Load);

    /// <inheritdoc/>
    public IReadOnlyList<GraphicsDriver> Drivers => DriverLibraries.Drivers;

    /// <inheritdoc/>
    public IReadOnlyList<GraphicsDevice> Devices => _ilgpu.Value.Devices;

    TimeSpan IGraphicsEngines.Opening => RunEstimate.Opening;

    GraphicsEstimate IGraphicsEngines.Estimate(string device, SimulationPlan plan, Sampler sampler) => _ilgpu.Value.Estimate(device, plan, sampler);

    GraphicsEstimate? IGraphicsEngines.EstimatePickFreeze(string device, SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, Sampler sampler) =>
        _ilgpu.Value.EstimatePickFreeze(device, plan, factors, sampler);

    /// <inheritdoc/>
    public ISimulationEngine Create(string device) => _ilgpu.Value.Create(device);

    ISimulationEngine IGraphicsEngines.Create(string device, long? memory) => _ilgpu.Value.Create(device, memory);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IGraphicsEngines Load() => new IlgpuEngines();
}
