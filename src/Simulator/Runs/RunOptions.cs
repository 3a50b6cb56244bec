using Simulator.Engine;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Limits;

namespace Simulator.Runs;

/// <summary>How to run a scenario; what a file or a command line may ask for.</summary>
public sealed record RunOptions : EngineOptions
{
    /// <summary>Samples drawn unless stated otherwise. [-]</summary>
    public const long DefaultSamples = SimulationDefaults.Samples;

    /// <summary>Most samples of a search for a precision, unless stated otherwise. [-]</summary>
    public const long MostSamples = 1L << 40;

    /// <summary>
    /// Samples to draw, or to stop at if a <see cref="Precision"/> is wanted; null for the default. [-]
    /// </summary>
    public long? Samples { get; init; }

    /// <summary>Independent randomizations behind the errors of <see cref="Sampler.Sobol"/>. [-]</summary>
    public int Replicates { get; init; } = SimulationDefaults.Replicates;

    /// <summary>Seed of all streams.</summary>
    public ulong Seed { get; init; } = SimulationDefaults.Seed;

    /// <summary>Level of the printed central intervals. [-]</summary>
    public double Interval { get; init; } = SimulationDefaults.Interval;

    /// <summary>
    /// Relative half-width of the 95% error interval that the median and both interval ends of every output have to
    /// reach; null to draw a fixed number of samples. [-]
    /// </summary>
    public double? Precision { get; init; }

    /// <summary>Time after which no further samples are begun; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whether quantiles of more than 2²² samples are those of the sorted samples too, at the cost of a second pass.</summary>
    public bool IsExact { get; init; }

    /// <summary>Limits that the outputs have to keep beside those of the scenario.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>Whether to keep how the outputs settled while samples were added.</summary>
    public bool TracksConvergence { get; init; }
}
