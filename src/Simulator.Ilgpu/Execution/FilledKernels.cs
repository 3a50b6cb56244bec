using ILGPU;
using ILGPU.Runtime;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Execution;

/// <summary>The kernels of <see cref="FilledCounters"/> on one device, translated when first needed; every replicate reads with the same.</summary>
/// <param name="accelerator">The device.</param>
/// <param name="shape">How its threads are grouped.</param>
internal sealed class FilledKernels(Accelerator accelerator, LaunchShape shape)
{
    private readonly Lazy<(Action<AcceleratorStream, KernelConfig, ArrayView<uint>, ArrayView<int>, ArrayView<uint>, ArrayView<int>> Launch, int LargestGroup)> _takeBetween =
        new(() => KernelLoader.Load<ArrayView<uint>, ArrayView<int>, ArrayView<uint>, ArrayView<int>>(accelerator, FilledCounters.TakeBetweenExtremes));

    private readonly Lazy<(Action<AcceleratorStream, KernelConfig, ArrayView<uint>, ArrayView<uint>, ArrayView<int>> Launch, int LargestGroup)> _takeAll =
        new(() => KernelLoader.Load<ArrayView<uint>, ArrayView<uint>, ArrayView<int>>(accelerator, FilledCounters.TakeAll));

    /// <summary>The device.</summary>
    public Accelerator Accelerator => accelerator;

    /// <summary>Launches <see cref="FilledCounters.TakeBetweenExtremes"/>.</summary>
    public void TakeBetweenExtremes(
        AcceleratorStream stream, ArrayView<uint> histogram, ArrayView<int> extremes, ArrayView<uint> records, ArrayView<int> length) =>
        _takeBetween.Value.Launch(stream, Config(histogram, _takeBetween.Value.LargestGroup), histogram, extremes, records, length);

    /// <summary>Launches <see cref="FilledCounters.TakeAll"/>.</summary>
    public void TakeAll(AcceleratorStream stream, ArrayView<uint> counters, ArrayView<uint> records, ArrayView<int> length) =>
        _takeAll.Value.Launch(stream, Config(counters, _takeAll.Value.LargestGroup), counters, records, length);

    private KernelConfig Config(ArrayView<uint> counters, int largestGroup) => shape.Within(largestGroup)
        .For((int)(counters.Length / FilledCounters.WordCounters), accelerator.NumMultiprocessors);
}
