using Simulator.Model;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Reads any table of times and powers, whose columns the user names.</summary>
internal sealed class PowerCsvReader(ImportOptions options, Tally tally)
{
    /// <summary>Energy of all devices in all files.</summary>
    /// <exception cref="ScenarioException">A log cannot be read in one way.</exception>
    public Measurement Read(IReadOnlyList<LogFile> files)
    {
        var boundary = options.MeasuredAt ?? throw files[0].Mistake(
            0, "--at", "nothing", string.Join(", ", Boundaries.Words), "a table of powers does not say what the meter has in it");
        var accuracy = MeterAccuracy.Unknown("the log does not say which meter was read");
        return new EnergyIntegral(options, tally).Of("power-csv", boundary, accuracy, files, files.SelectMany(Read)) with { Accelerator = options.Accelerator };
    }

    private IEnumerable<PowerSeries> Read(LogFile file)
    {
        var header = options.Columns is { } names ? new LogRow(1, [.. names]) : LogTable.First(file);
        var time = Column(file, header, options.TimeColumn, "--time");
        var power = Column(file, header, options.PowerColumn, "--power");
        var device = options.DeviceColumn is null ? -1 : Column(file, header, options.DeviceColumn, "--device");
        var unit = options.Unit ?? PowerUnit.In(header.Cells[power]);
        var all = new OrderedDictionary<string, PowerSeries>(StringComparer.Ordinal);
        foreach (var row in LogTable.Rows(file).Skip(options.Columns is null ? 1 : 0))
        {
            if (row.Repeats(header))
            {
                tally.Skip("the header again");
                continue;
            }

            if (row.Cells.Length != header.Cells.Length)
            {
                throw file.Mistake(
                    row.Line, "", Contents.Count(row.Cells.Length, "cell"), FormattableString.Invariant($"{header.Cells.Length}, as in the header"),
                    row.Cells.Length > header.Cells.Length ? "the decimal point is a point in every locale; thousands have no separator" : null);
            }

            var meter = device < 0 ? "" : row.Cells[device];
            if (!all.TryGetValue(meter, out var series))
            {
                all[meter] = series = new PowerSeries(file, meter, false, row.Place);
            }

            if (PowerUnit.IsMissing(row.Cells[power]))
            {
                tally.Skip(row.Cells[power].Length == 0 ? "no power" : $"power is {row.Cells[power]}");
                continue;
            }

            var instant = LogTime.Parse(row.Cells[time]) ?? throw file.Mistake(row.Line, time, options.TimeColumn!, row.Cells[time], LogTime.Allowed);
            series.Add(instant, PowerUnit.Read(file, row.Line, options.PowerColumn!, power, row.Cells[power], unit), row.Line);
        }

        return all.Values;
    }

    private static int Column(LogFile file, LogRow header, string? name, string option) => name is null
        ? throw file.Mistake(header.Line, option, "no column named", Contents.Header(header.Cells.Length, "the header"), $"name it with {option} COLUMN")
        : LogTable.Require(file, header, header.Cells, name);
}
