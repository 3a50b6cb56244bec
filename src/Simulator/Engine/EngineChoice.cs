using Simulator.Engine.Cpu;
using Simulator.Sampling;

namespace Simulator.Engine;

/// <summary>The engine that a run uses, and why.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Reason">Why this one; a sentence.</param>
/// <param name="Notice">What the reader of a result has to know: that a device could not be used; null if all went well.</param>
public sealed record EngineChoice(ISimulationEngine Engine, string Reason, string? Notice)
{
    /// <summary>Whether a name can be that of a graphics device, here or elsewhere.</summary>
    public static bool IsGraphics(string device) => Kind(device) is "cuda" or "opencl" or "ilgpu-cpu";

    /// <summary>The kind of a graphics device, e.g. <c>cuda</c> of <c>cuda:1</c>.</summary>
    public static string Kind(string device) => device.Split(':')[0];

    /// <summary>Chooses an engine.</summary>
    /// <param name="device">auto, cpu, a lane width by name, or a graphics device.</param>
    /// <param name="graphics">The engines for graphics devices; null to have none.</param>
    /// <exception cref="DeviceException">A graphics device was asked for and is not there.</exception>
    /// <exception cref="ArgumentException">There is no such lane width here.</exception>
    public static EngineChoice Of(string device, IGraphicsEngines? graphics)
    {
        if (device == "auto")
        {
            return Automatic(graphics);
        }

        if (!IsGraphics(device))
        {
            return new(CpuEngines.Create(device == "cpu" ? CpuDevices.Best : device), "asked for", null);
        }

        CheckGraphics(device, graphics);
        return new(graphics!.Create(device), "asked for", null);
    }

    /// <summary>Does some work on an engine; for auto, again on the CPU if a graphics device fails on the way.</summary>
    /// <param name="options">The device asked for, and the engines for graphics devices.</param>
    /// <param name="work">The work; it must be able to start anew.</param>
    /// <returns>What came of it, and what the reader has to know about the device, null if nothing.</returns>
    /// <exception cref="DeviceException">The device that was asked for is not there, or failed.</exception>
    public static (T Result, string? Notice) Use<T>(RunOptions options, Func<ISimulationEngine, T> work)
    {
        var choice = Of(options.Device, options.Graphics);
        try
        {
            using var held = choice.Engine as IDisposable;
            return (work(choice.Engine), choice.Notice);
        }
        catch (DeviceException failure) when (options.Device == "auto")
        {
            var instead = InsteadOf(failure);
            return (work(instead.Engine), instead.Notice);
        }
    }

    /// <summary>The CPU's engine in place of a device that failed.</summary>
    /// <param name="failure">What happened.</param>
    public static EngineChoice InsteadOf(DeviceException failure) => new(
        CpuEngines.Create(CpuDevices.Best),
        "the graphics device failed",
        $"Device: computed on {CpuDevices.Best} instead. {failure.Message}");

    /// <summary>Refuses a graphics device that is not here, without opening it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="graphics">The engines for graphics devices; null to have none.</param>
    /// <exception cref="DeviceException">There is none by this name; the message says what there is.</exception>
    public static void CheckGraphics(string device, IGraphicsEngines? graphics)
    {
        if (graphics is null)
        {
            throw new DeviceException($"There is no device '{device}' here: this run has no engines for graphics devices; use --device cpu.");
        }

        if (graphics.Drivers.FirstOrDefault(driver => driver.Kind == Kind(device)) is { IsFound: false } missing)
        {
            throw new DeviceException(
                $"There is no device '{device}' here: its driver's library, {missing.Library}, was not found; use --device cpu. 'simulator devices' lists what there is.");
        }

        // A kind without a number stands for all of its cards.
        var names = graphics.Devices.Select(found => found.Name).ToList();
        if (!names.Exists(name => name == device || name.StartsWith(device + ":", StringComparison.Ordinal)))
        {
            throw new DeviceException(
                $"There is no device '{device}' here; there are {string.Join(", ", names)} and cpu. 'simulator devices' lists what there is.");
        }
    }

    // CUDA, then OpenCL, then our own code on the CPU; never the emulated device, which is slower than all of them.
    private static EngineChoice Automatic(IGraphicsEngines? graphics)
    {
        var cards = graphics?.Drivers.Any(driver => driver.IsFound) == true
            ? graphics.Devices.Where(found => found.IsGraphicsCard).ToList()
            : [];
        if (cards.Count == 0)
        {
            return new(CpuEngines.Create(CpuDevices.Best), "the widest lanes of this processor", null);
        }

        try
        {
            return new(graphics!.Create(Kind(cards[0].Name)), $"the first kind of graphics card found, {cards[0].Product}", null);
        }
        catch (DeviceException failure)
        {
            return InsteadOf(failure);
        }
    }
}
