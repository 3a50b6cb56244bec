using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Reporting.Tables;
using Simulator.Sampling.Lanes;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator devices</c>: what samples can be computed on here, and why a device is or is not chosen.</summary>
internal static class DevicesCommand
{
    public static readonly string[] Examples =
    [
        "simulator devices",
        "simulator run scenarios/llama-3.1-405b.yaml --device cpu-scalar",
        "simulator run scenarios/llama-3.1-405b.yaml --device cuda:1",
    ];

    public static Command Build(Session session)
    {
        var command = new Command("devices", "Lists the devices of this machine, which of them 'auto' chooses, and why.");
        command.SetAction(_ =>
        {
            TextTable.Write(Table(session.Graphics), session.Output, session.Width, session.Styled);
            return ExitCode.Fine;
        });
        return command;
    }

    private static ReportTable Table(IGraphicsEngines? graphics)
    {
        var devices = graphics?.Devices ?? [];
        var card = devices.FirstOrDefault(device => device.IsGraphicsCard);
        var refusal = card is null ? null : Refusal(graphics!, EngineChoice.Kind(card.Name));
        return new(
            "",
            [new("device"), new("product"), new("memory", CellAlignment.Right), new("driver"), new("samples at once", CellAlignment.Right), new("auto")],
            [
                .. (graphics?.Drivers ?? [])
                    .Where(driver => !devices.Any(device => EngineChoice.Kind(device.Name) == driver.Kind))
                    .Select(driver => new[] { driver.Kind, "", "", driver.IsFound ? driver.Library : "", "", WithoutCard(driver) }),
                .. devices.Select(device => new[] { device.Name, device.Product, Memory(device.Memory), device.Driver, "", Verdict(device, card, refusal) }),
                .. CpuDevices.Available.Select(name => new[]
                {
                    name, "", "", "", SamplesAtOnce(name),
                    name != CpuDevices.Best ? "" : card is null || refusal is not null ? "chosen: the widest lanes of this processor" : "chosen if it finishes first",
                }),
            ],
            [
                $"{Environment.ProcessorCount} processors. Every device draws the same samples for the same seed and gives the same quantiles, bit for bit.",
                .. graphics is null ? Array.Empty<string>() : ["A mean from a graphics device can differ from the CPU's in the ninth digit, since it is added up in another order, and the Monte Carlo error of a mean, a small difference between means, in the third."],
                .. graphics is null ? Array.Empty<string>() : ["'cuda' and 'opencl' without a number distribute the samples over all cards of their kind."],
                .. graphics is null ? [Session.WithoutEngines] : Array.Empty<string>(),
                .. refusal is null ? Array.Empty<string>() : [refusal],
            ]);
    }

    private static string? Refusal(IGraphicsEngines graphics, string kind)
    {
        try
        {
            (graphics.Create(kind) as IDisposable)?.Dispose();
            return null;
        }
        catch (DeviceException failure)
        {
            return failure.Message;
        }
    }

    private static string WithoutCard(GraphicsDriver driver) => driver.IsFound
        ? "none: the driver reports no card"
        : $"none: the driver library {driver.Library} was not found";

    // Cards of the first kind work together.
    private static string Verdict(GraphicsDevice device, GraphicsDevice? first, string? refusal) =>
        !device.IsGraphicsCard ? "not chosen by auto: slower than the CPU's lanes"
        : EngineChoice.Kind(device.Name) != EngineChoice.Kind(first!.Name) ? $"not chosen: {EngineChoice.Kind(first.Name)} is preferred"
        : refusal is null ? "chosen for runs that it finishes sooner" : "not chosen: it cannot be opened; see below";

    private static string Memory(long bytes) =>
        bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");

    private static string SamplesAtOnce(string device) => device switch
    {
        CpuDevices.Avx512 => "16",
        CpuDevices.Avx2 => "8",
        CpuDevices.Scalar => "1",
        _ => "4",
    };
}
