using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>Each equation of the other costs, worked by hand or taken from a publication.</summary>
public sealed class ExtraCostsTests
{
    [Fact]
    public void M24_ten_people_for_half_a_year_are_sixty_monthly_amounts() =>
        Assert.Equal(1_200_000, Value(ExtraCosts.OverTime(D(20_000 / 730.0), D(10), D(6 * 730))), 1e-6);

    [Fact]
    public void M25_is_a_rental_of_another_name() =>
        // DeepSeek-V3's budget: 2.788 M h at 2 USD.
        Assert.Equal(5_576_000, Value(ExtraCosts.PerAcceleratorHour(D(2), D(2_788_000))));

    [Fact]
    public void M26_a_month_at_the_peak_costs_the_charge_for_each_kilowatt()
    {
        Assert.Equal(12 * 25_000, Value(ExtraCosts.OfDemand(D(12), D(25), D(730))), 1e-6);
        Assert.Equal(532_602.74, Value(ExtraCosts.OfDemand(D(12), D(25), D(54 * 24))), 0.005);
    }

    [Fact]
    public void M27_and_M28_are_shares()
    {
        Assert.Equal(50, Value(ExtraCosts.Share(D(0.05), D(1000))));
        Assert.Equal(110, Value(ExtraCosts.Contingency(D(0.1), D(1100))), 1e-12);
    }

    [Fact]
    public void M29_leads_to_epoch_ais_total_of_gpt_4_in_dollars_of_2023() =>
        // Printed: 36,656,446 USD of hardware, 3,499,488 USD of electricity, 40,586,592 USD in all; PCU518210518210 in March and December 2023.
        Assert.Equal(40_586_592, Math.Floor(Value(ExtraCosts.Converted(D(36_656_446 + 3_499_488), D(1), D(119.029 / 117.766)))));

    [Theory]
    [InlineData(0, 100, 0, 730, 1)]
    [InlineData(0, 1460, 0, 730, 0.5)]
    [InlineData(365, 730, 0, 730, 0.5)]
    [InlineData(365, 730, 730, 1460, 0.5)]
    [InlineData(1000, 100, 0, 730, 0)]
    [InlineData(0, 100, 730, 1460, 0)]
    [InlineData(100, 2000, 730, 1460, 0.365)]
    public void M30_is_the_share_of_a_stretch_within_a_period(double start, double length, double from, double to, double share) =>
        Assert.Equal(share, Value(ExtraCosts.ShareOfPeriod(D(start), D(length), D(from), D(to))), 1e-12);

    private static DoubleLane D(double value) => DoubleLane.Constant(value);

    private static double Value(DoubleLane lane) => lane.Value;
}
