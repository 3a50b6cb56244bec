using Simulator.Engine.Cpu;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Uncertainty;

/// <summary>Beta and gamma distributions whose shapes are near zero: nearly everything lies at a bound, and what does not makes the moments.</summary>
public sealed class SmallShapesTests
{
    private const int Samples = 1 << 20;

    [Theory]
    [InlineData(1e-4, 0.9999)]
    [InlineData(1e-4, 1e-4)]
    [InlineData(1e-3, 50)]
    [InlineData(0.02, 3)]
    [InlineData(5, 1e-4)]
    public void Quantiles_invert_the_probability(double a, double b)
    {
        var beta = Beta.FromShapes(a, b);
        foreach (var probability in new[] { 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99, 0.999, 0.9999, 0.99999 })
        {
            var x = beta.Quantile(probability);
            if (x is > 1e-290 and < 1 - 1e-10)
            {
                Assert.Equal(probability, beta.Cdf(x), 1e-9);
            }
        }
    }

    // Mean and variance of the draws against a/(a+b) and ab/((a+b)²(a+b+1)); five standard errors, that of the variance from the fourth moment.
    [Theory]
    [InlineData(1e-4, 0.9999)]
    [InlineData(1e-4, 1e-4)]
    [InlineData(1e-3, 9.99)]
    [InlineData(0.00999, 9.99)]
    [InlineData(9.99, 0.01)]
    [InlineData(0.02, 0.03)]
    public void Beta_draws_have_their_moments(double a, double b)
    {
        double mean = a / (a + b), variance = a * b / ((a + b) * (a + b) * (a + b + 1));
        var kurtosis = 3 + (6 * (((a - b) * (a - b) * (a + b + 1)) - (a * b * (a + b + 2))) / (a * b * (a + b + 2) * (a + b + 3)));
        Check(Beta.FromShapes(a, b), mean, variance, kurtosis);
    }

    [Theory]
    [InlineData(1e-4, 2)]
    [InlineData(1e-3, 5)]
    [InlineData(0.02, 1)]
    public void Gamma_draws_have_their_moments(double shape, double scale) =>
        Check(Gamma.FromShapeAndScale(shape, scale), shape * scale, shape * scale * scale, 3 + (6 / shape));

    // The case that was reported: the closed form over the catalogue's mix is mean Σ sᵢfᵢ, variance Σ sᵢ(fᵢ − mean)²/(c + 1).
    [Theory]
    [InlineData("sweden", 10)]
    [InlineData("france", 10)]
    [InlineData("norway", 1)]
    [InlineData("us", 0.1)]
    public void A_mix_has_the_moments_of_its_Dirichlet_distribution(string location, double concentration)
    {
        var scenario = ScenarioReader.Read(
            FormattableString.Invariant($"name: x\nhardware: {{tdp: 1 kW}}\ngrid: {{location: {location}, mix_concentration: {concentration}}}\ntraining: [{{accelerator_hours: 1000 h}}]\n"), "mix.yaml");
        var shares = scenario.Phases[0].Mix!.Shares;
        var mean = shares.Sum(share => share.Share * share.Factor.Distribution.Mean);
        var variance = shares.Sum(share => share.Share * Math.Pow(share.Factor.Distribution.Mean - mean, 2)) / (concentration + 1);
        var output = SimulationRunner.Run(scenario, new RunOptions { Samples = Samples, Sampler = Sampler.Random }).Outputs.Single(found => found.Name == "carbon_intensity");
        Assert.Equal(mean, output.Mean, 5 * Math.Sqrt(variance / Samples));

        // Relative error of a standard deviation √((kurtosis − 1)/4n); the rarest sources make kurtosis at most some hundreds.
        const double Kurtosis = 400;
        Assert.Equal(Math.Sqrt(variance), output.StandardDeviation, 5 * Math.Sqrt(variance) * Math.Sqrt((Kurtosis - 1) / (4.0 * Samples)));
    }

    private static void Check(Distribution distribution, double mean, double variance, double kurtosis)
    {
        var plan = PlanBuilder.Build([("x", distribution)], inputs => [(new OutputSpec("x", "X", "", 1, ""), inputs[0])]);
        var values = FirstDraws.Of<Lane128, Wide128>(plan, [0], new SamplingRequest(Sampler.Random, 42, 1, 0, Samples, 2, 1024), Samples)[0];
        var found = values.Average();
        Assert.Equal(mean, found, 5 * Math.Sqrt(variance / Samples));
        Assert.Equal(variance, values.Average(value => (value - found) * (value - found)), 5 * variance * Math.Sqrt((kurtosis - 1) / Samples));
        Assert.All(values.Where((_, i) => i % 1000 == 0), value => Assert.InRange(value, distribution.Minimum, distribution.Maximum));
    }
}
