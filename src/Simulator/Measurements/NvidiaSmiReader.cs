using Simulator.Model;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Reads what <c>nvidia-smi --query-gpu=timestamp,…,power.draw --format=csv</c> logs.</summary>
internal sealed class NvidiaSmiReader(ImportOptions options, Tally tally)
{
    /// <summary>No card draws so much; a plain number above it is in milliwatts.</summary>
    private const double MostWatts = 5000;

    private static readonly string[] Powers = ["power.draw", "power.draw.average", "power.draw.instant"];
    private static readonly (string Name, bool IsUnique)[] Devices = [("uuid", true), ("gpu_uuid", true), ("serial", true), ("gpu_serial", true), ("pci.bus_id", false), ("gpu_bus_id", false), ("index", false)];
    private static readonly string[] Models = ["name", "gpu_name"];
    private static readonly string[] Messages = ["Unable to", "No devices", "Failed to", "NVIDIA-SMI has failed", "GPU is lost", "Terminated"];

    private readonly HashSet<string> _models = new(StringComparer.Ordinal);

    /// <summary>Energy of all cards in all files.</summary>
    /// <exception cref="ScenarioException">A log cannot be read in one way.</exception>
    public Measurement Read(IReadOnlyList<LogFile> files)
    {
        var series = files.SelectMany(Read).ToList();
        var ids = _models.Select(GpuNames.Find).Distinct().ToList();
        var (id, boundary) = (options.Accelerator ?? (ids.Count == 1 ? ids[0] : null), options.MeasuredAt ?? Boundary.Accelerators);
        if (boundary == Boundary.Accelerators && GpuNames.Lacks(id) is { } lack)
        {
            tally.Note(lack);
        }

        return new EnergyIntegral(options, tally).Of("nvidia-smi", boundary, MeterAccuracy.Nvml, files, series) with { Accelerator = id };
    }

    private List<PowerSeries> Read(LogFile file)
    {
        var first = LogTable.First(file);
        var hasHeader = IsHeader(first);
        var header = hasHeader ? first : new LogRow(1, Columns(file, first));
        string[] names = [.. header.Cells.Select(PowerUnit.Bare)];
        var time = LogTable.Require(file, header, names, "timestamp", LogColumns.NvidiaSmi);
        var powers = Powers.Where(name => LogTable.Find(names, name) >= 0).ToList();
        if (powers.Count == 0)
        {
            throw file.Mistake(header.Line, "power.draw", "no column of power", string.Join(", ", Powers), LogColumns.NvidiaSmi.Hint(names));
        }

        LogColumns.NvidiaSmi.NoteNear(file, names, tally);

        if (powers.Count > 1)
        {
            tally.Note($"{file.Name} has {string.Join(" and ", powers)}; {powers[0]} is used");
        }

        var power = LogTable.Require(file, header, names, powers[0]);
        var (deviceName, isUnique) = Array.Find(Devices, known => LogTable.Find(names, known.Name) >= 0);
        var device = deviceName is null ? -1 : LogTable.Find(names, deviceName);
        var model = Models.Select(name => LogTable.Find(names, name)).FirstOrDefault(index => index >= 0, -1);
        var unit = options.Unit ?? PowerUnit.In(header.Cells[power]) ?? "W";
        var isUnitGuessed = options.Unit is null && PowerUnit.In(header.Cells[power]) is null;
        var all = new OrderedDictionary<string, PowerSeries>(StringComparer.Ordinal);
        foreach (var (row, isLast) in WithLast(LogTable.Rows(file).Skip(hasHeader ? 1 : 0)))
        {
            if (Skips(file, row, header, isLast))
            {
                continue;
            }

            var meter = device < 0 ? "" : row.Cells[device];
            if (!all.TryGetValue(meter, out var series))
            {
                all[meter] = series = new PowerSeries(file, meter, isUnique, row.Place);
            }

            if (model >= 0)
            {
                _models.Add(row.Cells[model]);
            }

            if (PowerUnit.IsMissing(row.Cells[power]))
            {
                tally.Skip($"power is {row.Cells[power]}");
                continue;
            }

            var instant = LogTime.Parse(row.Cells[time]) ?? throw file.Mistake(row.Line, time, "timestamp", row.Cells[time], LogTime.Allowed);
            var watts = PowerUnit.Read(file, row.Line, powers[0], power, row.Cells[power], unit);
            if (watts > MostWatts && isUnitGuessed)
            {
                throw file.Mistake(row.Line, powers[0], FormattableString.Invariant($"a number {Contents.In(power)} without a unit, which as watts is more than {MostWatts / 1000:G3} kW for one card"), "a power with its unit", "say --unit mW if these are milliwatts");
            }

            series.Add(instant, watts, row.Line);
        }

        return [.. all.Values];
    }

    private static bool IsHeader(LogRow row) =>
        Array.Exists(row.Cells, cell => cell.StartsWith("power.draw", StringComparison.OrdinalIgnoreCase) || cell.Equals("timestamp", StringComparison.OrdinalIgnoreCase))
        || (Array.TrueForAll(row.Cells, cell => LogTime.Parse(cell) is null) && LogColumns.NvidiaSmi.Near([.. row.Cells.Select(PowerUnit.Bare)]) is not null);

    private static IEnumerable<(LogRow Row, bool IsLast)> WithLast(IEnumerable<LogRow> rows)
    {
        LogRow? before = null;
        foreach (var row in rows)
        {
            if (before is not null)
            {
                yield return (before, false);
            }

            before = row;
        }

        if (before is not null)
        {
            yield return (before, true);
        }
    }

    private string[] Columns(LogFile file, LogRow first)
    {
        if (options.Columns is { } stated)
        {
            return stated.Count == first.Cells.Length
                ? [.. stated]
                : throw file.Mistake(first.Line, "--columns", FormattableString.Invariant($"{stated.Count} names for {first.Cells.Length} columns"), "a name for each column");
        }

        return first.Cells.Length == 2 && LogTime.Parse(first.Cells[0]) is not null
            ? ["timestamp", "power.draw"]
            : throw file.Mistake(
                first.Line, "", $"{Contents.Count(first.Cells.Length, "column")} without a header", "a header, or names for the columns",
                "state what was queried, e.g. --columns timestamp,index,power.draw");
    }

    private bool Skips(LogFile file, LogRow row, LogRow header, bool isLast)
    {
        var reason = row.Repeats(header) ? "the header again"
            : Messages.Any(message => row.Cells[0].StartsWith(message, StringComparison.OrdinalIgnoreCase)) ? "messages of the driver"
            : row.Cells.Length < header.Cells.Length && isLast ? "a last row that was cut off"
            : null;
        if (reason is not null)
        {
            tally.Skip(reason);
            return true;
        }

        return row.Cells.Length == header.Cells.Length
            ? false
            : throw file.Mistake(row.Line, "", Contents.Count(row.Cells.Length, "cell"), FormattableString.Invariant($"{header.Cells.Length}, as in the header"), "two logs may have been written into one file: separate them");
    }
}
