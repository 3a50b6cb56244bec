using System.CommandLine;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator run</c>: samples scenarios and reports what follows.</summary>
internal static class RunCommand
{
    public static readonly string[] Examples =
    [
        "simulator run scenarios/llama-3.1-405b.yaml",
        "simulator run scenarios --samples 10M --interval 95% --out results/all",
        "simulator run my.yaml --precision 0.1% --time 60",
        "simulator run my.yaml --limit \"p95 emissions < 12 kt\" --format json --quiet > summary.json",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var samples = Arguments.Samples();
        var seed = Arguments.Seed();
        var sampler = new Option<string?>("--sampler") { Description = "How samples are drawn: scrambled Sobol' points, or independent ones. Default: sobol.", HelpName = "sobol|random" };
        sampler.AcceptOnlyFromAmong("random", "sobol");
        var device = new Option<string?>("--device") { Description = "auto, cpu, or one lane width by its name; see 'simulator devices'.", HelpName = "NAME" };
        var threads = Arguments.Threads();
        var interval = Arguments.Interval();
        var replicates = Arguments.Replicates();
        var precision = Arguments.Precision();
        var time = Arguments.TimeLimit();
        var exact = new Option<bool>("--exact") { Description = "Quantiles of the sorted samples also above 4M samples, by drawing them a second time." };
        var limits = Arguments.Limits();
        var outFolder = new Option<string?>("--out", "-o")
        {
            Description = "Folder for summary.json, summary.csv and charts, or for one folder per scenario. Default: results/<scenario name>.",
            HelpName = "DIR",
        };
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress, no notices, no list of written files." };
        var command = new Command("run", "Runs scenarios and prints their outputs with intervals.")
        {
            files, samples, precision, time, exact, seed, sampler, replicates, device, threads, interval, limits, outFolder, format, quiet,
        };
        var charts = new ChartArguments();
        foreach (var option in charts.Options)
        {
            command.Add(option);
        }

        command.SetAction(parsed => new ScenarioRun(
            session,
            new RunSettings(
                parsed.GetValue(samples), parsed.GetValue(seed), parsed.GetValue(sampler), parsed.GetValue(replicates),
                parsed.GetValue(device), parsed.GetValue(threads), parsed.GetValue(interval), parsed.GetValue(precision),
                parsed.GetValue(time), parsed.GetValue(exact), parsed.GetValue(limits)),
            charts.Read(parsed, parsed.GetValue(threads) ?? Environment.ProcessorCount),
            parsed.GetValue(outFolder),
            parsed.GetValue(format)!,
            parsed.GetValue(quiet)).Run(parsed.GetValue(files)!));
        return command;
    }
}
