using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>Limits are decided exactly at the edge of their Monte Carlo error, and that error is right.</summary>
public sealed class LimitEvaluationTests
{
    private const double Z95 = 1.6448536269514722;

    public static TheoryData<string, double, string, Sampler> Statements
    {
        get
        {
            var data = new TheoryData<string, double, string, Sampler>();
            foreach (var sampler in new[] { Sampler.Sobol, Sampler.Random })
            {
                data.Add("p95 emissions", 1, " t", sampler);
                data.Add("p97 emissions", 1, " t", sampler);
                data.Add("mean emissions", 1, " t", sampler);
                data.Add("worst 2% mean emissions", 1, " t", sampler);
                data.Add("P(emissions > 40 t)", 100, "%", sampler);
                data.Add("P(emissions <= 40 t)", 100, "%", sampler);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_bound_within_the_error_is_undecided_and_just_outside_it_is_not(string statement, double factor, string unit, Sampler sampler)
    {
        var options = new RunOptions { Samples = 1 << 15, Sampler = sampler, Threads = 2 };
        var found = Run($"{statement} < {(factor == 1 ? "1" : "50")}{unit}").Limits[0].Deciding;
        Assert.True(found.Error > 0);
        var halfWidth = found.CriticalValue * found.Error;

        Assert.Equal(LimitVerdict.Holds, Verdict("<", 1.001));
        Assert.Equal(LimitVerdict.Undecided, Verdict("<", 0.999));
        Assert.Equal(LimitVerdict.Undecided, Verdict("<", -0.999));
        Assert.Equal(LimitVerdict.Fails, Verdict("<", -1.001));
        Assert.Equal(LimitVerdict.Fails, Verdict(">", 1.001));
        Assert.Equal(LimitVerdict.Undecided, Verdict(">=", 0));
        Assert.Equal(LimitVerdict.Holds, Verdict(">=", -1.001));

        LimitVerdict Verdict(string relation, double halfWidths)
        {
            var bound = FormattableString.Invariant($"{factor * (found.Value + (halfWidths * halfWidth)):R}");
            var outcome = Run($"{statement} {relation} {bound}{unit}").Limits[0];
            Assert.Equal(found.Value, outcome.Deciding.Value);
            Assert.Equal(found.Error, outcome.Deciding.Error);
            return outcome.Verdict;
        }

        SimulationResult Run(string limit) => SimulationRunner.Run(Bloom(), options with { Limits = [Limit.Parse(limit)] });
    }

    [Fact]
    public void All_parts_of_a_limit_have_to_hold()
    {
        var limits = new[]
        {
            "mean emissions < 1 kt and mean energy < 1 TWh",
            "mean emissions < 1 kt and P(emissions > 100 kt) <= 0% and mean energy < 1 TWh",
            "P(emissions > 100 kt) <= 0% and mean energy > 1 TWh",
        };
        var result = SimulationRunner.Run(Bloom(), new RunOptions { Samples = 1 << 12, Limits = [.. limits.Select(Limit.Parse)] });

        // No sample exceeds 100 kt, but no number of samples can show that none ever will.
        Assert.Equal([LimitVerdict.Holds, LimitVerdict.Undecided, LimitVerdict.Fails], result.Limits.Select(limit => limit.Verdict));
        Assert.Equal(["mean emissions < 1 kt", "P(emissions > 100 kt) <= 0%", "mean energy > 1 TWh"], result.Limits.Select(limit => limit.Deciding.Text));
    }

    [Fact]
    public void Limits_of_the_file_come_first_and_an_output_that_is_not_known_is_refused()
    {
        var scenario = Bloom() with { Limits = [Limit.Parse("mean energy < 1 TWh")] };
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 12, Limits = [Limit.Parse("mean emissions < 1 t")] });
        Assert.Equal(["mean energy < 1 TWh", "mean emissions < 1 t"], result.Limits.Select(limit => limit.Limit));

        var unknown = new RunOptions { Limits = [Limit.Parse("mean carbon_cost < 1 USD") with { Place = "--limit" }] };
        var error = Assert.Throws<ArgumentException>(() => SimulationRunner.Check(scenario, unknown));
        Assert.Contains("'mean carbon_cost < 1 USD' (--limit)", error.Message, StringComparison.Ordinal);
        Assert.Contains("not computed (grid.carbon_price is not set)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean energy <= 700 MWh", LimitVerdict.Holds)]
    [InlineData("mean energy < 700 MWh", LimitVerdict.Fails)]
    [InlineData("P(energy > 700 MWh) <= 0%", LimitVerdict.Holds)]
    [InlineData("P(energy >= 700 MWh) > 99%", LimitVerdict.Holds)]
    [InlineData("worst 5% mean energy > 700 MWh", LimitVerdict.Fails)]
    public void Without_uncertainty_the_arithmetic_decides(string limit, LimitVerdict verdict)
    {
        var scenario = ScenarioReader.Read("name: x\nhardware: {tdp: 700 W}\ntraining:\n  - accelerator_hours: 1M h\n", "x.yaml");
        var result = SimulationRunner.Run(scenario, new RunOptions { Limits = [Limit.Parse(limit)] });
        Assert.Equal(verdict, result.Limits[0].Verdict);
        Assert.Equal(700, Assert.IsType<TailMean>(result.Outputs.Single(output => output.Name == "energy").TailMean).Value, 1e-9);
    }

    [Theory]
    [InlineData("P(energy > 600 MWh) < 5%", LimitVerdict.Fails, 0.04)]
    [InlineData("P(energy >= 1.4 GWh) < 5%", LimitVerdict.Holds, 0.04)]
    [InlineData("p95 energy <= 700 MWh", LimitVerdict.Holds, 0.04)]
    [InlineData("p95 energy < 700 MWh", LimitVerdict.Fails, 0.04)]
    public void An_atom_on_the_bound_is_decided_by_the_relation(string limit, LimitVerdict verdict, double above)
    {
        var scenario = ScenarioReader.Read("name: x\nhardware: {tdp: \"choice(700 W @ 96%, 1.4 kW @ 4%)\"}\ntraining:\n  - accelerator_hours: 1M h\n", "x.yaml");
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 14, Limits = [Limit.Parse(limit), Limit.Parse("P(energy > 700 MWh) < 1%")] });
        Assert.Equal(verdict, result.Limits[0].Verdict);

        // Stratification puts 4% of every replicate above, but for a point or two of 512.
        Assert.Equal(above, result.Limits[1].Deciding.Value, 0.002);
        var tail = Assert.IsType<TailMean>(result.Outputs.Single(output => output.Name == "energy").TailMean);
        Assert.Equal(700 + (700 * result.Limits[1].Deciding.Value / 0.05), tail.Value, 1e-3);
    }

    [Theory]
    [InlineData(Sampler.Sobol, 1 << 15)]
    [InlineData(Sampler.Random, 1 << 13)]
    public void The_true_value_lies_inside_95_percent_of_the_error_intervals(Sampler sampler, long samples)
    {
        const int Seeds = 400;
        const double Threshold = 2;
        (string, Distribution)[] inputs = [("quantity", Lognormal.FromInterval(0.8, 1.25)), ("price", Lognormal.FromInterval(0.5, 2))];
        var sigma = Math.Sqrt(inputs.Sum(input => Math.Pow(Math.Log(input.Item2.Quantile(0.95) / input.Item2.Quantile(0.5)) / Z95, 2)));

        // The product is lognormal with the median 1; the mean above its 95th percentile is e^(σ²/2)·Φ(σ − z)/5%.
        var tail = Math.Exp(sigma * sigma / 2) * StandardNormal.Cdf(sigma - Z95) / 0.05;
        var exceeding = 1 - StandardNormal.Cdf(Math.Log(Threshold) / sigma);
        var plan = PlanBuilder.Build(inputs, x => [(OutputDefinitions.Cost.Spec, x[0] * x[1])]);
        var factor = plan.Outputs[0].Value.Factor;
        var least = WantedFigures.Threshold(Threshold, factor, includesAmount: false);
        var engine = CpuEngines.Create(CpuDevices.Best);
        var (insideTail, insideExceeding) = (0, 0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var options = new RunOptions { Samples = samples, Seed = seed, Sampler = sampler, Threads = 1, Limits = [Limit.Parse("P(cost > 2 USD) < 5%")] };
            var root = SimulationRunner.Sample(engine, plan, options, null, default).Roots[0];
            var tailError = root.Error.CriticalValue * factor * root.Error.OfTailMean(0.05);
            insideTail += Math.Abs((factor * root.Counts.OfLargest(0.05).Mean) - tail) <= tailError ? 1 : 0;
            var share = root.Counts.From(least).Count / root.Counts.Total;
            insideExceeding += Math.Abs(share - exceeding) <= root.Error.CriticalValue * root.Error.OfExceeding(least) ? 1 : 0;
        }

        // The binomial standard deviation of 95% of 400 is 4.4; three of them below. Errors of shares are a little generous.
        Assert.InRange(insideTail, 367, 393);
        Assert.InRange(insideExceeding, 367, 398);
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void A_large_run_counts_as_an_exact_one_but_for_the_error_that_it_states(Sampler sampler)
    {
        // Above 2²² samples the bin of the amount is resolved from the first of them only.
        var plan = PlanBuilder.Build([("price", Lognormal.FromInterval(0.5, 2))], x => [(OutputDefinitions.Cost.Spec, x[0])]);
        var options = new RunOptions { Samples = 1 << 23, Sampler = sampler, Limits = [Limit.Parse("P(cost > 2.0003 USD) < 5%")] };
        var engine = CpuEngines.Create(CpuDevices.Best);
        var factor = plan.Outputs[0].Value.Factor;
        var least = WantedFigures.Threshold(2.0003, factor, includesAmount: false);
        var large = SimulationRunner.Sample(engine, plan, options, null, default).Roots[0];
        var exact = SimulationRunner.Sample(engine, plan, options with { IsExact = true }, null, default).Roots[0];
        Assert.Equal(0, exact.Counts.From(least).Variance);
        Assert.Equal(exact.Counts.From(least).Count, Math.Round(exact.Counts.From(least).Count));

        var found = large.Counts.From(least);
        Assert.InRange(found.Variance, 1e-9, 1e4);
        Assert.Equal(exact.Counts.From(least).Count, found.Count, 5 * Math.Sqrt(found.Variance));
        Assert.InRange(Math.Sqrt(found.Variance) / large.Counts.Total, 0, large.Error.OfExceeding(least));
    }

    [Fact]
    public void Figures_of_limits_have_the_same_bits_for_any_threads_blocks_and_lanes()
    {
        var limits = new[] { "p97 emissions < 12 t", "worst 2% mean emissions < 5 t", "P(emissions > 40 t) < 5%" };
        var options = new RunOptions { Samples = 1 << 17, Limits = [.. limits.Select(Limit.Parse)] };
        var expected = Figures(options with { Threads = 1 });
        Assert.Equal(expected, Figures(options with { Threads = 3, BlockSize = 1024 }));
        Assert.Equal(expected, Figures(options with { Threads = 2, BlockSize = 2048, Device = "cpu-scalar" }));

        static string Figures(RunOptions options)
        {
            var result = SimulationRunner.Run(Bloom(), options);
            return string.Join(' ', result.Outputs.Select(output => $"{output.TailMean} {string.Join(' ', output.Budget)}"))
                + string.Join(' ', result.Limits.Select(limit => limit.Deciding));
        }
    }

    private static Scenario Bloom() => ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios/bloom.yaml"));
}
