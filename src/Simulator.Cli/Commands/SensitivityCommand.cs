using System.CommandLine;
using Simulator.Charts;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator sensitivity</c>: which inputs the uncertainty comes from, and what the worst cases have in common.</summary>
internal static class SensitivityCommand
{
    public static readonly string[] Examples =
    [
        "simulator sensitivity scenarios/llama-3.1-405b.yaml",
        "simulator sensitivity my.yaml --outputs emissions,cost --samples 4M",
        "simulator sensitivity my.yaml --format csv --no-plots > sensitivity.csv",
        "simulator run my.yaml --sensitivity --worst emissions",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var outputs = AnalysisArguments.Outputs();
        var samples = Arguments.Samples();
        samples.Description = "Base points of the pick-freeze design: at each, every input is exchanged in turn. Default: 1_048_576.";
        var seed = Arguments.Seed();
        var sampler = Arguments.Sampler();
        var replicates = Arguments.Replicates();
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var outFolder = Arguments.OutFolder("summary.json, summary.csv, sensitivity.csv, report.html and tornado charts");
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var quiet = Arguments.Quiet();
        var command = new Command("sensitivity", "Shows which inputs the uncertainty of the outputs comes from: Sobol' indices, tornado, worst cases.")
        {
            files, outputs, samples, seed, sampler, replicates, device, deviceMemory, threads, outFolder, format, quiet,
        };
        var (charts, shards) = (new ChartArguments(), new ShardArguments());
        foreach (var option in shards.Options.Concat(charts.DrawingOptions))
        {
            command.Add(option);
        }

        var gates = new GateArguments();
        foreach (var option in gates.Options)
        {
            command.Add(option);
        }

        shards.Refuse(command, [.. gates.Options, .. charts.DrawingOptions.Where(option => option.Name != "--no-plots")], []);
        command.SetAction(parsed =>
        {
            var points = parsed.GetValue(samples);
            var reported = parsed.GetValue(outputs);
            var drawn = charts.Read(parsed, parsed.GetValue(threads) ?? Environment.ProcessorCount, [ChartKind.Tornado]);
            var analyses = new Analyses(Indices: true, points, reported, Worst: null, AreAll: true);
            var settings = new RunSettings(
                points, parsed.GetValue(seed), parsed.GetValue(sampler), parsed.GetValue(replicates), parsed.GetValue(device), parsed.GetValue(threads),
                DeviceMemory: parsed.GetValue(deviceMemory));
            var paths = parsed.GetValue(files)!;
            if (shards.PartOf(parsed) is { } part)
            {
                return new PartRun(session, part, null, parsed.GetValue(outFolder), parsed.GetValue(format)!, parsed.GetValue(quiet), shards.Resumes(parsed))
                    .Run(kept => settings.Split(ScenarioLoader.One(paths, session, kept, "--shard"), analyses, session));
            }

            return gates.Run(parsed, session, findings => shards.Resumes(parsed)
                ? new ResumableRun(session, null, parsed.GetValue(outFolder), parsed.GetValue(quiet)).Run(
                    kept => settings.Split(ScenarioLoader.One(paths, session, kept, "--resume"), analyses, session),
                    (study, parts) => (parts is null
                        ? Whole(session, settings, findings)
                        : Whole(MergedParts.Of(parts, session), settings with { Device = MergedParts.DeviceFor(parts, settings.Device) }, findings)).RunAll([study.Scenario]))
                : Whole(session, settings, findings).Run(paths));

            ScenarioRun Whole(Session session, RunSettings settings, GateFindings findings) => new(
                session, settings, reported is null ? drawn : drawn?.WithDrivers(reported), parsed.GetValue(outFolder), parsed.GetValue(format)!,
                parsed.GetValue(quiet), analyses) { Findings = findings };
        });
        return command;
    }
}
