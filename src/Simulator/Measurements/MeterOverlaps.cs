using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Finds powers that would be counted twice.</summary>
internal static class MeterOverlaps
{
    /// <summary>Refuses two series of the same device that cover the same time.</summary>
    /// <exception cref="ScenarioException">There are such.</exception>
    public static void Refuse(IReadOnlyList<PowerSeries> all, ImportOptions options)
    {
        foreach (var device in all.GroupBy(series => series.Meter, StringComparer.Ordinal))
        {
            PowerSeries? latest = null;
            foreach (var series in device.OrderBy(series => series.Start))
            {
                if (latest is not null && series.Start < latest.End)
                {
                    Refuse(latest, series, options);
                }

                latest = latest is null || series.End > latest.End ? series : latest;
            }
        }
    }

    private static void Refuse(PowerSeries a, PowerSeries b, ImportOptions options)
    {
        var time = FormattableString.Invariant($"{TimeSpan.FromTicks(Math.Min(a.End, b.End) - b.Start).TotalSeconds:0.###} s");
        if (a.File.Sha256 == b.File.Sha256 && a.File != b.File)
        {
            throw b.File.Mistake(0, "", $"the same content as {a.File.Name}", "each log once");
        }

        if (a.IsUnique || a.File == b.File)
        {
            throw b.File.Mistake(
                b.Samples[0].Line, "", $"{b.Where} for {time} at the same time as {a.Place}{(a.File == b.File ? "" : $" of {a.File.Name}")}", "each device once at any time",
                "its energy would be counted twice: leave one of the logs or series out");
        }

        if (!options.DifferentMachines)
        {
            throw b.File.Mistake(
                b.Samples[0].Line, "", $"{b.Where} for {time} at the same time as {a.Place} of {a.File.Name}", "logs of which one can tell whether they are of the same machine",
                "if both files are of the same machine, leave one out; if they are of different machines, say --different-machines, and their energies are added; a log with uuid says it itself");
        }
    }
}
