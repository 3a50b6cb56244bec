using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Limits;

namespace Simulator.Runs;

/// <summary>How to run a scenario; what a file or a command line may ask for.</summary>
public sealed record RunOptions
{
    /// <summary>Samples drawn where nothing else is said. [-]</summary>
    public const long DefaultSamples = SimulationDefaults.Samples;

    /// <summary>Samples at which a search for a precision gives up where nothing else is said. [-]</summary>
    public const long MostSamples = 1L << 40;

    /// <summary>
    /// Samples to draw, or to stop at if a <see cref="Precision"/> is wanted; null for the default. [-]
    /// </summary>
    public long? Samples { get; init; }

    /// <summary>How the unit cube is filled.</summary>
    public Sampler Sampler { get; init; } = Sampler.Sobol;

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

    /// <summary>
    /// auto (what will be done first, see <see cref="IGraphicsEngines"/>), cpu, one lane width of the CPU by name (cpu-avx512, …, cpu-scalar), or a graphics device: cuda, cuda:1,
    /// opencl, opencl:1, ilgpu-cpu. See <see cref="EngineChoice"/>.
    /// </summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The engines for graphics devices, e.g. <c>new Simulator.Ilgpu.GraphicsEngines()</c>; null to have none, so that
    /// <c>auto</c> is the CPU.
    /// </summary>
    public IGraphicsEngines? Graphics { get; init; }

    /// <summary>Told at once, before a long wait, what a reader wants to know about it; null to tell nobody.</summary>
    public Action<string>? Announce { get; init; }

    /// <summary>Threads; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Samples in one pass through the columns, a multiple of 1024; the result does not depend on it.</summary>
    public int BlockSize { get; init; } = 4096;
}

/// <summary>How far a run has come.</summary>
/// <param name="Done">Samples drawn so far.</param>
/// <param name="Total">Samples to draw; with a precision wanted, the most that may be drawn.</param>
/// <param name="Error">Largest relative 95% error half-width after the last round; NaN if no precision is wanted or none is known yet. [-]</param>
/// <param name="Target">The precision wanted; NaN if none is. [-]</param>
public readonly record struct RunProgress(long Done, long Total, double Error = double.NaN, double Target = double.NaN);
