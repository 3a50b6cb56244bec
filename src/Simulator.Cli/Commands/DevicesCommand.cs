using System.CommandLine;
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

    private static ReportTable Table() => new(
        "",
        [new("device"), new("samples at once", CellAlignment.Right), new("auto")],
        [.. CpuDevices.Available.Select(name => new[]
        {
            name, SamplesAtOnce(name), name == CpuDevices.Best ? "chosen: the widest that this processor runs" : "",
        })],
        [
            $"{Environment.ProcessorCount} processors. Every device gives the same figures for the same seed, bit by bit.",
            "The GPU engine (cuda, opencl, ilgpu-cpu) is not in this version.",
        ]);

    private static string SamplesAtOnce(string device) => device switch
    {
        CpuDevices.Avx512 => "16",
        CpuDevices.Avx2 => "8",
        CpuDevices.Scalar => "1",
        _ => "4",
    };
}
