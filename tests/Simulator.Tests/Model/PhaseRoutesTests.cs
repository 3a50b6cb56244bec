using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>Each route through the equations of one phase, against the same figures by hand.</summary>
public sealed class PhaseRoutesTests
{
    // Numbers without a common factor, so that no mistaken operation gives the right result.
    private static readonly PhaseInputs<DoubleLane> Inputs = new()
    {
        Accelerators = D(64), AcceleratorHours = D(7_000), Duration = D(125), Compute = D(9e22), Parameters = D(3e9), Tokens = D(5e12),
        Mfu = D(0.4), Goodput = D(0.9), MtbfPerAccelerator = D(20_000), Checkpoint = D(0.05), Restart = D(0.3), Runs = D(3),
        Utilization = D(0.8), IdleShare = D(0.25), IdlePower = D(0.2), Tdp = D(0.7), Peak = D(1e15),
        Price = D(30_000), Lifetime = D(40_000), FleetUtilization = D(0.75), Rental = D(2.5), EmbodiedCarbon = D(150),
        Overhead = D(1.6), ComponentPower = new() { Cpu = D(0.1), Memory = D(0.05), Network = D(0.03), Storage = D(0.02), Monitoring = D(0.01), Backup = D(0.04) },
        ServerAccelerators = D(8), ServerPower = D(10.2), Pue = D(1.3), CoolingShare = D(0.7), Wue = D(1.1), WaterPrice = D(0.002),
        CarbonIntensity = D(0.4), MixShares = new() { Coal = D(0.3), Hydro = D(0.7) }, MixFactors = new() { Coal = D(0.82), Hydro = D(0.024) },
        Losses = D(0.06), CarbonFreeShare = D(0.35), ElectricityPrice = D(0.09), WaterIntensity = D(1.7), LandIntensity = D(0.011), CarbonPrice = D(0.05),
        RequestsPerDay = D(1e6), EnergyPerRequest = D(3e-4),
    };

    private static readonly PhaseShape Stated = new(
        HoursRoute.AcceleratorHours, AcceleratorsRoute.Stated, false, OverheadRoute.Factor, HardwareRoute.Unknown, false, EmbodiedRoute.Unknown);

    [Fact]
    public void Hours_come_by_the_route_of_the_phase()
    {
        const double FromCompute = 9e22 / (1e15 * 0.4 * 0.9) / 3600;
        AssertHours(HoursRoute.AcceleratorHours, 0, 7_000);
        AssertHours(HoursRoute.Duration, 0, 64 * 125);
        AssertHours(HoursRoute.Compute, 9e22, FromCompute);
        AssertHours(HoursRoute.ParametersAndTokens, 9e22, FromCompute);

        static void AssertHours(HoursRoute route, double compute, double hours)
        {
            var flows = PhaseModel.Evaluate(Stated with { Hours = route }, Inputs);
            AssertNear(compute, flows.Compute);
            AssertNear(hours, flows.Hours);
            AssertNear(hours * 3, flows.RunHours);
            AssertNear(hours * 3 * 1.25, flows.ReservedHours);
            AssertNear(hours * 3 * 0.9, flows.ProductiveHours);
            AssertNear(5e12, flows.Tokens);
        }
    }

    [Fact]
    public void Energy_follows_from_hours_and_overhead()
    {
        const double Accelerators = 21_000 * 0.7 * (0.8 + (0.25 * 0.2));
        AssertOverhead(OverheadRoute.Factor, 1.6, 0);
        AssertOverhead(OverheadRoute.Components, 1.25, 0);
        AssertOverhead(OverheadRoute.Server, 10.2 / 5.6, 8);

        static void AssertOverhead(OverheadRoute route, double overhead, double servers)
        {
            var flows = PhaseModel.Evaluate(Stated with { Overhead = route }, Inputs);
            AssertNear(overhead, flows.Overhead);
            AssertNear(Accelerators, flows.AcceleratorEnergy);
            AssertNear(Accelerators * overhead, flows.ItEnergy);
            AssertNear(servers, flows.Servers);
            AssertNear(64 * 0.7 * overhead * 1.3 / 1000, flows.PeakPower);
            AssertNear(64 * 0.7 * (0.8 - 0.2) / 1000, flows.PowerSwing);
            AssertNear(21_000 / 64.0, flows.WallClock);
        }
    }

    [Fact]
    public void What_belongs_to_the_fleet_needs_a_number_of_accelerators()
    {
        var unknown = PhaseModel.Evaluate(Stated with { Accelerators = AcceleratorsRoute.Unknown, Overhead = OverheadRoute.Server }, Inputs);
        Assert.All(new[] { unknown.Accelerators, unknown.WallClock, unknown.PeakPower, unknown.PowerSwing, unknown.Servers }, flow => Assert.Equal(0, flow.Value));

        var fromDuration = PhaseModel.Evaluate(Stated with { Accelerators = AcceleratorsRoute.FromDuration, Embodied = EmbodiedRoute.InFull }, Inputs);
        AssertNear(7_000 / 125.0, fromDuration.Accelerators);
        AssertNear(7_000 / 125.0 * 150, fromDuration.EmbodiedInFull);
        AssertNear(375, fromDuration.WallClock);
    }

    [Fact]
    public void Goodput_follows_from_failures_of_the_accelerators_at_work()
    {
        // Young 1974, M = m/N: lost = C/τ + τ/2M + R/M at τ = √(2CM).
        AssertGoodput(AcceleratorsRoute.Stated, 64);
        AssertGoodput(AcceleratorsRoute.FromDuration, 56);

        static void AssertGoodput(AcceleratorsRoute route, double accelerators)
        {
            var mtbf = 20_000 / accelerators;
            var interval = Math.Sqrt(2 * 0.05 * mtbf);
            var goodput = 1 - (0.05 / interval) - (interval / 2 / mtbf) - (0.3 / mtbf);
            var flows = PhaseModel.Evaluate(Stated with { GoodputFromFailures = true, Accelerators = route }, Inputs);
            AssertNear(21_000 * goodput, flows.ProductiveHours);
            flows = PhaseModel.Evaluate(Stated with { GoodputFromFailures = true, Accelerators = route, Hours = HoursRoute.Compute }, Inputs);
            AssertNear(9e22 / (1e15 * 0.4 * goodput) / 3600, flows.Hours);
        }
    }

    [Fact]
    public void Hardware_and_embodied_carbon_are_charged_as_the_phase_says()
    {
        var none = PhaseModel.Evaluate(Stated, Inputs);
        Assert.Equal((0, 0, 0), (none.HardwareCost.Value, none.EmbodiedAmortized.Value, none.EmbodiedInFull.Value));
        AssertNear(26_250.0 * 30_000 / (40_000 * 0.75), PhaseModel.Evaluate(Stated with { Hardware = HardwareRoute.Owned }, Inputs).HardwareCost);
        AssertNear(26_250 * 2.5, PhaseModel.Evaluate(Stated with { Hardware = HardwareRoute.Rented }, Inputs).HardwareCost);
        var amortized = PhaseModel.Evaluate(Stated with { Embodied = EmbodiedRoute.Amortized }, Inputs);
        AssertNear(26_250.0 * 150 / (40_000 * 0.75), amortized.EmbodiedAmortized);
        Assert.Equal(amortized.EmbodiedAmortized, amortized.EmbodiedEmissions);
        Assert.Equal(0, amortized.EmbodiedInFull.Value);
        var full = PhaseModel.Evaluate(Stated with { Embodied = EmbodiedRoute.InFull }, Inputs);
        AssertNear(64 * 150, full.EmbodiedInFull);
        Assert.Equal(full.EmbodiedInFull, full.EmbodiedEmissions);
        Assert.Equal(0, full.EmbodiedAmortized.Value);
    }

    [Theory]
    [InlineData(false, EmissionAccounting.LocationBased)]
    [InlineData(true, EmissionAccounting.LocationBased)]
    [InlineData(true, EmissionAccounting.MarketBased)]
    internal void Site_and_grid_follow_from_it_energy_in_training_as_in_serving(bool isServing, EmissionAccounting accounting)
    {
        var shape = Stated with { Hours = isServing ? HoursRoute.None : HoursRoute.AcceleratorHours, CarbonFromMix = isServing, Accounting = accounting, Hardware = HardwareRoute.Rented };
        var flows = PhaseModel.Evaluate(shape, Inputs);
        var it = isServing ? 1e6 * 125 / 24 * 3e-4 : 21_000 * 0.7 * 0.85 * 1.6;
        var (hardware, carbon) = isServing ? (0, (0.3 * 0.82) + (0.7 * 0.024)) : (26_250 * 2.5, 0.4);
        var grid = it * 1.3 / 0.94;
        AssertNear(it, flows.ItEnergy);
        AssertNear(it * 1.3, flows.SiteEnergy);
        AssertNear(it * 0.3, flows.BesideItEnergy);
        AssertNear(it * 0.3 * 0.7, flows.CoolingEnergy);
        AssertNear(it * 0.3 * 0.3, flows.DistributionEnergy);
        AssertNear(grid, flows.GridEnergy);
        AssertNear(carbon, flows.CarbonIntensity);
        AssertNear(grid * carbon, flows.OperationalEmissions);
        AssertNear(grid * carbon * 0.65, flows.MarketEmissions);
        AssertNear(grid * carbon * (accounting == EmissionAccounting.MarketBased ? 0.65 : 1), flows.CountedEmissions);
        AssertNear(flows.CountedEmissions.Value, flows.Emissions);
        AssertNear(it * 1.1, flows.WaterOnsite);
        AssertNear(grid * 1.7, flows.WaterOffsite);
        AssertNear((it * 1.1) + (grid * 1.7), flows.Water);
        AssertNear(grid * 0.011, flows.Land);
        AssertNear(it * 1.3 * 0.09, flows.ElectricityCost);
        AssertNear(it * 1.1 * 0.002, flows.WaterCost);
        AssertNear(grid * carbon * 0.05, flows.CarbonCost);
        AssertNear(hardware, flows.HardwareCost);
        AssertNear((it * 1.3 * 0.09) + hardware + (it * 1.1 * 0.002) + (grid * carbon * 0.05), flows.Cost);
    }

    private static void AssertNear(double expected, DoubleLane actual) => Assert.Equal(expected, actual.Value, 1e-12 * Math.Abs(expected));

    private static DoubleLane D(double value) => DoubleLane.Constant(value);
}
