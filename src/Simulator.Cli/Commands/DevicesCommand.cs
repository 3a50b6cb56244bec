using System.CommandLine;
using System.Globalization;
using Simulator.Engine;
using Simulator.Reporting;
using Simulator.Sampling;

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
        var command = new Command("devices", "Prints what samples can be computed on here, and what 'auto' chooses and why.");
        command.SetAction(_ =>
        {
            TextTable.Write(Table(session.Graphics), session.Output, session.Width, session.Styled);
            return ExitCode.Fine;
        });
        return command;
    }

    private static ReportTable Table(IGraphicsEngines? graphics)
    {
        var (chosen, reason, notice) = Chosen(graphics);
        var devices = graphics?.Devices ?? [];
        return new(
            "",
            [new("device"), new("product"), new("memory", CellAlignment.Right), new("driver"), new("samples at once", CellAlignment.Right), new("auto")],
            [
                .. (graphics?.Drivers ?? [])
                    .Where(driver => !devices.Any(device => EngineChoice.Kind(device.Name) == driver.Kind))
                    .Select(driver => new[] { driver.Kind, "", "", driver.IsFound ? driver.Library : "", "", WithoutCard(driver) }),
                .. devices.Select(device => new[]
                {
                    device.Name, device.Product, Memory(device.Memory), device.Driver, "", IsChosen(device.Name, chosen) ? reason : Passed(device, chosen),
                }),
                .. CpuDevices.Available.Select(name => new[] { name, "", "", "", SamplesAtOnce(name), name == chosen ? reason : "" }),
            ],
            [
                $"{Environment.ProcessorCount} processors. Every lane width of the CPU gives the same figures for the same seed, bit by bit.",
                "'cuda' and 'opencl' without a number share the samples among all cards of their kind.",
                .. notice is null ? Array.Empty<string>() : [notice],
            ]);
    }

    private static (string Device, string Reason, string? Notice) Chosen(IGraphicsEngines? graphics)
    {
        var choice = EngineChoice.Of("auto", graphics);
        using var held = choice.Engine as IDisposable;
        return (choice.Engine.Device, $"chosen: {choice.Reason}", choice.Notice);
    }

    private static string WithoutCard(GraphicsDriver driver) => driver.IsFound
        ? "not there: the driver shows no card"
        : $"not there: no driver, {driver.Library} was not found";

    private static string Passed(GraphicsDevice device, string chosen) =>
        !device.IsGraphicsCard ? "never by auto: slower than the CPU's lanes"
        : CpuDevices.Available.Contains(chosen) ? "not taken: it could not be opened, see below"
        : $"not taken: {EngineChoice.Kind(chosen)} comes first";

    // Several cards of a kind are chosen by the kind's name.
    private static bool IsChosen(string card, string chosen) => card == chosen || card.StartsWith(chosen + ":", StringComparison.Ordinal);

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
