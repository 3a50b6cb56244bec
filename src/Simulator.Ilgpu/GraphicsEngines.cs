using System.Runtime.CompilerServices;
using Simulator.Engine;
using Simulator.Planning;

namespace Simulator.Ilgpu;

/// <summary>The engines for graphics devices, through ILGPU, which is loaded only when a device is requested.</summary>
/// <remarks>
/// Loading ILGPU and opening a driver takes tenths of a second, which would slow down a run on the CPU. So no member of
/// this class has a type of ILGPU: the class that has them is behind <see cref="Load"/>.
/// </remarks>
public sealed class GraphicsEngines : IGraphicsEngines
{
    private readonly Lazy<IGraphicsEngines> _ilgpu = new(Load);

    /// <inheritdoc/>
    public IReadOnlyList<GraphicsDriver> Drivers => DriverLibraries.Drivers;

    /// <inheritdoc/>
    public IReadOnlyList<GraphicsDevice> Devices => _ilgpu.Value.Devices;

    /// <inheritdoc/>
    public TimeSpan Opening => RunEstimate.Opening;

    /// <inheritdoc/>
    public GraphicsEstimate Estimate(string device, SimulationPlan plan, Sampler sampler) => _ilgpu.Value.Estimate(device, plan, sampler);

    /// <inheritdoc/>
    public ISimulationEngine Create(string device) => _ilgpu.Value.Create(device);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IGraphicsEngines Load() => new IlgpuEngines();
}
