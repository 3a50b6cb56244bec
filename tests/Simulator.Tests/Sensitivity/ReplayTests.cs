using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Sensitivity;

namespace Simulator.Tests.Sensitivity;

/// <summary>One sample again: the very bits of the run, and every quantity on the way.</summary>
public sealed class ReplayTests
{
    private const string Serving = """
        name: Replayed
        hardware:
          accelerator: h100-sxm
          overhead: 1.2 to 1.6
          price: mix(25k to 40k @ 70%, 60k @ 30%) USD
          lifetime: 3 to 6 years
          fleet_utilization: pert(0.6, 0.85, 0.95)
          embodied_carbon: 130 to 350 kgCO2e
        facility:
          pue: 1 + (0.05 to 0.3)
          cooling_share: 60% to 80%
          wue: 0.2 to 1.8 L/kWh
          water_price: 2 USD/m3
        grid:
          mix: {coal: 61%, hydro: 13%, wind: 26%}
          mix_concentration: 20
          losses: pert(4%, 5%, 7%)
          electricity_price: 60 to 90 USD/MWh
          water_intensity: 2 to 7 L/kWh
          land_intensity: 5 to 20 m2*year/MWh
          carbon_free_share: uniform(0%, 50%)
          carbon_price: 20 to 80 USD/t
        training:
          - phase: pre-training
            accelerators: 2048
            parameters: 37G
            tokens: 14T
            mfu: 30% to 45%
            goodput: 90%
            utilization: pert(0.6, 0.85, 1)
            idle_share: uniform(0%, 10%)
          - phase: tuning
            accelerators: choice(256 @ 50%, 512 @ 50%)
            duration: 10 to 20 days
        serving:
          requests_per_day: 1M to 10M
          energy_per_request: 0.3 to 3 Wh
          duration: 1 year
        correlations:
          - {between: [hardware.overhead, facility.pue], spearman: 0.5}
        """;

    private static readonly Scenario Scenario = ScenarioReader.Read(Serving, "replayed.yaml");

    [Theory]
    [InlineData(Sampler.Sobol, 7)]
    [InlineData(Sampler.Random, 1)]
    public void A_replayed_sample_is_the_engines_own_to_the_last_bit(Sampler sampler, int replicates)
    {
        // 700 points per replicate, so that samples lie in several blocks and groups; every lane of this machine.
        var options = new RunOptions { Sampler = sampler, Replicates = Math.Max(2, replicates), Seed = 11 };
        replicates = sampler == Sampler.Random ? 1 : options.Replicates;
        var plan = PlanBuilder.Build(Scenario);
        var request = new SamplingRequest(sampler, 11, replicates, 0, 700, 1, 512);
        foreach (var device in CpuDevices.Available)
        {
            var samples = device switch
            {
                CpuDevices.Avx512 => Samples<Lane512, Wide512>(plan, request),
                CpuDevices.Avx2 => Samples<Lane256, Wide256>(plan, request),
                CpuDevices.Scalar => Samples<ScalarLane, WideScalar>(plan, request),
                _ => Samples<Lane128, Wide128>(plan, request),
            };
            foreach (var (replicate, point) in new[] { (0, 0), (replicates - 1, 1), (replicates / 2, 63), (0, 64), (replicates - 1, 511), (0, 512), (replicates / 2, 699) })
            {
                var replay = Replay.Run(Scenario, options, SampleNumber.Of(replicate, point, replicates));
                Assert.Equal((replicate, (long)point), (replay.Replicate, replay.Point));
                Assert.Equal(plan.Outputs.Count, replay.Outputs.Count);
                for (var i = 0; i < plan.Outputs.Count; i++)
                {
                    var (root, factor) = plan.Outputs[i].Value;
                    var own = root < 0 ? factor : factor * samples[replicate][root][point];
                    Assert.Equal(BitConverter.DoubleToInt64Bits(own), BitConverter.DoubleToInt64Bits(replay.Outputs[i].Value));
                }
            }
        }
    }

    [Fact]
    public void The_extremes_and_the_mean_of_a_run_are_those_of_its_samples_replayed()
    {
        // The numbers 0 to N − 1 are the N samples of a run, each once.
        var options = new RunOptions { Samples = 64, Replicates = 8, Threads = 1 };
        var result = SimulationRunner.Run(Scenario, options);
        var replays = Enumerable.Range(0, 64).Select(sample => Replay.Run(Scenario, options, sample)).ToList();
        for (var i = 0; i < result.Outputs.Count; i++)
        {
            var values = replays.ConvertAll(replay => replay.Outputs[i].Value);
            Assert.Equal(result.Outputs[i].Minimum, values.Min());
            Assert.Equal(result.Outputs[i].Maximum, values.Max());
            Assert.Equal(result.Outputs[i].Mean, values.Average(), Math.Abs(result.Outputs[i].Mean) * 1e-6);
        }
    }

    [Fact]
    public void What_is_shown_hangs_together()
    {
        // The equations by hand, from the inputs shown; single precision, a dozen operations.
        var replay = Replay.Run(Scenario, new RunOptions(), 12_345);
        Assert.Equal((25, 385L), (replay.Replicate, replay.Point));
        var inputs = replay.Inputs.ToDictionary(input => input.Path, input => input.Value);
        var phase = replay.Phases[0].Values.ToDictionary(value => value.Name, value => value.Value);
        Assert.Equal(6 * 37e9 * 14e12, phase["compute of one run"], 1e18);
        Near(phase["compute of one run"] / (989.4e12 * inputs["training.pre-training.mfu"] * 0.9) / 3600, phase["accelerator-hours of one run"], 1e-2);
        Near(phase["energy of the accelerators"] * inputs["hardware.overhead"], phase["IT energy"]);
        Near(phase["IT energy"] * inputs["facility.pue"], phase["site energy"]);
        Near(phase["site energy"] / (1 - inputs["grid.losses"]), phase["grid energy"]);
        Near(phase["grid energy"] * phase["carbon intensity"], phase["operational emissions, location-based"]);
        Near(phase["operational emissions, location-based"] + phase["embodied emissions"], phase["emissions"]);
        Assert.Equal(1, phase["share of coal"] + phase["share of hydro"] + phase["share of wind"], 1e-6);
        Assert.Equal("M18", replay.Phases[^1].Values.Single(value => value.Name == "IT energy").Equation);
        Near(replay.Phases.Sum(each => each.Values.Single(value => value.Name == "emissions").Value) / 1000, replay.Outputs.Single(output => output.Name == "Emissions").Value);
        var equations = replay.Phases.SelectMany(each => each.Values).Select(value => value.Equation).Concat(replay.Outputs.Select(output => output.Equation)).ToHashSet();
        Assert.Superset(Enumerable.Range(1, 19).Select(number => $"M{number}").ToHashSet(), equations);

        // A value's position is where it came from: uniform, so the value itself.
        var idle = replay.Inputs.Single(input => input.Path == "training.pre-training.idle_share");
        Assert.Equal(idle.Value / 0.1, idle.Position, 1e-5);
        Assert.True(double.IsNaN(replay.Inputs.Single(input => input.Path == "training.pre-training.tokens").Position));

        static void Near(double expected, double actual, double tolerance = 3e-6) => Assert.Equal(expected, actual, Math.Abs(expected) * tolerance);
    }

    [Fact]
    public void A_sample_that_no_sequence_has_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Replay.Run(Scenario, new RunOptions(), long.MaxValue));
        Assert.Contains("137438953471", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Replay.Run(Scenario, new RunOptions(), -1));
        Assert.Equal(1, Replay.Run(Scenario, new RunOptions { Sampler = Sampler.Random }, 1L << 40).Replicates);
    }

    // Values of the roots by replicate, as a run's worker hands them to its sink.
    private static float[][][] Samples<TLane, TWide>(SimulationPlan plan, SamplingRequest request)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        using var worker = new ColumnWorker<TLane, TWide>(plan, request.BlockSize);
        return [.. Enumerable.Range(0, request.Replicates).Select(replicate =>
        {
            var sink = new CollectingSink(plan.Roots.Count);
            var source = WordSource.Create<TLane, TWide>(plan, request, replicate);
            for (var done = 0; done < request.Points; done += request.BlockSize)
            {
                worker.Run(source, done, (int)Math.Min(request.BlockSize, request.Points - done), sink);
            }

            return sink.Values;
        })];
    }
}
