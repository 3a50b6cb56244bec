namespace Simulator.Engine;

/// <summary>The engines of a library for graphics cards; <c>Simulator.Ilgpu</c> has them when built with <c>-p:Gpu=true</c>.</summary>
public interface IGraphicsEngines
{
    /// <summary>The devices found here, CUDA before OpenCL, the imitation of a card on the CPU last.</summary>
    IReadOnlyList<GraphicsDevice> Devices { get; }

    /// <summary>The engine for a device.</summary>
    /// <param name="device">
    /// A device of <see cref="Devices"/> by its name, or all of a kind that share the samples: <c>cuda</c>, <c>opencl</c>.
    /// </param>
    /// <exception cref="DeviceException">There is no such device, or it cannot be used.</exception>
    ISimulationEngine Create(string device);
}

/// <summary>A device that samples can be computed on, besides the CPU's own lanes.</summary>
/// <param name="Name">What <c>--device</c> takes, e.g. <c>cuda:0</c>.</param>
/// <param name="Product">What its maker calls it.</param>
/// <param name="Memory">Its memory; 0 if it has none of its own. [byte]</param>
/// <param name="Driver">Its driver, or the version of its interface.</param>
/// <param name="IsGraphicsCard">Whether it is one, not an imitation for tests: only then is it chosen by <c>auto</c>.</param>
public sealed record GraphicsDevice(string Name, string Product, long Memory, string Driver, bool IsGraphicsCard);

/// <summary>A device is not there, cannot do what is asked, or failed; the message says what and what to do.</summary>
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
