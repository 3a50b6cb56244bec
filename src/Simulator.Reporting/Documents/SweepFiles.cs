using Simulator.Model;
using Simulator.Presentation;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Studies.Sweep;
using static Simulator.Reporting.Csv.CsvTable;

namespace Simulator.Reporting.Documents;

/// <summary>Writes a sweep for machines: every point with every output, in fixed units and with every digit.</summary>
internal static class SweepFiles
{
    /// <summary>Writes one row a point: what is varied, then median, interval, mean and error of each output.</summary>
    public static void WriteCsv(SweepResult sweep, TextWriter writer)
    {
        var names = Names(sweep);
        CsvTable.WriteRows(
            writer,
            [.. sweep.Axes.Select(axis => axis.Label), .. names.SelectMany(name => new[] { $"{name}_median", $"{name}_low", $"{name}_high", $"{name}_mean", $"{name}_mc_error" })],
            sweep.Points.Select(point => (IReadOnlyList<string>)
            [
                .. point.Values.Select(value => value.Text),
                .. names.SelectMany(name => point.Outputs.TryGetValue(name, out var output)
                    ? new[] { Number(output.Median), Number(output.Low), Number(output.High), Number(output.Mean), Number(output.Error.Median) }
                    : ["", "", "", "", ""]),
            ]));
    }

    /// <summary>Writes what each column of the CSV file is, and its unit.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="csv">Name of the CSV file.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    public static void WriteUnits(SweepResult sweep, string csv, Stream stream) => ColumnUnits.Write(
        csv, $"Sweep by {string.Join(" and ", sweep.Axes.Select(axis => axis.Path))}",
        sweep.Axes.Select(axis => new JsonCsvColumn(axis.Label, "string", "input", $"{axis.Path} as it is varied, with its unit where it has one", "")), Names(sweep), [], stream);

    /// <summary>Writes one JSON document.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void WriteJson(SweepResult sweep, Stream stream, bool includeRun = true) =>
        JsonFormat.Write(stream, JsonSweep.Of(sweep, includeRun), ReportingJson.Documents.JsonSweep);

    /// <summary>Outputs that are known at one point at least, in the order of the documentation.</summary>
    private static List<string> Names(SweepResult sweep)
    {
        var known = sweep.Points.SelectMany(point => point.Outputs.Keys).ToHashSet(StringComparer.Ordinal);
        return [.. OutputDefinitions.Names.Where(known.Contains)];
    }
}
