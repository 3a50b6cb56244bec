using Simulator.Engine;
using Simulator.Planning;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sharding;

namespace Simulator.Tests.Studies;

/// <summary>Parts hold the samples near the wanted quantiles: a merge draws none, to the bits of a run that does.</summary>
public sealed class NearValueTests
{
    private static readonly RunOptions Few = new() { Replicates = 2, Seed = 5, Limits = [Limit.Parse("p95 energy < 1 GWh"), Limit.Parse("P(emissions > 0.4 kt) < 5%")] };

    [Theory]
    [InlineData(Sampler.Sobol, 1 << 12, 3, false)]
    [InlineData(Sampler.Sobol, 1 << 18, 1, false)]
    [InlineData(Sampler.Sobol, 1 << 20, 7, false)]
    [InlineData(Sampler.Random, 100, 2, false)]
    [InlineData(Sampler.Random, 300_000, 64, false)]
    [InlineData(Sampler.Sobol, 1 << 23, 2, false)]
    [InlineData(Sampler.Sobol, 1 << 23, 5, true)]
    public void Exact_quantiles_come_from_the_parts(Sampler sampler, long samples, int of, bool isExact)
    {
        using var files = new DrawnParts();
        var options = Few with { Sampler = sampler, Samples = samples, IsExact = isExact };
        for (var number = 1; number <= of; number++)
        {
            files.Draw(options, number, of);
        }

        var parts = PartSet.Read([files.Folder]).Parts;
        var merged = SimulationRunner.Run(files.Scenario, options, engine => new DrawnEngine(new Counting(engine), parts), null, default);
        Assert.Equal(Text(SimulationRunner.Run(files.Scenario, options)), Text(merged));
    }

    [Fact]
    public void Quantiles_that_a_part_did_not_foresee_are_drawn_by_the_merge()
    {
        // Parts that were drawn for other limits and another interval.
        using var files = new DrawnParts();
        var options = Few with { Samples = 1 << 19, Interval = 0.5, Limits = [Limit.Parse("p77 energy < 1 GWh")] };
        foreach (var number in new[] { 1, 2 })
        {
            files.Draw(Few with { Samples = options.Samples }, number, 2);
        }

        var parts = PartSet.Read([files.Folder]).Parts;
        Counting? engine = null;
        var merged = SimulationRunner.Run(files.Scenario, options, own => new DrawnEngine(engine = new Counting(own) { MayRefine = true }, parts), null, default);
        Assert.Equal(1, engine!.Refined);
        Assert.Equal(Text(SimulationRunner.Run(files.Scenario, options)), Text(merged));
    }

    [Fact]
    public void Values_come_back_as_they_were_drawn()
    {
        var text = ScenarioReader.Read("{name: x, hardware: {tdp: 600 to 800 W}, training: [{accelerator_hours: 1M h to 2M h}]}", "x.yaml");
        var plan = PlanBuilder.Build(text);
        var request = SamplingRounds.RequestFor(Few with { Samples = 1 << 10 });
        var engine = Simulator.Engine.Cpu.CpuEngines.Create("cpu-scalar");
        var (counts, values) = PartDrawing.Draw(engine, plan, Few with { Samples = 1 << 10, Limits = [] }, new Part(1, 1), null, default);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        values.Write(writer);
        stream.Position = 0;
        NearValues.Check(new BinaryReader(stream), request.Samples, stream.Length);
        Assert.Equal(stream.Length, stream.Position);

        // Every bin of a few samples is near some quantile.
        var bins = plan.Roots.Select((root, i) => root.IsCounted ? (IReadOnlySet<int>)counts[0].Tallies.Pooled(i).ToCounts().Numbered.Select(bin => bin.Bin).Take(3).ToHashSet() : new HashSet<int>()).ToList();
        var found = bins.ConvertAll(set => set.ToDictionary(bin => bin, bin => new RefinedBin(bin)));
        stream.Position = 0;
        Assert.True(NearValues.Add(new BinaryReader(stream), request.Points, found));
        var drawn = engine.Refine(plan, request, bins, default);
        Assert.Equal(drawn.SelectMany(root => root.OrderBy(bin => bin.Key).SelectMany(bin => bin.Value.Numbered)), found.SelectMany(root => root.OrderBy(bin => bin.Key).SelectMany(bin => bin.Value.Numbered)));

        stream.Position = 0;
        Assert.False(NearValues.Add(new BinaryReader(stream), request.Points + 1, found));
    }

    [Fact]
    public void Of_a_schedule_the_merge_draws_the_best_start_only_if_no_part_has_it()
    {
        using var files = new DrawnParts();
        files.Write("grid.csv", "Datetime (UTC),carbon_g_per_kwh\n" + string.Concat(Enumerable.Range(0, 24 * 9).Select(hour =>
            FormattableString.Invariant($"{new DateTime(2026, 3, 1).AddHours(hour):yyyy-MM-dd HH:mm},{300 + (100 * Math.Sin(hour / 3.0))}\n"))));
        var file = files.Write("timed.yaml", """
            name: Timed
            hardware: {tdp: 600 to 800 W}
            grid: {carbon_intensity: {value: 'series(grid.csv, column=carbon_g_per_kwh)'}}
            training: [{phase: only, accelerators: 8, start: 2026-03-01T00:00Z, duration: 10 h to 60 h}]
            """);
        var plan = SchedulePlan.Build(ScenarioTemplate.Read(file, files.Read), new ScheduleQuestion(TimeSpan.FromDays(8), TimeSpan.FromHours(1), null, null));
        var options = new RunOptions { Samples = 1 << 14, Replicates = 2, Device = "cpu" };
        var whole = StartSchedule.Run(plan, options);
        foreach (var pilot in new[] { 1 << 16, 2 })
        {
            var split = new SplitSchedule(new ScheduleStudy(plan, options) { Pilot = pilot }, SplitSchedule.Asks(plan.Question));
            foreach (var number in new[] { 1, 2, 3 })
            {
                files.Draw(split, number, 3);
            }

            var parts = PartSet.Read([files.Folder]).Parts;
            var engine = Simulator.Engine.Cpu.CpuEngines.Create("cpu-scalar");
            Assert.Equal(pilot > 2, split.Starts.Answers(split.Starts.Together(split.Starts.Candidates(engine, default)), [.. whole.Best.Select(best => best.Index)]));
            Assert.Equal(Json(whole), Json(split.Merge(parts, null, default)));
        }
    }

    private static string Json(ScheduleResult schedule)
    {
        using var stream = new MemoryStream();
        Simulator.Reporting.Documents.ScheduleFiles.WriteJson(schedule with { Run = schedule.Run with { Seconds = 0, Device = "", Threads = 1 } }, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Text(SimulationResult result)
    {
        using var writer = new StringWriter();
        SummaryJson.Write(result, writer, includeRun: false);
        return writer.ToString();
    }

    /// <summary>An engine that must not be asked to draw.</summary>
    private sealed class Counting(ISimulationEngine engine) : ISimulationEngine
    {
        public bool MayRefine { get; init; }

        public int Refined { get; private set; }

        public string Device => engine.Device;

        public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => engine.Prepare(plan, request);

        public long Count(SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
            throw new InvalidOperationException("The samples are counted again.");

        public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
            SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
        {
            Assert.True(MayRefine, "The samples are drawn again.");
            Refined++;
            return engine.Refine(plan, request, bins, cancellation);
        }
    }
}
