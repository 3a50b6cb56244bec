using Simulator.Catalog;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Engine;

/// <summary>The switches between published conventions: what they change, what they leave, and that the report says so.</summary>
public class ConventionsTests
{
    private const string Mix = "mix: {coal: 50%, hydro: 50%}";

    [Fact]
    public void The_defaults_are_the_ones_written_out()
    {
        var unwritten = Run("grid: {location: germany, carbon_free_share: 40%}");
        var written = Run(
            "grid: {location: germany, carbon_free_share: 40%, uncertainty: none, emission_factors: lifecycle, accounting: location, hydro_evaporation: included, losses: 0%}");
        Assert.Equal(
            unwritten.Outputs.Select(output => (output.Name, output.Boundary, output.Median)), written.Outputs.Select(output => (output.Name, output.Boundary, output.Median)));
        Assert.Contains(unwritten.Notices, notice => notice.StartsWith(
            "Conventions: accounting: location; emission_factors: lifecycle; hydro_evaporation: included; losses: 0 (default).", StringComparison.Ordinal));
    }

    [Fact]
    public void Market_based_accounting_enters_the_emissions()
    {
        var location = Run("grid: {carbon_intensity: 400 g/kWh, carbon_free_share: 40%}");
        var market = Run("grid: {carbon_intensity: 400 g/kWh, carbon_free_share: 40%, accounting: market}");
        Assert.Equal(400, Of(location, "emissions").Median, 1e-9); // 1 GWh
        Assert.Equal(240, Of(market, "emissions").Median, 1e-9);
        Assert.Equal(400, Of(market, "operational_emissions").Median, 1e-9);
        Assert.Equal(240, Of(location, "market_emissions").Median, 1e-9);
        Assert.Equal("operational only (grid, location-based)", Of(location, "emissions").Boundary);
        Assert.Equal("operational only (grid, market-based)", Of(market, "emissions").Boundary);
        Assert.Equal(240 / 4.60, Of(market, "cars").Median, 1e-9);
    }

    [Theory]
    [InlineData("grid: {carbon_intensity: 400 g/kWh, accounting: market}")]
    [InlineData("grid: {location: germany, accounting: market}")]
    [InlineData("grid: {mix: {coal: 100%}, accounting: market, emission_factors: direct}")]
    public void Market_based_accounting_without_contracts_or_residual_mix_is_refused(string grid)
    {
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Text(grid), "x.yaml")).Errors);
        Assert.Equal("grid.accounting", error.Path);
        Assert.Contains("carbon_free_share", error.Allowed, StringComparison.Ordinal);
        Assert.Contains("residual_mix", error.Allowed, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
    }

    [Theory]
    [InlineData("grid: {carbon_intensity: 400 g/kWh}")]
    [InlineData("grid: {location: germany}")]
    [InlineData("grid: {mix: {coal: 100%}}")]
    public void Without_contracts_or_residual_mix_market_based_emissions_are_not_known(string grid)
    {
        var result = Run(grid);
        Assert.DoesNotContain(result.Outputs, output => output.Name == "market_emissions");
        Assert.Contains(result.Notices, notice => notice == "Not computed: market_emissions (grid.carbon_free_share or grid.residual_mix is not set).");
    }

    // 1 GWh; what contracts cover counts as 0.
    [Theory]
    [InlineData("carbon_intensity: 400 g/kWh, carbon_free_share: 0%", 400)]
    [InlineData("carbon_intensity: 400 g/kWh, residual_mix: 700 g/kWh", 700)]
    [InlineData("carbon_intensity: 400 g/kWh, residual_mix: 700 g/kWh, carbon_free_share: 40%", 420)]
    [InlineData("carbon_intensity: 400 g/kWh, residual_mix: 700 g/kWh, losses: 20%", 875)]
    [InlineData("residual_mix: 700 g/kWh", 700)]
    [InlineData("location: germany, residual_mix: catalog", 719.9)]
    [InlineData("location: us-ercot, residual_mix: catalog, carbon_free_share: 100%", 0)]
    public void The_residual_mix_takes_the_place_of_the_mean(string grid, double tonnes) =>
        Assert.Equal(tonnes, Of(Run($"grid: {{{grid}}}"), "market_emissions").Median, 1e-6);

    [Fact]
    public void The_residual_mix_enters_the_emissions_and_their_parts_where_they_are_market_based()
    {
        var result = Run("grid: {carbon_intensity: 400 g/kWh, residual_mix: 700 g/kWh, carbon_free_share: 40%, accounting: market}");
        Assert.Equal(420, Of(result, "emissions").Median, 1e-6);
        Assert.Equal(400, Of(result, "operational_emissions").Median, 1e-6);
        Assert.Equal(420, result.Components.Sum(component => component.Emissions), 1e-6);
        Assert.Equal(400, Of(Run("grid: {carbon_intensity: 400 g/kWh, residual_mix: 700 g/kWh}"), "emissions").Median, 1e-6);
    }

    [Theory]
    [InlineData("carbon_intensity: 400 g/kWh, carbon_free_share: 0%", "grid energy, location-based; factor as stated, without losses", "grid energy after carbon-free contracts, rest at grid mean; factor as stated, without losses")]
    [InlineData("location: germany, carbon_free_share: 0%", "grid energy, location-based; with upstream, without losses", "grid energy after carbon-free contracts, rest at grid mean; with upstream, without losses")]
    [InlineData("location: germany, losses: catalog, residual_mix: catalog", "grid energy, location-based; with upstream, with losses", "grid energy after carbon-free contracts, rest at residual mix; with losses")]
    [InlineData("location: germany, emission_factors: direct, carbon_free_share: 0%", "grid energy, location-based, direct; without upstream, without losses", "grid energy after carbon-free contracts, direct, rest at grid mean; without upstream, without losses")]
    public void Rows_say_whether_upstream_and_losses_are_in_them(string grid, string location, string market)
    {
        var result = Run($"grid: {{{grid}}}");
        Assert.Equal(location, Of(result, "operational_emissions").Boundary);
        Assert.Equal(market, Of(result, "market_emissions").Boundary);
    }

    [Theory]
    [InlineData("grid: {location: china, residual_mix: catalog}", "grid.residual_mix", "it is not known for China")]
    [InlineData("grid: {residual_mix: catalog}", "grid.residual_mix", "but no location")]
    [InlineData("grid: {residual_mix: 700 W}", "grid.residual_mix", "W")]
    [InlineData("grid: {residual_mix: -700 g/kWh}", "grid.residual_mix", "-700")]
    public void A_residual_mix_that_is_not_there_is_refused(string grid, string path, string found)
    {
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Text(grid), "x.yaml")).Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Countries_of_the_European_table_have_their_residual_mix()
    {
        var places = BuiltInCatalog.Locations.Values.Where(place => place.Figures.ContainsKey("residual_mix")).ToList();
        Assert.Equal(26, places.Count(place => place.Figures["residual_mix"].SourceKey == "aib-2023"));
        Assert.DoesNotContain(places, place => place.Id == "austria"); // printed there as not applicable
        Assert.All(places, place => Assert.NotNull(place.Figures["residual_mix"].Year));
    }

    [Fact]
    public void Direct_factors_leave_out_all_but_combustion()
    {
        var lifeCycle = Run($"grid: {{{Mix}}}");
        var direct = Run($"grid: {{{Mix}, emission_factors: direct}}");
        Assert.Equal(0.5 * (820 + 24), Of(lifeCycle, "emissions").Median, 1e-9);
        Assert.Equal(0.5 * 760, Of(direct, "emissions").Median, 1e-9);
        Assert.Equal("operational only (grid, location-based, direct)", Of(direct, "emissions").Boundary);
        Assert.EndsWith(", direct", Of(direct, "carbon_intensity").Boundary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_may_have_its_own_direct_intensity()
    {
        var figure = BuiltInCatalog.Locations["germany"].Figures["carbon_intensity_direct"];
        var intensity = Of(Run("grid: {location: germany, emission_factors: direct}"), "carbon_intensity");
        Assert.Equal(QuantityParser.ParseConstant(figure.Text!, "kg/kWh"), intensity.Median, 1e-12);
    }

    [Fact]
    public void Evaporation_is_left_out_on_request()
    {
        // Macknick et al.: coal 1.8 L/kWh, hydropower 17 L/kWh, all of it evaporation; 1 GWh.
        var included = Run($"grid: {{{Mix}}}");
        var excluded = Run($"grid: {{{Mix}, hydro_evaporation: excluded}}");
        Assert.Equal(0.5 * (1.8 + 17) * 1000, Of(included, "water_offsite").Median, 1e-6);
        Assert.Equal(0.5 * 1.8 * 1000, Of(excluded, "water_offsite").Median, 1e-6);
        Assert.EndsWith("without evaporation from reservoirs", Of(excluded, "water_offsite").Boundary, StringComparison.Ordinal);
        var place = BuiltInCatalog.Locations["us"].Figures["water_intensity_without_hydro"];
        Assert.Equal(
            QuantityParser.ParseConstant(place.Text!, "L/kWh") * 1000, Of(Run("grid: {location: us, hydro_evaporation: excluded}"), "water_offsite").Median, 1e-6);
    }

    [Fact]
    public void Land_follows_from_the_mix_with_a_notice()
    {
        var result = Run($"grid: {{{Mix}}}");
        Assert.Equal(0.5 * (14.9 + 33.4) * 1000, Of(result, "land").Median, 1e-6); // UNECE, m²·year/MWh; 1 GWh
        Assert.Contains(result.Notices, notice => notice == "land_intensity follows from grid.mix and the catalogue's land of each source.");
        Assert.Equal(7e3, Of(Run($"grid: {{{Mix}, land_intensity: 7 m2*year/MWh}}"), "land").Median, 1e-6);
    }

    [Fact]
    public void A_source_without_a_figure_leaves_the_output_out()
    {
        var result = Run("grid: {mix: {coal: 50%, biomass-cofired: 50%}}");
        Assert.DoesNotContain(result.Outputs, output => output.Name is "land" or "water_offsite");
        Assert.Contains(result.Notices, notice => notice == "land_intensity cannot follow from grid.mix: the catalogue has no land for biomass-cofired.");
        Assert.Equal(0.5 * (820 + 740), Of(result, "emissions").Median, 1e-9);
    }

    [Fact]
    public void Every_source_of_the_catalogue_is_in_the_model() => Assert.Equal(
        BuiltInCatalog.Generation.Keys, SourceVector<DoubleLane>.Names);

    [Fact]
    public void Shares_are_drawn_once_for_carbon_water_and_land()
    {
        var plan = PlanBuilder.Build(ScenarioReader.Read(Text($"grid: {{{Mix}, mix_concentration: 50}}"), "x.yaml"));
        Assert.Equal("grid.mix.coal", Assert.Single(plan.Draws).Name);
    }

    [Theory]
    [InlineData("accounting: market, carbon_free_share: 10%", "accounting")]
    [InlineData("emission_factors: direct", "emission_factors")]
    [InlineData("hydro_evaporation: excluded", "hydro_evaporation")]
    public void Conventions_are_never_mixed(string grid, string word)
    {
        var text = $"name: x\nhardware: {{tdp: 700 W}}\ntraining:\n  - {{phase: a, accelerator_hours: 1 h}}\n  - {{phase: b, accelerator_hours: 1 h, grid: {{{grid}}}}}";
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(text, "x.yaml")).Errors);
        Assert.Equal($"training.b.grid.{word}", error.Path);
        Assert.Contains("the same for all phases", error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tour_uses_every_section_and_is_uncertain_on_request()
    {
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios", "catalogue-tour.yaml"));
        var ranged = scenario.Quantities.Where(quantity => quantity.Origin == QuantityOrigin.Catalog && !quantity.Distribution.IsConstant).Select(quantity => quantity.Path).ToList();
        Assert.All(
            new[] { "hardware.price", "hardware.overhead", "hardware.embodied_carbon", "facility.pue", "grid.carbon_intensity", "grid.losses", "grid.mix.hydro.factor" },
            path => Assert.Contains(path, ranged));
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 4096 });
        Assert.EndsWith("4.29 t each (edition 2024)", Of(result, "cars").Boundary, StringComparison.Ordinal);
        Assert.Contains("market-based", Of(result, "emissions").Boundary, StringComparison.Ordinal);
    }

    private static SimulationResult Run(string grid) => SimulationRunner.Run(ScenarioReader.Read(Text(grid), "x.yaml"), new RunOptions { Samples = 1024 });

    // 1 kW for a million hours: 1 GWh.
    private static string Text(string grid) => $"name: x\nhardware: {{tdp: 1 kW}}\n{grid}\ntraining: [{{accelerator_hours: 1M h}}]";

    private static OutputSummary Of(SimulationResult result, string name) => result.Outputs.Single(output => output.Name == name);
}
