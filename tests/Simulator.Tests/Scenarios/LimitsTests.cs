using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Limits are read as they are meant, and what cannot be read is pointed at.</summary>
public sealed class LimitsTests
{
    [Theory]
    [InlineData("p95 emissions < 12 kt", LimitFigure.Quantile, 0.95, "emissions", 12_000, LimitRelation.Less, 12_000)]
    [InlineData("p97.5 energy >= 3 GWh", LimitFigure.Quantile, 0.975, "energy", 3_000, LimitRelation.AtLeast, 3_000)]
    [InlineData("median accelerators <= 16_384", LimitFigure.Quantile, 0.5, "accelerators", 16_384, LimitRelation.AtMost, 16_384)]
    [InlineData("mean cost>2.5M USD", LimitFigure.Mean, double.NaN, "cost", 2.5e6, LimitRelation.More, 2.5e6)]
    [InlineData("worst 5% mean water < 1_000 kL", LimitFigure.TailMean, 0.05, "water", 1_000, LimitRelation.Less, 1_000)]
    [InlineData("P(cost > 100M USD) < 5%", LimitFigure.Probability, double.NaN, "cost", 1e8, LimitRelation.Less, 0.05)]
    [InlineData("P( duration <= 2 weeks ) ≥ 0.9", LimitFigure.Probability, double.NaN, "duration", 14, LimitRelation.AtLeast, 0.9)]
    [InlineData("mean carbon_intensity < 300 g/kWh", LimitFigure.Mean, double.NaN, "carbon_intensity", 0.3, LimitRelation.Less, 0.3)]
    [InlineData("p95 cars < 1k", LimitFigure.Quantile, 0.95, "cars", 1_000, LimitRelation.Less, 1_000)]
    public void A_statement_says_figure_output_and_bound(
        string text, LimitFigure figure, double share, string output, double amount, LimitRelation relation, double bound)
    {
        var part = Assert.Single(Limit.Parse(text).Parts);
        Assert.Equal((text, figure, share, output, relation), (part.Text, part.Figure, part.Share, part.Output, part.Relation));
        Assert.Equal(amount, part.Amount);
        Assert.Equal(bound, part.Bound);
    }

    [Fact]
    public void Statements_are_joined_by_and()
    {
        var limit = Limit.Parse("p95 emissions < 12 kt and P(accelerators > 5) < 5% and mean cost < 5M USD");
        Assert.Equal(["p95 emissions < 12 kt", "P(accelerators > 5) < 5%", "mean cost < 5M USD"], limit.Parts.Select(part => part.Text));
        Assert.Equal(LimitRelation.More, limit.Parts[1].Event);
    }

    [Theory]
    [InlineData("", 0, "the end of the text", "median, mean", "p95 emissions")]
    [InlineData("emissions < 12 kt", 0, "'emissions < 12 kt'", "median, mean", "p95 emissions")]
    [InlineData("p95 emisions < 12 kt", 4, "'emisions'", "one of it_energy", "did you mean emissions?")]
    [InlineData("p95(emissions) < 12 kt", 3, "'(emissions) < 12 kt'", "one of it_energy", "without parentheses")]
    [InlineData("p0 emissions < 12 kt", 0, "the percentile p0", "less than p100", "")]
    [InlineData("p100 emissions < 12 kt", 0, "the percentile p100", "less than p100", "")]
    [InlineData("meen emissions < 12 kt", 0, "'meen", "median, mean", "did you mean mean?")]
    [InlineData("p95 emissions = 12 kt", 14, "'= 12 kt'", "<, <=, > or >=", "never equals")]
    [InlineData("p95 emissions 12 kt", 14, "'12 kt'", "<, <=, > or >=", "")]
    [InlineData("p95 emissions < twelve", 16, "'twelve'", "an amount", "")]
    [InlineData("p95 emissions < 12", 16, "12 without a unit", "a number with a unit, e.g. 12 t", "")]
    [InlineData("p95 emissions < 12 GWh", 16, "12 GWh (energy)", "mass", "")]
    [InlineData("p95 emissions < 12 tons", 19, "the unit 'tons'", "W, Wh", "write t")]
    [InlineData("P(cost > 1M USD < 5%", 16, "'< 5%'", "')'", "parenthesis")]
    [InlineData("P(cost > 1M USD) < 5", 19, "5", "a share from 0% to 100%", "5%?")]
    [InlineData("P(cost > 1M USD) < 0.05 USD", 24, "'USD'", "the end, or 'and'", "")]
    [InlineData("worst 0% mean cost < 5 USD", 6, "0%", "between 0% and 100%", "")]
    [InlineData("worst 5% cost < 5 USD", 9, "'cost < 5 USD'", "the word mean", "")]
    [InlineData("mean cost < 5 USD or mean energy < 3 GWh", 18, "'or mean", "the end, or 'and'", "every limit")]
    [InlineData("mean cost < 5 USD and", 21, "the end of the text", "median, mean", "")]
    public void What_cannot_be_read_is_pointed_at(string text, int offset, string found, string allowed, string hint)
    {
        var error = Assert.Throws<QuantityException>(() => Limit.Parse(text));
        Assert.Equal(offset, error.Offset);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Allowed, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_shows_the_text_with_a_caret_under_the_place()
    {
        var error = Assert.Single(Yaml.Errors($"{Yaml.Smallest}\nlimits: [\"p95 emisions < 12 kt\"]\n"));
        var lines = error.ToString().Split('\n');
        Assert.StartsWith("test.yaml:5:15: error: limits[1]: found the unknown output 'emisions'; allowed: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("    p95 emisions < 12 kt", lines[1]);
        Assert.Equal("        ^", lines[2]);
        Assert.Equal("  hint: did you mean emissions?", lines[3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(499)]
    [InlineData(500)]
    public void The_caret_stands_under_its_place_in_a_text_of_any_length(int offset)
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => (char)('a' + (i % 26))));
        var lines = new Excerpt(text, offset).ToString().Split('\n');
        Assert.InRange(lines[0].Length, 1, 110);
        var caret = lines[1].Length - 1;
        Assert.Equal(offset < text.Length ? text[offset] : ' ', caret < lines[0].Length ? lines[0][caret] : ' ');
    }

    [Fact]
    public void A_file_that_extends_another_replaces_its_limits()
    {
        var limits = Yaml.Read($"{Yaml.Smallest}\nlimits:\n  - mean energy < 12 GWh\n  - P(energy > 3 GWh) < 10%\n").Limits;
        Assert.Equal(["mean energy < 12 GWh", "P(energy > 3 GWh) < 10%"], limits.Select(limit => limit.Text));
        Assert.Equal(["test.yaml:6:5", "test.yaml:7:5"], limits.Select(limit => limit.Place));
        Assert.Empty(Yaml.Read($"{Yaml.Smallest}\nlimits: []\n").Limits);
    }
}
