using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;

namespace Simulator.Ilgpu.Tests;

/// <summary>ILGPU's CPU accelerator in the configuration that is fast: explicit groups, one long-running thread a core.</summary>
internal static class Devices
{
    /// <summary>The tests of one collection run one after the other, which the shared engines need.</summary>
    public const string Collection = "ILGPU's CPU accelerator";

    /// <summary>Threads of the larger groups of the tests.</summary>
    public const int LargeGroup = 2;

    /// <summary>For running: no time is spent on optimizing what the CPU accelerator does not run.</summary>
    public static Context Context { get; } = Create(builder => DeviceIntrinsics.AddTo(builder).Optimize(OptimizationLevel.O0).Inlining(InliningMode.Disabled));

    /// <summary>For translating to the texts of cards.</summary>
    public static Context Optimized { get; } = Create(IlgpuEngines.Optimized);

    public static Accelerator First { get; } = Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Context);

    // Translating a kernel takes longer than most tests run it.
    private static readonly Dictionary<SimulationPlan, IlgpuEngine> Engines = new(ReferenceEqualityComparer.Instance);

    /// <summary>The engine that all tests of a plan share.</summary>
    public static IlgpuEngine EngineFor(SimulationPlan plan)
    {
        if (!Engines.TryGetValue(plan, out var engine))
        {
            engine = Engine();
            Engines.Add(plan, engine);
        }

        return engine;
    }

    /// <summary>An engine of its own.</summary>
    public static IlgpuEngine Engine(LaunchShape? shape = null) => new("ilgpu-cpu", [First], shape);

    /// <summary>An engine over several devices.</summary>
    public static IlgpuEngine Engine(int devices) => new(
        "ilgpu-cpu", [.. Enumerable.Range(0, devices).Select(_ => Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Context))]);

    private static Context Create(Func<Context.Builder, Context.Builder> options)
    {
        DeviceIntrinsics.Register();
        return Context.Create(builder => options(builder).CPU(new CPUDevice(LargeGroup, 1, Environment.ProcessorCount)));
    }
}
