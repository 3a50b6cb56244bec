namespace Simulator.Scenarios.Format;

/// <summary>How a run samples unless the file or the command line states otherwise.</summary>
public static class SimulationDefaults
{
    /// <summary>Samples to draw. [-]</summary>
    public const long Samples = 1L << 20;

    /// <summary>Independent randomizations of the Sobol' points. [-]</summary>
    public const int Replicates = 32;

    /// <summary>Seed of all streams.</summary>
    public const ulong Seed = 42;

    /// <summary>Level of the printed central intervals. [-]</summary>
    public const double Interval = 0.9;
}
