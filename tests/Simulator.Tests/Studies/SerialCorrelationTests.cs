using Simulator.Studies.Fitting;

namespace Simulator.Tests.Studies;

/// <summary>Autocorrelation against its definition, and the effective number of values against that of an autoregressive process.</summary>
public sealed class SerialCorrelationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(-0.4)]
    public void The_factor_of_an_autoregressive_process_is_the_closed_form(double rho)
    {
        var (factor, _) = SerialCorrelation.VarianceFactor([.. Enumerable.Range(0, 2000).Select(lag => Math.Pow(rho, lag))]);
        Assert.Equal((1 + rho) / (1 - rho), factor, 10);
    }

    [Fact]
    public void The_sum_ends_before_a_pair_that_is_not_positive()
    {
        // 2 (1 + 0.5 + 0.2 + 0.1) − 1; the pair −0.2 + 0.1 ends it, and 0.4 after it is noise.
        var (factor, last) = SerialCorrelation.VarianceFactor([1, 0.5, 0.2, 0.1, -0.2, 0.1, 0.4, 0.4]);
        Assert.Equal(2.6, factor, 12);
        Assert.Equal(3, last);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void Simulated_processes_have_the_effective_number_of_the_closed_form(double rho)
    {
        const int Count = 100_000;
        var found = SerialCorrelation.Of(Process(rho, Count, 4));
        var expected = Count * (1 - rho) / (1 + rho);

        // Variance of the summed correlations up to lag M: 2 (2M + 1) / n of their square (Sokal 1997, equation 3.19).
        Assert.Equal(expected, found.EffectiveCount, 4 * expected * Math.Sqrt(2 * ((2.0 * found.LastLag) + 1) / Count));
        Assert.True(found.IsSignificant);
        Assert.Equal(rho, found.Autocorrelations[0], 4 * Math.Sqrt((1 - (rho * rho)) / Count)); // Bartlett
    }

    [Fact]
    public void Autocorrelations_and_their_test_are_those_of_the_definition()
    {
        double[] values = Process(0.5, 60, 8);
        var found = SerialCorrelation.Of(values);
        var mean = values.Average();
        double[] expected = [.. Enumerable.Range(1, 10).Select(lag =>
            Enumerable.Range(lag, 60 - lag).Sum(i => (values[i] - mean) * (values[i - lag] - mean)) / values.Sum(value => (value - mean) * (value - mean)))];
        Assert.Equal(expected, found.Autocorrelations, (one, other) => Math.Abs(one - other) < 1e-12);
        var statistic = 60 * 62 * Enumerable.Range(1, 10).Sum(lag => expected[lag - 1] * expected[lag - 1] / (60 - lag));
        Assert.Equal(1 - MathNet.Numerics.Distributions.ChiSquared.CDF(10, statistic), found.Probability, 10);
    }

    [Fact]
    public void Independent_values_are_rarely_called_correlated_and_never_count_as_more_than_they_are()
    {
        var found = Enumerable.Range(0, 1000).Select(seed => SerialCorrelation.Of(Process(0, 200, seed))).ToList();

        // 1% of 1,000, with 4 deviations of a binomial count: 10 ± 12.6.
        Assert.InRange(found.Count(each => each.IsSignificant), 1, 23);
        Assert.All(found, each => Assert.InRange(each.EffectiveCount, 1, 200));
    }

    private static double[] Process(double rho, int count, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        var last = 0.0;
        for (var i = 0; i < count; i++)
        {
            last = (rho * last) + (Math.Sqrt(1 - (rho * rho)) * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - random.NextDouble()));
            values[i] = last;
        }

        return values;
    }
}
