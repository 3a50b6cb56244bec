using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;

namespace Simulator.Ilgpu;

/// <summary>ILGPU's devices and their engines; using this type loads ILGPU, see <see cref="GraphicsEngines"/>.</summary>
internal sealed class IlgpuEngines : IGraphicsEngines
{
    /// <summary>ILGPU's emulated device.</summary>
    public const string Emulated = "ilgpu-cpu";

    // One context a process: it takes tenths of a second, and a card's memory is shared by all runs anyway.
    private static readonly Lazy<Context> Cards = new(CreateContext);
    private static readonly Lazy<Context> Emulation = new(CreateEmulation);
    private static readonly ConcurrentDictionary<string, Lazy<Accelerator>> Accelerators = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<GraphicsDriver> Drivers => DriverLibraries.Drivers;

    /// <inheritdoc/>
    public IReadOnlyList<GraphicsDevice> Devices => [.. Found().Select(found => Describe(found.Name, found.Device))];

    /// <inheritdoc/>
    public TimeSpan Opening => RunEstimate.Opening;

    /// <inheritdoc/>
    public GraphicsEstimate Estimate(string device, SimulationPlan plan, Sampler sampler) =>
        RunEstimate.Of(Wanted(device).Select(found => found.Device), plan, sampler);

    /// <inheritdoc/>
    public GraphicsEstimate? EstimatePickFreeze(string device, SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, Sampler sampler) =>
        RunEstimate.OfPickFreeze(Wanted(device).Select(found => found.Device), plan, factors, sampler);

    /// <inheritdoc/>
    public ISimulationEngine Create(string device) => Create(device, null);

    /// <inheritdoc/>
    public ISimulationEngine Create(string device, long? memory)
    {
        var wanted = Wanted(device);
        wanted.ForEach(found => MemoryBudget.Of(found.Name, found.Device, memory));
        try
        {
            return new IlgpuEngine(
                wanted.Count == 1 ? wanted[0].Name : device,
                [.. wanted.Select(found => Accelerators.GetOrAdd(found.Name, _ => new(() => CreateAccelerator(found.Name, found.Device))).Value)],
                memory: memory);
        }
        catch (Exception failure) when (DeviceFailures.ExplainOpening(device, failure) is { } explained)
        {
            wanted.ForEach(found => Accelerators.TryRemove(found.Name, out _));
            throw explained;
        }
    }

    /// <summary>Opens a device by its name, e.g. <c>opencl:0</c>.</summary>
    /// <exception cref="DeviceException">There is no such device.</exception>
    internal static Accelerator Open(string device) => CreateAccelerator(device, Wanted(device)[0].Device);

    /// <summary>The device by its name as all runs of this process have it.</summary>
    internal static Accelerator Shared(string device) =>
        Accelerators.GetOrAdd(device, _ => new(() => CreateAccelerator(device, Wanted(device)[0].Device))).Value;

    /// <summary>A context for cards, with our replacements and the optimizations that the kernels need.</summary>
    internal static Context CreateContext()
    {
        DeviceIntrinsics.Register();
        DriverLibraries.ResolveFor(typeof(Context).Assembly);
        DriverLibraries.ResolveFor(typeof(CudaSharedMemory).Assembly);
        return Context.Create(builder => Optimized(builder)
            .Cuda()
            .OpenCL(OpenClDevices.IsTaken));
    }

    /// <summary>Everything in one function, so that nothing is kept in memory.</summary>
    internal static Context.Builder Optimized(Context.Builder builder) =>
        DeviceIntrinsics.AddTo(builder).Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive);

    // The emulated device runs the original methods, not what ILGPU makes of them: optimizing that takes time for nothing.
    private static Context CreateEmulation()
    {
        DeviceIntrinsics.Register();
        return Context.Create(builder => DeviceIntrinsics.AddTo(builder).Optimize(OptimizationLevel.O0).Inlining(InliningMode.Disabled)
            .CPU(new CPUDevice(2, 1, Environment.ProcessorCount)));
    }

    private static Accelerator CreateAccelerator(string name, Device device) =>
        device.CreateAccelerator(name == Emulated ? Emulation.Value : Cards.Value);

    // A device by its name, or all of a kind. No driver is opened for the emulated device.
    private static List<(string Name, Device Device)> Wanted(string device)
    {
        if (device == Emulated)
        {
            return [EmulatedDevice()];
        }

        var all = Found();
        var named = all.Where(found => found.Name == device).ToList();
        var wanted = named.Count > 0 ? named : OfKind(device, all);
        return wanted.Count > 0
            ? wanted
            : throw new DeviceException($"There is no device '{device}' here; available: {string.Join(", ", all.Select(found => found.Name))}.");
    }

    // ILGPU asks all drivers for their devices when the context is made.
    private static List<(string Name, Device Device)> Found()
    {
        try
        {
            return Found(Cards.Value);
        }
        catch (Exception failure) when (DeviceFailures.ExplainOpening("A driver for graphics devices", failure) is { } explained)
        {
            throw explained;
        }
    }

    private static List<(string Name, Device Device)> Found(Context context)
    {
        return
        [
            .. Named("cuda", context.Devices.OfType<CudaDevice>()),
            .. Named("opencl", context.Devices.OfType<CLDevice>()),
            EmulatedDevice(),
        ];
    }

    private static (string Name, Device Device) EmulatedDevice() => (Emulated, Emulation.Value.Devices.OfType<CPUDevice>().Single());

    // All devices of a kind share the samples equally, which a processor among cards would hold up.
    private static List<(string Name, Device Device)> OfKind(string kind, List<(string Name, Device Device)> all)
    {
        var wanted = all.Where(found => found.Name.StartsWith(kind + ":", StringComparison.Ordinal)).ToList();
        var cards = wanted.Where(found => found.Device is not CLDevice opencl || OpenClDevices.IsCard(opencl.DeviceType)).ToList();
        return cards.Count > 0 ? cards : wanted;
    }

    private static IEnumerable<(string Name, Device Device)> Named(string kind, IEnumerable<Device> devices) =>
        devices.Select((device, index) => (FormattableString.Invariant($"{kind}:{index}"), device));

    private static GraphicsDevice Describe(string name, Device device) => device switch
    {
        CudaDevice cuda => new(name, cuda.Name, cuda.MemorySize, $"CUDA {cuda.DriverVersion}, {cuda.Architecture}", true),
        CLDevice opencl => new(name, opencl.Name, opencl.MemorySize, $"{opencl.PlatformName}, OpenCL {opencl.DeviceVersion}", OpenClDevices.IsCard(opencl.DeviceType)),
        _ => new(name, "emulated device, for tests", 0, $"ILGPU {Context.Version}", false),
    };
}
