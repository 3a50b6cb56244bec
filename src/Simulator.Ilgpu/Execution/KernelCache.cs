using System.Diagnostics;
using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using Simulator.Ilgpu.Emission;

namespace Simulator.Ilgpu.Execution;

/// <summary>The kernels of plans that a device has, by their structure: points of a study, and later runs, use those that are there.</summary>
/// <remarks>They stay as long as the device: what the driver has loaded belongs to it, and an assembly in memory is never unloaded.</remarks>
internal sealed class KernelCache
{
    private static readonly ConditionalWeakTable<Accelerator, KernelCache> Caches = [];

    private readonly Dictionary<string, (Delegate Launch, int LargestGroup)> _kernels = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The kernels of a device.</summary>
    public static KernelCache Of(Accelerator accelerator) => Caches.GetValue(accelerator, _ => new KernelCache());

    /// <summary>A kernel as something that can be launched, translated if no kernel of the same structure has been.</summary>
    /// <param name="accelerator">The device, bound to the current thread.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="translations">Receives what a translation takes.</param>
    /// <returns>How to launch it, and the largest group that the driver allows it.</returns>
    public (TDelegate Launch, int LargestGroup) Load<TDelegate>(Accelerator accelerator, KernelAssembly kernel, TranslationLog translations)
        where TDelegate : Delegate
    {
        lock (_lock)
        {
            if (!_kernels.TryGetValue(kernel.Structure, out var known))
            {
                var watch = Stopwatch.StartNew();
                known = KernelLoader.Load<TDelegate>(accelerator, kernel.Load());
                _kernels.Add(kernel.Structure, known);
                translations.Add(watch.Elapsed);
            }

            return ((TDelegate)known.Launch, known.LargestGroup);
        }
    }
}

/// <summary>The translations of kernels on a device while an engine used it.</summary>
internal sealed class TranslationLog
{
    private long _ticks;
    private int _count;

    /// <summary>Kernels of plans that were translated; those that were there already are not counted.</summary>
    public int Count => _count;

    /// <summary>Time that ILGPU and the driver took.</summary>
    public TimeSpan Time => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Notes a translation.</summary>
    public void Add(TimeSpan time)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _ticks, time.Ticks);
    }
}
