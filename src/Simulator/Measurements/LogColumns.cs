using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Names of the columns of a format of logs.</summary>
/// <param name="Read">Names that are read; of several in a group the first that a header has.</param>
/// <param name="Others">Names that are not read, and are like those that are.</param>
/// <param name="Advice">How to write a log that has the columns.</param>
internal sealed record LogColumns(IReadOnlyList<string[]> Read, IReadOnlyList<string> Others, string Advice)
{
    /// <summary>Columns of CodeCarbon's <c>emissions.csv</c>, versions 2 and 3.</summary>
    public static LogColumns CodeCarbon { get; } = new(
        [
            ["duration"], ["energy_consumed"], ["timestamp"], ["run_id"], ["pue"], ["cpu_energy"], ["gpu_energy"], ["ram_energy"], ["gpu_count"], ["gpu_model"], ["cpu_count"], ["cpu_model"],
            ["country_name"], ["country_iso_code"], ["codecarbon_version"], ["longitude"], ["latitude"], ["os"],
        ],
        ["project_name", "experiment_id", "emissions", "emissions_rate", "cpu_power", "gpu_power", "ram_power", "water_consumed", "region", "cloud_provider", "cloud_region", "python_version", "wue", "on_cloud"],
        "the first row of CodeCarbon's emissions.csv names its columns");

    /// <summary>Columns of <c>nvidia-smi --query-gpu</c>, without their units.</summary>
    public static LogColumns NvidiaSmi { get; } = new(
        [["timestamp"], ["power.draw", "power.draw.average", "power.draw.instant"], ["uuid", "gpu_uuid", "serial", "gpu_serial", "pci.bus_id", "gpu_bus_id", "index"], ["name", "gpu_name"]],
        ["pci.bus", "pci.device", "pci.domain", "pci.device_id", "power.limit", "power.max_limit", "power.min_limit", "power.default_limit", "enforced.power.limit", "module.power.draw.average", "module.power.draw.instant"],
        "log with --query-gpu=timestamp,uuid,power.draw --format=csv")
    {
        Shown = name => name.StartsWith("power.", StringComparison.Ordinal) ? $"{name} [W]" : name,
    };

    /// <summary>Columns of <c>sacct --parsable2</c>.</summary>
    public static LogColumns Sacct { get; } = new(
        [["JobID"], ["ConsumedEnergyRaw", "ConsumedEnergy"], ["ElapsedRaw", "Elapsed"], ["AllocTRES"], ["State"], ["Start"], ["End"], ["NodeList"]],
        ["JobIDRaw", "JobName", "AllocGRES", "AllocCPUS", "AllocNodes", "ReqTRES", "ReqGRES", "AveConsumedEnergy", "NNodes", "Suspended", "Submit", "Eligible"],
        "print with sacct --parsable2 -o JobID,State,Elapsed,AllocTRES,ConsumedEnergyRaw, with the header");

    // As the tool writes a name.
    private Func<string, string>? Shown { get; init; }

    /// <summary>Which columns of a header are almost columns that are read, quoting nothing of it; null if there are none.</summary>
    public string? Near(IReadOnlyList<string> names)
    {
        string[] missing = [.. Read.Where(group => Array.TrueForAll(group, name => LogTable.Find(names, name) < 0)).SelectMany(group => group)];
        return Contents.Near(missing, names, [.. Read.SelectMany(group => group), .. Others], Shown);
    }

    /// <summary>What to do about a missing column.</summary>
    public string Hint(IReadOnlyList<string> names) => Near(names) is { } near ? $"{near}; {Advice}" : Advice;

    /// <summary>Notes columns that are not read, although their names are almost those of columns that a log may leave out.</summary>
    public void NoteNear(LogFile file, IReadOnlyList<string> names, Tally tally)
    {
        if (Near(names) is { } near)
        {
            tally.Note($"{file.Name}: {near}; a column under another name is not read");
        }
    }
}
