using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Sampling.Lanes;

namespace Simulator.Engine.Devices;

/// <summary>Finds the engine that a run asks for.</summary>
internal static class EngineChoice
{
    private const string Emulated = "ilgpu-cpu";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether a name can be that of a graphics device, here or elsewhere.</summary>
    public static bool IsGraphics(string device) => Kind(device) is "cuda" or "opencl" or Emulated;

    /// <summary>The kind of a graphics device, e.g. <c>cuda</c> of <c>cuda:1</c>.</summary>
    public static string Kind(string device) => device.Split(':')[0];

    /// <summary>Chooses an engine.</summary>
    /// <param name="device">auto, cpu, a lane width by name, or a graphics device.</param>
    /// <param name="graphics">The engines for graphics devices; null to have none.</param>
    /// <param name="memory">What a run may take of each device's memory; null for half of a card's. [byte]</param>
    /// <exception cref="DeviceException">A graphics device was requested and is not there.</exception>
    /// <exception cref="ArgumentException">There is no such lane width here.</exception>
    public static ISimulationEngine Of(string device, IGraphicsEngines? graphics, long? memory = null)
    {
        if (device == "auto" && graphics is not null)
        {
            return new AutomaticEngine(graphics, memory: memory);
        }

        if (!IsGraphics(device))
        {
            return CpuEngines.Create(device is "auto" or "cpu" ? CpuDevices.Best : device);
        }

        CheckGraphics(device, graphics);
        return graphics!.Create(device, memory);
    }

    /// <summary>Does some work on an engine; for auto, again on the CPU if a graphics device fails on the way.</summary>
    /// <param name="options">The device requested, and the engines for graphics devices.</param>
    /// <param name="work">The work; it must be able to start anew.</param>
    /// <returns>What came of it, and what the reader needs to know about the device, null if nothing.</returns>
    /// <exception cref="DeviceException">The device that was requested is not there, or failed.</exception>
    /// <remarks>Only a device that is missing, full or lost is replaced. Any other exception is a fault of ours, which the CPU must not hide.</remarks>
    public static (T Result, string? Notice) Use<T>(EngineOptions options, Func<ISimulationEngine, T> work)
    {
        try
        {
            return UseOnce(Of(options.Device, options.Graphics, options.DeviceMemory), work);
        }
        catch (DeviceException failure) when (options.Device == "auto")
        {
            return (work(CpuEngines.Create(CpuDevices.Best)), $"Device: computed on {CpuDevices.Best} instead. {failure.Message}");
        }
    }

    /// <summary>Says how long a graphics device that was requested by name takes before its first sample, if that is long.</summary>
    internal static void AnnounceTranslation(SimulationPlan plan, EngineOptions options)
    {
        if (options is { Announce: { } announce, Graphics: { } graphics } && IsGraphics(options.Device)
            && graphics.Estimate(options.Device, plan, options.Sampler).Translation is var translation && translation > Patience)
        {
            announce(FormattableString.Invariant(
                $"Device: {options.Device}: translating the model is estimated to take {translation.TotalSeconds:0} s before the first sample, without what a driver's own compiler adds."));
        }
    }

    private static (T Result, string? Notice) UseOnce<T>(ISimulationEngine engine, Func<ISimulationEngine, T> work)
    {
        T result;
        try
        {
            result = work(engine);
        }
        catch
        {
            try
            {
                (engine as IDisposable)?.Dispose();
            }
            catch (Exception)
            {
                // What a lost device holds cannot be released; the current failure tells more.
            }

            throw;
        }

        var notice = engine.Notice;
        (engine as IDisposable)?.Dispose();
        return (result, notice);
    }

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

        // The emulated device needs no driver, and looking for cards takes time.
        if (device == Emulated)
        {
            return;
        }

        if (graphics.Drivers.FirstOrDefault(driver => driver.Kind == Kind(device)) is { IsFound: false } missing)
        {
            throw new DeviceException(
                $"There is no device '{device}' here: its driver's library, {missing.Library}, was not found; use --device cpu. 'simulator devices' lists the devices of this machine.");
        }

        // A kind without a number stands for all of its cards.
        var names = graphics.Devices.Select(found => found.Name).ToList();
        if (!names.Exists(name => name == device || name.StartsWith(device + ":", StringComparison.Ordinal)))
        {
            throw new DeviceException(
                $"There is no device '{device}' here; available: {string.Join(", ", names)}, cpu. 'simulator devices' lists them.");
        }
    }
}
