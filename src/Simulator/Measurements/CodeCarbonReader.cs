using Simulator.Model;
using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Reads CodeCarbon's <c>emissions.csv</c>, one row a run: energies in kWh, emissions in kg, durations in s.</summary>
/// <remarks>CodeCarbon multiplies every energy by the PUE that it was given, so it is divided by it here.</remarks>
internal sealed partial class CodeCarbonReader(ImportOptions options, Tally tally)
{
    /// <summary>CodeCarbon rounds nothing; a sum that is farther off shows cells in the wrong columns.</summary>
    private const double MostApart = 0.01;

    /// <summary>One run.</summary>
    private sealed record Run(LogFile File, long Line, string Id, string Machine, LogTime? End, double Seconds, double Energy, double Pue, int? Gpus, string? Model, string Place);

    /// <summary>Energy of all runs in all files.</summary>
    /// <exception cref="ScenarioException">A log cannot be read in one way.</exception>
    public Measurement Read(IReadOnlyList<LogFile> files)
    {
        if (options.From is not null || options.To is not null)
        {
            throw files[0].Mistake(0, "--from", "a time to cut at", "no such option for this format", "emissions.csv holds one total for each run, which cannot be cut; leave whole runs out with --except RUN_ID");
        }

        var runs = Latest([.. files.SelectMany(Read)]);
        foreach (var name in options.Except)
        {
            if (runs.RemoveAll(run => run.Id == name) == 0)
            {
                throw files[0].Mistake(0, "--except", $"no run '{name}'", $"one of the {Contents.Count(runs.Count, "run")} in the column run_id");
            }

            tally.Skip($"run {name}, left out by --except");
        }

        if (runs.Count == 0)
        {
            throw files[0].Mistake(0, "", "no runs", "at least one row of a run");
        }

        RefuseOverlaps(runs);
        tally.Used = runs.Count;
        var pues = runs.Select(run => run.Pue).Distinct().ToList();
        var pue = pues.Count == 1 ? pues[0] : throw runs[0].File.Mistake(0, "pue", FormattableString.Invariant($"runs with {pues.Count} different PUEs"), "runs of one site", "import each site on its own");
        if (pue > 1)
        {
            tally.Note($"CodeCarbon was told a PUE of {Text(pue)} and has multiplied its energies by it: the IT energy is the logged one divided by it");
        }

        foreach (var place in runs.Select(run => run.Place).Where(place => place.Length > 0).Distinct(StringComparer.Ordinal))
        {
            tally.Note($"CodeCarbon took the location for {place}; --location states it for the scenario");
        }

        var models = runs.Select(run => run.Model).Distinct().ToList();
        var id = models is [{ } model] ? GpuNames.Find(model) : null;
        var counts = runs.Select(run => run.Gpus).ToList();
        return new Measurement("codecarbon", options.MeasuredAt ?? Boundary.It, runs.Sum(run => run.Energy) / pue, MeterAccuracy.CodeCarbon.Or(options.Accuracy), files, tally.Rows)
        {
            AcceleratorHours = counts.All(count => count > 0) ? runs.Sum(run => run.Gpus!.Value * run.Seconds) / 3600 : null,
            Accelerators = counts.Distinct().ToList() is [> 0 and var count] && !options.DifferentMachines ? count : null,
            Accelerator = options.Accelerator ?? id,
            Pue = pue > 1 ? pue : null,
            Notes = tally.Notes,
        };
    }

    private List<Run> Read(LogFile file)
    {
        var header = LogTable.First(file);
        foreach (var name in (string[])["duration", "energy_consumed"])
        {
            LogTable.Require(file, header, header.Cells, name, LogColumns.CodeCarbon);
        }

        LogColumns.CodeCarbon.NoteNear(file, header.Cells, tally);

        return [.. LogTable.Rows(file).Skip(1).Where(row => !IsHeader(row, header)).Select(row => ReadRun(file, header.Cells, row))];
    }

    private bool IsHeader(LogRow row, LogRow header)
    {
        var isHeader = row.Repeats(header);
        if (isHeader)
        {
            tally.Skip("the header again");
        }

        return isHeader;
    }

    private static Run ReadRun(LogFile file, string[] names, LogRow row)
    {
        if (row.Cells.Length != names.Length)
        {
            throw file.Mistake(
                row.Line, "", Contents.Count(row.Cells.Length, "cell"), FormattableString.Invariant($"{names.Length}, as in the header"),
                "another version of CodeCarbon has appended under the header of an older one, so that cells stand under wrong names: put the rows of each version into a file with its own header");
        }

        string Cell(string name) => LogTable.Find(names, name) is var at and >= 0 ? row.Cells[at] : "";
        double? Number(string name, bool isRequired = false)
        {
            var cell = Cell(name);
            return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0 ? value
                : cell.Length == 0 && !isRequired ? null
                : throw file.Mistake(row.Line, LogTable.Find(names, name), name, cell, "a number of 0 or more", Shifted);
        }

        var (seconds, energy) = (Number("duration", true)!.Value, Number("energy_consumed", true)!.Value);
        double[] parts = [.. new[] { "cpu_energy", "gpu_energy", "ram_energy" }.Select(name => Number(name)).OfType<double>()];
        if (parts.Length == 3 && Math.Abs(parts.Sum() - energy) > MostApart * Math.Max(energy, parts.Sum()))
        {
            throw file.Mistake(
                row.Line, "energy_consumed", FormattableString.Invariant($"{energy / parts.Sum():0.##%} of cpu_energy + gpu_energy + ram_energy"), "the sum of its parts, to within 1%", Shifted);
        }

        if (Cell("country_iso_code") is { Length: > 0 } code && !Country().IsMatch(code))
        {
            throw file.Mistake(row.Line, LogTable.Find(names, "country_iso_code"), "country_iso_code", code, "three letters, e.g. DEU", Shifted);
        }

        if (Cell("codecarbon_version") is { Length: > 0 } version && !Version().IsMatch(version))
        {
            throw file.Mistake(row.Line, LogTable.Find(names, "codecarbon_version"), "codecarbon_version", version, "a version, e.g. 3.0.4", Shifted);
        }

        if (energy == 0 || seconds == 0)
        {
            throw file.Mistake(row.Line, energy == 0 ? "energy_consumed" : "duration", "0", "more than 0", "the run ended before the first measurement, or nothing was measured: a counter that is missing is not zero; remove the row");
        }

        var pue = Number("pue") ?? 1;
        var gpus = Number("gpu_count");
        return pue < 1
            ? throw file.Mistake(row.Line, "pue", "less than 1", "1 or more", Shifted)
            : new Run(
                file, row.Line, Cell("run_id") is { Length: > 0 } id ? id : FormattableString.Invariant($"{file.Name}:{row.Line}"),
                string.Join('/', new[] { "cpu_model", "cpu_count", "gpu_model", "gpu_count", "longitude", "latitude", "os" }.Select(Cell)), LogTime.Parse(Cell("timestamp")), seconds, energy, pue,
                gpus is { } count ? (int)count : null, Cell("gpu_model") is { Length: > 0 } model ? model : null, Cell("country_name") is { Length: > 0 } country ? $"{country} ({Cell("country_iso_code")})" : "");
    }

    private const string Shifted = "cells may stand under wrong names, because another version of CodeCarbon has appended to the file: put the rows of each version into a file with its own header";

    // A run that flushes appends its totals so far again and again.
    private List<Run> Latest(List<Run> all)
    {
        var latest = all.GroupBy(run => run.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MaxBy(run => run.Seconds)!, StringComparer.Ordinal);
        foreach (var run in all.Where(run => run != latest[run.Id]))
        {
            var last = latest[run.Id];
            if (run.Energy > last.Energy)
            {
                throw run.File.Mistake(run.Line, "energy_consumed", FormattableString.Invariant($"more energy than in line {last.Line}, which has a longer duration of the same run"), "totals that rise with the duration", "the rows of one run_id are read as its totals so far, of which the last holds");
            }

            tally.Skip("earlier totals of a run that has a later row");
        }

        return [.. latest.Values];
    }

    private void RefuseOverlaps(List<Run> runs)
    {
        if (options.DifferentMachines)
        {
            return;
        }

        foreach (var machine in runs.Where(run => run.End is not null).GroupBy(run => run.Machine, StringComparer.Ordinal))
        {
            Run? before = null;
            foreach (var run in machine.OrderBy(run => run.End!.Value.Ticks - (long)(run.Seconds * TimeSpan.TicksPerSecond)))
            {
                // Time stamps are rounded to the second.
                if (before is not null && run.End!.Value.Ticks - (long)(run.Seconds * TimeSpan.TicksPerSecond) < before.End!.Value.Ticks - TimeSpan.TicksPerSecond)
                {
                    throw run.File.Mistake(
                        run.Line, "timestamp", $"a run at the same time as that of {before.File.Name}:{before.Line.ToString(CultureInfo.InvariantCulture)}, on a machine that looks the same", "runs one after the other, or of different machines",
                        "each process of a run may have measured the whole machine: keep one of them (--except RUN_ID); if each has a machine of its own, say --different-machines, and their energies are added");
                }

                before = before is null || run.End!.Value.Ticks > before.End!.Value.Ticks ? run : before;
            }
        }
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Za-z]{3}$", RegexOptions.None, 1000)]
    private static partial Regex Country();

    [GeneratedRegex(@"^v?\d+\.\d+", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
