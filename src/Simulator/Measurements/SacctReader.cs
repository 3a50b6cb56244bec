using Simulator.Model;
using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Reads what <c>sacct --parsable2 -o JobID,Elapsed,AllocTRES,ConsumedEnergyRaw</c> prints: energies in J.</summary>
internal sealed partial class SacctReader(ImportOptions options, Tally tally)
{
    /// <summary>No node draws so much on average: eight of the largest accelerators with their server stay below 20 kW.</summary>
    private const double MostWattsPerNode = 20_000;

    /// <summary>A node that is on draws more than this.</summary>
    private const double LeastWattsPerNode = 10;

    /// <summary>Largest power of a node over the ratings of its accelerators, beside 20 W for each core.</summary>
    private const double MostOverhead = 2;

    /// <summary>Nodes of all jobs that are compared at most: some seconds.</summary>
    private const int MostNodesOfJobs = 10_000_000;

    private sealed record Row(LogFile File, long Line, string Job, string Step, double? Joules, TimeSpan? Elapsed, string Resources, string State, LogTime? Start, LogTime? End, string Nodes);

    private sealed record Job(Row Row, double Joules, int? Gpus, string? Gpu);

    /// <summary>Energy of all jobs in all files.</summary>
    /// <exception cref="ScenarioException">A log cannot be read in one way.</exception>
    public Measurement Read(IReadOnlyList<LogFile> files)
    {
        if (options.From is not null || options.To is not null)
        {
            throw files[0].Mistake(0, "--from", "a time to cut at", "no such option for this format", "Slurm keeps one total for each job, which cannot be cut; leave whole jobs out with --except JOBID");
        }

        var rows = files.SelectMany(Read).ToList();
        var jobs = new List<Job>();
        foreach (var group in rows.GroupBy(row => row.Job, StringComparer.Ordinal))
        {
            if (options.Except.Contains(group.Key, StringComparer.Ordinal))
            {
                tally.Skip($"job {group.Key}, left out by --except", group.Count());
            }
            else if (ReadJob([.. group]) is { } job)
            {
                jobs.Add(job);
            }
        }

        if (Array.Find([.. options.Except], name => rows.TrueForAll(row => row.Job != name)) is { } unknown)
        {
            throw files[0].Mistake(0, "--except", $"no job '{unknown}'", $"one of the {Contents.Count(rows.Select(row => row.Job).Distinct(StringComparer.Ordinal).Count(), "job")} in the column JobID");
        }

        if (jobs.Count == 0)
        {
            throw files[0].Mistake(0, "", "no job that has ended", "at least one job that has ended", "the energy of a job is complete when it has ended");
        }

        RefuseSharedNodes(jobs);
        tally.Used = jobs.Count;
        tally.Note("a job's energy is that of its whole nodes: where a node was shared with other jobs, theirs is in it");
        var gpus = jobs.Select(job => job.Gpus).ToList();
        var ids = jobs.Select(job => job.Gpu is { } name ? GpuNames.Find(name) : null).Distinct().ToList();
        return new Measurement("sacct", options.MeasuredAt ?? Boundary.It, jobs.Sum(job => job.Joules) / 3.6e6, MeterAccuracy.Slurm.Or(options.Accuracy), files, tally.Rows)
        {
            AcceleratorHours = gpus.All(count => count > 0) ? jobs.Sum(job => job.Gpus!.Value * job.Row.Elapsed!.Value.TotalHours) : null,

            // Several jobs may have run side by side or in turn.
            Accelerators = gpus is [> 0 and var count] ? count : null,
            Accelerator = options.Accelerator ?? (ids.Count == 1 ? ids[0] : null),
            Notes = tally.Notes,
        };
    }

    private List<Row> Read(LogFile file)
    {
        var header = LogTable.First(file, '|');
        string[] names = [.. header.Cells.Where(cell => cell.Length > 0)];
        var id = LogTable.Require(file, header, names, "JobID", LogColumns.Sacct);
        var energyName = LogTable.Find(names, "ConsumedEnergyRaw") >= 0 ? "ConsumedEnergyRaw" : "ConsumedEnergy";
        var energy = LogTable.Require(file, header, names, energyName, LogColumns.Sacct);
        var elapsedName = LogTable.Find(names, "ElapsedRaw") >= 0 ? "ElapsedRaw" : "Elapsed";
        var elapsed = LogTable.Require(file, header, names, elapsedName, LogColumns.Sacct);
        LogColumns.Sacct.NoteNear(file, names, tally);
        if (energyName == "ConsumedEnergy")
        {
            tally.Note("ConsumedEnergy is rounded to its suffix (K is 1,000 J, M is 1,000,000 J); ConsumedEnergyRaw is not");
        }

        if (LogTable.Find(names, "State") < 0)
        {
            tally.Note("without the column State, a job that was still running when it was printed cannot be told from one that had ended");
        }

        var all = new List<Row>();
        foreach (var row in LogTable.Rows(file, '|').Skip(1))
        {
            if (row.Repeats(header))
            {
                tally.Skip("the header again");
                continue;
            }

            // --parsable ends rows with a separator, --parsable2 does not.
            var cells = row.Cells.Length == names.Length + 1 && row.Cells[^1].Length == 0 ? row.Cells[..^1] : row.Cells;
            if (cells.Length != names.Length)
            {
                throw file.Mistake(row.Line, "", Contents.Count(cells.Length, "cell"), FormattableString.Invariant($"{names.Length}, as in the header"), "a job name with a '|' in it may be the reason: leave the column out");
            }

            string Cell(string name) => LogTable.Find(names, name) is var at and >= 0 ? cells[at] : "";
            var (job, step) = cells[id].IndexOf('.') is var dot and > 0 ? (cells[id][..dot], cells[id][(dot + 1)..]) : (cells[id], "");
            all.Add(new Row(
                file, row.Line, job, step, Joules(file, row.Line, energy, energyName, cells[energy]), Time(file, row.Line, elapsed, elapsedName, cells[elapsed]), Cell("AllocTRES"), Cell("State"),
                LogTime.Parse(Cell("Start")), LogTime.Parse(Cell("End")), Cell("NodeList")));
        }

        return all;
    }

    private Job? ReadJob(Row[] rows)
    {
        var job = Array.Find(rows, row => row.Step.Length == 0) ?? rows[0];
        if (rows.Count(row => row.Step.Length == 0) > 1)
        {
            throw job.File.Mistake(rows.Last(row => row.Step.Length == 0).Line, "JobID", $"the job of line {job.Line.ToString(CultureInfo.InvariantCulture)} a second time", "each job once", "the same job in two files, or a job that was requeued (sacct --duplicates): keep the row that holds");
        }

        if (Unfinished().IsMatch(job.State))
        {
            tally.Skip($"jobs that are {job.State.Split(' ')[0].ToLowerInvariant()}", rows.Length);
            return null;
        }

        if (job.Elapsed is not { } elapsed || elapsed == TimeSpan.Zero)
        {
            tally.Skip("jobs that never started", rows.Length);
            return null;
        }

        var joules = job.Step.Length == 0 && job.Joules > 0 ? job.Joules.Value : OfSteps(job, rows);
        tally.Skip("steps of jobs, which are in the job's energy", rows.Count(row => row != job));
        var (gpus, gpu) = Accelerators(job.Resources);
        RefuseAbsurd(job, joules, elapsed, gpus, gpu);
        return new Job(job, joules, gpus, gpu);
    }

    // Without a figure for the job: .extern spans it; several steps may have run side by side or in turn.
    private static double OfSteps(Row job, Row[] rows)
    {
        Row[] steps = [.. rows.Where(row => row.Step.Length > 0 && row.Joules > 0)];
        var whole = Array.Find(steps, row => row.Step == "extern") ?? (steps.Length == 1 ? steps[0] : null);
        return whole?.Joules ?? throw job.File.Mistake(
            job.Line, "ConsumedEnergyRaw", steps.Length == 0 ? "no energy of the job" : FormattableString.Invariant($"no energy of the job as a whole, but of {steps.Length} steps, of which the largest has {steps.Max(step => step.Joules) / steps.Sum(step => step.Joules):0.#%}"),
            "an energy of the job, or of its .extern step",
            steps.Length == 0 ? "the site may have no energy plugin (AcctGatherEnergyType): a counter that is missing is not zero; leave the job out with --except" : "steps that ran side by side have measured the same nodes; steps that ran in turn have not: put the right figure into the job's row");
    }

    private void RefuseAbsurd(Row job, double joules, TimeSpan elapsed, int? gpus, string? gpu)
    {
        var nodes = Resource(job.Resources, "node") ?? 1;
        var cores = Resource(job.Resources, "cpu") ?? 0;
        var watts = joules / elapsed.TotalSeconds;
        var rated = GpuNames.RatedWatts(options.Accelerator ?? (gpu is null ? null : GpuNames.Find(gpu)));
        var most = Math.Min(nodes * MostWattsPerNode, rated is { } each && gpus is { } count ? (MostOverhead * each * count) + (20 * cores) + (500 * nodes) : double.PositiveInfinity);
        if (watts > most || watts < nodes * LeastWattsPerNode)
        {
            throw job.File.Mistake(
                job.Line, "ConsumedEnergyRaw",
                FormattableString.Invariant($"an energy and a time of the job that make {watts:N0} W on average over {nodes} {(nodes == 1 ? "node" : "nodes")}"),
                FormattableString.Invariant($"{nodes * LeastWattsPerNode:N0} to {most:N0} W for {nodes} {(nodes == 1 ? "node" : "nodes")}{(gpus is null ? "" : FormattableString.Invariant($" with {gpus} accelerators"))}"),
                "the counter has wrapped, was reset or is missing: leave the job out with --except, or take its energy from another meter");
        }
    }

    // The energy of a node is counted for each job on it.
    private static void RefuseSharedNodes(List<Job> jobs)
    {
        var last = new Dictionary<string, Row>(StringComparer.Ordinal);
        var total = 0;
        foreach (var row in jobs.Select(job => job.Row).Where(row => row is { Nodes.Length: > 0, Start: not null, End: not null }).OrderBy(row => row.Start!.Value.Ticks))
        {
            var nodes = HostList.Expand(row.Nodes) ?? throw row.File.Mistake(
                row.Line, "NodeList", $"{Contents.Of(row.Nodes)}, which is no list of nodes", FormattableString.Invariant($"names of at most {HostList.MostNodes:N0} nodes, e.g. gpu[01-03,07],login1"),
                "without the column NodeList, shared nodes are not looked for");
            if ((total += nodes.Count) > MostNodesOfJobs)
            {
                throw row.File.Mistake(
                    row.Line, "NodeList", FormattableString.Invariant($"more than {MostNodesOfJobs:N0} nodes of all jobs together"), "fewer jobs in one file",
                    "without the column NodeList, shared nodes are not looked for");
            }

            foreach (var node in nodes)
            {
                if (last.TryGetValue(node, out var before) && row.Start!.Value.Ticks < before.End!.Value.Ticks)
                {
                    throw row.File.Mistake(
                        row.Line, "NodeList", $"a job on a node at the same time as the job of line {before.Line.ToString(CultureInfo.InvariantCulture)}{(before.File == row.File ? "" : $" of {before.File.Name}")}", "jobs that do not share nodes",
                        "Slurm counts the whole node for each job on it, so that their energies cannot be added: keep one of them with --except, and know that the others are in it");
                }

                last[node] = row;
            }
        }
    }

    private static double? Joules(LogFile file, long line, int index, string column, string cell)
    {
        var match = Energy().Match(cell);
        if (cell.Length == 0)
        {
            return null;
        }

        if (!match.Success || !double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw file.Mistake(line, index, column, cell, "joules, with or without K, M, G, T or P");
        }

        var joules = number * match.Groups[2].Value switch { "K" => 1e3, "M" => 1e6, "G" => 1e9, "T" => 1e12, "P" => 1e15, _ => 1 };

        // Slurm's NO_VAL64 and NO_VAL stand for "not measured".
        return joules >= 1.8e19 || joules is 4294967294 or 4294967295 ? null : joules;
    }

    private static TimeSpan? Time(LogFile file, long line, int index, string column, string cell)
    {
        if (cell.Length == 0 || cell is "INVALID" or "Unknown")
        {
            return null;
        }

        if (long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        var match = Elapsed().Match(cell);
        int Part(int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        return match.Success
            ? new TimeSpan(Part(1), Part(2), Part(3), Part(4))
            : throw file.Mistake(line, index, column, cell, "days-hours:minutes:seconds, e.g. 1-02:03:04");
    }

    private static int? Resource(string resources, string name)
    {
        foreach (var pair in resources.Split(','))
        {
            if (pair.Split('=') is [var key, var value] && key == name && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return count;
            }
        }

        return null;
    }

    // gres/gpu=4 counts the typed ones too: gres/gpu:a100=4,gres/gpu=4 are four accelerators.
    private static (int? Count, string? Type) Accelerators(string resources)
    {
        var typed = resources.Split(',').Where(pair => pair.StartsWith("gres/gpu:", StringComparison.Ordinal)).ToList();
        var type = typed is [var one] ? one["gres/gpu:".Length..].Split('=')[0] : null;
        var count = Resource(resources, "gres/gpu") ?? (typed.Count > 0 ? typed.Sum(pair => Resource(pair, pair.Split('=')[0]) ?? 0) : null);
        return (count, type);
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)([KMGTP]?)J?$", RegexOptions.None, 1000)]
    private static partial Regex Energy();

    [GeneratedRegex(@"^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)(?:\.\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex Elapsed();

    [GeneratedRegex("^(RUNNING|PENDING|SUSPENDED|COMPLETING|REQUEUED|RESIZING|CONFIGURING)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unfinished();
}
