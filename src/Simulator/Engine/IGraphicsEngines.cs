using Simulator.Planning;

namespace Simulator.Engine;

/// <summary>The engines for graphics devices; <c>Simulator.Ilgpu.GraphicsEngines</c> has them. A run gets them by <see cref="EngineOptions.Graphics"/>.</summary>
public interface IGraphicsEngines
{
    /// <summary>The drivers that cards need, here or not. Cheap: no library but the driver's own is loaded to find out.</summary>
    IReadOnlyList<GraphicsDriver> Drivers { get; }

    /// <summary>The devices found here, CUDA before OpenCL, the emulated device last.</summary>
    /// <exception cref="DeviceException">A driver failed.</exception>
    IReadOnlyList<GraphicsDevice> Devices { get; }

    /// <summary>What opening a device takes at least, known without opening one: a run that takes less is done on the CPU.</summary>
    internal TimeSpan Opening { get; }

    /// <summary>Estimates what a run takes, without opening the device.</summary>
    /// <param name="device">See <see cref="Create(string)"/>.</param>
    /// <param name="plan">What is drawn and computed.</param>
    /// <param name="sampler">How it is drawn.</param>
    /// <exception cref="DeviceException">There is no such device.</exception>
    internal GraphicsEstimate Estimate(string device, SimulationPlan plan, Sampler sampler);

    /// <summary>Estimates what a sensitivity analysis takes, without opening the device; null if that is not known.</summary>
    /// <param name="device">See <see cref="Create(string)"/>.</param>
    /// <param name="plan">What is drawn and computed.</param>
    /// <param name="factors">What is exchanged.</param>
    /// <param name="sampler">How it is drawn.</param>
    /// <exception cref="DeviceException">There is no such device.</exception>
    internal GraphicsEstimate? EstimatePickFreeze(string device, SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, Sampler sampler) => null;

    /// <summary>The engine for a device.</summary>
    /// <param name="device">
    /// A device of <see cref="Devices"/> by its name, or all of a kind that share the samples: <c>cuda</c>, <c>opencl</c>.
    /// </param>
    /// <exception cref="DeviceException">There is no such device, or it cannot be used.</exception>
    ISimulationEngine Create(string device);

    /// <summary>The engine for a device, with a budget of memory.</summary>
    /// <param name="device">See <see cref="Create(string)"/>.</param>
    /// <param name="memory">What a run may take of each device's memory; null for half of a card's. [byte]</param>
    /// <exception cref="DeviceException">There is no such device, or it cannot be used, or has less memory.</exception>
    internal ISimulationEngine Create(string device, long? memory) => Create(device);
}

/// <summary>A driver that a kind of graphics card needs.</summary>
/// <param name="Kind">The kind as in the names of its devices, e.g. <c>cuda</c>.</param>
/// <param name="Library">Its library, e.g. <c>libcuda.so.1</c>.</param>
/// <param name="IsFound">Whether the library can be loaded here; it may still find no card.</param>
public sealed record GraphicsDriver(string Kind, string Library, bool IsFound);

/// <summary>What a run on a graphics device takes; an estimate.</summary>
/// <param name="Preparation">Opening the device and translating the kernels.</param>
/// <param name="SamplesPerSecond">After that. [1/s]</param>
/// <param name="Memory">Memory on each device. [byte]</param>
internal sealed record GraphicsEstimate(TimeSpan Preparation, double SamplesPerSecond, long Memory)
{
    /// <summary>The part of the preparation that is the translation to the driver's language; what the driver makes of it is not in it.</summary>
    public TimeSpan Translation { get; init; }

    /// <summary>What each plan of a study takes besides its samples when its kernels are there: buffers, tables, reading.</summary>
    public TimeSpan PerPlan { get; init; }
}

/// <summary>A device that samples can be computed on, besides the CPU's own lanes.</summary>
/// <param name="Name">What <c>--device</c> takes, e.g. <c>cuda:0</c>.</param>
/// <param name="Product">What its maker calls it.</param>
/// <param name="Memory">Its memory; 0 if it has none of its own. [byte]</param>
/// <param name="Driver">Its driver, or the version of its interface.</param>
/// <param name="IsGraphicsCard">Whether it is a card; <c>auto</c> never chooses an emulated device.</param>
public sealed record GraphicsDevice(string Name, string Product, long Memory, string Driver, bool IsGraphicsCard);

/// <summary>A device is not there, cannot do what is requested, or failed; the message says what and what to do.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>Without a message.</summary>
    public DeviceException()
    {
    }

    /// <summary>With a message for the user.</summary>
    public DeviceException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user and the failure behind it.</summary>
    public DeviceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
