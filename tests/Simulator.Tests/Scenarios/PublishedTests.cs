using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Resolution;

namespace Simulator.Tests.Scenarios;

/// <summary>The section <c>published</c>: what is read, and what is refused.</summary>
public class PublishedTests
{
    [Fact]
    public void A_figure_is_read_in_the_unit_of_its_output()
    {
        var figure = Assert.Single(Read("{output: emissions, at: p95, value: 885_948 kg, tier: closed form, source: s, note: n, expect: differs, deviation: -1.20%, mistake: m}").Published);
        Assert.Equal(("emissions", 885.948, 0.001, "kg"), (figure.Output, figure.Value, figure.LastDigit, figure.Unit));
        Assert.Equal((0.95, EvidenceTier.ClosedForm, Expectation.Differs), (figure.Probability, figure.Tier, figure.Expectation));
        Assert.Equal(("s", "n", "m"), (figure.Source, figure.Note, figure.Mistake));
        Assert.Equal(-0.012, figure.Deviation);
        Assert.Equal(0.0001, figure.DeviationDigit, 1e-15);
    }

    [Theory]
    [InlineData("31.22", "00.01")]
    [InlineData("885_948 kg", "000_001 kg")]
    [InlineData("5.576M USD", "0.001M USD")]
    [InlineData("1.8e3 t", "0.1e3 t")]
    [InlineData("-1.2%", "+0.1%")]
    [InlineData("7", "1")]
    [InlineData("27_510 MWh", "00_001 MWh")]
    public void The_last_digit_is_the_last_written(string text, string digit) => Assert.Equal(digit, PublishedReader.LastDigitOf(text));

    [Theory]
    [InlineData("{value: 1 t, tier: measured, source: s}", "output", "nothing", "")]
    [InlineData("{output: emissions, tier: measured, source: s}", "value", "nothing", "")]
    [InlineData("{output: emissions, value: 1 t, source: s}", "tier", "nothing", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measured}", "source", "nothing", "")]
    [InlineData("{output: emission, value: 1 t, tier: measured, source: s}", "output", "unknown output 'emission'", "emissions?")]
    [InlineData("{output: emissions, value: 1 MWh, tier: measured, source: s}", "value", "1 MWh (energy)", "")]
    [InlineData("{output: emissions, value: 1 to 2 t, tier: measured, source: s}", "value", "'1 to 2 t'", "")]
    [InlineData("{output: emissions, value: much, tier: measured, source: s}", "value", "'much'", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measurd, source: s}", "tier", "'measurd'", "measured?")]
    [InlineData("{output: emissions, value: 1 t, tier: measured, source: s, at: p50}", "at", "'p50'", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measured, source: s, expect: differs}", "deviation", "nothing", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measured, source: s, deviation: 1%}", "deviation", "without expect: differs", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measured, source: s, expect: differs, deviation: 1 t}", "deviation", "1 t", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measured, source: s, mistake: m}", "mistake", "agrees", "")]
    [InlineData("{output: emissions, value: 1 t, tier: measured, source: s, tolerance: 1%}", "tolerance", "unknown key", "")]
    public void Mistakes_are_named(string item, string key, string found, string hint)
    {
        var error = Assert.Single(Yaml.Errors($"{Yaml.Smallest}\npublished:\n  - {item}\n"));
        Assert.Equal(($"published[1].{key}", 6), (error.Path, error.Line));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_needed() =>
        Assert.Equal("published", Assert.Single(Yaml.Errors($"{Yaml.Smallest}\npublished: {{output: emissions}}\n")).Path);

    [Fact]
    public void Published_figures_are_not_inherited()
    {
        var folder = Directory.CreateTempSubdirectory("published-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "below.yaml"), $"{Yaml.Smallest}\npublished: [{{output: energy, value: 700 MWh, tier: arithmetic, source: s}}]\n");
            var above = Path.Combine(folder.FullName, "above.yaml");
            File.WriteAllText(above, "name: above\nextends: below.yaml\nhardware: {tdp: 350 W}\n");
            Assert.Single(ScenarioReader.Read(Path.Combine(folder.FullName, "below.yaml")).Published);
            Assert.Empty(ScenarioReader.Read(above).Published);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Scenario Read(string item) => Yaml.Read($"{Yaml.Smallest}\npublished: [{item}]");
}
