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
        var shard = Arguments.Shard();
        var saveSamples = Arguments.SaveSamples();
        var resume = new Option<bool>("--resume")
        {
            Description = "Keep what is drawn in parts, and continue where the same command with --resume was interrupted; with --shard, do not draw a part that is there.",
        };
        var command = new Command("run", "Runs scenarios and prints their outputs with intervals.")
        {
            files, samples, precision, time, exact, seed, sampler, replicates, device, deviceMemory, threads, interval, limits, sensitivity, worst, outFolder, format, quiet, shard, resume, saveSamples,
        };
        var equivalences = Arguments.Equivalences();
        command.Add(equivalences);
        var charts = new ChartArguments();
        foreach (var option in charts.Options)
        {
            command.Add(option);
        }

        var gates = new GateArguments();
        foreach (var option in gates.Options)
        {
            command.Add(option);
        }

        // Options that need samples, or more than one part, have no meaning for a single part.
        Option[] wholeRunsOnly = [precision, time, sensitivity, worst, saveSamples, .. gates.Options, .. charts.Options.Where(option => option.Name != "--no-plots")];
        command.Validators.Add(result =>
        {
            if (result.GetResult(shard) is { Implicit: false })
            {
                foreach (var option in wholeRunsOnly.Where(option => result.GetResult(option) is { Implicit: false }))
                {
                    result.AddError($"{option.Name} cannot be used with --shard: {PartRun.WhyNot(option.Name)}");
                }
            }
            else if (result.GetResult(resume) is { Implicit: false })
            {
                foreach (var option in new Option[] { precision, time }.Where(option => result.GetResult(option) is { Implicit: false }))
                {
                    result.AddError($"{option.Name} cannot be used with --resume, which draws a stated number of samples; use --samples.");
                }
            }
        });
        command.SetAction(parsed =>
        {
            var settings = new RunSettings(
                parsed.GetValue(samples), parsed.GetValue(seed), parsed.GetValue(sampler), parsed.GetValue(replicates),
                parsed.GetValue(device), parsed.GetValue(threads), parsed.GetValue(interval), parsed.GetValue(precision),
                parsed.GetValue(time), parsed.GetValue(exact), parsed.GetValue(equivalences), parsed.GetValue(limits),
                parsed.GetValue(deviceMemory));
            var paths = parsed.GetValue(files)!;
            if (parsed.GetValue(shard) is { } part)
            {
                return new PartRun(session, settings, part, parsed.GetValue(outFolder), parsed.GetValue(format)!, parsed.GetValue(quiet), parsed.GetValue(resume)).Run(paths);
            }

            return gates.Run(parsed, session, findings => parsed.GetValue(resume)
                ? new ResumableRun(session, settings, parsed.GetValue(outFolder), parsed.GetValue(quiet), (of, with) => Whole(of, with, findings)).Run(paths)
                : Whole(session, settings, findings).Run(paths));

            ScenarioRun Whole(Session session, RunSettings settings, GateFindings findings) => new(
                session,
                settings,
                charts.Read(parsed, parsed.GetValue(threads) ?? Environment.ProcessorCount),
                parsed.GetValue(outFolder),
                parsed.GetValue(format)!,
                parsed.GetValue(quiet),
                parsed.GetValue(sensitivity) || parsed.GetValue(worst) is not null
                    ? new Analyses(parsed.GetValue(sensitivity), null, null, parsed.GetValue(worst) ?? [], AreAll: false)
                    : null,
                parsed.GetValue(saveSamples) is { } file ? new SampleFile(file) : null) { Findings = findings };
        });
        return command;
    }
}
