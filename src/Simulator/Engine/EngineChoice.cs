using Simulator.Engine.Cpu;
using Simulator.Sampling;

namespace Simulator.Engine;

/// <summary>The engine that a run uses, and why.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Reason">Why this one; a sentence.</param>
/// <param name="Notice">What the reader of a result has to know: that a device could not be used; null if all went well.</param>
public sealed record EngineChoice(ISimulationEngine Engine, string Reason, string? Notice)
{
    /// <summary>How a build without a GPU engine explains itself.</summary>
    public const string HowToGetGraphics =
        "this build has no GPU engine; 'dotnet build -c Release -p:Gpu=true', where ILGPU 1.5.3 is on the package source, adds it.";

    private const string GraphicsAssembly = "Simulator.Ilgpu";

    // By name, so that nothing here depends on a library that is not everywhere.
    private static readonly Lazy<IGraphicsEngines?> Found = new(() =>
        Type.GetType($"{GraphicsAssembly}.IlgpuEngines, {GraphicsAssembly}") is { } type ? (IGraphicsEngines)Activator.CreateInstance(type)! : null);

    /// <summary>The engines for graphics cards, if this build has them.</summary>
    public static IGraphicsEngines? Graphics => Found.Value;

    /// <summary>Whether a name can be that of a graphics device, here or elsewhere.</summary>
    public static bool IsGraphics(string device) => device.Split(':')[0] is "cuda" or "opencl" or "ilgpu-cpu";

    /// <summary>Chooses an engine.</summary>
    /// <param name="device">auto, cpu, a lane width by name, or a graphics device.</param>
    /// <exception cref="DeviceException">A graphics device was asked for and is not there.</exception>
    /// <exception cref="ArgumentException">There is no such lane width here.</exception>
    public static EngineChoice Of(string device) => Of(device, Graphics);

    /// <summary>Refuses a graphics device that is not here, without waking it up.</summary>
    /// <exception cref="DeviceException">There is none by this name; the message says what there is.</exception>
    public static void CheckGraphics(string device) => CheckGraphics(device, Graphics);

    /// <summary>Does some work on an engine; for auto, again on the CPU if a graphics device fails on the way.</summary>
    /// <param name="device">See <see cref="Of(string)"/>.</param>
    /// <param name="work">The work; it must be able to start anew.</param>
    /// <returns>What came of it, and what the reader has to know about the device, null if nothing.</returns>
    /// <exception cref="DeviceException">The device that was asked for is not there, or failed.</exception>
    public static (T Result, string? Notice) Use<T>(string device, Func<ISimulationEngine, T> work) => Use(device, Graphics, work);

    internal static (T Result, string? Notice) Use<T>(string device, IGraphicsEngines? graphics, Func<ISimulationEngine, T> work)
    {
        var choice = Of(device, graphics);
        try
        {
            using var held = choice.Engine as IDisposable;
            return (work(choice.Engine), choice.Notice);
        }
        catch (DeviceException failure) when (device == "auto")
        {
            var instead = InsteadOf(failure);
            return (work(instead.Engine), instead.Notice);
        }
    }

    internal static EngineChoice Of(string device, IGraphicsEngines? graphics)
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

    /// <summary>The CPU's engine in place of a device that failed.</summary>
    /// <param name="failure">What happened.</param>
    public static EngineChoice InsteadOf(DeviceException failure) => new(
        CpuEngines.Create(CpuDevices.Best),
        "the graphics device failed",
        $"Device: computed on {CpuDevices.Best} instead. {failure.Message}");

    private static void CheckGraphics(string device, IGraphicsEngines? graphics)
    {
        if (graphics is null)
        {
            throw new DeviceException($"There is no device '{device}' here: {HowToGetGraphics}");
        }

        // A kind without a number stands for all of its cards.
        var names = graphics.Devices.Select(found => found.Name).ToList();
        if (!names.Exists(name => name == device || name.StartsWith(device + ":", StringComparison.Ordinal)))
        {
            throw new DeviceException(
                $"There is no device '{device}' here: no such card, or no driver for it. There are {string.Join(", ", names)} and cpu; 'simulator devices' lists all.");
        }
    }

    // CUDA, then OpenCL, then our own code on the CPU; never the imitation of a card, which is slower than all of them.
    private static EngineChoice Automatic(IGraphicsEngines? graphics)
    {
        var cards = graphics?.Devices.Where(found => found.IsGraphicsCard).ToList() ?? [];
        if (cards.Count == 0)
        {
            var cardless = graphics is null ? "" : "; no graphics card with a driver was found";
            return new(CpuEngines.Create(CpuDevices.Best), $"the widest that this processor runs{cardless}", null);
        }

        var kind = cards[0].Name.Split(':')[0];
        try
        {
            return new(graphics!.Create(kind), $"the first kind of graphics card found, {cards[0].Product}", null);
        }
        catch (DeviceException failure)
        {
            return InsteadOf(failure);
        }
    }
}
