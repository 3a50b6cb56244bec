using System.CommandLine;
using System.Globalization;
using Simulator.Engine;
using Simulator.Reporting;
using Simulator.Sampling;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator devices</c>: what samples can be computed on here.</summary>
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
        var command = new Command("devices", "Prints what samples can be computed on here, and what 'auto' chooses.");
        command.SetAction(_ =>
        {
            TextTable.Write(Table(), session.Output, session.Width, session.Styled);
            return ExitCode.Fine;
        });
        return command;
    }

    private static ReportTable Table()
    {
        var (device, reason, notice) = Chosen();
        return new(
            "",
            [new("device"), new("product"), new("memory", CellAlignment.Right), new("driver"), new("samples at once", CellAlignment.Right), new("auto")],
            [
                .. (EngineChoice.Graphics?.Devices ?? []).Select(card => new[]
                {
                    card.Name, card.Product, Memory(card.Memory), card.Driver, "", IsChosen(card.Name, device) ? reason : "",
                }),
                .. CpuDevices.Available.Select(name => new[] { name, "", "", "", SamplesAtOnce(name), name == device ? reason : "" }),
            ],
            [
                $"{Environment.ProcessorCount} processors. Every lane width of the CPU gives the same figures for the same seed, bit by bit.",
                EngineChoice.Graphics is null
                    ? $"Graphics cards (cuda, opencl): {EngineChoice.HowToGetGraphics}"
                    : "'cuda' and 'opencl' without a number share the samples among all cards of their kind.",
                .. notice is null ? Array.Empty<string>() : [notice],
            ]);
    }

    private static (string Device, string Reason, string? Notice) Chosen()
    {
        var choice = EngineChoice.Of("auto");
        using var held = choice.Engine as IDisposable;
        return (choice.Engine.Device, $"chosen: {choice.Reason}", choice.Notice);
    }

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
