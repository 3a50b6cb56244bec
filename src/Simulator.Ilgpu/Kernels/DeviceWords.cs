using System.Numerics;
using ILGPU;
using ILGPU.Util;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Random words as a kernel takes them; the generators themselves are those of <c>Sampling</c>.</summary>
internal static class DeviceWords
{
    /// <summary>Words of memory that a Sobol' stream takes: 32 directions, the shift, 32 steps.</summary>
    public const int StreamLength = 65;

    /// <summary>Where a stream's shift stands.</summary>
    public const int ShiftPlace = 32;

    /// <summary>Where its steps begin.</summary>
    public const int StepPlace = 33;

    // Calls of Philox for one virtual block, and points between the words of a call.
    private const int CallsPerBlock = KernelRange.BlockPoints / 4;
    private const int PointsBetweenWords = 16;

    /// <summary>A stream as it lies in the memory of a device.</summary>
    /// <remarks>Step j is the directions 0 to j together: what changes from point n − 1 to n when n ends in j zeros.</remarks>
    public static void Lay(SobolStream stream, Span<uint> memory)
    {
        stream.Directions.CopyTo(memory);
        memory[ShiftPlace] = stream.Shift;
        var step = 0u;
        for (var digit = 0; digit < ShiftPlace; digit++)
        {
            step ^= memory[digit];
            memory[StepPlace + digit] = step;
        }
    }

    /// <summary>Which of its steps leads every Sobol' stream to the point after the current one.</summary>
    /// <param name="place">Place of the current point within its virtual block.</param>
    public static int Step(int place) => StepPlace + BitOperations.TrailingZeroCount(place + 1);

    /// <summary>The Sobol' word of the point after the current one.</summary>
    /// <param name="streams">All streams.</param>
    /// <param name="stream">Where this one begins.</param>
    /// <param name="word">The word of the current point.</param>
    /// <param name="step">See <see cref="Step"/>.</param>
    public static uint Next(ArrayView<uint> streams, int stream, uint word, int step) => word ^ streams[stream + step];

    /// <summary>Number of the first point whose Sobol' word is wanted, as the 32 digits that a sequence has.</summary>
    public static uint SobolPoint(KernelRange range, int block, int place) => (uint)(DeviceRange.Start(range, block) + place);

    /// <summary>A word that arithmetic made.</summary>
    public static uint Bits(ScalarLane word) => BitConverter.SingleToUInt32Bits(word.Value);

    /// <summary>Four words of a draw.</summary>
    /// <param name="range">The launch.</param>
    /// <param name="block">The virtual block.</param>
    /// <param name="call">Number of the call within the block, below 64.</param>
    /// <param name="name">The draw's name.</param>
    public static PhiloxWords Draw(KernelRange range, int block, int call, uint name) =>
        Philox4x32.Call(range.Seed, (ulong)(((range.FirstBlock + block) * CallsPerBlock) + call), name, range.DrawPurpose);

    /// <summary>Four words that choose components of a mixture.</summary>
    public static PhiloxWords Selector(KernelRange range, int block, int call, uint name) =>
        Philox4x32.Call(range.Seed, (ulong)(((range.FirstBlock + block) * CallsPerBlock) + call), name, range.SelectorPurpose);

    /// <summary>Place within the virtual block of one word of a call.</summary>
    public static int Place(int call, int word) =>
        (call / PointsBetweenWords * Philox4x32.Group) + (call % PointsBetweenWords) + (word * PointsBetweenWords);

#pragma warning disable CS1591 // one after the other
    public static uint Word0(PhiloxWords words) => words.Word0;

    public static uint Word1(PhiloxWords words) => words.Word1;

    public static uint Word2(PhiloxWords words) => words.Word2;

    public static uint Word3(PhiloxWords words) => words.Word3;
#pragma warning restore CS1591

    /// <summary>One of the four words of a call, chosen without memory.</summary>
    public static uint Pick(uint word0, uint word1, uint word2, uint word3, int word)
    {
        var low = Utilities.Select(word == 0, word0, word1);
        var high = Utilities.Select(word == 2, word2, word3);
        return Utilities.Select(word < 2, low, high);
    }
}
