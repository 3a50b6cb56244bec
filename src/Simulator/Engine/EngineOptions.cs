namespace Simulator.Engine;

/// <summary>What samples are drawn on, and how; no result but that of the sampler depends on it.</summary>
public record EngineOptions
{
    /// <summary>How the unit cube is filled.</summary>
    public Sampler Sampler { get; init; } = Sampler.Sobol;

    /// <summary>
    /// auto (what will be done first, see <see cref="IGraphicsEngines"/>), cpu, one lane width of the CPU by name (cpu-avx512, …, cpu-scalar), or a graphics device: cuda, cuda:1,
    /// opencl, opencl:1, ilgpu-cpu.
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
