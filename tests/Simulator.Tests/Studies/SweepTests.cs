using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sweep;

namespace Simulator.Tests.Studies;

/// <summary>Sweeps against printed figures and against single runs, and their interruption.</summary>
public sealed class SweepTests
{
    private static readonly RunOptions Small = new() { Samples = 1 << 12, Replicates = 4, Threads = 2 };

    [Fact]
    public void One_sweep_gives_the_printed_table_of_four_places_to_its_digits()
    {
        // ORIGIN: 39.3 M h × 700 W in four places; printed 357, 687, 6,875, 11,000 and 19,250 t. The exact products are
        // 357.63, 687.75, 6,877.5, 11,004 and 19,257 t: the print dropped digits of an energy of 27,510 MWh.
        var plan = Plan("published/llama-3.1-sweden", VariationParser.Values("grid.carbon_intensity=13,25,250,400,700 gCO2e/kWh"));
        var sweep = ScenarioSweep.Run(plan, Small);
        Assert.All(sweep.Points, point => Assert.Equal(27_510.0, point.Outputs["energy"].Median));
        var emissions = sweep.Points.Select(point => point.Outputs["emissions"].Median).ToList();
        Assert.Equal([357.63, 687.75, 6877.5, 11_004.0, 19_257.0], emissions);
        Assert.Equal([357, 687], emissions.Take(2).Select(value => (int)value));
        Assert.All(emissions.Zip([357.0, 687, 6875, 11_000, 19_250]), pair => Assert.Equal(pair.Second, pair.First, 0.002 * pair.Second));
        Assert.Equal([13.0, 25, 250, 400, 700], sweep.Axes[0].Values.Select(value => value.Number!.Value));
    }

    [Theory]
    [InlineData("facility.pue", "1.3")]
    [InlineData("grid.location", "france")]
    [InlineData("hardware.accelerator", "a100-sxm-80gb")]
    [InlineData("training.pre-training.utilization", "0.5 to 0.9")]
    public void A_point_is_the_run_of_the_file_with_that_value(string path, string value)
    {
        var file = Path.Combine(Repository.Root, "scenarios/llama-3.1-405b.yaml");
        var sweep = ScenarioSweep.Run(Plan("llama-3.1-405b", VariationParser.Values($"{path}={value}")), Small);
        var run = SimulationRunner.Run(ScenarioReader.Read(file, [KeyValuePair.Create(path, value)]), Small);
        foreach (var (name, output) in sweep.Points.Single().Outputs)
        {
            var expected = run.Outputs.Single(other => other.Name == name);
            Assert.Equal((expected.Median, expected.Interval.Low, expected.Mean, expected.Error), (output.Median, output.Low, output.Mean, output.Error));
        }
    }

    [Theory]
    [InlineData("facility.pue=1.1,1.2,1.3,1.4,1.5,1.6,1.7")]
    [InlineData("facility.pue=1.1 to 1.2,1.2 to 1.3,1.3,1.4 to 1.9,1.5 to 1.6,1.1 to 1.7")]
    [InlineData("hardware.accelerator=a100-sxm-80gb,h100-sxm,a100-sxm-40gb,h200")]
    public void Points_side_by_side_have_the_bits_of_points_one_after_the_other(string varied)
    {
        var alone = ScenarioSweep.Run(Plan("llama-3.1-405b", VariationParser.Values(varied)), Small with { Threads = 1 });
        Assert.All(alone.Points, point => Assert.NotEmpty(point.Outputs));
        foreach (var threads in new[] { 2, 3 })
        {
            var sweep = ScenarioSweep.Run(Plan("llama-3.1-405b", VariationParser.Values(varied)), Small with { Threads = threads });
            Assert.Equal(threads, sweep.Run.Threads);
            Assert.Equal(alone.Notices, sweep.Notices);
            Assert.Equal(alone.Points.SelectMany(point => point.Values), sweep.Points.SelectMany(point => point.Values));
            Assert.Equal(alone.Points.SelectMany(point => point.Outputs), sweep.Points.SelectMany(point => point.Outputs));
        }
    }

    [Fact]
    public void Chips_three_times_as_efficient_take_a_third_of_the_energy_in_every_sample()
    {
        var sweep = ScenarioSweep.Run(Plan("gpt-4", VariationParser.Factors("hardware.tdp=1,1/3")), Small);
        var (before, after) = (sweep.Points[0].Outputs["it_energy"], sweep.Points[1].Outputs["it_energy"]);
        Assert.Equal(before.Median / 3, after.Median, 1e-6 * after.Median);
        Assert.Equal(before.High / 3, after.High, 1e-6 * after.High);
        Assert.Equal(before.Median / 3, ScenarioSweep.Run(
            Plan("gpt-4", VariationParser.Factors("hardware.tdp=1/3"), VariationParser.Values("grid.location=us,sweden")), Small).Points[1].Outputs["it_energy"].Median, 1e-6 * after.Median);
    }

    [Fact]
    public void A_factor_scales_the_whole_distribution_and_keeps_physical_bounds()
    {
        var scaled = ScenarioSweep.Run(Plan("llama-3.1-405b", VariationParser.Factors("facility.wue=1,2")), Small);
        Assert.Equal(2 * scaled.Points[0].Outputs["water_onsite"].High, scaled.Points[1].Outputs["water_onsite"].High, 1e-6 * scaled.Points[1].Outputs["water_onsite"].High);
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => Plan("llama-3.1-405b", VariationParser.Factors("facility.pue=0.5"))).Errors);
        Assert.Equal("facility.pue", error.Path);
        Assert.Contains("at least 1", error.Allowed);
    }

    [Fact]
    public void Two_variations_make_a_grid_whose_last_axis_varies_fastest()
    {
        var sweep = ScenarioSweep.Run(
            Plan("published/llama-3.1-sweden", VariationParser.Values("facility.pue=1,2"), VariationParser.Values("grid.carbon_intensity=100,200,300 g/kWh")), Small);
        Assert.Equal([2751.0, 5502, 8253, 5502, 11_004, 16_506], sweep.Points.Select(point => point.Outputs["emissions"].Median));
        Assert.Equal(["2", "100 g/kWh"], sweep.Points[3].Values.Select(value => value.Text));
    }

    [Fact]
    public void Figures_that_the_catalogue_replaces_and_those_that_stay_are_named()
    {
        var plan = Plan("llama-3.1-405b", VariationParser.Values("grid.location=sweden,us"));
        Assert.Contains(plan.Notices, notice => notice.Contains("replace those of the file") && notice.Contains("grid.carbon_intensity"));
        Assert.Contains(plan.Notices, notice => notice.Contains("because the file states") && notice.Contains("grid.land_intensity") && notice.Contains("grid.losses"));
        Assert.Contains(plan.Notices, notice => notice.StartsWith("Warning: grid.electricity_price: the catalogue has none for sweden"));
        Assert.Equal(QuantityOrigin.Catalog, plan.ScenarioOf(0).Phases[0][Keys.CarbonIntensity]!.Origin);
    }

    [Fact]
    public void A_phases_own_figures_are_named_where_a_place_for_all_is_varied()
    {
        var template = ScenarioTemplate.Read(
            "name: x\nhardware: {tdp: 1 kW}\ngrid: {location: us}\ntraining:\n  - {phase: a, accelerator_hours: 1 h}\n  - {phase: b, accelerator_hours: 1 h, grid: {carbon_intensity: 50 g/kWh}}\n", "test.yaml");
        var plan = SweepPlan.Build(template, [VariationParser.Values("grid.location=sweden,france")]);
        Assert.Contains(plan.Notices, notice => notice.Contains("because the file states") && notice.Contains("training.b.grid.carbon_intensity"));
    }

    [Theory]
    [InlineData("facility.peu=1.1,1.2", "facility.peu", "facility.pue")]
    [InlineData("training.pretraining.utilization=0.5", "training.pretraining.utilization", "training.pre-training.utilization")]
    [InlineData("grid.location=sweeden", "grid.location", "sweden")]
    public void A_path_or_name_that_does_not_exist_is_an_error_with_the_nearest(string vary, string path, string near)
    {
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => Plan("llama-3.1-405b", VariationParser.Values(vary))).Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(near, error.Hint);
    }

    [Fact]
    public void A_point_whose_values_do_not_go_together_is_named_and_the_others_are_run()
    {
        // Each cost alone leaves something of the price for the accelerators, both together do not.
        var template = ScenarioTemplate.Read(
            """
            name: x
            hardware: {tdp: 1 kW, price: 1k USD, lifetime: 1 year, components: {cpu: {power: 5%, cost: 10%}, memory: {power: 5%, cost: 10%}}}
            training: [{accelerator_hours: 1 h}]
            """,
            "test.yaml");
        var sweep = ScenarioSweep.Run(
            SweepPlan.Build(template, [VariationParser.Values("hardware.components.cpu.cost=10,60%"), VariationParser.Values("hardware.components.memory.cost=10,60%")]), Small);
        Assert.Equal([true, true, true, false], sweep.Points.Select(point => point.Outputs.ContainsKey("energy")));
        Assert.Contains(sweep.Notices, notice => notice.StartsWith("Warning: not run: 60%, 60%") && notice.Contains("at most 100%"));
        Assert.False(sweep.Interrupted);
    }

    [Fact]
    public void Variations_that_do_not_go_together_are_refused()
    {
        Assert.Contains("twice", Assert.Throws<VariationException>(() =>
            Plan("gpt-3", VariationParser.Values("facility.pue=1.1"), VariationParser.Values("facility.pue=1.2"))).Message);
        Assert.Contains("10000000000 points", Assert.Throws<VariationException>(() =>
            Plan("gpt-3", VariationParser.Values("facility.pue=1.1:2:100000"), VariationParser.Values("facility.wue=0:1 L/kWh:100000"))).Message);
        Assert.Contains("Nothing is varied", Assert.Throws<VariationException>(() => Plan("gpt-3")).Message);
    }

    [Fact]
    public void A_sweep_of_ten_thousand_points_reports_its_progress_and_stops_where_it_is()
    {
        using var stop = new CancellationTokenSource();
        var reports = new List<RunProgress>();
        var plan = Plan("llama-3.1-405b", VariationParser.Values("facility.pue=1.01:2:10000"));
        var sweep = ScenarioSweep.Run(plan, Small, new Progress(value =>
        {
            reports.Add(value);
            if (value.Done >= 5 * Small.Samples)
            {
                stop.Cancel();
            }
        }), stop.Token);
        Assert.Equal(10_000, sweep.Asked);
        Assert.InRange(sweep.Points.Count, 1, 6);
        Assert.True(sweep.Interrupted);
        Assert.Equal(10_000L * Small.Samples, reports[^1].Total);
        Assert.Equal(reports.Select(report => report.Done).Order(), reports.Select(report => report.Done));

        // Half a point would look like a whole one: those that are there are complete.
        var whole = ScenarioSweep.Run(Plan("llama-3.1-405b", VariationParser.Values("facility.pue=1.01")), Small);
        Assert.Equal(whole.Points[0].Outputs["energy"], sweep.Points[0].Outputs["energy"]);
    }

    [Fact]
    public void A_sweep_that_is_stopped_before_its_first_point_has_no_result()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ScenarioSweep.Run(Plan("gpt-3", VariationParser.Values("facility.pue=1.1")), Small, null, stop.Token));
    }

    // What is nearer stays: a variation that does not reach a phase says so.
    [Theory]
    [InlineData("grid.location=france,germany", "location: sweden", "location: norway", "has no effect", "training.a.grid.carbon_intensity, training.b.grid.carbon_intensity")]
    [InlineData("grid.location=france,germany", "location: sweden", "losses: 5%", "does not apply in every phase", "training.a.grid.carbon_intensity")]
    [InlineData("grid.carbon_intensity=10,20 g/kWh", "location: sweden", "carbon_intensity: 30 g/kWh", "has no effect", "training.a.grid.carbon_intensity, training.b.grid.carbon_intensity")]
    [InlineData("grid.carbon_intensity=10,20 g/kWh", "'mix': {coal: 50%, wind: 50%}", "losses: 5%", "does not apply in every phase", "training.a.grid.mix")]
    [InlineData("grid.losses=1%,2%", "losses: 3%", "losses: 4%", "has no effect", "training.a.grid.losses, training.b.grid.losses")]
    [InlineData("grid.losses=1%,2%", "location: sweden", "location: norway", null, "")]
    [InlineData("training.a.grid.losses=1%,2%", "losses: 3%", "losses: 4%", null, "")]
    public void A_variation_that_does_not_apply_in_a_phase_gets_a_warning(string variation, string first, string second, string? found, string own)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("sweep").FullName, "x.yaml");
        File.WriteAllText(path, $"name: x\nhardware: {{tdp: 1 kW}}\ngrid: {{location: germany, losses: 6%}}\ntraining:\n  - {{phase: a, accelerator_hours: 1 h, grid: {{{first}}}}}\n  - {{phase: b, accelerator_hours: 1 h, grid: {{{second}}}}}\n");
        var notices = SweepPlan.Build(ScenarioTemplate.Read(path), [VariationParser.Values(variation)]).Notices.Where(notice => notice.Contains(" own: ", StringComparison.Ordinal)).ToList();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(found is not null, notices.Count == 1);
        Assert.All(notices, notice => Assert.Contains(found!, notice, StringComparison.Ordinal));
        Assert.All(notices, notice => Assert.EndsWith($": {own}.", notice, StringComparison.Ordinal));
    }

    private static SweepPlan Plan(string scenario, params Variation[] variations) =>
        SweepPlan.Build(ScenarioTemplate.Read(Path.Combine(Repository.Root, "scenarios", scenario + ".yaml")), variations);

    private sealed class Progress(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
