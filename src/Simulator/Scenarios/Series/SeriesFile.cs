using CsvHelper;
using Simulator.Scenarios.Quantities.Columns;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Series;

/// <summary>Reads a time series from two columns of a CSV file.</summary>
internal sealed class SeriesFile
{
    /// <summary>The longest gap that is filled unless the scenario states another.</summary>
    public static readonly TimeSpan DefaultMaxGap = TimeSpan.FromHours(3);

    // What files put where there is no value.
    private static readonly string[] Missing = ["", "-", "n/e", "n/a", "na", "nan", "null", "none"];

    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true, TrackLineNumbers = true, SkipEmptyLines = true, DetectSeparatorHint = true, MaxRecordSize = 1 << 20,
    };

    private readonly SeriesExpression _written;
    private readonly Unit _target;
    private readonly TimeSpan _maxGap;
    private readonly string _currency;
    private readonly List<(DateTime Utc, int Value, long Line)> _rows = [];

    private SeriesFile(SeriesExpression written, Unit target, TimeSpan maxGap, string currency) => (_written, _target, _maxGap, _currency) = (written, target, maxGap, currency);

    /// <summary>Reads a series.</summary>
    /// <param name="written">What the scenario states.</param>
    /// <param name="target">Unit of the model.</param>
    /// <param name="directory">Folder that the file is relative to.</param>
    /// <param name="files">Where to find it.</param>
    /// <param name="maxGap">The longest gap that is filled.</param>
    /// <returns>The series, and the unit that people are shown; null for plain numbers.</returns>
    /// <param name="currency">Currency of amounts, which the scenario's text states as dollars.</param>
    /// <exception cref="QuantityException">The file or a column is missing, or what it says cannot be a time series in one way.</exception>
    public static (TimeSeries Series, Unit? Unit) Read(SeriesExpression written, Unit target, string directory, SourceFiles files, TimeSpan maxGap, string currency = Currencies.Dollars)
    {
        var path = Path.Combine(directory, written.File);
        if (files.Refusal(path) is var (found, allowed))
        {
            throw new QuantityException(written.FileStart, $"'{ConfigScalar.Clip(written.File)}', {found}", allowed);
        }

        if (!files.Exists(path))
        {
            throw new QuantityException(written.FileStart, $"no file '{written.File}'", "a CSV file, its path relative to the scenario file");
        }

        try
        {
            using var csv = files.IsEmpty(path) ? null : CsvReader.Create(files.Open(path), Options);
            return new SeriesFile(written, target, maxGap, currency).Read(csv ?? throw new QuantityException(written.FileStart, $"'{written.File}', {PlainFile.NoContent}", "a CSV file with a header and rows"));
        }
        catch (Exception exception) when (exception is CsvFormatException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new QuantityException(written.FileStart, $"'{written.File}', which cannot be read as CSV", "a CSV file with a header", EmpiricalFile.Unreadable(exception));
        }
    }

    private (TimeSeries Series, Unit? Unit) Read(CsvReader csv)
    {
        string[] header = [.. csv.Headers.Select(name => name.Trim().TrimStart('\uFEFF'))];
        if (header.Length < 2)
        {
            throw new QuantityException(_written.FileStart, FormattableString.Invariant($"'{_written.File}' with {header.Length} columns"), "a column of times and one of values");
        }

        var (timeName, zone) = (TimeColumn(header), Zone());
        var clock = Array.IndexOf(header, timeName);
        var column = _written.AsColumn("column") with { Currency = _currency };
        if (column.Column is null && header.Length > 2)
        {
            throw new QuantityException(_written.FileStart, FormattableString.Invariant($"{header.Length} columns and no column="), $"column= with {Contents.Header(header.Length)}");
        }

        var index = column.Column is null ? 1 - clock : ColumnHeader.Find(column, header);
        var named = SeriesZone.OfColumn(timeName);
        if (zone is not null && named is not null && zone != named)
        {
            throw new QuantityException(_written.OptionStart("zone"), $"zone={zone.Name} for the column {timeName}, which states {named.Name}", "one zone for both", "leave zone= out");
        }

        zone ??= named;
        DateOrder? order = timeName.StartsWith("MTU", StringComparison.OrdinalIgnoreCase) ? DateOrder.DayFirst
            : timeName.Contains("End of Hour", StringComparison.OrdinalIgnoreCase) ? DateOrder.MonthFirst : null;
        var cells = new ColumnCells(column, index);
        while (csv.Read())
        {
            if (csv.FieldCount != header.Length)
            {
                throw At(csv.LineNumber, FormattableString.Invariant($"{csv.FieldCount} fields, while the header has {header.Length}"), "as many fields in every row as in the header");
            }

            if (_rows.Count == EmpiricalFile.MostRows)
            {
                throw new QuantityException(_written.FileStart, $"more than 1,000,000 rows in {_written.File}", "at most 1,000,000 rows");
            }

            var value = csv.GetString(index).Trim();
            var utc = Instant(csv.GetString(clock), clock, zone, order, csv.LineNumber);
            if (Missing.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            cells.Add(value, csv.LineNumber);
            _rows.Add((utc, _rows.Count, csv.LineNumber));
        }

        if (_rows.Count < 2)
        {
            throw new QuantityException(_written.FileStart, $"{_rows.Count} rows with a value in {_written.File}", "at least two");
        }

        var unit = new DataUnit(column, new EmpiricalFile(header[index], cells.Values, cells.Unit), _target).Decide(_written.Unit);
        return (Regular(header[index], EndsLabelled(timeName), value => unit is null ? value : unit.Convert(value, _target), cells.Values), unit);
    }

    private string TimeColumn(string[] header) => _written.Option("time") is not { } stated
        ? TimeColumns.Find(header) ?? throw new QuantityException(_written.Start, $"no time= for {_written.File}", $"time= with {Contents.Header(header.Length)}", TimeColumns.Near(header))
        : header[ColumnHeader.Find(_written.AsColumn("time"), header)];

    private SeriesZone? Zone()
    {
        var zone = _written.Option("zone") is { } stated ? new SeriesZone(stated) : null;
        return zone is { IsKnown: false }
            ? throw new QuantityException(_written.OptionStart("zone"), $"the unknown zone '{ConfigScalar.Clip(zone.Name)}'", "UTC, an offset such as +01:00, or a zone such as Europe/Berlin")
            : zone;
    }

    // A stamp at the end of its hour, as EIA has it, belongs to the hour before.
    private bool EndsLabelled(string timeName) => _written.Option("stamp") switch
    {
        null => timeName.Contains("End of Hour", StringComparison.OrdinalIgnoreCase) || timeName.Contains("hour ending", StringComparison.OrdinalIgnoreCase),
        "end" => true,
        "start" => false,
        { } other => throw new QuantityException(_written.OptionStart("stamp"), $"stamp={ConfigScalar.Clip(other)}", "stamp=start, where an instant is the beginning of its hour, or stamp=end"),
    };

    private DateTime Instant(string cell, int column, SeriesZone? zone, DateOrder? order, long line)
    {
        // ENTSO-E states both ends of each interval.
        var text = cell.Split(" - ")[0];
        var place = Contents.In(column, _written.Option("time"));
        if (SeriesTime.Parse(text, order) is not { After: "" } read)
        {
            throw order is null && SeriesTime.IsAmbiguous(text)
                ? At(line, $"a time {place} in which day or month may stand first", "year-month-day, e.g. 2026-03-01T08:00Z")
                : At(line, $"{Contents.Of(cell)} {place}, which is no time", SeriesTime.Allowed);
        }

        if (read.Offset is { } offset)
        {
            return DateTime.SpecifyKind(read.Clock - offset, DateTimeKind.Utc);
        }

        if (zone is null)
        {
            throw At(line, $"a time {place} without a zone", "a zone: in the cells (Z, +01:00), in the name of the column (UTC), or as zone=", "add zone=UTC, or zone=Europe/Berlin, to series(…)");
        }

        return zone.Mistake(read.Clock) is { } mistake
            ? throw At(line, $"a local time {place} {mistake}", "times that are one instant each", "export the file in UTC, or with an offset in each cell")
            : zone.ToUtc(read.Clock);
    }

    private TimeSeries Regular(string column, bool isEnd, Func<double, double> convert, IReadOnlyList<double> values)
    {
        if (_rows[0].Utc > _rows[1].Utc)
        {
            _rows.Reverse();
        }

        var step = TimeSpan.MaxValue;
        for (var i = 1; i < _rows.Count; i++)
        {
            var (before, here) = (_rows[i - 1], _rows[i]);
            if (here.Utc <= before.Utc)
            {
                throw At(
                    here.Line, here.Utc == before.Utc ? $"the time of line {before.Line} again" : $"a time {TimeSeries.Minutes(before.Utc - here.Utc)} before that of line {before.Line}",
                    "each instant once, in order", "keep the rows of one area only");
            }

            step = here.Utc - before.Utc < step ? here.Utc - before.Utc : step;
        }

        if (TimeSpan.TicksPerDay % step.Ticks != 0)
        {
            throw new QuantityException(_written.FileStart, $"steps of {TimeSeries.Minutes(step)} in {_written.File}", "a step that divides a day, such as 1 h, 30 min or 15 min");
        }

        var start = _rows[0].Utc;
        var filled = new double[((_rows[^1].Utc - start) / step) is var steps && steps > 10 * EmpiricalFile.MostRows ? 0 : (int)Math.Round(steps) + 1];
        if (filled.Length == 0)
        {
            throw new QuantityException(_written.FileStart, $"more than {10 * EmpiricalFile.MostRows:N0} steps in {_written.File}", "a shorter time, or a longer step");
        }

        var (gaps, missing, longest, usual) = (0, 0, TimeSpan.Zero, 0);
        filled[0] = convert(values[_rows[0].Value]);
        for (var i = 1; i < _rows.Count; i++)
        {
            var (before, here) = (_rows[i - 1], _rows[i]);
            var distance = here.Utc - before.Utc;
            if (distance.Ticks % step.Ticks != 0)
            {
                throw At(here.Line, $"{TimeSeries.Minutes(distance)} after the row before", $"multiples of {TimeSeries.Minutes(step)}, the step of the file");
            }

            var (from, to) = ((int)((before.Utc - start).Ticks / step.Ticks), (int)((here.Utc - start).Ticks / step.Ticks));
            filled[to] = convert(values[here.Value]);
            if (to == from + 1)
            {
                usual++;
                continue;
            }

            var gap = distance - step;
            if (gap > _maxGap)
            {
                throw At(
                    here.Line, $"a gap of {TimeSeries.Minutes(gap)} after line {before.Line}", $"gaps of at most {TimeSeries.Minutes(_maxGap)}",
                    "fill it in the file, or state another max_gap, e.g. {value: series(…), max_gap: " + FormattableString.Invariant($"{Math.Ceiling(gap.TotalHours)} h}}"));
            }

            (gaps, missing, longest) = (gaps + 1, missing + to - from - 1, gap > longest ? gap : longest);
            for (var cell = from + 1; cell < to; cell++)
            {
                filled[cell] = filled[from] + ((filled[to] - filled[from]) * (cell - from) / (to - from));
            }
        }

        // Were the coarser step the rule, its values would be taken for gaps.
        if (usual < gaps)
        {
            throw new QuantityException(_written.FileStart, $"steps of {TimeSeries.Minutes(step)} in {usual} places of {_written.File}, and longer ones in {gaps}", "one step throughout the file", "split the file where its step changes");
        }

        return new TimeSeries(_written.File, column, isEnd ? start - step : start, step, filled)
        {
            Lines = (_rows[0].Line, _rows[^1].Line), Gaps = gaps, Filled = missing, LongestGap = longest,
        };
    }

    private QuantityException At(long line, string found, string allowed, string? hint = null) =>
        new(_written.FileStart, FormattableString.Invariant($"{found}, line {line} of {_written.File}"), allowed, hint);
}
