using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Algorithms.RadixSortOperations;
using ILGPU.Algorithms.ScanReduceOperations;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Simulator.Benchmarks.Gpu;

/// <summary>ILGPU.Algorithms doing what the engine does in its own way: exact quantiles by a sort, compaction by a scan.</summary>
/// <remarks>Written for tests, as a second implementation, and for the first card that is measured.</remarks>
internal static class AlgorithmsPeer
{
    /// <summary>A context with the kernels of ILGPU.Algorithms. The engine's contexts do without: they take time to set up.</summary>
    /// <param name="builder">Gets the devices.</param>
    public static Context.Builder Enable(Context.Builder builder) =>
        builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive);

    /// <summary>A device in a context of its own that has the algorithms; dispose of both.</summary>
    /// <param name="device">A name such as <c>cuda:0</c> or <c>opencl:0</c>.</param>
    public static (Context Context, Accelerator Accelerator) Open(string device)
    {
        var context = Context.Create(builder => Enable(builder).Cuda().OpenCL(Ilgpu.OpenClDevices.IsTaken).CPU());
        var kind = device.Split(':')[0];
        var number = device.Contains(':', StringComparison.Ordinal) ? int.Parse(device.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var devices = context.Devices.Where(found => kind switch
        {
            "cuda" => found is CudaDevice,
            "opencl" => found is CLDevice,
            _ => found.AcceleratorType == AcceleratorType.CPU,
        });
        return (context, devices.ElementAt(number).CreateAccelerator(context));
    }

    /// <summary>What sorts floats in the memory of a device.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="length">How many.</param>
    public static Sorter SorterFor(Accelerator accelerator, int length) => new(accelerator, length);

    /// <summary>What takes counters that are not zero out of the memory of a device, in order.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="length">Counters.</param>
    public static Compactor CompactorFor(Accelerator accelerator, int length) => new(accelerator, length);

    /// <summary>A radix sort of floats with its memory.</summary>
    /// <remarks>It sorts integers in the order of the floats: ILGPU.Algorithms 1.5.3 puts negative floats into descending order.</remarks>
    public sealed class Sorter : IDisposable
    {
        private const uint Sign = 0x8000_0000;

        private readonly Accelerator _accelerator;
        private readonly MemoryBuffer1D<int, Stride1D.Dense> _temporary;
        private readonly RadixSort<uint, Stride1D.Dense> _sort;

        public Sorter(Accelerator accelerator, int length)
        {
            _accelerator = accelerator;
            _temporary = accelerator.Allocate1D<int>((int)accelerator.ComputeRadixSortTempStorageSize<uint, AscendingUInt32>(length));
            _sort = accelerator.CreateRadixSort<uint, Stride1D.Dense, AscendingUInt32>();
        }

        /// <summary>An integer that is ordered as the float is.</summary>
        public static uint KeyOf(float value) =>
            BitConverter.SingleToUInt32Bits(value) is var bits && (bits & Sign) == 0 ? bits | Sign : ~bits;

        /// <summary>The float of an integer.</summary>
        public static float ValueOf(uint key) => BitConverter.UInt32BitsToSingle((key & Sign) == 0 ? ~key : key & ~Sign);

        /// <summary>Sorts <see cref="KeyOf"/> the values, and waits until it is done.</summary>
        public void Sort(MemoryBuffer1D<uint, Stride1D.Dense> values)
        {
            _sort(_accelerator.DefaultStream, values.View, _temporary.View.AsContiguous());
            _accelerator.Synchronize();
        }

        public void Dispose() => _temporary.Dispose();
    }

    /// <summary>A scan with its memory and the kernels around it.</summary>
    public sealed class Compactor : IDisposable
    {
        private readonly Accelerator _accelerator;
        private readonly MemoryBuffer1D<int, Stride1D.Dense> _flags;
        private readonly MemoryBuffer1D<int, Stride1D.Dense> _ranks;
        private readonly MemoryBuffer1D<int, Stride1D.Dense> _temporary;
        private readonly Scan<int, Stride1D.Dense, Stride1D.Dense> _scan;
        private readonly Action<Index1D, ArrayView<uint>, ArrayView<int>> _mark;
        private readonly Action<Index1D, ArrayView<uint>, ArrayView<int>, ArrayView<int>, ArrayView<uint>> _move;

        public Compactor(Accelerator accelerator, int length)
        {
            _accelerator = accelerator;
            (_flags, _ranks) = (accelerator.Allocate1D<int>(length), accelerator.Allocate1D<int>(length));
            _temporary = accelerator.Allocate1D<int>((int)accelerator.ComputeScanTempStorageSize<int>(length));
            _scan = accelerator.CreateScan<int, Stride1D.Dense, Stride1D.Dense, AddInt32>(ScanKind.Inclusive);
            _mark = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<uint>, ArrayView<int>>(Mark);
            _move = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<uint>, ArrayView<int>, ArrayView<int>, ArrayView<uint>>(Move);
        }

        /// <summary>Takes them, clears them and copies them here: places and counts.</summary>
        public (int[] Places, uint[] Counts) Take(MemoryBuffer1D<uint, Stride1D.Dense> counters)
        {
            _mark(_flags.IntExtent, counters.View.AsContiguous(), _flags.View.AsContiguous());
            _scan(_accelerator.DefaultStream, _flags.View, _ranks.View, _temporary.View.AsContiguous());
            _accelerator.Synchronize();
            var last = new int[1];
            _ranks.View.SubView(_ranks.Length - 1, 1).CopyToCPU(last);
            if (last[0] == 0)
            {
                return ([], []);
            }

            using var places = _accelerator.Allocate1D<int>(last[0]);
            using var counts = _accelerator.Allocate1D<uint>(last[0]);
            _move(_flags.IntExtent, counters.View.AsContiguous(), _ranks.View.AsContiguous(), places.View.AsContiguous(), counts.View.AsContiguous());
            _accelerator.Synchronize();
            return (places.GetAsArray1D(), counts.GetAsArray1D());
        }

        public void Dispose()
        {
            _flags.Dispose();
            _ranks.Dispose();
            _temporary.Dispose();
        }

        private static void Mark(Index1D index, ArrayView<uint> counters, ArrayView<int> flags) => flags[index] = counters[index] == 0 ? 0 : 1;

        private static void Move(Index1D index, ArrayView<uint> counters, ArrayView<int> ranks, ArrayView<int> places, ArrayView<uint> counts)
        {
            if (counters[index] != 0)
            {
                places[ranks[index] - 1] = index;
                counts[ranks[index] - 1] = counters[index];
                counters[index] = 0;
            }
        }
    }
}
