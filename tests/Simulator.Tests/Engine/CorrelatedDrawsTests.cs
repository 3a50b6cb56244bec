using Simulator.Engine.Cpu;
using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Statistics.Errors;

namespace Simulator.Tests.Engine;

/// <summary>Correlated inputs: the correlation is there, nothing else has changed, and it does not depend on how a run is made.</summary>
public sealed class CorrelatedDrawsTests
{
    private const int Samples = 1 << 18;

    private static readonly Distribution Skewed = Lognormal.FromInterval(60, 90);
    private static readonly Distribution Bounded = Pert.FromMode(1.05, 1.12, 1.4);
    private static readonly Distribution Alternatives = Choice.Of([(1, 0.3), (2, 0.5), (5, 0.2)]);
    private static readonly Distribution Mixed = Mixture.Of([(Lognormal.FromInterval(1, 2), 0.6), (Uniform.Between(5, 8), 0.4)]);

    public static TheoryData<string, string, double> Pairs { get; } = new()
    {
        { "lognormal", "pert", 0.6 },
        { "uniform", "triangular", -0.45 },
        { "gamma", "exponential", 0.95 },
    };

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.8)]
    [InlineData(0.99)]
    public void Quadrants_of_two_normals_have_their_exact_probability(double rho)
    {
        var value = RankCorrelation.FromNormal(RankMeasure.Spearman, rho);
        var normal = Normal.FromMeanAndDeviation(0, 1);
        var columns = Draw([("a", normal), ("b", normal)], [new("a", "b", RankMeasure.Spearman, value)]);

        // P(X < 0, Y < 0) = 1/4 + asin(ρ)/(2π); five binomial standard errors.
        var exact = 0.25 + (Math.Asin(rho) / (2 * Math.PI));
        var share = columns[0].Zip(columns[1]).Count(pair => pair.First < 0 && pair.Second < 0) / (double)Samples;
        Assert.Equal(exact, share, 5 * Math.Sqrt(exact * (1 - exact) / Samples));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Spearman_comes_out_as_requested(string first, string second, double asked)
    {
        var columns = Draw([(first, Named(first)), (second, Named(second))], [new(first, second, RankMeasure.Spearman, asked)]);
        Assert.Equal(asked, RankStatistics.Spearman(columns[0], columns[1]), 5 * SpearmanError(asked));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Kendall_comes_out_as_requested(string first, string second, double asked)
    {
        // Fieller, Hartley and Pearson 1957: the variance of atanh(τ) is 0.437/n.
        var columns = Draw([(first, Named(first)), (second, Named(second))], [new(first, second, RankMeasure.Kendall, asked)]);
        Assert.Equal(asked, RankStatistics.Kendall(columns[0], columns[1]), 5 * (1 - (asked * asked)) * Math.Sqrt(0.437 / Samples));
    }

    [Theory]
    [InlineData(RankMeasure.Spearman, 0.7)]
    [InlineData(RankMeasure.Spearman, -0.8)]
    [InlineData(RankMeasure.Kendall, 0.4)]
    public void Ties_and_mixtures_come_out_as_requested(RankMeasure measure, double asked)
    {
        var withAtom = Mixture.Of([(Constant.Of(3), 0.4), (Lognormal.FromInterval(1, 2), 0.3), (Normal.FromMeanAndDeviation(3, 2), 0.3)]);
        (string, Distribution)[] inputs =
        [
            ("choice", Alternatives), ("lognormal", Skewed), ("mixture", Mixed), ("exponential", Named("exponential")), ("atom", withAtom), ("other", Alternatives),
            ("gap", Mixture.Of([(Lognormal.FromInterval(50, 60), 0.5), (Lognormal.FromInterval(90, 100), 0.5)])), ("pert", Bounded),
        ];
        var columns = Draw(
            inputs, [new("choice", "lognormal", measure, asked), new("mixture", "exponential", measure, asked), new("atom", "other", measure, asked), new("gap", "pert", measure, asked)]);
        for (var pair = 0; pair < columns.Count; pair += 2)
        {
            // No rank correlation of n pairs has a larger standard error than independence gives one, 1/√n; 0.002 is what cells cost the solver.
            var reached = measure == RankMeasure.Spearman ? RankStatistics.Spearman(columns[pair], columns[pair + 1]) : RankStatistics.Kendall(columns[pair], columns[pair + 1]);
            Assert.Equal(asked, reached, 0.002 + (5 / Math.Sqrt(Samples)));
        }
    }

    [Fact]
    public void Between_continuous_inputs_the_solver_agrees_with_the_closed_form()
    {
        // Its cells stand for the uniform ranks of both; an input of two values has 2·√3·∫φ(z)(Φ(z) − ½)… = √3/2 at most.
        var half = Choice.Of([(1, 0.5), (2, 0.5)]);
        var small = Mixture.Of([(Constant.Of(0), 0.005), (Uniform.Between(0, 1), 0.995)]);
        foreach (var asked in new[] { 0.2, -0.6, 0.95 })
        {
            foreach (var measure in Enum.GetValues<RankMeasure>())
            {
                var (rho, reached) = TiedCorrelation.Of(measure, small, Skewed)!.Solve(asked);
                Assert.Equal(asked, reached);
                Assert.Equal(RankCorrelation.ToNormal(measure, asked), rho, measure == RankMeasure.Spearman ? 0.001 : 0.006);
            }
        }

        Assert.Equal(Math.Sqrt(3) / 2, TiedCorrelation.Of(RankMeasure.Spearman, half, Skewed)!.Solve(0.95).Reached, 0.002);
        Assert.Null(TiedCorrelation.Of(RankMeasure.Spearman, Mixed, Skewed));
    }

    [Fact]
    public void An_unreachable_correlation_is_reported_with_the_strongest_possible_one()
    {
        var plan = Plan([("a", Choice.Of([(1, 0.9), (2, 0.1)])), ("b", Skewed)], [new("a", "b", RankMeasure.Spearman, 0.9)], [0, 1]);

        // Of average ranks, one input of probabilities p and 1 − p reaches √(3p(1 − p)).
        var notice = Assert.Single(plan.Notices);
        Assert.Contains("0.9 between a and b cannot be reached", notice, StringComparison.Ordinal);
        var reached = double.Parse(notice.Split("possible, ")[1].Split(", is")[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Math.Sqrt(3 * 0.9 * 0.1), reached, 0.003);
    }

    [Fact]
    public void A_correlated_mixture_keeps_its_distribution()
    {
        var mixed = Mixture.Of([(Lognormal.FromInterval(50, 60), 0.5), (Constant.Of(70), 0.2), (Lognormal.FromInterval(90, 100), 0.3)]);
        var column = Draw([("a", mixed), ("b", Skewed)], [new("a", "b", RankMeasure.Spearman, 0.9)])[0];
        foreach (var x in new[] { 45, 52, 55, 61, 69.99, 70.01, 80, 92, 95, 101, 110.0 })
        {
            var exact = mixed.Cdf(x);
            Assert.Equal(exact, column.Count(value => value <= x) / (double)Samples, 1e-4 + (5 * Math.Sqrt(exact * (1 - exact) / Samples)));
        }

        Assert.Equal(mixed.Mean, column.Average(), 5 * mixed.StandardDeviation / Math.Sqrt(Samples));
        Assert.Equal(0.2, column.Count(value => value == 70) / (double)Samples, 5 * Math.Sqrt(0.2 * 0.8 / Samples));
    }

    [Fact]
    public void Marginal_distributions_stay_what_they_are()
    {
        string[] names = ["pert", "lognormal", "triangular", "gamma", "uniform"];
        var columns = Draw(
            [.. names.Select(name => (name, Named(name)))],
            [
                new("pert", "lognormal", RankMeasure.Spearman, 0.8),
                new("lognormal", "triangular", RankMeasure.Spearman, -0.5),
                new("gamma", "pert", RankMeasure.Kendall, 0.3),
                new("triangular", "uniform", RankMeasure.Kendall, -0.6),
            ]);
        for (var input = 0; input < names.Length; input++)
        {
            var distribution = Named(names[input]);
            var sorted = columns[input].Order().ToArray();
            foreach (var probability in new[] { 0.001, 0.05, 0.5, 0.95, 0.999 })
            {
                // The share below the exact quantile, within five binomial standard errors.
                var below = sorted.Count(value => value <= distribution.Quantile(probability)) / (double)Samples;
                Assert.Equal(probability, below, 5 * Math.Sqrt(probability * (1 - probability) / Samples));
            }

            // Kolmogorov's distance exceeds 2.3/√n once in twenty thousand times.
            var distance = sorted.Select((value, i) => Math.Abs(distribution.Cdf(value) - ((i + 0.5) / Samples))).Max();
            Assert.True(distance < 2.3 / Math.Sqrt(Samples), $"{names[input]}: {distance}");
        }
    }

    [Fact]
    public void The_sum_of_two_correlated_lognormals_has_its_exact_variance()
    {
        const double Rho = 0.6;
        const double Sigma = 0.4;
        var factor = Lognormal.FromInterval(Math.Exp(-Sigma * 1.6448536269514727), Math.Exp(Sigma * 1.6448536269514727));
        var columns = Draw(
            [("a", factor), ("b", factor)], [new("a", "b", RankMeasure.Kendall, RankCorrelation.FromNormal(RankMeasure.Kendall, Rho))]);
        var sums = columns[0].Zip(columns[1], (a, b) => a + b).ToArray();

        // Var = 2m²(e^(σ²) − 1) + 2m²(e^(ρσ²) − 1) with m = e^(σ²/2); five standard errors from the fourth moment.
        var m2 = Math.Exp(Sigma * Sigma);
        var exact = 2 * m2 * (Math.Exp(Sigma * Sigma) + Math.Exp(Rho * Sigma * Sigma) - 2);
        var mean = sums.Average();
        var squares = sums.Select(value => (value - mean) * (value - mean)).ToArray();
        var variance = squares.Average();
        var error = Math.Sqrt(squares.Average(value => (value - variance) * (value - variance)) / Samples);
        Assert.Equal(exact, variance, 5 * error);
    }

    [Fact]
    public void The_first_member_keeps_its_own_draws()
    {
        (string, Distribution)[] inputs = [("b", Skewed), ("a", Bounded)];
        var alone = Draw(inputs, []);
        var together = Draw(inputs, [new("b", "a", RankMeasure.Spearman, 0.5)]);
        Assert.Equal(alone[1], together[1]);
        Assert.NotEqual(alone[0], together[0]);
    }

    [Fact]
    public void Neither_order_nor_another_input_nor_an_unused_output_changes_a_draw()
    {
        StatedCorrelation[] pairs = [new("a", "b", RankMeasure.Spearman, 0.5), new("c", "b", RankMeasure.Spearman, -0.3)];
        (string, Distribution)[] inputs = [("a", Skewed), ("b", Bounded), ("c", Mixed)];
        var expected = Draw(inputs, pairs);
        var reordered = Draw(
            [("c", Mixed), ("z", Skewed), ("b", Bounded), ("a", Skewed), ("y", Bounded)],
            [new("y", "z", RankMeasure.Kendall, 0.4), new("b", "c", RankMeasure.Spearman, -0.3), new("b", "a", RankMeasure.Spearman, 0.5)]);
        Assert.Equal(expected[0], reordered[3]);
        Assert.Equal(expected[1], reordered[2]);
        Assert.Equal(expected[2], reordered[0]);

        var all = EngineRuns.Count(Plan(inputs, pairs, [0, 1, 2]), Request());
        var one = EngineRuns.Count(Plan(inputs, pairs, [2]), Request());
        Assert.Equal(all.Pooled(2).ToCounts().Bins, one.Pooled(0).ToCounts().Bins);
    }

    [Theory]
    [InlineData(Sampler.Random, 1, 100_001)]
    [InlineData(Sampler.Sobol, 8, 8_192)]
    public void Results_are_the_same_bits_for_any_threads_lane_and_block(Sampler sampler, int replicates, long points)
    {
        var plan = Plan(
            [("a", Skewed), ("b", Bounded), ("c", Alternatives), ("d", Mixed), ("e", Skewed)],
            [
                new("a", "e", RankMeasure.Spearman, 0.9),
                new("e", "b", RankMeasure.Spearman, 0.9),
                new("a", "b", RankMeasure.Spearman, -0.9),
                new("c", "d", RankMeasure.Kendall, 0.3),
            ],
            [0, 1, 2, 3, 4]);
        Assert.Single(plan.Notices, notice => notice.Contains("not possible together", StringComparison.Ordinal));
        var request = Request() with { Sampler = sampler, Replicates = replicates, Points = points };
        var expected = EngineRuns.Fingerprint(EngineRuns.Count(plan, request with { Threads = 1 }, CpuDevices.Scalar));
        foreach (var device in CpuDevices.Available)
        {
            foreach (var (threads, block) in new[] { (1, 1024), (2, 2048), (3, 4096) })
            {
                Assert.Equal(expected, EngineRuns.Fingerprint(EngineRuns.Count(plan, request with { Threads = threads, BlockSize = block }, device)));
            }
        }
    }

    [Fact]
    public void Correlated_factors_widen_a_product()
    {
        // ln of the product: variance 2σ²(1 + ρ).
        var plan = PlanBuilder.Build(
            [("a", Skewed), ("b", Skewed)],
            x => [(new OutputSpec("product", "product", "", 1, ""), x[0] * x[1])],
            [new StatedCorrelation("a", "b", RankMeasure.Kendall, RankCorrelation.FromNormal(RankMeasure.Kendall, 0.5))]);
        var counts = EngineRuns.Count(plan, Request()).Pooled(0).ToCounts();
        var sigma = Math.Log(90.0 / 60) / (2 * 1.6448536269514727) * Math.Sqrt(3);
        var spread = Math.Log(counts.Quantile(0.95) / counts.Quantile(0.05));

        // Standard error of a quantile of ln y is √(p(1 − p)/n)/f; of the spread, less than both added.
        var error = 2 * sigma * Math.Sqrt(0.05 * 0.95 / Samples) / 0.10313564;
        Assert.Equal(2 * 1.6448536269514727 * sigma, spread, 5 * error);
    }

    private static double SpearmanError(double asked) => (1 - (asked * asked)) * Math.Sqrt((1 + (asked * asked / 2)) / Samples); // Bonett and Wright 2000

    private static Distribution Named(string name) => name switch
    {
        "lognormal" => Skewed,
        "pert" => Bounded,
        "uniform" => Uniform.Between(-2, 5),
        "triangular" => Triangular.FromMode(1, 1.5, 4),
        "gamma" => Gamma.FromShapeAndScale(0.7, 2),
        "exponential" => Exponential.FromMean(3),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    private static (double First, double Second) Scores(Random random, double rho)
    {
        var first = StandardNormal.Quantile((random.NextInt64(1L << 53) + 0.5) / (1L << 53));
        var second = StandardNormal.Quantile((random.NextInt64(1L << 53) + 0.5) / (1L << 53));
        return (first, (rho * first) + (Math.Sqrt(1 - (rho * rho)) * second));
    }

    private static double At(Distribution distribution, double score) => distribution.Quantile(StandardNormal.Cdf(score), StandardNormal.Cdf(-score));

    private static SimulationPlan Plan(
        IReadOnlyList<(string Name, Distribution Distribution)> inputs, IReadOnlyList<StatedCorrelation> correlations, int[] outputs) =>
        PlanBuilder.Build(
            inputs, x => [.. outputs.Select(output => (new OutputSpec($"{output}", $"{output}", "", 1, ""), x[output]))], correlations);

    private static IReadOnlyList<double[]> Draw(
        IReadOnlyList<(string Name, Distribution Distribution)> inputs, IReadOnlyList<StatedCorrelation> correlations) =>
        FirstDraws.Of<Lane128, Wide128>(Plan(inputs, correlations, [0]), [.. Enumerable.Range(0, inputs.Count)], Request(), Samples);

    private static SamplingRequest Request() => new(Sampler.Random, 42, 1, 0, Samples, 2, 1024);
}
