namespace Simulator.Engine;

/// <summary>The device and how samples are drawn; results depend on the sampler alone.</summary>
public record EngineOptions
{
    /// <summary>How the unit cube is filled.</summary>
    public Sampler Sampler { get; init; } = Sampler.Sobol;

    /// <summary>
    /// auto (the device that finishes first, see <see cref="IGraphicsEngines"/>), cpu, one lane width of the CPU by name (cpu-avx512, …, cpu-scalar), or a graphics device: cuda, cuda:1,
    /// opencl, opencl:1, ilgpu-cpu.
    /// </summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The engines for graphics devices, e.g. <c>new Simulator.Ilgpu.GraphicsEngines()</c>; null to have none, so that
    /// <c>auto</c> is the CPU.
    /// </summary>
    public IGraphicsEngines? Graphics { get; init; }

    /// <summary>
    /// What a run may take of each graphics device's memory; null for half of a card's. Results do not depend on it: outputs
    /// that do not fit are counted in turns. [byte]
    /// </summary>
    public long? DeviceMemory { get; init; }

    /// <summary>Receives a message before a long wait; null for no messages.</summary>
    public Action<string>? Announce { get; init; }

    /// <summary>Threads; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Samples in one pass through the columns, a multiple of 1024; the result does not depend on it.</summary>
    public int BlockSize { get; init; } = 4096;
}
