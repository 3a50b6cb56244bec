using System.CommandLine;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator run</c>: samples scenarios and reports what follows.</summary>
internal static class RunCommand
{
    public static readonly string[] Examples =
    [
        "simulator run scenarios/llama-3.1-405b.yaml",
        "simulator run scenarios --samples 10M --interval 95% --out results/all",
        "simulator run my.yaml --precision 0.1% --equivalences 2024 --save-samples samples.parquet",
        "simulator run my.yaml --samples 1e10 --shard 3/8 --out parts --resume",
        "simulator run my.yaml --limit \"p95 emissions < 12 kt\" --strict --junit limits.xml --annotations github",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var samples = Arguments.Samples();
        var seed = Arguments.Seed();
        var sampler = Arguments.Sampler();
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var interval = Arguments.Interval();
        var replicates = Arguments.Replicates();
        var precision = Arguments.Precision();
        var time = Arguments.TimeLimit();
        var exact = new Option<bool>("--exact") { Description = "Exact quantiles above 4M samples too, by drawing the samples a second time." };
        var sensitivity = new Option<bool>("--sensitivity") { Description = "Also compute which inputs the uncertainty comes from, at up to a million base points; see 'simulator sensitivity'." };
        var worst = AnalysisArguments.Worst();
        var limits = Arguments.Limits();
        var outFolder = Arguments.OutFolder("summary.json, summary.csv, report.html and charts");
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var quiet = Arguments.Quiet();
        var shards = new ShardArguments();
        var saveSamples = Arguments.SaveSamples();
        var command = new Command("run", "Runs scenarios and prints their outputs with intervals.")
        {
            files, samples, precision, time, exact, seed, sampler, replicates, device, deviceMemory, threads, interval, limits, sensitivity, worst, outFolder, format, quiet, saveSamples,
        };
        var equivalences = Arguments.Equivalences();
        command.Add(equivalences);
        var charts = new ChartArguments();
        foreach (var option in shards.Options.Concat(charts.Options))
        {
            command.Add(option);
        }

        var gates = new GateArguments();
        foreach (var option in gates.Options)
        {
            command.Add(option);
        }

        // Options that need samples, or more than one part, have no meaning for a single part.
        shards.Refuse(command, [precision, time, saveSamples, .. gates.Options, .. charts.Options.Where(option => option.Name != "--no-plots")], [precision, time]);
        command.SetAction(parsed =>
        {
            var settings = new RunSettings(
                parsed.GetValue(samples), parsed.GetValue(seed), parsed.GetValue(sampler), parsed.GetValue(replicates),
                parsed.GetValue(device), parsed.GetValue(threads), parsed.GetValue(interval), parsed.GetValue(precision),
                parsed.GetValue(time), parsed.GetValue(exact), parsed.GetValue(equivalences), parsed.GetValue(limits),
                parsed.GetValue(deviceMemory));
            var paths = parsed.GetValue(files)!;
            var analyses = parsed.GetValue(sensitivity) || parsed.GetValue(worst) is not null
                ? new Analyses(parsed.GetValue(sensitivity), null, null, parsed.GetValue(worst) ?? [], AreAll: false)
                : null;
            if (shards.PartOf(parsed) is { } part)
            {
                return new PartRun(session, part, settings.Equivalences, parsed.GetValue(outFolder), parsed.GetValue(format)!, parsed.GetValue(quiet), shards.Resumes(parsed))
                    .Run(kept => settings.Split(ScenarioLoader.One(paths, session, kept, "--shard"), analyses, session));
            }

            return gates.Run(parsed, session, findings => shards.Resumes(parsed)
                ? new ResumableRun(session, settings.Equivalences, parsed.GetValue(outFolder), parsed.GetValue(quiet)).Run(
                    kept => settings.Split(ScenarioLoader.One(paths, session, kept, "--resume"), analyses, session),
                    (study, parts) => (parts is null
                        ? Whole(session, settings, findings)
                        : Whole(MergedParts.Of(parts, session), settings with { Device = MergedParts.DeviceFor(parts, settings.Device) }, findings)).RunAll([study.Scenario]))
                : Whole(session, settings, findings).Run(paths));

            ScenarioRun Whole(Session session, RunSettings settings, GateFindings findings) => new(
                session,
                settings,
                charts.Read(parsed, parsed.GetValue(threads) ?? Environment.ProcessorCount),
                parsed.GetValue(outFolder),
                parsed.GetValue(format)!,
                parsed.GetValue(quiet),
                analyses,
                parsed.GetValue(saveSamples) is { } file ? new SampleFile(file) : null) { Findings = findings };
        });
        return command;
    }
}
