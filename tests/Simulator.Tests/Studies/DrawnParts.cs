using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sharding;
using Simulator.Studies.Sweep;

namespace Simulator.Tests.Studies;

/// <summary>A scenario with everything that a part has to carry, and its parts, in a folder of its own.</summary>
internal sealed class DrawnParts : IDisposable
{
    /// <summary>Correlations, a choice, data, a file below, and limits of which one does not hold.</summary>
    private const string Text = """
        name: Parts
        extends: below.yaml
        hardware: {tdp: "choice(350 W @ 50%, 700 W @ 50%)"}
        facility: {pue: "pert(1.05, 1.12, 1.4)"}
        grid:
          carbon_intensity: 400 to 780 gCO2e/kWh
          electricity_price: empirical(prices.csv, column=usd_per_mwh)
        correlations: [{between: [facility.pue, grid.carbon_intensity], spearman: 0.5}]
        limits: [p95 energy < 1 GWh, median emissions < 1 t, P(cost > 60k USD) < 50%]
        """;

    private const string TimedText = """
        name: Timed parts
        hardware: {tdp: 600 to 800 W}
        grid: {carbon_intensity: {value: 'series(grid.csv, column=carbon_g_per_kwh)'}}
        training: [{phase: only, accelerators: 8, start: 2026-03-01T00:00Z, duration: 10 h to 20 h}]
        """;

    /// <summary>A scenario, with a series that makes some starts better than others if it is timed.</summary>
    public DrawnParts(bool isTimed = false)
    {
        if (isTimed)
        {
            Write("grid.csv", "Datetime (UTC),carbon_g_per_kwh\n" + string.Concat(Enumerable.Range(0, 24 * 3).Select(hour =>
                FormattableString.Invariant($"{new DateTime(2026, 3, 1).AddHours(hour):yyyy-MM-dd HH:mm},{300 + (100 * Math.Sin(hour / 3.0))}\n"))));
            File = Write("timed.yaml", TimedText);
            Scenario = ScenarioReader.Read(File, Read);
            return;
        }

        Write("below.yaml", "training: [{phase: pre-training, accelerator_hours: 0.9M h to 1.1M h}]");
        Write("prices.csv", "usd_per_mwh\n60\n72.5\n91\n");
        File = Write("parts.yaml", Text);
        Scenario = ScenarioReader.Read(File, Read);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("simulator-parts-").FullName;

    public string File { get; }

    public RecordedFiles Read { get; } = new();

    public Scenario Scenario { get; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A study of a kind, of a timed scenario.</summary>
    public ISplitStudy Study(string kind, RunOptions options)
    {
        var template = ScenarioTemplate.Read(File, Read);
        return kind switch
        {
            PartStudy.Sweep => new SplitSweep(
                SweepPlan.Build(template, [VariationParser.Values("facility.pue=1.1,1.2,1.3")]), options, PartStudy.Of(PartStudy.Sweep, (PartStudy.Vary, ["facility.pue=1.1,1.2,1.3"]))),
            PartStudy.Schedule => new ScheduleQuestion(TimeSpan.FromHours(32), TimeSpan.FromHours(3), null, null) is var question
                ? new SplitSchedule(new ScheduleStudy(SchedulePlan.Build(template, question), options), SplitSchedule.Asks(question)) : null!,
            PartStudy.Sensitivity => new SplitRun(Scenario, options, PartStudy.Of(PartStudy.Sensitivity), options.Samples),
            _ => new SplitRun(Scenario, options),
        };
    }

    /// <summary>Draws a part of a run and writes its file, with other facts if those are given.</summary>
    public string Draw(RunOptions options, int number, int of, Func<PartHeader, PartHeader>? change = null, string? name = null) =>
        Draw(new SplitRun(Scenario, options), number, of, change, name);

    /// <summary>Draws a part of a study and writes its file, with other facts if those are given.</summary>
    public string Draw(ISplitStudy study, int number, int of, Func<PartHeader, PartHeader>? change = null, string? name = null)
    {
        var content = study.Draw(new Part(number, of));
        var header = PartWriter.Describe(study, equivalences: null, content, Read);
        var path = Path.Combine(Folder, name ?? PartSet.FileName(content.Part));
        using var stream = System.IO.File.Create(path);
        PartWriter.Write(stream, change is null ? header : change(header), Read, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
