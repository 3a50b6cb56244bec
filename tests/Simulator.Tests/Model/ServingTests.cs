using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>Equations M18, M22 and M23 against published figures and against a second way to the same number.</summary>
public sealed class ServingTests
{
    // Epoch AI (2025), the sheet on ChatGPT's energy: an H100's share of its server is 1,275 W, of which 70% are drawn.
    [Theory]
    [InlineData(100e9, 500, 0.10, 1.2, 0.301)]
    [InlineData(100e9, 1500, 0.10, 1.2, 0.902)]
    [InlineData(20e9, 500, 0.10, 1.2, 0.060)]
    [InlineData(200e9, 500, 0.05, 1.3, 1.304)]
    [InlineData(200e9, 1500, 0.05, 1.3, 3.911)]
    public void M22_gives_the_five_columns_of_epochs_sheet(double parameters, double tokens, double mfu, double pue, double wattHours)
    {
        var hours = Serving.HoursOfRequest(D(0), D(mfu), Serving.ForwardCompute(D(parameters), D(tokens)), D(mfu), D(9.89e14));
        var it = ItEnergy.OfAllEquipment(ItEnergy.OfAccelerators(hours, D(0.7), D(0.7), D(0), D(0)), D(1.275 / 0.7));
        Assert.Equal(wattHours, 1000 * FacilityEnergy.OfSite(it, D(pue)).Value, 0.0005);
    }

    [Fact]
    public void M22_a_request_takes_the_seconds_that_epoch_states() =>
        Assert.Equal(1.011, 3600 * Serving.HoursOfRequest(D(0), D(0.1), Serving.ForwardCompute(D(100e9), D(500)), D(0.1), D(9.89e14)).Value, 0.0005);

    [Fact]
    public void M22_the_input_is_read_at_its_own_utilization()
    {
        // 8e14 FLOP at 40% of 1e15 FLOP/s are 2 s, 1e14 FLOP at 10% one more.
        var hours = Serving.HoursOfRequest(Serving.ForwardCompute(D(100e9), D(4000)), D(0.4), Serving.ForwardCompute(D(100e9), D(500)), D(0.1), D(1e15));
        Assert.Equal(3.0 / 3600, hours.Value, 1e-12);
    }

    [Fact]
    public void M18_gives_the_median_prompt_of_gemini()
    {
        var it = Serving.ItEnergyOfRequests(D(1), D(24), D(0.14e-3 + 0.06e-3 + 0.02e-3));
        var site = FacilityEnergy.OfSite(it, D(1.09));
        Assert.Equal(0.24, 1000 * site.Value, 0.005);
        Assert.Equal(0.253, 1000 * Water.OnSite(it, D(1.15)).Value, 0.0005);
        Assert.Equal(0.03, 1000 * (Emissions.Operational(site, D(0.094)) + Serving.EmbodiedOfRequests(D(1), D(0.010e-3))).Value, 0.005);
    }

    [Fact]
    public void M22_a_fleet_works_as_many_hours_as_its_requests_take()
    {
        // A million requests a day of 0.01 h each keep 10,000/24 accelerators busy; a quarter more wait.
        var hours = Serving.RunHours(Serving.Requests(D(1e6), D(8760)), D(0.01));
        Assert.Equal(1e6 * 365 * 0.01, hours.Value, 1e-3);
        Assert.Equal(1.25 * 1e4 / 24, Serving.Accelerators(Hours.Reserved(hours, D(0.25)), D(8760)).Value, 1e-9);
    }

    [Theory]
    [InlineData(100, 50, 0.5, 730)]
    [InlineData(100, 100, 1, 365)]
    [InlineData(100, 400, 4, 91.25)]
    public void M23_serving_equals_training_where_the_line_crosses(double training, double serving, double multiple, double days)
    {
        Assert.Equal(multiple, Serving.OverTraining(D(serving), D(training)).Value);
        var time = Serving.TimeToOvertake(D(serving), D(training), D(8760)).Value;
        Assert.Equal(days, time / 24, 1e-9);

        // The other way: what serving takes until then, at the same every hour.
        Assert.Equal(training, serving / 8760 * time, 1e-9);
    }

    [Theory]
    [InlineData(EmbodiedRoute.Amortized, 300 * 400 / (40_000 * 0.5))]
    [InlineData(EmbodiedRoute.InFull, 3 * 400)]
    [InlineData(EmbodiedRoute.Unknown, 0)]
    internal void Hours_of_serving_cost_and_wear_as_those_of_training_do(EmbodiedRoute embodied, double kilograms)
    {
        // 100 requests of 1 h each in 100 h; every second hour waits, at a tenth of the rating.
        var shape = default(PhaseShape) with { Hours = HoursRoute.Requests, Hardware = HardwareRoute.Owned, Embodied = embodied };
        var flows = PhaseModel.Evaluate(shape, new PhaseInputs<DoubleLane>
        {
            RequestsPerDay = D(24), Duration = D(100), Parameters = D(1e9), InputTokens = D(0), OutputTokens = D(18_000), InputMfu = D(0.1), Mfu = D(0.1), Peak = D(1e11),
            Tdp = D(0.7), Utilization = D(0.5), IdleShare = D(2), IdlePower = D(0.1), Overhead = D(1.5), Pue = D(1.2), Wue = D(0.3),
            Price = D(20_000), Lifetime = D(40_000), FleetUtilization = D(0.5), EmbodiedCarbon = D(400),
        });
        Assert.Equal(100, flows.Requests.Value, 1e-9);
        Assert.Equal(100 * 18_000, flows.ServedTokens.Value, 1e-6);
        Assert.Equal(100, flows.ServedTime.Value);
        Assert.Equal(100, flows.RunHours.Value, 1e-9);
        Assert.Equal(300, flows.ReservedHours.Value, 1e-9);
        Assert.Equal(3, flows.ServingAccelerators.Value, 1e-9);
        Assert.Equal(100 * 0.7 * (0.5 + 0.2), flows.AcceleratorEnergy.Value, 1e-9);
        Assert.Equal(1.5 * flows.AcceleratorEnergy.Value, flows.ItEnergy.Value, 1e-9);
        Assert.Equal(1.2 * flows.ItEnergy.Value, flows.SiteEnergy.Value, 1e-9);
        Assert.Equal(0.3 * flows.ItEnergy.Value, flows.WaterOnsite.Value, 1e-9);
        Assert.Equal(300 * 20_000 / (40_000 * 0.5), flows.HardwareCost.Value, 1e-6);
        Assert.Equal(kilograms, flows.EmbodiedEmissions.Value, 1e-6);

        // The fleet of training is another one.
        Assert.Equal((0, 0), (flows.Accelerators.Value, flows.WallClock.Value));
    }

    private static DoubleLane D(double value) => DoubleLane.Constant(value);
}
