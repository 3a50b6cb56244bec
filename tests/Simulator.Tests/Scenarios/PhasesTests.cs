using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Tests.Scenarios;

/// <summary>Where the inputs of a phase come from, and that phases share what they have in common.</summary>
public class PhasesTests
{
    private const string Two = """
        name: two phases
        hardware: {accelerator: h100-sxm, embodied_accounting: full}
        facility: {pue: 1.1 to 1.3}
        grid: {location: sweden}
        training:
          - phase: pre-training
            accelerator_hours: 1M h
          - phase: context extension
            accelerator_hours: 1k h
            hardware: {tdp: 500 W, embodied_accounting: amortized}
            facility: {pue: 1.2}
            grid: {location: france}
        """;

    // Pairs of names with the same 32-bit FNV-1a hash, found by search.
    [Theory]
    [InlineData("p81083", "utilization", "p59976", "idle_share")]
    [InlineData("p31296", "utilization", "p78011", "idle_share")]
    [InlineData("p103446", "utilization", "p104753", "idle_share")]
    public void Inputs_whose_names_have_one_hash_are_refused_by_name(string one, string key, string other, string otherKey)
    {
        string Text(string value) => $"name: x\nhardware: {{tdp: 1 kW}}\ntraining:\n  - {{phase: {one}, accelerator_hours: 1 h, {key}: '{value}'}}\n  - {{phase: {other}, accelerator_hours: 1 h, {otherKey}: 'uniform(0.1, 0.9)'}}\n";
        var error = Assert.Single(Yaml.Errors(Text("uniform(0.1, 0.9)")));
        Assert.Contains($"training.{one}.{key}", $"{error.Path} {error.Found}", StringComparison.Ordinal);
        Assert.Contains($"training.{other}.{otherKey}", $"{error.Path} {error.Found}", StringComparison.Ordinal);
        Assert.InRange(error.Line, 4, 5);

        // What is not drawn takes no words.
        Assert.Equal(2, Yaml.Read(Text("0.5")).Phases.Count);
    }

    [Fact]
    public void An_override_comes_first()
    {
        var second = Yaml.Read(Two).Phases[1];
        Assert.Equal(0.5, second[Keys.Tdp]!.Distribution.Mean);
        Assert.Equal("training.context extension.hardware.tdp", second[Keys.Tdp]!.Path);
        Assert.Equal("training.context extension.facility.pue", second[Keys.Pue]!.Path);
        Assert.Equal("training.context extension.grid.carbon_intensity", second[Keys.CarbonIntensity]!.Path);
        Assert.False(second.EmbodiedInFull);
    }

    [Fact]
    public void After_an_override_come_the_section_the_catalogue_and_the_default()
    {
        var first = Yaml.Read(Two).Phases[0];
        Assert.Equal(("facility.pue", QuantityOrigin.File), (first[Keys.Pue]!.Path, first[Keys.Pue]!.Origin));
        Assert.Equal(("hardware.tdp", QuantityOrigin.Catalog), (first[Keys.Tdp]!.Path, first[Keys.Tdp]!.Origin));
        Assert.Equal(0.7, first[Keys.Tdp]!.Distribution.Mean);
        Assert.NotEmpty(first[Keys.Tdp]!.Source!);
        Assert.Equal(("grid.carbon_intensity", QuantityOrigin.Catalog), (first[Keys.CarbonIntensity]!.Path, first[Keys.CarbonIntensity]!.Origin));
        Assert.Equal(("grid.carbon_free_share", QuantityOrigin.Default, "0"), (first[Keys.CarbonFreeShare]!.Path, first[Keys.CarbonFreeShare]!.Origin, first[Keys.CarbonFreeShare]!.Text));
        Assert.Equal(("training.pre-training.runs", QuantityOrigin.Default, "1"), (first[Keys.Runs]!.Path, first[Keys.Runs]!.Origin, first[Keys.Runs]!.Text));
        Assert.True(first.EmbodiedInFull);
        Assert.Null(first[Keys.Wue]);
    }

    [Fact]
    public void Phases_share_instances()
    {
        var scenario = Yaml.Read(Two);
        Assert.Same(scenario.Phases[0][Keys.Peak], scenario.Phases[1][Keys.Peak]);
        Assert.Same(scenario.Phases[0][Keys.OverheadFactor], scenario.Phases[1][Keys.OverheadFactor]);
        Assert.NotSame(scenario.Phases[0][Keys.Runs], scenario.Phases[1][Keys.Runs]);
        Assert.Equal(scenario.Quantities.Count, scenario.Quantities.Select(quantity => quantity.Path).Distinct().Count());
        Assert.All(scenario.Phases.SelectMany(phase => phase.Inputs.Values), input => Assert.Contains(scenario.Quantities, quantity => ReferenceEquals(quantity, input)));
    }

    [Fact]
    public void A_single_phase_needs_no_name()
    {
        var phase = Assert.Single(Yaml.Read(Yaml.Smallest).Phases);
        Assert.Equal("training", phase.Name);
        Assert.Equal("training.training.accelerator_hours", phase[Keys.AcceleratorHours]!.Path);
    }

    [Fact]
    public void Values_have_their_place_in_the_file()
    {
        var scenario = Yaml.Read(Two);
        Assert.Equal((3, 17), scenario.Phases[0][Keys.Pue]!.Position);
        Assert.Equal((0, 0), scenario.Phases[0][Keys.Tdp]!.Position);
    }

    [Fact]
    public void Serving_takes_facility_and_grid()
    {
        var scenario = Yaml.Read($"{Two}\nserving:\n  requests_per_day: 100M to 1G\n  energy_per_request: 0.3 to 3 Wh\n  duration: 1 year\n  facility: {{pue: 1.4}}\n");
        var serving = scenario.Phases[^1];
        Assert.True(serving.IsServing);
        Assert.Equal(("serving", HoursRoute.None), (serving.Name, serving.Hours));
        Assert.Equal("serving.facility.pue", serving[Keys.Pue]!.Path);
        Assert.Same(scenario.Phases[0][Keys.CarbonIntensity], serving[Keys.CarbonIntensity]);
        Assert.Equal("serving.duration", serving[Keys.ServingDuration]!.Path);
        Assert.Equal(8760, serving[Keys.ServingDuration]!.Distribution.Mean);
        Assert.Null(serving[Keys.Tdp]);
        Assert.Null(serving[Keys.Runs]);
    }

    [Theory]
    [InlineData("overhead: 1.2", OverheadRoute.Factor)]
    [InlineData("components: {cpu: 12%}", OverheadRoute.Components)]
    [InlineData("server: {accelerators: 8, power: 10.2 kW}", OverheadRoute.Server)]
    public void Overhead_has_three_routes(string written, OverheadRoute route)
    {
        var phase = Yaml.Read($"name: x\nhardware:\n  tdp: 700 W\n  {written}\ntraining: [{{accelerator_hours: 1 h}}]").Phases[0];
        Assert.Equal(route, phase.Overhead);
        Assert.Equal(route == OverheadRoute.Factor, phase[Keys.OverheadFactor] is not null);
        Assert.Equal(route == OverheadRoute.Components, phase.Components.Count == 1);
        Assert.Equal(route == OverheadRoute.Server, phase[Keys.ServerPower] is not null);
    }

    [Fact]
    public void An_override_replaces_the_whole_group()
    {
        var scenario = Yaml.Read("""
            name: x
            hardware: {tdp: 700 W, overhead: 1.5, rental: 2 USD/h}
            grid: {carbon_intensity: 0.5 kg/kWh}
            training:
              - phase: a
                accelerator_hours: 1 h
                hardware:
                  components: {cpu: 12%, storage: {power: 3%, cost: 8%}}
                  price: 25k USD
                grid:
                  mix: {coal: 50%, hydro: 50%}
              - phase: b
                accelerator_hours: 1 h
            """);
        var (first, second) = (scenario.Phases[0], scenario.Phases[1]);
        Assert.Equal((OverheadRoute.Components, OverheadRoute.Factor), (first.Overhead, second.Overhead));
        Assert.Null(first[Keys.Rental]);
        Assert.NotNull(second[Keys.Rental]);
        Assert.Null(first[Keys.CarbonIntensity]);
        Assert.Equal("training.a.grid.mix", first.Mix!.Path);
        Assert.Null(second.Mix);
        Assert.Equal(["hardware.components.cpu.power", "hardware.components.storage.power", "hardware.components.storage.cost"],
            first.Components.SelectMany(component => new[] { component.Power, component.Cost }).OfType<Quantity>().Select(quantity => quantity.Path.Replace("training.a.", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rental_replaces_the_catalogues_price()
    {
        var phase = Yaml.Read("name: x\nhardware: {accelerator: h100-sxm, rental: 2 USD/h, lifetime: 4 years}\ntraining: [{accelerator_hours: 1 h}]").Phases[0];
        Assert.Null(phase[Keys.Price]);
        Assert.Equal(2, phase[Keys.Rental]!.Distribution.Mean);

        // Embodied carbon is shared out over the lifetime, however the hardware is paid for.
        Assert.Equal(4 * 8760, phase[Keys.Lifetime]!.Distribution.Mean);
    }

    [Fact]
    public void A_mix_sums_to_one()
    {
        var mix = Mix("mix: {coal: 61%, hydro: {value: 13%, source: a report}, wind: 9%, solar: 6%, nuclear: 5%, gas: 3%, biomass: 2%, oil: 1%}")!;
        Assert.Equal(1, mix.Shares.Sum(share => share.Share), 1e-12);
        Assert.Equal(0.61, mix.Shares[0].Share);
        Assert.Equal("grid.mix.coal.factor", mix.Shares[0].Factor.Path);
        Assert.Equal(0.82, mix.Shares[0].Factor.Distribution.Mean);
        Assert.Null(mix.Concentration);
    }

    [Fact]
    public void A_mix_that_is_slightly_off_is_scaled_with_a_warning()
    {
        var scenario = Yaml.Read($"{Yaml.Smallest}\ngrid: {{mix: {{coal: 60.3%, hydro: 40%}}}}");
        Assert.Contains("100.3%", Assert.Single(scenario.Warnings).Found, StringComparison.Ordinal);
        Assert.Equal(1, scenario.Phases[0].Mix!.Shares.Sum(share => share.Share), 1e-12);
    }

    [Fact]
    public void A_concentration_takes_the_mix_of_the_catalogue()
    {
        Assert.Null(Mix("location: china"));
        var mix = Mix("location: china, mix_concentration: 50")!;
        Assert.Equal(("grid.mix", 50), (mix.Path, mix.Concentration));
        Assert.Equal(1, mix.Shares.Sum(share => share.Share), 1e-12);
    }

    private static GenerationMix? Mix(string grid) => Yaml.Read($"{Yaml.Smallest}\ngrid: {{{grid}}}").Phases[0].Mix;
}
