using System.Text.Json;
using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Tests.Scenarios;

/// <summary>The format as a whole: every key is known to the reader and to the schema.</summary>
public class FormatTests
{
    // Every key of the format once; what excludes each other is split over phases or left to other tests.
    private const string Listing = """
        name: DeepSeek-V3
        description: The final training run, as its technical report states it.
        simulation: {samples: 1_048_576, sampler: sobol, replicates: 32, seed: 42, interval: 90%}   # all optional

        hardware:
          accelerator: h800-sxm            # catalogue entry
          tdp: 700 W                       # rated power of one accelerator
          price: 25k to 40k USD            # one accelerator with its share of server and network
          lifetime: 3 to 6 years
          fleet_utilization: 60% to 90%    # share of its life that the hardware does paid work
          embodied_carbon: 130 to 350 kgCO2e
          embodied_accounting: amortized   # amortized | full
          overhead: 1.1 to 1.6             # IT power / accelerator power
        facility:
          pue: pert(1.05, 1.12, 1.4)
          cooling_share: 60% to 80%        # of the facility overhead (PUE - 1); the rest is power distribution
          wue: 0.2 to 1.8 L/kWh            # on-site water per kWh of IT energy
          water_price: 2 USD/m3
        grid:
          location: china                  # catalogue entry
          carbon_intensity: 0.582 kgCO2e/kWh
          losses: 0%                       # transmission and distribution
          carbon_free_share: 0%            # matched by contracts
          electricity_price: 60 to 90 USD/MWh
          water_intensity: 2 to 7 L/kWh
          land_intensity: 5 to 20 m2*year/MWh
          carbon_price: 0 USD/t
        training:
          - phase: pre-training
            accelerators: 2048
            accelerator_hours: 2.664M h
            utilization: pert(0.6, 0.85, 1)   # mean draw / rated power while training
            idle_share: 0%                 # reserved but idle hours
            idle_power: 15%                # of rated power, while idle
            runs: 1                        # how often this phase is run in all
            goodput: 90%                   # share of hours that are productive
          - phase: context extension
            accelerator_hours: 0.119M h
            hardware: {rental: 2 USD/h, components: {cpu: 12%, memory: 5%, network: 4%, storage: 3%, monitoring: 0.5%, backup: 0.5%}}
          - phase: post-training
            duration: 54 days
            accelerators: 2048
            hardware:
              server: {accelerators: 8, power: 10.2 kW}
            grid:
              mix: {coal: 61%, hydro: 13%, wind: 9%, solar: 6%, nuclear: 5%, gas: 3%, biomass: 2%, oil: 1%}
              mix_concentration: 50
          - phase: by compute
            accelerators: 16_384           # on which the time between failures depends
            failures: {mtbf_per_accelerator: 50_700 h, checkpoint: 60 s, restart: 5 to 20 min}
            compute: 3.8e25 FLOP
            mfu: 40%
          - phase: by parameters
            parameters: 37G
            tokens: 14.8T
            mfu: 20% to 40%
        serving:
          requests_per_day: 100M to 1G
          energy_per_request: 0.3 to 3 Wh
          duration: 1 year
        """;

    [Fact]
    public void The_listing_of_the_design_reads()
    {
        var scenario = Yaml.Read(Listing);
        Assert.Equal(new SimulationSettings(1_048_576, "sobol", 32, 42, 0.9), scenario.Simulation);
        Assert.Equal(
            [HoursRoute.AcceleratorHours, HoursRoute.AcceleratorHours, HoursRoute.Duration, HoursRoute.Compute, HoursRoute.ParametersAndTokens, HoursRoute.None],
            scenario.Phases.Select(phase => phase.Hours));
        Assert.Equal(50, scenario.Phases[2].Mix!.Concentration);
        Assert.Contains(scenario.Quantities, quantity => quantity.Path == "training.context extension.hardware.components.cpu.power");

        // The context extension is rented and pays for electricity; how far a value lies from the catalogue's is not our concern here.
        var remark = Assert.Single(scenario.Warnings, warning => !warning.Allowed.Contains("catalogue", StringComparison.Ordinal));
        Assert.Contains("paid twice", remark.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantities_come_in_the_order_of_the_keys()
    {
        var order = KeyTable.All.ToList();
        var indices = Yaml.Read(Yaml.Smallest).Quantities.Select(quantity => order.IndexOf(quantity.Key)).ToList();
        Assert.Equal(indices.Order(), indices);
    }

    [Theory]
    [InlineData("1_048_576", 1_048_576)]
    [InlineData("1M", 1_000_000)]
    [InlineData("1e9", 1_000_000_000)]
    public void Samples_are_written_like_numbers(string text, long samples) =>
        Assert.Equal(samples, Yaml.Read($"{Yaml.Smallest}\nsimulation: {{samples: {text}}}").Simulation.Samples);

    [Fact]
    public void Seeds_keep_all_digits() =>
        Assert.Equal(ulong.MaxValue, Yaml.Read($"{Yaml.Smallest}\nsimulation: {{seed: 18_446_744_073_709_551_615}}").Simulation.Seed);

    [Fact]
    public void The_table_of_keys_is_complete()
    {
        var declared = typeof(Keys).GetFields().OrderBy(field => field.MetadataToken).Select(field => (KeySpec)field.GetValue(null)!);
        Assert.Equal(declared, KeyTable.All);
        Assert.Equal(KeyTable.All.Count, KeyTable.All.Select(key => key.ToString()).Distinct().Count());
        Assert.All(KeyTable.All, key => Units.Parse(key.ModelUnit));
    }

    [Fact]
    public void The_schema_has_every_key()
    {
        using var schema = JsonDocument.Parse(JsonSchema.Write());
        var definitions = schema.RootElement.GetProperty("$defs");
        foreach (var key in KeyTable.All.Where(key => key.Section is not ("grid.mix" or "series" or "cost_line.per_time" or "cost_line.per_accelerator_hour")))
        {
            var section = key.Section.Split('.')[^1];
            var properties = definitions.GetProperty(section == "components" ? "component" : section).GetProperty("properties");
            Assert.Contains(key.Summary, properties.GetProperty(key.Name).GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_schema_names_the_catalogue()
    {
        using var schema = JsonDocument.Parse(JsonSchema.Write());
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
        var accelerator = schema.RootElement.GetProperty("$defs").GetProperty("hardware").GetProperty("properties").GetProperty("accelerator");
        Assert.Contains("h100-sxm", accelerator.GetProperty("examples").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public void References_of_the_schema_lead_somewhere()
    {
        var text = JsonSchema.Write();
        using var schema = JsonDocument.Parse(text);
        var names = schema.RootElement.GetProperty("$defs").EnumerateObject().Select(property => property.Name).ToHashSet();
        foreach (var part in text.Split("\"#/$defs/").Skip(1))
        {
            Assert.Contains(part[..part.IndexOf('"', StringComparison.Ordinal)], names);
        }
    }
}
