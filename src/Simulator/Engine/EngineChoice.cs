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

        return graphics is null
            ? throw new DeviceException($"The device '{device}' needs a GPU engine: {HowToGetGraphics}")
            : new(graphics.Create(device), "asked for", null);
    }

    /// <summary>The CPU's engine in place of a device that failed.</summary>
    /// <param name="failure">What happened.</param>
    public static EngineChoice InsteadOf(DeviceException failure) => new(
        CpuEngines.Create(CpuDevices.Best),
        "the graphics device failed",
        $"Device: computed on {CpuDevices.Best} instead. {failure.Message}");

    // CUDA, then OpenCL, then our own code on the CPU; never the imitation of a card, which is slower than all of them.
    private static EngineChoice Automatic(IGraphicsEngines? graphics)
    {
        var cards = graphics?.Devices.Where(found => found.IsGraphicsCard).ToList() ?? [];
        if (cards.Count == 0)
        {
            var reason = graphics is null ? HowToGetGraphics : "no graphics card with a driver was found.";
            return new(CpuEngines.Create(CpuDevices.Best), $"the widest that this processor runs; {reason}", null);
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
