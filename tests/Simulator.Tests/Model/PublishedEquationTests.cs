using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>Each equation against a figure from the literature, to the printed digit.</summary>
public sealed class PublishedEquationTests
{
    // DeepSeek-V3's public estimate: 2,788,000 h, 350 W, 1.2 around the GPU, PUE 1.3, 0.582 kg/kWh.
    private const double DeepSeekHours = 2_788_000;

    [Fact]
    public void M1_hours_are_accelerators_times_duration() =>
        // OLMo-like round figures: 2,048 accelerators for 54 days.
        Assert.Equal(2048 * 54 * 24, Value(Hours.FromDuration(D(2048), D(54 * 24))));

    [Fact]
    public void M1_hours_from_compute_match_llama_3_405b()
    {
        // 3.8e25 FLOP (Llama 3 paper) at 989 TFLOP/s dense and the paper's 38 to 43% MFU bracket the 30.84 M h of the card
        // times its goodput of 90%.
        var fast = Value(Hours.FromCompute(D(3.8e25), D(989e12), D(0.43), D(1)));
        var slow = Value(Hours.FromCompute(D(3.8e25), D(989e12), D(0.38), D(0.9)));
        Assert.InRange(30.84e6 * 0.9, fast, slow);
    }

    [Fact]
    public void M1_compute_is_six_times_parameters_and_tokens() =>
        // Llama 3 paper, section 3.2: 405 B parameters on 15.6 T tokens are 3.8e25 FLOP.
        Assert.Equal(3.8e25, Value(Hours.TrainingCompute(D(405e9), D(15.6e12))), 0.05e25);

    [Fact]
    public void M2_runs_multiply_and_idle_hours_add()
    {
        Assert.Equal(3_000, Value(Hours.OfAllRuns(D(1_000), D(3))));
        Assert.Equal(1_590, Value(Hours.Reserved(D(1_000), D(0.59))), 1e-9);
    }

    [Fact]
    public void M3_accelerator_energy_of_deepseek_v3() =>
        Assert.Equal(975_800, Value(ItEnergy.OfAccelerators(D(DeepSeekHours), D(0.35), D(1), D(0), D(0))), 0.5);

    [Fact]
    public void M3_accelerator_energy_of_bloom_with_idle()
    {
        // Luccioni et al. 2022: 433,196 kWh dynamic and 256,646 kWh idle; as a share of the training hours at rated power.
        var idleShare = 256_646.0 / 433_196;
        var energy = Value(ItEnergy.OfAccelerators(D(1_082_990), D(0.4), D(1), D(idleShare), D(1)));
        Assert.Equal(433_196 + 256_646, energy, 0.5);
    }

    [Fact]
    public void M4_it_energy_of_deepseek_v3() =>
        Assert.Equal(1_170_960, Value(ItEnergy.OfAllEquipment(D(975_800), D(1.2))), 0.5);

    [Fact]
    public void M4_overhead_of_a_dgx_h100_is_1_82() =>
        // Epoch AI: 10.2 kW / 8 / 0.7 kW = 1.82.
        Assert.Equal(1.82, Value(ItEnergy.OverheadFromServer(D(10.2), D(8), D(0.7))), 0.005);

    [Fact]
    public void M4_overhead_from_components_is_one_plus_their_sum()
    {
        var shares = new ComponentVector<DoubleLane>
        {
            Cpu = D(0.12), Memory = D(0.05), Network = D(0.04), Storage = D(0.03), Monitoring = D(0.005), Backup = D(0.005),
        };
        Assert.Equal(1.25, Value(ItEnergy.OverheadFromComponents(shares)), 1e-12);
        Assert.Equal(12, Value(ItEnergy.OfComponent(D(100), D(0.12))), 1e-12);
        Assert.Equal(25, Value(ItEnergy.BesideAccelerators(D(100), D(1.25))), 1e-12);
    }

    [Fact]
    public void M5_site_energy_of_deepseek_v3() =>
        Assert.Equal(1_522_248, Value(FacilityEnergy.OfSite(D(1_170_960), D(1.3))), 0.5);

    [Fact]
    public void M5_cooling_and_distribution_are_what_is_not_it()
    {
        var beside = FacilityEnergy.BesideIt(D(1_000), D(1.3));
        var cooling = Value(FacilityEnergy.OfCooling(beside, D(0.7)));
        var distribution = Value(FacilityEnergy.OfDistribution(beside, D(0.7)));
        Assert.Equal(210, cooling, 1e-9);
        Assert.Equal(Value(FacilityEnergy.OfSite(D(1_000), D(1.3))) - 1_000, cooling + distribution, 1e-9);
    }

    [Fact]
    public void M6_losses_are_a_share_of_generation() =>
        Assert.Equal(1_000 / 0.95, Value(GridEnergy.Generated(D(1_000), D(0.05))), 1e-9);

    [Fact]
    public void M7_peak_power_of_llama_3_405b_by_epoch() =>
        // Epoch AI: 16,384 H100 at 1,381 W each = 22.62 MW.
        Assert.Equal(22.62, Value(Power.Peak(D(16_384), D(0.7), D(1.381 / 0.7), D(1))), 0.01);

    [Fact]
    public void M8_power_swing_of_llama_3_405b() =>
        // 16,384 · (0.85 − 0.15) · 700 W = 8.0 MW; the paper speaks of tens of megawatts for the whole site.
        Assert.Equal(8.0, Value(Power.Swing(D(16_384), D(0.7), D(0.85), D(0.15))), 0.05);

    [Fact]
    public void M9_energy_cost_of_gpt_4_by_epoch()
    {
        // TDP 0.4 kW · 2.03125 · 0.75 · PUE 1.25 · 57 M h = 43.418 GWh; at 0.0806 USD/kWh 3,499,488 USD.
        var site = FacilityEnergy.OfSite(
            ItEnergy.OfAllEquipment(ItEnergy.OfAccelerators(D(57e6), D(0.4), D(0.75), D(0), D(0)), D(2.03125)), D(1.25));
        Assert.Equal(43.418e6, Value(site), 0.0005e6);
        Assert.Equal(3_499_488, Value(Cost.OfElectricity(site, D(0.0806))), 0.5);
    }

    [Fact]
    public void M10_rented_hardware_of_deepseek_v3() =>
        Assert.Equal(5.576e6, Value(Cost.OfRentedHardware(D(DeepSeekHours), D(2))), 0.5);

    [Fact]
    public void M10_owned_hardware_of_gpt_4_by_epoch() =>
        // Epoch AI writes a price off at 0.14 · ln 10 a year (8,766 h): 14,165.05 USD on 57 M h are 29,691,721 USD.
        Assert.Equal(
            29_691_721,
            Value(Cost.OfOwnedHardware(D(57e6), D(14_165.05), D(8766 / (0.14 * Math.Log(10))), D(1))),
            30.0);

    [Fact]
    public void M11_costs_add_up()
    {
        Assert.Equal(4, Value(Cost.OfWater(D(2_000), D(0.002))), 1e-12);
        Assert.Equal(500, Value(Cost.OfCarbon(D(10_000), D(0.05))), 1e-9);
        Assert.Equal(10, Value(Cost.Total(D(1), D(2), D(3), D(4))));
    }

    [Fact]
    public void M12_us_mix_of_2023_at_ipcc_medians()
    {
        // 353.9 g/kWh from unrounded shares; the shares printed with one decimal give 353.6.
        var shares = new SourceVector<DoubleLane>
        {
            Coal = D(0.159), Gas = D(0.424), Oil = D(0.008), Nuclear = D(0.182), Hydro = D(0.055),
            Wind = D(0.100), Solar = D(0.056), Biomass = D(0.011), Geothermal = D(0.004),
        };
        var factors = new SourceVector<DoubleLane>
        {
            Coal = D(0.820), Gas = D(0.490), Oil = D(0.720), Nuclear = D(0.012), Hydro = D(0.024),
            Wind = D(0.011), Solar = D(0.048), Biomass = D(0.230), Geothermal = D(0.038),
        };
        Assert.Equal(0.3539, Value(CarbonIntensity.FromMix(shares, factors)), 0.002);
    }

    [Fact]
    public void M13_operational_emissions_of_deepseek_v3() =>
        Assert.Equal(885_948, Value(Emissions.Operational(D(1_522_248), D(0.582))), 0.5);

    [Theory]
    [InlineData(0.013, 357)]
    [InlineData(0.025, 687)]
    [InlineData(0.25, 6875)]
    [InlineData(0.4, 11000)]
    [InlineData(0.7, 19250)]
    public void M13_operational_emissions_of_llama_3_1_in_four_places(double intensity, double printedTonnes)
    {
        // The write-up computes with 27,500 MWh; its figures are cut, not rounded: within 0.2%.
        var tonnes = Value(Emissions.Operational(D(27_510_000), D(intensity))) / 1000;
        Assert.InRange(tonnes / printedTonnes, 1, 1.002);
    }

    [Theory]
    [InlineData(85_700, 0.545, 46.7)]
    [InlineData(232_000, 0.415, 96.4)]
    [InlineData(1_287_000, 0.429, 552.1)]
    public void M13_operational_emissions_of_patterson_2021(double energy, double intensity, double printedTonnes) =>
        Assert.Equal(printedTonnes, Value(Emissions.Operational(D(energy), D(intensity))) / 1000, printedTonnes * 0.002);

    [Fact]
    public void M13_market_based_emissions_of_llama_3_1_are_zero_at_full_matching() =>
        Assert.Equal(0, Value(Emissions.MarketBased(D(11_390), D(1))));

    [Fact]
    public void M14_embodied_emissions_of_bloom()
    {
        // 150 kg a GPU over 6 years at 85%: 3.64 t; 2,500 kg a server of eight: 7.57 t (printed cut, 7.577).
        Assert.Equal(3.64, Value(Emissions.EmbodiedAmortized(D(1_082_990), D(150), D(6 * 8760), D(0.85))) / 1000, 0.005);
        Assert.Equal(7.57, Value(Emissions.EmbodiedAmortized(D(1_082_990.0 / 8), D(2_500), D(6 * 8760), D(0.85))) / 1000, 0.01);
    }

    [Fact]
    public void M14_embodied_emissions_of_llama_3_1_in_full() =>
        Assert.Equal(2_400, Value(Emissions.EmbodiedInFull(D(16_000), D(150))) / 1000);

    [Fact]
    public void M15_emissions_of_bloom()
    {
        // 24.69 t dynamic, 14.6 t idle, 11.2 t embodied: 50.5 t.
        Assert.Equal(50.5, Value(Emissions.Total(D(24.69) + D(14.6), D(11.2))), 0.05);
    }

    [Fact]
    public void M16_water_of_olmo_2_7b()
    {
        // 131 MWh · 1.2 · 1.29 L/kWh is printed as 202 m³, cut.
        Assert.Equal(202.8, Value(Water.OffSite(FacilityEnergy.OfSite(D(131_000), D(1.2)), D(1.29))) / 1000, 0.05);
        Assert.Equal(1.8, Value(Water.OnSite(D(1), D(1.8))));
        Assert.Equal(3, Value(Water.Total(D(1), D(2))));
    }

    [Fact]
    public void M17_land_is_energy_times_intensity() =>
        // UNECE 2021: 14.9 m²·year a MWh of coal.
        Assert.Equal(14_900, Value(Land.Occupied(D(1_000_000), D(14.9 / 1000))), 1e-6);

    [Fact]
    public void M18_serving_energy_is_requests_times_energy() =>
        Assert.Equal(100e6 * 365 * 0.3e-3, Value(Serving.ItEnergyOfRequests(D(100e6), D(8760), D(0.3e-3))), 1.0);

    [Fact]
    public void M19_equivalents_of_deepseek_v3()
    {
        Assert.Equal(192.6, Value(EverydayTerms.Of(D(885_948), D(4_600))), 0.05);
        Assert.Equal(141, Value(EverydayTerms.Of(D(1_522_248), D(10_791))), 0.5);
        Assert.Equal(199.3, Value(EverydayTerms.Of(D(11_390_000), D(126_000 * 0.45359237))), 0.05);
        Assert.Equal(5, Value(EverydayTerms.PerMillionTokens(D(50), D(10e6))), 1e-12);
    }

    [Fact]
    public void M20_goodput_of_llama_3_405b()
    {
        // 419 unexpected interruptions in 54 days on 16,384 GPUs (Llama 3 paper, section 3.3.4) are one in 3.093 h, 50,677 h
        // for one GPU; with checkpoints of a minute every 1,156 s, 10.4% are lost ("higher than 90% effective").
        var mtbf = Value(Goodput.JobMtbf(D(16_384 * 54 * 24 / 419.0), D(16_384)));
        var interval = Value(Goodput.CheckpointInterval(D(1 / 60.0), D(mtbf)));
        var lost = Value(Goodput.LostShare(D(1 / 60.0), D(0), D(mtbf)));
        Assert.Equal(3.093, mtbf, 0.0005);
        Assert.Equal(1_156, interval * 3600, 0.5);
        Assert.Equal(0.104, lost, 0.0005);
        Assert.Equal(lost, (1 / 60.0 / interval) + (interval / (2 * mtbf)), 1e-12);
        Assert.Equal(lost + (0.25 / mtbf), Goodput.LostShare(1 / 60.0, 0.25, mtbf), 1e-12);

        // No other interval loses less.
        Assert.All(new[] { 0.5, 0.9, 1.1, 2 }, factor => Assert.True(lost < (1 / 60.0 / (factor * interval)) + (factor * interval / (2 * mtbf))));
        Assert.Equal(1 - lost, Value(Goodput.Productive(D(lost))), 1e-12);
        Assert.Equal(0, Value(Goodput.Productive(D(1.2))));
        Assert.Equal(0.9, Value(Goodput.Mean(Goodput.ProductiveHours(D(100), D(0.9)), D(100))), 1e-12);
    }

    private static DoubleLane D(double value) => DoubleLane.Constant(value);

    private static double Value(DoubleLane lane) => lane.Value;
}
