using ILGPU;
using ILGPU.Runtime;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;

namespace Simulator.Ilgpu.Tests;

/// <summary>Counters and random words in a kernel are those of the CPU, bit for bit.</summary>
[Collection(Devices.Collection)]
public class WordTests
{
    // Far beyond 32 bits, so that an index that runs over would show.
    private const long FirstBlock = 3_000_000_017;
    private const uint Name = 0xDEADBEEF;
    private const int Blocks = 4;

    [Fact]
    public void Philox_words_are_the_cpus()
    {
        var range = new KernelRange
        {
            FirstBlock = FirstBlock, Blocks = Blocks, Seed = 0x0123456789ABCDEF, DrawPurpose = StreamPurpose.InReplicate(StreamPurpose.A, 5),
        };
        using var words = Devices.First.Allocate1D<uint>(Blocks * KernelRange.BlockPoints);
        Devices.First.LoadStreamKernel<KernelRange, ArrayView<uint>>(DrawPhilox)(new KernelConfig(Blocks, 1), range, words.View.AsContiguous());
        Devices.First.Synchronize();
        var drawn = words.GetAsArray1D();
        for (var point = 0; point < drawn.Length; point++)
        {
            Assert.Equal(Philox4x32.Word(range.Seed, Name, range.DrawPurpose, (FirstBlock * KernelRange.BlockPoints) + point), drawn[point]);
        }
    }

    [Fact]
    public void Sobol_words_are_the_cpus()
    {
        var stream = ScrambledSobol.Create(42, Name, 7, 3);
        var laid = new uint[DeviceWords.StreamLength];
        DeviceWords.Lay(stream, laid);
        const long FirstPoint = 4_294_967_296 - (Blocks * KernelRange.BlockPoints); // the last points that a sequence has
        var range = new KernelRange { FirstBlock = FirstPoint / KernelRange.BlockPoints, Blocks = Blocks };
        using var memory = Devices.First.Allocate1D(laid);
        using var words = Devices.First.Allocate1D<uint>(Blocks * KernelRange.BlockPoints);
        Devices.First.LoadStreamKernel<KernelRange, uint, ArrayView<uint>, ArrayView<uint>>(DrawSobol)(
            new KernelConfig(Blocks, 1), range, stream.Word(FirstPoint), memory.View.AsContiguous(), words.View.AsContiguous());
        Devices.First.Synchronize();
        var drawn = words.GetAsArray1D();
        for (var point = 0; point < drawn.Length; point++)
        {
            Assert.Equal(stream.Word(FirstPoint + point), drawn[point]);
        }
    }

    private static void DrawPhilox(KernelRange range, ArrayView<uint> words)
    {
        var block = DeviceRange.FirstBlock();
        for (var call = 0; call < KernelRange.BlockPoints / 4; call++)
        {
            for (var word = 0; word < 4; word++)
            {
                words[(block * KernelRange.BlockPoints) + DeviceWords.Place(call, word)] =
                    Word(DeviceWords.Draw(range, block, call, Name), word);
            }
        }
    }

    private static uint Word(PhiloxWords words, int word) =>
        DeviceWords.Pick(DeviceWords.Word0(words), DeviceWords.Word1(words), DeviceWords.Word2(words), DeviceWords.Word3(words), word);

    // One thread after the other would wait for the one before; each goes from the first point.
    private static void DrawSobol(KernelRange range, uint first, ArrayView<uint> stream, ArrayView<uint> words)
    {
        var block = DeviceRange.FirstBlock();
        var word = first;
        var steps = (int)(DeviceRange.Start(range, block) - DeviceRange.Start(range, 0));
        for (var point = 0; point < steps + KernelRange.BlockPoints; point++)
        {
            if (point >= steps)
            {
                words[point] = word;
            }

            word = DeviceWords.Next(stream, 0, word, DeviceWords.Step(point));
        }
    }
}
