using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Tests.Scenarios;

/// <summary>Where two figures of the catalogue do not agree, the run says by how much.</summary>
public class CatalogShiftsTests
{
    [Theory]
    [InlineData("luxembourg", "+44%", "105 gCO2e/kWh")] // 86.1 to 266: median 151.3
    [InlineData("ireland", "+7%", "291 gCO2e/kWh")] // 239 to 405: 311.1
    [InlineData("latvia", "+12%", "123 gCO2e/kWh")] // 101 to 189: 138.2
    public void A_range_that_moves_the_median_says_by_how_much(string place, string shift, string plain)
    {
        var scenario = Read($"grid: {{location: {place}, uncertainty: catalog}}");
        Assert.Contains($"grid.carbon_intensity by {shift} from {plain}", Shifts(scenario), StringComparison.Ordinal);
        var quantity = scenario.Phases[0][Keys.CarbonIntensity]!;
        Assert.False(quantity.Distribution.IsConstant);
    }

    [Fact]
    public void Hardware_and_sites_are_told_too()
    {
        var scenario = Read("hardware: {accelerator: h100-sxm, uncertainty: catalog}\nfacility: {operator: aws, uncertainty: catalog}");
        Assert.Contains(scenario.Notices, notice => notice.StartsWith("hardware.uncertainty: catalog moves medians", StringComparison.Ordinal)
            && notice.Contains("hardware.price by +9% from 33750 USD", StringComparison.Ordinal));
        Assert.Contains(scenario.Notices, notice => notice.StartsWith("facility.uncertainty: catalog moves medians", StringComparison.Ordinal));
    }

    [Fact]
    public void Sources_of_a_mix_are_told_too() => Assert.Contains(
        "grid.mix.oil.factor by +4% from 840 gCO2e/kWh", Shifts(Read("grid: {mix: {coal: 50%, oil: 50%}, uncertainty: catalog}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("grid: {location: luxembourg}")]
    [InlineData("grid: {location: luxembourg, uncertainty: none}")]
    [InlineData("grid: {location: luxembourg, uncertainty: catalog, carbon_intensity: 105 g/kWh, water_intensity: 1 L/kWh, electricity_price: 90 USD/MWh, land_intensity: 1 m2*year/MWh}")]
    public void Nothing_moves_without_a_range(string grid) =>
        Assert.DoesNotContain(Read(grid).Notices, notice => notice.Contains("moves medians", StringComparison.Ordinal));

    [Fact]
    public void A_range_around_its_value_is_not_mentioned() =>
        Assert.DoesNotContain("carbon_intensity", Shifts(Read("grid: {location: us, uncertainty: catalog}")), StringComparison.Ordinal); // 302 to 450: 368.7 for 369

    [Theory]
    [InlineData("ireland", "397")]
    [InlineData("latvia", "183")]
    [InlineData("luxembourg", "252")]
    [InlineData("romania", "321")]
    [InlineData("slovakia", "240")]
    public void A_direct_figure_above_the_life_cycle_names_its_partner(string place, string partner)
    {
        var notice = Assert.Single(Read($"grid: {{location: {place}, emission_factors: direct}}").Notices, text => text.Contains("they come from two sources and are no pair", StringComparison.Ordinal));
        Assert.Contains($"the same source has {partner} over the life cycle", notice, StringComparison.Ordinal);
        Assert.DoesNotContain(Read($"grid: {{location: {place}}}").Notices, text => text.Contains("no pair", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_places_have_no_such_notice()
    {
        var told = BuiltInCatalog.Locations.Values.Where(place => place.Figures.ContainsKey("carbon_intensity_direct")
            && Read($"grid: {{location: {place.Id}, emission_factors: direct}}").Notices.Any(text => text.Contains("no pair", StringComparison.Ordinal)));
        Assert.Equal(["ireland", "latvia", "luxembourg", "romania", "slovakia"], told.Select(place => place.Id).Order(StringComparer.Ordinal));
    }

    private static string Shifts(Scenario scenario) =>
        scenario.Notices.SingleOrDefault(notice => notice.StartsWith("grid.uncertainty: catalog moves medians", StringComparison.Ordinal)) ?? "";

    private static Scenario Read(string text) =>
        Yaml.Read($"name: x\n{(text.Contains("hardware:", StringComparison.Ordinal) ? "" : "hardware: {tdp: 700 W}\n")}{text}\ntraining: [{{accelerator_hours: 1 h}}]");
}
