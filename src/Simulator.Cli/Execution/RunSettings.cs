using Simulator.Cli.Console;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Execution;

/// <summary>What the command line states; null where it states nothing.</summary>
internal sealed record RunSettings(
    long? Samples = null,
    ulong? Seed = null,
    string? Sampler = null,
    int? Replicates = null,
    string? Device = null,
    int? Threads = null,
    double? Interval = null,
    double? Precision = null,
    TimeSpan? TimeLimit = null,
    bool IsExact = false,
    int? Equivalences = null,
    IReadOnlyList<Limit>? Limits = null,
    long? DeviceMemory = null)
{
    /// <summary>One sample has no spread and so no Monte Carlo error.</summary>
    public const long FewestSamples = 2;

    private static readonly RunOptions Defaults = new();

    /// <summary>The scenario with the edition of equivalences that the command line asks for.</summary>
    public Scenario Apply(Scenario scenario) =>
        Equivalences is null ? scenario : scenario with { Simulation = scenario.Simulation with { Equivalences = Equivalences } };

    /// <summary>The command line takes precedence over the scenario file, and the file over the defaults.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="session">Knows the graphics devices.</param>
    /// <exception cref="ExplainedException">An option is not possible.</exception>
    public RunOptions For(Scenario scenario, Session session)
    {
        var file = scenario.Simulation;
        var samples = Samples ?? file.Samples;
        if (samples < FewestSamples)
        {
            throw new ExplainedException(
                $"{scenario.File}: simulation.samples: found {samples}; allowed: at least {FewestSamples}.", ExitCode.Wrong);
        }

        var options = new RunOptions
        {
            Samples = samples,
            Sampler = (Sampler ?? file.Sampler) == "random" ? Engine.Sampler.Random : Engine.Sampler.Sobol,
            Replicates = Replicates ?? file.Replicates ?? Defaults.Replicates,
            Seed = Seed ?? file.Seed ?? Defaults.Seed,
            Interval = Interval ?? file.Interval ?? Defaults.Interval,
            Precision = Precision ?? file.Precision,
            TimeLimit = TimeLimit,
            IsExact = IsExact,
            Limits = Limits ?? [],
            Device = KnownDevice(Device ?? Defaults.Device, session.Graphics),
            DeviceMemory = DeviceMemory is null || (Device ?? "auto") == "auto" || EngineChoice.IsGraphics(Device!)
                ? DeviceMemory
                : throw new ExplainedException($"--device-memory: found with --device {Device}; allowed: with a graphics device or auto.", ExitCode.Wrong),
            Graphics = session.Graphics,
            Announce = session.Announce,
            Threads = Threads ?? Defaults.Threads,
        };
        try
        {
            SimulationRunner.Check(scenario, options);
            return options;
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException($"{scenario.File}: {exception.Message}", ExitCode.Wrong);
        }
    }

    /// <summary>A run of a scenario in parts.</summary>
    /// <param name="read">The scenario as it was read.</param>
    /// <param name="analyses">Analyses of it; null for none.</param>
    /// <param name="session">Knows the graphics devices.</param>
    /// <exception cref="ExplainedException">An option is not possible.</exception>
    public SplitRun Split(Scenario read, Analyses? analyses, Session session)
    {
        var scenario = Apply(read);
        var options = For(scenario, session);
        return analyses?.Split(scenario, options) ?? new SplitRun(scenario, options);
    }

    private static string KnownDevice(string device, IGraphicsEngines? graphics)
    {
        if (EngineChoice.IsGraphics(device))
        {
            if (graphics is null)
            {
                throw new ExplainedException($"There is no device '{device}' here; use --device cpu. {Session.WithoutEngines}", ExitCode.Wrong);
            }

            try
            {
                EngineChoice.CheckGraphics(device, graphics);
                return device;
            }
            catch (DeviceException exception)
            {
                throw new ExplainedException(exception.Message, ExitCode.Wrong);
            }
        }

        return device is "auto" or "cpu" || CpuDevices.Available.Contains(device)
            ? device
            : throw new ExplainedException(
                $"There is no device '{device}' here; use auto, cpu or one of {string.Join(", ", CpuDevices.Available)}; 'simulator devices' lists all.", ExitCode.Wrong);
    }
}
