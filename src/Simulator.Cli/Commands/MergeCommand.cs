using System.CommandLine;
using Simulator.Charts;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sharding;
using Simulator.Studies.Sweep;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator merge</c>: parts that were drawn on their own, as the study in one go.</summary>
internal static class MergeCommand
{
    public static readonly string[] Examples =
    [
        "simulator run my.yaml --samples 1e10 --shard 1/2 --out parts",
        "simulator merge parts",
        "simulator merge 1-of-2.part 2-of-2.part --out results/merged",
        "simulator merge parts --format json --quiet > summary.json",
    ];

    public static Command Build(Session session)
    {
        var parts = new Argument<string[]>("PART")
        {
            Description = "Part files written with --shard, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var outFolder = Arguments.OutFolder("summary.json, summary.csv, report.html and charts");
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var quiet = Arguments.Quiet();
        var command = new Command(
            "merge",
            "Merges the parts of a run, a sweep, a schedule or a sensitivity analysis, and prints what one process would have printed.")
        {
            parts, outFolder, format, device, deviceMemory, threads, quiet,
        };
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

        command.SetAction(parsed => gates.Run(parsed, session, findings =>
        {
            var set = MergedParts.Explained(() => PartSet.Read(parsed.GetValue(parts)!));
            var settings = MergedParts.Asked(set, () => MergedParts.Settings(set, parsed.GetValue(device), parsed.GetValue(threads), parsed.GetValue(deviceMemory)));
            var drawing = parsed.GetValue(threads) ?? Environment.ProcessorCount;
            var study = set.Run.Asks;
            var ofStudy = new StudySettings(settings, charts.ReadDrawing(parsed, drawing), parsed.GetValue(outFolder), parsed.GetValue(format)!, parsed.GetValue(quiet));
            return study.Kind switch
            {
                PartStudy.Sweep => MergeSweep(set, ofStudy, session, findings),
                PartStudy.Schedule => MergeSchedule(set, ofStudy, session, findings),
                _ => new ScenarioRun(
                    MergedParts.Of(set.Parts, session), settings, Charts(), parsed.GetValue(outFolder), parsed.GetValue(format)!, parsed.GetValue(quiet),
                    MergedParts.Asked(set, () => Analyses.Of(study))) { Findings = findings }.RunAll([MergedParts.Asked(set, set.ReadScenario)]),
            };

            ChartFiles? Charts() => study.Kind == PartStudy.Run ? charts.Read(parsed, drawing)
                : charts.Read(parsed, drawing, [ChartKind.Tornado]) is { } tornado && study[PartStudy.Outputs] is { } outputs ? tornado.WithDrivers([.. outputs])
                : charts.Read(parsed, drawing, [ChartKind.Tornado]);
        }));
        return command;
    }

    private static int MergeSweep(PartSet set, StudySettings settings, Session session, GateFindings findings)
    {
        var study = set.Run.Asks;
        var plan = MergedParts.Asked(set, () => SweepPlan.Build(set.ReadTemplate(), VariationArguments.Parse(study[PartStudy.Vary], study[PartStudy.Scale])));
        return new SweepRun(session, settings, study[PartStudy.Outputs])
        {
            Findings = findings,
            Draw = (_, options, _, _) => MergedParts.Explained(() => new SplitSweep(plan, options, study).Merge(set.Parts)),
        }.Run(plan);
    }

    private static int MergeSchedule(PartSet set, StudySettings settings, Session session, GateFindings findings)
    {
        var study = set.Run.Asks;
        var question = MergedParts.Asked(set, () => SplitSchedule.QuestionOf(study));
        return new ScheduleRun(session, settings)
        {
            Findings = findings,
            Draw = (plan, options, progress, cancellation) => MergedParts.Explained(
                () => new SplitSchedule(new ScheduleStudy(plan, options), study).Merge(set.Parts, progress, cancellation), cancellation),
        }.Run(MergedParts.Asked(set, set.ReadTemplate), question);
    }
}
