using Simulator.Results;
using Simulator.Statistics.Counting;

namespace Simulator.Tests.Statistics;

/// <summary>What results say about themselves follows from their figures.</summary>
public sealed class ResultTypesTests
{
    [Fact]
    public void An_output_finds_its_quantiles_and_names_those_of_too_few_samples()
    {
        var output = Output(1, 2) with
        {
            Quantiles = [new(0.05, 1.1, 0), new(0.5, 1.5, 0), new(0.999, 1.9, 0) { HasTooFewBeyond = true }, new(0.001, 1, 0) { HasTooFewBeyond = true }],
            Budget = [new(0.999, 1.9, 0) { HasTooFewBeyond = true }, new(0.9999, 2, 0) { HasTooFewBeyond = true }],
        };
        Assert.Equal((1.5, 1.9), (output.Median, output.Quantile(0.999)));
        Assert.Equal([0.001, 0.999, 0.9999], output.TooFewBeyond);
        var error = Assert.Throws<ArgumentException>(() => output.Quantile(0.25));
        Assert.Equal("probability", error.ParamName);
        Assert.StartsWith("The quantile at 0.25 of energy was not estimated.", error.Message, StringComparison.Ordinal);
        Assert.False(output.IsConstant);
        Assert.True(Output(2, 2).IsConstant);
    }

    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(9, 10, true)]
    public void A_run_with_fewer_samples_than_asked_was_interrupted(long samples, long requested, bool isInterrupted)
    {
        Assert.Equal(isInterrupted, new RunFacts("1", samples, requested, "sobol", 32, 42, "cpu", 2, 1).Interrupted);
        Assert.Equal(isInterrupted, new SensitivityResult(samples, requested, 32, 2, "cpu", 1, [], []).Interrupted);
    }

    [Theory]
    [InlineData(LimitVerdict.Fails, "second")]
    [InlineData(LimitVerdict.Undecided, "first")]
    [InlineData(LimitVerdict.Holds, "third")]
    public void The_deciding_part_is_the_first_with_the_verdict(LimitVerdict verdict, string text)
    {
        var parts = new[] { ("first", LimitVerdict.Undecided), ("second", LimitVerdict.Fails), ("third", LimitVerdict.Holds), ("fourth", LimitVerdict.Fails) }
            .Select(part => new LimitPartOutcome(part.Item1, part.Item2, "energy", "MWh", false, 1, 0.1, 2, 3, 4, 0.5, 0.01));
        Assert.Equal(text, new LimitOutcome("limit", verdict, [.. parts]).Deciding.Text);
    }

    [Fact]
    public void First_order_indices_add_up_and_a_group_has_several_members()
    {
        var (one, group) = (Input(0.25, "a"), Input(0.5, "b", "c"));
        Assert.Equal((false, true), (one.IsGroup, group.IsGroup));
        Assert.Equal(0.75, new OutputSensitivity("energy", "Energy", "MWh", 1, 1, null, [one, group]).FirstOrderSum);

        static InputSensitivity Input(double first, params string[] members) => new("input", members, new(first, 0.1), new(0.9, 0.1), 0.3, []);
    }

    [Theory]
    [InlineData(100, 7, 0.25, 0.01, 101.75, 0.49)]
    [InlineData(3, 0, 0, 0, 3, 0)]
    public void A_count_is_that_of_higher_bins_and_a_share_of_its_own(long higher, long inBin, double share, double variance, double count, double ofCount)
    {
        var exceeding = new ExceedingCount(higher, inBin, share, variance);
        Assert.Equal(count, exceeding.Count);
        Assert.Equal(ofCount, exceeding.Variance, 1e-12);
    }

    private static OutputSummary Output(double minimum, double maximum) => new(
        "energy", "Energy", "MWh", "", false, 1.5, 0.2, minimum, maximum, new(0.9, 1.1, 1.9), [], default, 0, 0, []);
}
