namespace Simulator.Studies.Sensitivity;

/// <summary>How samples are numbered: in rotation over the replicates, so that a number means the same sample however many are drawn.</summary>
/// <remarks>Sample K is point ⌊K/R⌋ of replicate K mod R, with R replicates; random sampling has one.</remarks>
public static class SampleNumber
{
    /// <summary>The number of a point of a replicate.</summary>
    public static long Of(int replicate, long point, int replicates) => (point * replicates) + replicate;

    /// <summary>Replicate and point of a sample.</summary>
    /// <param name="sample">Its number, from 0.</param>
    /// <param name="replicates">Replicates of the run.</param>
    public static (int Replicate, long Point) Split(long sample, int replicates) => ((int)(sample % replicates), sample / replicates);
}
