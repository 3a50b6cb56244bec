using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Tests.Catalog;

/// <summary>Accelerators and operators: enough of them, in the right units, dense peaks, ranges that hold their values.</summary>
public sealed partial class HardwareAndSitesTests
{
    private static readonly KeySpec Rate = Keys.Peak;

    [Fact]
    public void There_are_forty_accelerators_from_the_families_in_use()
    {
        Assert.True(BuiltInCatalog.Accelerators.Count >= 40, $"{BuiltInCatalog.Accelerators.Count} accelerators");
        foreach (var id in new[]
        {
            "v100-sxm", "a100-sxm-80gb", "h100-sxm", "h200-sxm", "h800-sxm", "h800-pcie", "h20", "b200", "gb200", "gb300", "mi250x", "mi300x", "mi325x", "mi355x",
            "tpu-v2", "tpu-v3", "tpu-v4", "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7", "trainium1", "trainium2", "gaudi2", "gaudi3", "ascend-910b",
            "l40s", "a10g", "rtx-4090", "rtx-a6000", "h200-nvl", "mi210",
        })
        {
            Assert.NotNull(BuiltInCatalog.Accelerators.Find(id));
        }
    }

    [Fact]
    public void Every_rated_power_has_a_note() => Assert.All(
        BuiltInCatalog.Accelerators.Values.Where(entry => entry.Figures.ContainsKey("tdp")),
        entry => Assert.False(string.IsNullOrWhiteSpace(entry.Figures["tdp"].Note), entry.Id));

    [Fact]
    public void Every_accelerator_has_a_peak_or_at_least_its_power() => Assert.All(
        BuiltInCatalog.Accelerators.Values, entry => Assert.Contains(entry.Figures.Keys, name => name == "tdp" || name.StartsWith("peak", StringComparison.Ordinal)));

    [Fact]
    public void Every_figure_has_its_unit_and_a_value_within_its_range()
    {
        Assert.All(BuiltInCatalog.Accelerators.Values, entry => Assert.All(entry.Figures, figure => Check("hardware", entry, figure.Key, figure.Value)));
        Assert.All(BuiltInCatalog.Operators.Values, entry => Assert.All(entry.Figures, figure => Check("facility", entry, figure.Key, figure.Value)));
    }

    [Fact]
    public void Every_name_is_unique() => Assert.All(
        new[] { BuiltInCatalog.Accelerators, BuiltInCatalog.Operators },
        table => Assert.Equal(table.Count, table.Values.Select(entry => entry.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count()));

    // With 2:4 sparsity every rate doubles: the ratio of formats would still be right, so known rates are checked too.
    [Theory]
    [InlineData("a100-sxm-80gb", 312)]
    [InlineData("h100-sxm", 989)]
    [InlineData("h100-pcie", 756)]
    [InlineData("h20", 148)]
    [InlineData("b200", 2250)]
    [InlineData("mi300x", 1307)]
    [InlineData("tpu-v5p", 459)]
    [InlineData("l40s", 362)]
    [InlineData("rtx-4090", 165.2)]
    [InlineData("rtx-a6000", 154.8)]
    [InlineData("mi210", 181)]
    [InlineData("b300", 2250)]
    [InlineData("gaudi2", 432)]
    public void Peaks_are_dense(string id, double teraFlop) =>
        Assert.Equal(teraFlop * 1e12, Value(BuiltInCatalog.Accelerators[id].Figures["peak"], Rate), 1e12);

    [Fact]
    public void Eight_bits_are_at_most_twice_as_fast_as_sixteen() => Assert.All(
        BuiltInCatalog.Accelerators.Values.Where(entry => entry.Figures.ContainsKey("peak") && entry.Figures.TryGetValue("peak_fp8", out var fp8) && !fp8.Note!.Contains("MXFP8", StringComparison.Ordinal)),
        entry => Assert.InRange(Value(entry.Figures["peak_fp8"], Rate) / Value(entry.Figures["peak"], Rate), 0.99, 2.05));

    // NVIDIA's data sheets: 18.7 and 21.2; clocks at their highest give 19.1. A B300 has next to no integer rate.
    [Theory]
    [InlineData("p100-pcie", "peak_fp16", 18.7)]
    [InlineData("p100-pcie", "peak_fp32", 9.3)]
    [InlineData("p100-sxm", "peak_fp16", 21.2)]
    [InlineData("rtx-4090", "peak_fp8", 330.3)]
    public void Rates_are_those_of_the_data_sheets(string id, string name, double teraFlop) =>
        Assert.Equal(teraFlop * 1e12, Value(BuiltInCatalog.Accelerators[id].Figures[name], Rate), 1e9);

    [Theory]
    [InlineData("l40s", 350)]
    [InlineData("a10g", 300)]
    [InlineData("rtx-4090", 450)]
    [InlineData("rtx-a6000", 300)]
    [InlineData("h200-nvl", 600)]
    [InlineData("mi210", 300)]
    [InlineData("b300", 1400)]
    public void Rated_powers_are_those_of_the_cards(string id, double watts) =>
        Assert.Equal(watts / 1000, Value(BuiltInCatalog.Accelerators[id].Figures["tdp"], Keys.Tdp), 1e-12);

    [Fact]
    public void A_measured_mean_is_marked_and_lies_below_what_the_chip_reaches()
    {
        var means = BuiltInCatalog.Accelerators.Values.Where(entry => entry.Figures.Values.Any(figure => figure.IsMeasuredMean)).ToList();
        Assert.Equal(["tpu-v3", "tpu-v4"], means.Select(entry => entry.Id));
        Assert.All(means, entry =>
        {
            Assert.True(entry.Figures["tdp"].IsMeasuredMean);
            Assert.True(Value(entry.Figures["tdp"], Keys.Tdp) < Value(entry.Figures["highest_power"], Keys.Tdp));
        });
    }

    [Fact]
    public void Secondary_sources_of_new_cards_are_two() => Assert.All(
        new[] { "l40s", "rtx-4090", "rtx-a6000", "h200-nvl" },
        id => Assert.NotEmpty(BuiltInCatalog.Accelerators[id].Figures["tdp"].OtherSourceKeys));

    // OLMo 3's three measured draws: kWh per GPU-hour over 1.74 and 1.2, of 700 W.
    [Theory]
    [InlineData("utilization_pre_training", 628, true)]
    [InlineData("utilization_pre_training", 488, true)]
    [InlineData("utilization_pre_training", 380, false)]
    [InlineData("utilization_post_training", 488, true)]
    [InlineData("utilization_post_training", 380, true)]
    public void The_interval_of_post_training_holds_the_draws_that_were_measured(string figure, double watts, bool isInside)
    {
        var range = QuantityParser.Parse(BuiltInCatalog.Accelerators["h100-sxm"].Figures[figure].Range!, Keys.Utilization).Distribution;
        var draw = watts / 700;
        Assert.Equal(isInside, draw >= range.Quantile(0.05) && draw <= range.Quantile(0.95));
    }

    [Fact]
    public void Every_operator_has_a_pue()
    {
        Assert.True(BuiltInCatalog.Operators.Count >= 5);
        Assert.All(BuiltInCatalog.Operators.Values, entry => Assert.InRange(Value(entry.Figures["pue"], Keys.Pue), 1.01, 2));
    }

    private static void Check(string section, CatalogEntry entry, string name, CatalogFigure figure)
    {
        if (name == "memory")
        {
            Assert.Matches(Memory(), figure.Text);
            return;
        }

        if (name == "released")
        {
            Assert.InRange(QuantityParser.ParseConstant(figure.Text!, ""), 2010, 2026);
            return;
        }

        var key = name.StartsWith("peak_", StringComparison.Ordinal) ? Rate
            : name.StartsWith("utilization_", StringComparison.Ordinal) ? Keys.Utilization
            : name is "rated_power" or "highest_power" ? Keys.Tdp
            : name == "rental_on_demand" ? Keys.Rental
            : KeyTable.Find(section, name);
        Assert.True(key is not null, $"{entry.Id}: the unknown figure {name}");
        var value = Value(figure, key);
        if (figure.Range is { } range)
        {
            var distribution = QuantityParser.Parse(range, key).Distribution;
            Assert.True(
                value >= 0.999 * distribution.Quantile(0.05) && value <= 1.001 * distribution.Quantile(0.95), $"{entry.Id}, {name}: {figure.Text} does not lie in {range}");
            Assert.False(string.IsNullOrWhiteSpace(figure.RangeNote), $"{entry.Id}, {name}: a range without meaning");
        }
    }

    private static double Value(CatalogFigure figure, KeySpec key)
    {
        var distribution = QuantityParser.Parse(figure.Text!, key).Distribution;
        Assert.True(distribution.IsConstant, figure.Text);
        return distribution.Minimum;
    }

    [GeneratedRegex(@"^\d+ GB$")]
    private static partial Regex Memory();
}
