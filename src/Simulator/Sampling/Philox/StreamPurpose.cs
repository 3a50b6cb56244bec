namespace Simulator.Sampling.Philox;

/// <summary>What the words of a stream are for: the low byte of the counter's last word; the replicate stands above it.</summary>
internal static class StreamPurpose
{
    /// <summary>The draws of a run, and the first matrix of a sensitivity analysis.</summary>
    public const uint A = 0;

    /// <summary>The second, independent matrix of a sensitivity analysis.</summary>
    public const uint B = 1;

    /// <summary>Which component of a mixture a sample falls into.</summary>
    public const uint Selector = 2;

    /// <summary>Resampling of results.</summary>
    public const uint Bootstrap = 3;

    /// <summary>Which component of a mixture a sample of the second matrix falls into.</summary>
    public const uint SelectorB = 4;

    /// <summary>Added to a purpose: not its words, but the bits that scramble the Sobol' sequence which stands in for them.</summary>
    public const uint Scramble = 0x80;

    /// <summary>The counter's last word for a purpose in one replicate.</summary>
    /// <param name="purpose">One of the constants above.</param>
    /// <param name="replicate">Number of the replicate, below 2²⁴.</param>
    public static uint InReplicate(uint purpose, uint replicate) => purpose | (replicate << 8);
}
