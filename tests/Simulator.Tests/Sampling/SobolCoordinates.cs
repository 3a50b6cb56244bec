using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;
using Simulator.Sampling.Words;

namespace Simulator.Tests.Sampling;

/// <summary>The coordinates behind the words of a stream, as the model's probabilities order them.</summary>
internal static unsafe class SobolCoordinates
{
    /// <summary>The integers k of the points' coordinates (k + ½)·2⁻³².</summary>
    public static uint[] Of(SobolStream stream, long firstPoint, int count)
    {
        var words = new uint[count];
        fixed (uint* first = words)
        {
            stream.Fill<ScalarLane>(firstPoint, first, count);
        }

        return Array.ConvertAll(words, Rank);
    }

    /// <summary>The integer k of one word.</summary>
    public static uint Rank(uint word)
    {
        uint rank;
        ScalarLane.Store(WordMath.Rank(ScalarLane.BroadcastBits(word)), (float*)&rank);
        return rank;
    }

    /// <summary>The probability of one word. [-]</summary>
    public static double Probability(uint word) => (Rank(word) + 0.5) / 4294967296.0;
}
