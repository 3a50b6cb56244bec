using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu;

/// <summary>ILGPU's devices and their engines; using this type loads ILGPU, see <see cref="GraphicsEngines"/>.</summary>
internal sealed class IlgpuEngines : IGraphicsEngines
{
    /// <summary>ILGPU's emulated device.</summary>
    public const string Emulated = "ilgpu-cpu";

    // One context a process: it takes tenths of a second, and a card's memory is shared by all runs anyway.
    private static readonly Lazy<Context> Shared = new(CreateContext);
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
    public ISimulationEngine Create(string device)
    {
        var wanted = Wanted(device);
        try
        {
            return new IlgpuEngine(
                wanted.Count == 1 ? wanted[0].Name : device,
                [.. wanted.Select(found => Accelerators.GetOrAdd(found.Name, _ => new(() => found.Device.CreateAccelerator(Shared.Value))).Value)]);
        }
        catch (Exception failure) when (DeviceFailures.ExplainOpening(device, failure) is { } explained)
        {
            wanted.ForEach(found => Accelerators.TryRemove(found.Name, out _));
            throw explained;
        }
    }

    /// <summary>A device of a context by its name, e.g. <c>opencl:0</c>.</summary>
    internal static Accelerator Open(Context context, string device) =>
        Found(context).First(found => found.Name == device).Device.CreateAccelerator(context);

    /// <summary>A context with our replacements and the optimizations that the kernels need.</summary>
    internal static Context CreateContext()
    {
        DeviceIntrinsics.Register();
        DriverLibraries.ResolveFor(typeof(Context).Assembly);
        return Context.Create(builder => Optimized(builder)
            .Cuda()
            .OpenCL(OpenClDevices.IsTaken)
            .CPU(new CPUDevice(2, 1, Environment.ProcessorCount)));
    }

    /// <summary>Everything in one function, so that nothing is kept in memory.</summary>
    internal static Context.Builder Optimized(Context.Builder builder) =>
        DeviceIntrinsics.AddTo(builder).Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive);

    // A device by its name, or all of a kind.
    private static List<(string Name, Device Device)> Wanted(string device)
    {
        var all = Found();
        var named = all.Where(found => found.Name == device).ToList();
        var wanted = named.Count > 0 ? named : OfKind(device, all);
        return wanted.Count > 0
            ? wanted
            : throw new DeviceException($"There is no device '{device}' here; there are {string.Join(", ", all.Select(found => found.Name))}.");
    }

    // ILGPU asks all drivers for their devices when the context is made.
    private static List<(string Name, Device Device)> Found()
    {
        try
        {
            return Found(Shared.Value);
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
            .. context.Devices.OfType<CPUDevice>().Select(device => (Emulated, (Device)device)),
        ];
    }

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
