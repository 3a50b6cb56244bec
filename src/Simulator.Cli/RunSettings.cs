using Simulator.Engine;
using Simulator.Sampling;
using Simulator.Scenarios;

namespace Simulator.Cli;

/// <summary>What the command line asks for; null where it is silent.</summary>
internal sealed record RunSettings(
    long? Samples = null, ulong? Seed = null, string? Sampler = null, string? Device = null, int? Threads = null, double? Interval = null)
{
    /// <summary>Without a second sample there is no spread, and no Monte Carlo error.</summary>
    public const long FewestSamples = 2;

    private static readonly RunOptions Defaults = new();

    private static readonly string[] GraphicsDevices = ["cuda", "opencl", "ilgpu-cpu"];

    /// <summary>The command line beats the scenario file, the file beats the defaults.</summary>
    /// <exception cref="ExplainedException">Something was asked for that this version cannot do.</exception>
    public RunOptions For(Scenario scenario)
    {
        var file = scenario.Simulation;
        var sampler = Sampler ?? file.Sampler ?? Defaults.Sampler;
        if (sampler != Defaults.Sampler)
        {
            throw NotYet(scenario, Sampler is null, $"the sampler '{sampler}'");
        }

        if (Sampler is null && file.Replicates is > 1)
        {
            throw NotYet(scenario, true, "'replicates', which belongs to the sampler 'sobol',");
        }

        var samples = Samples ?? file.Samples ?? Defaults.Samples;
        if (samples < FewestSamples)
        {
            throw new ExplainedException(
                $"{scenario.File}: simulation.samples: found {samples}; allowed: at least {FewestSamples}.", ExitCode.Wrong);
        }

        return new RunOptions
        {
            Samples = samples,
            Sampler = sampler,
            Seed = Seed ?? file.Seed ?? Defaults.Seed,
            Interval = Interval ?? file.Interval ?? Defaults.Interval,
            Device = KnownDevice(Device ?? Defaults.Device),
            Threads = Threads ?? Defaults.Threads,
        };
    }

    private static string KnownDevice(string device)
    {
        if (GraphicsDevices.Contains(device))
        {
            throw new ExplainedException(
                $"The device '{device}' needs the GPU engine, which is not in this version; use auto or cpu.", ExitCode.Wrong);
        }

        return device is "auto" or "cpu" || CpuDevices.Available.Contains(device)
            ? device
            : throw new ExplainedException(
                $"There is no device '{device}' here; use auto, cpu or one of {string.Join(", ", CpuDevices.Available)}.", ExitCode.Wrong);
    }

    private static ExplainedException NotYet(Scenario scenario, bool fromFile, string what) => new(
        $"{(fromFile ? scenario.File + ": " : "")}{what} is not yet in this version; use '{(fromFile ? "sampler: random" : "--sampler random")}'.",
        ExitCode.Wrong);
}
