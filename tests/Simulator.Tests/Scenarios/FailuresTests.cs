using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Goodput from failures: where it applies, where it has no effect, and its messages.</summary>
public class FailuresTests
{
    private const string Failures = "failures: {mtbf_per_accelerator: 50_677 h, checkpoint: 60 s}\n";
    private const string ByCompute = "compute: 3.8e25 FLOP, mfu: 41%, accelerators: 16_384";

    // 419 interruptions in 54 days on 16,384 accelerators: one in 3.093 h, of which a minute's checkpoints cost 10.4%.
    private static readonly double Lost = Math.Sqrt(2 * (1.0 / 60) / (50_677 / 16_384.0));

    [Fact]
    public void Goodput_follows_from_failures()
    {
        var perfect = Run(ByCompute);
        var failing = Run(ByCompute, Failures);
        Assert.Equal(0.104, Lost, 0.0005);
        Assert.Equal(1 - Lost, Median(failing, "goodput"), 1e-12);
        Assert.Equal(Median(perfect, "energy") / (1 - Lost), Median(failing, "energy"), 1e-9 * Median(failing, "energy"));
        Assert.DoesNotContain(perfect.Outputs, output => output.Name == "goodput");
        Assert.DoesNotContain(perfect.Notices, notice => notice.Contains("goodput,", StringComparison.Ordinal));
        Assert.DoesNotContain(failing.Inputs, input => input.Path.EndsWith(".goodput", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_lane_gives_the_same_bits()
    {
        const string Uncertain = "failures: {mtbf_per_accelerator: 30_000 to 80_000 h, checkpoint: 30 s to 120 s, restart: 5 to 20 min}\n";
        var scenario = Read(ByCompute, Uncertain);
        var results = CpuDevices.Available.Select(device => SimulationRunner.Run(scenario, new RunOptions { Samples = 20_000, Device = device })).ToList();
        Assert.All(results, result => Assert.Equal(Output(results[0], "goodput").Quantiles, Output(result, "goodput").Quantiles));

        // At the medians of all inputs: goodput is nearly linear in them, so its median lies close by.
        var mtbf = Math.Sqrt(30_000.0 * 80_000) / 16_384;
        var expected = 1 - Math.Sqrt(2 * (1.0 / 60) / mtbf) - (1.0 / 6 / mtbf);
        Assert.Equal(expected, Output(results[0], "goodput").Median, 0.005);
    }

    [Fact]
    public void Stated_hours_are_kept_and_goodput_gives_the_lost_share()
    {
        var stated = Run("accelerator_hours: 30.84M h, accelerators: 16_384", Failures);
        Assert.Equal(30.84e6, Median(stated, "accelerator_hours"));
        Assert.Equal(1 - Lost, Median(stated, "goodput"), 1e-12);

        // As many accelerators as the hours and the duration say.
        Assert.Equal(1 - Lost, Median(Run("accelerator_hours: 16_384k h, duration: 1000 h", Failures), "goodput"), 1e-12);
    }

    [Fact]
    public void Phases_are_weighed_by_their_hours()
    {
        var scenario = Yaml.Read($"name: x\nhardware: {{tdp: 700 W}}\n{Failures}training: [{{phase: a, accelerators: 16_384, accelerator_hours: 3k h}}, {{phase: b, accelerator_hours: 1k h, goodput: 70%}}]");
        Assert.Equal(((3 * (1 - Lost)) + 0.7) / 4, Median(SimulationRunner.Run(scenario, new RunOptions()), "goodput"), 1e-12);
        Assert.Empty(scenario.Warnings);
    }

    [Fact]
    public void A_phase_may_have_its_own_failures()
    {
        var own = Run($"{ByCompute}, failures: {{checkpoint: 0 s, restart: 6 min}}", Failures);
        Assert.Equal(1 - (0.1 / (50_677 / 16_384.0)), Median(own, "goodput"), 1e-12);
    }

    [Fact]
    public void A_stated_goodput_is_used()
    {
        Assert.Equal(0.95, Read($"{ByCompute}, goodput: 95%", Failures).Phases[0][Keys.Goodput]!.Distribution.Mean);
        Assert.Null(Read($"{ByCompute}, goodput: 95%", Failures).Phases[0][Keys.MtbfPerAccelerator]);
        Assert.Empty(Read($"{ByCompute}, goodput: 95%", Failures).Warnings);
        var both = Read($"{ByCompute}, goodput: 95%, failures: {{mtbf_per_accelerator: 50_000 h, checkpoint: 60 s}}");
        Assert.Equal("training.training.failures", Assert.Single(both.Warnings).Path);
    }

    [Fact]
    public void Failures_without_accelerators_have_no_effect()
    {
        var scenario = Read("accelerator_hours: 1M h", Failures);
        Assert.Contains("no accelerators", Assert.Single(scenario.Warnings).Found, StringComparison.Ordinal);
        Assert.DoesNotContain(scenario.Quantities, quantity => quantity.Key.Section == "failures");
    }

    [Theory]
    [InlineData(ByCompute, "{checkpoint: 60 s}", "failures.mtbf_per_accelerator", "nothing", "")]
    [InlineData(ByCompute, "{mtbf_per_accelerator: 50_000 h}", "failures.checkpoint", "nothing", "")]
    [InlineData(ByCompute, "{mtbf_per_accelerator: 50_000 h, checkpiont: 60 s}", "failures.checkpiont", "unknown key", "checkpoint")]
    [InlineData(ByCompute, "{mtbf_per_accelerator: 3.1 h, checkpoint: 60 s}", "failures", "of the time lost", "for one accelerator")]
    [InlineData(ByCompute, "{mtbf_per_accelerator: 0 h, checkpoint: 60 s}", "failures.mtbf_per_accelerator", "0", "")]
    [InlineData(ByCompute, "{mtbf_per_accelerator: 50_000, checkpoint: 60 s}", "failures.mtbf_per_accelerator", "without a unit", "")]
    [InlineData("compute: 3.8e25 FLOP, mfu: 41%", "{mtbf_per_accelerator: 50_000 h, checkpoint: 60 s}", "training.training.accelerators", "without accelerators", "give goodput")]
    public void Mistakes_are_named(string phase, string failures, string path, string found, string hint)
    {
        var errors = Assert.Throws<ScenarioException>(() => Read(phase, $"failures: {failures}\n")).Errors;
        var error = Assert.Single(errors, error => error.Path == path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_never_ends_is_counted_as_infinite()
    {
        // One sample in four has a failure every 4 minutes, less than a restart takes.
        var result = Run(ByCompute, "failures: {mtbf_per_accelerator: \"choice(1000 h @ 25%, 50_000 h @ 75%)\", checkpoint: 60 s, restart: 5 min}\n");
        var energy = Output(result, "energy");
        Assert.True(double.IsFinite(energy.Mean));
        Assert.InRange(energy.Infinite, 0.249 * (1 << 16), 0.251 * (1 << 16));
        Assert.Contains(result.Notices, notice => notice.StartsWith("Warning: energy:", StringComparison.Ordinal));
    }

    private static Scenario Read(string phase, string failures = "") =>
        Yaml.Read($"name: x\nhardware: {{accelerator: h100-sxm}}\n{failures}training: [{{{phase}}}]");

    private static SimulationResult Run(string phase, string failures = "") =>
        SimulationRunner.Run(Read(phase, failures), new RunOptions { Samples = 1 << 16 });

    private static OutputSummary Output(SimulationResult result, string name) => result.Outputs.Single(output => output.Name == name);

    private static double Median(SimulationResult result, string name) => Output(result, name).Median;
}
