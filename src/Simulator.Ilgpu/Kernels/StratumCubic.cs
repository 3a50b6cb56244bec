using System.Runtime.InteropServices;
using ILGPU;
using Simulator.Sampling.Lanes;
using Simulator.Transforms;

namespace Simulator.Ilgpu.Kernels;

/// <summary>The cubic of one stratum as it lies in the memory of a device: see <see cref="QuantileStrata"/> and <see cref="TailStrata"/>.</summary>
/// <remarks>The coefficients of a stratum stand side by side, not in planes: threads meet different strata, and so one load fetches all four.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct StratumCubic
{
#pragma warning disable CS1591 // one after the other
    public float C0, C1, C2, C3;
#pragma warning restore CS1591

    /// <summary>The cubics of all strata.</summary>
    public static IEnumerable<StratumCubic> Of(QuantileStrata strata) => Enumerable.Range(0, QuantileStrata.Count).Select(stratum => new StratumCubic
    {
        C0 = strata.Coefficients[stratum],
        C1 = strata.Coefficients[QuantileStrata.Count + stratum],
        C2 = strata.Coefficients[(2 * QuantileStrata.Count) + stratum],
        C3 = strata.Coefficients[(3 * QuantileStrata.Count) + stratum],
    });

    /// <summary>The cubics of all strata of the tail probability.</summary>
    public static unsafe IEnumerable<StratumCubic> Of(TailStrata strata) =>
        new ReadOnlySpan<StratumCubic>(strata.Coefficients, TailStrata.Count).ToArray();

    /// <summary>The cubic of a word's stratum.</summary>
    /// <param name="word">The word.</param>
    /// <param name="cubics">All cubics.</param>
    /// <param name="first">Where those of the draw begin.</param>
    public static StratumCubic Find(ScalarLane word, ArrayView<StratumCubic> cubics, int first) =>
        cubics[first + (int)(BitConverter.SingleToUInt32Bits(word.Value) >> QuantileStrata.PlaceBits)];

    /// <summary>The value of a word of this stratum.</summary>
    public static ScalarLane ValueOf(ScalarLane word, StratumCubic cubic) => QuantileStrata.ValueOf(
        word, new ScalarLane(cubic.C0), new ScalarLane(cubic.C1), new ScalarLane(cubic.C2), new ScalarLane(cubic.C3));

    /// <summary>The cubic of the stratum of a place, which <see cref="TailStrata.PlaceOf"/> makes of a word.</summary>
    /// <param name="place">The place.</param>
    /// <param name="cubics">All cubics.</param>
    /// <param name="first">Where those of the draw begin.</param>
    public static StratumCubic FindOfPlace(ScalarLane place, ArrayView<StratumCubic> cubics, int first) =>
        cubics[first + (int)((BitConverter.SingleToUInt32Bits(place.Value) >> TailStrata.PlaceBits) & (TailStrata.Count - 1))];

    /// <summary>The value of a place in this stratum.</summary>
    public static ScalarLane ValueOfPlace(ScalarLane place, StratumCubic cubic) => QuantileStrata.Evaluate(
        TailStrata.Inside(place), new ScalarLane(cubic.C0), new ScalarLane(cubic.C1), new ScalarLane(cubic.C2), new ScalarLane(cubic.C3));

    /// <summary>Whether the stratum is left to the transform.</summary>
    public static bool IsExact(StratumCubic cubic) => float.IsNaN(cubic.C0);
}
