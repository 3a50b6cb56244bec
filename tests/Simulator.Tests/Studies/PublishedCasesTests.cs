using Simulator.Catalog;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Validation;

namespace Simulator.Tests.Studies;

/// <summary>Every published case comes out as its file states, and files that state something else are found out.</summary>
public sealed class PublishedCasesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "scenarios", "published");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_comes_out_as_its_file_states(string file)
    {
        var scenario = ScenarioReader.Read(Path.Combine(Folder, file));
        Assert.NotEmpty(scenario.Published);
        Assert.All(scenario.Published, figure => Assert.Contains(figure.Source, BuiltInCatalog.Sources.Keys));
        var comparisons = PublishedFigures.Compare(scenario, SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 17 }));
        Assert.All(comparisons, comparison => Assert.True(comparison.IsAsStated, $"{comparison.Figure.Output}: {comparison.Ours}, {comparison.Verdict}"));
    }

    [Fact]
    public void The_interval_of_power_covers_graphics_cards_in_pre_training_and_fails_on_tpu_v4_and_on_one_post_training()
    {
        var comparisons = All("power-*.yaml");
        var outside = comparisons.Where(comparison => comparison.Verdict == Expectation.Outside).Select(comparison => comparison.Scenario).ToList();
        Assert.Equal(15, comparisons.Count);
        Assert.Equal(["Draw of an H100, OLMo 3", "Power of a TPU v3, rated 220 W", "Power of a TPU v4, rated 170 W", "Power of a TPU v4, rated 373 W"], outside.Order(StringComparer.Ordinal));

        // The prior's own 5th and 95th percentiles: 300 W times 5/3 times 0.56 and 1.
        var v100 = comparisons.First(comparison => comparison.Scenario == "Power of a V100").Interval;
        Assert.Equal(280e-6, v100.Low, 1e-6);
        Assert.Equal(500e-6, v100.High, 1e-6);
    }

    [Fact]
    public void Known_mistakes_of_the_sources_differ()
    {
        var mistakes = All("*.yaml").Where(comparison => comparison.Figure.Mistake is not null).ToDictionary(comparison => comparison.Scenario);
        Assert.All(mistakes.Values, comparison => Assert.Equal(Expectation.Differs, comparison.Verdict));

        // Llama 3.3's 12.9 t on 4,900 MWh.
        Assert.Equal(12.9 / 4900, mistakes["Llama 3.3 70B"].ImplausibleIntensity!.Value, 1e-9);
        Assert.Equal(199.1 / 181, 1 + mistakes["Llama 3.1, all sizes"].Deviation, 0.0005);
        Assert.True(mistakes.ContainsKey("Neural architecture search, corrected"));
    }

    [Theory]
    [InlineData("700 MWh", Expectation.Holds, false)]
    [InlineData("0.70 GWh", Expectation.Holds, false)]
    [InlineData("0.7 GWh", Expectation.Holds, false)]
    [InlineData("700.4 MWh", Expectation.Differs, false)]
    [InlineData("1 GWh", Expectation.Holds, false)] // 0.7 rounds to 1
    [InlineData("0.6 GWh", Expectation.Differs, false)]
    [InlineData("699 MWh", Expectation.Differs, false)]
    [InlineData("701 MWh", Expectation.Differs, false)]
    [InlineData("699_999.2 kWh", Expectation.Differs, false)]
    [InlineData("699.96 MWh", Expectation.Differs, false)]
    [InlineData("700_000.000_0 kWh", Expectation.Holds, false)] // ten digits: each counts
    [InlineData("700_000.000_1 kWh", Expectation.Differs, false)]
    [InlineData("699_999.999_9 kWh", Expectation.Differs, false)]
    internal void A_figure_holds_to_its_printed_digit(string value, Expectation verdict, bool isCut)
    {
        var comparison = Single($"{{output: energy, value: {value}, tier: arithmetic, source: x}}");
        Assert.Equal((verdict, isCut), (comparison.Verdict, comparison.IsCut));
        Assert.Equal(verdict == Expectation.Holds, comparison.IsAsStated);
    }

    [Theory]
    [InlineData("1.2 MWh", "1.26 MWh", true)] // printed 1.2 where 1.26 would round to 1.3
    [InlineData("1.3 MWh", "1.26 MWh", false)]
    public void A_figure_may_be_cut_instead_of_rounded(string printed, string energy, bool isCut)
    {
        var comparison = Single($"{{output: energy, value: {printed}, tier: arithmetic, source: x}}", hours: $"{energy[..4]}k h", tdp: "1 kW");
        Assert.Equal((Expectation.Holds, isCut), (comparison.Verdict, comparison.IsCut));
    }

    [Theory]
    [InlineData("expect: differs, deviation: -30%", "1000 MWh", true)]
    [InlineData("expect: differs, deviation: -30.4%", "1000 MWh", false)]
    [InlineData("expect: differs, deviation: 30%", "1000 MWh", false)]
    [InlineData("expect: differs, deviation: 0%", "700 MWh", false)]
    [InlineData("expect: inside", "700 MWh", true)]
    [InlineData("expect: inside", "701 MWh", false)]
    [InlineData("expect: outside", "701 MWh", true)]
    [InlineData("expect: outside", "700 MWh", false)]
    [InlineData("at: p95", "700 MWh", true)]
    [InlineData("at: mean", "800 MWh", false)]
    public void What_a_file_states_is_checked(string stated, string value, bool isAsStated) =>
        Assert.Equal(isAsStated, Single($"{{output: energy, value: {value}, tier: arithmetic, source: x, {stated}}}").IsAsStated);

    /// <summary>Epoch AI: to the cent, from its own parts, by hand: (hours * price / lifetime + electricity) * index of 2023-12 / index of the month of publication.</summary>
    [Theory]
    [InlineData("epoch-gpt-4-2023.yaml", 57e6, 14165.054738257799, 3_499_488.28125, 117.766, 40_586_592.58)]
    [InlineData("epoch-gpt-3-2023.yaml", 3.552e6, 11463.61551009175, 111_055.5, 113.4, 2_056_969.34)]
    public void A_price_year_gives_the_printed_total_to_the_cent(string file, double hours, double price, double electricity, double index, double printed)
    {
        var lifetime = 8766 / (0.14 * Math.Log(10));
        var byHand = ((hours * price / 0.81 / lifetime) + electricity) * 119.029 / index;
        Assert.Equal(printed, byHand, 0.005);
        var comparison = Assert.Single(All(file));
        Assert.Equal(byHand, comparison.Ours, 1e-4);
        Assert.Equal((Expectation.Holds, false), (comparison.Verdict, comparison.IsCut));
    }

    [Fact]
    public void An_output_that_is_not_known_is_not_as_stated()
    {
        var comparison = Single("{output: emissions, value: 1 t, tier: arithmetic, source: x}");
        Assert.Null(comparison.Verdict);
        Assert.False(comparison.IsAsStated);
    }

    [Fact]
    public void Sampling_errors_are_allowed_for()
    {
        // The median of 1 to 4 kWh is 2 kWh exactly; 64 samples know it to some percent only.
        var text = "name: x\nhardware: {tdp: 1 kW to 4 kW}\ntraining: [{accelerator_hours: 1 h}]\npublished: [{output: energy, value: 2.0000000 kWh, tier: closed form, source: x}]";
        var scenario = ScenarioReader.Read(text, "x.yaml");
        var comparison = PublishedFigures.Compare(scenario, SimulationRunner.Run(scenario, new RunOptions { Samples = 64, Replicates = 8 }))[0];
        Assert.True(comparison.IsAsStated);
        Assert.True(comparison.IsSampled);
        Assert.True(comparison.Error > 0);
    }

    private static List<PublishedComparison> All(string pattern) =>
        [.. Directory.GetFiles(Folder, pattern).Select(ScenarioReader.Read).SelectMany(scenario =>
            PublishedFigures.Compare(scenario, SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 16 })))];

    private static PublishedComparison Single(string item, string hours = "1M h", string tdp = "700 W")
    {
        var scenario = ScenarioReader.Read($"name: x\nhardware: {{tdp: {tdp}}}\ntraining: [{{accelerator_hours: {hours}}}]\npublished: [{item}]", "x.yaml");
        return Assert.Single(PublishedFigures.Compare(scenario, SimulationRunner.Run(scenario, new RunOptions())));
    }
}
