using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Kinds;
using Simulator.Charts.Style;

namespace Simulator.Tests.Charts;

/// <summary>The chart of a schedule: no text is cut off, and its axis shows round instants.</summary>
public sealed class ScheduleChartTests
{
    private static readonly DateTime From = new(2026, 3, 1, 7, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(48, 1, 47)]
    [InlineData(720, 1, 300)]
    [InlineData(400, 24, 10)]
    [InlineData(30, 8760, 3)]
    public void Starts_of_hours_to_years_are_laid_out(int starts, double step, int best)
    {
        var points = Enumerable.Range(0, starts).Select(i => new SweepDataPoint(i * step, 90 + (i % 7), 100 + (i % 7), 115 + (i % 7))).ToList();
        ChartTests.Check(new ScheduleLine(new ScheduleData("A scenario", "Emissions", "t", 0.9, From, points, best, "12% (10% to 14%) less than at the first start")));
    }

    [Fact]
    public void Costs_may_be_negative() => ChartTests.Check(new ScheduleLine(new ScheduleData(
        "A scenario", "Electricity cost", "USD", 0.9, From, [new(0, -5, 1, 4), new(1, -9, -3, 2)], 1, "")));

    [Theory]
    [InlineData(12, "1 Mar 08:00", 2)]
    [InlineData(72, "1 Mar 12:00", 12)]
    [InlineData(24 * 9, "2 Mar", 24)]
    [InlineData(24 * 300, "Apr 2026", 24 * 30)]
    public void Ticks_are_at_round_instants(double hours, string first, double step)
    {
        var style = ChartStyle.For(Theme.Light, 1280, 800);
        var ticks = new DateTicks(style.Axis, From);
        ticks.Regenerate(new CoordinateRange(0, hours), Edge.Bottom, new PixelLength(1100), null!, new LabelStyle());
        Assert.Equal(first, ticks.Ticks[0].Label);
        Assert.Equal(step, ticks.Ticks[1].Position - ticks.Ticks[0].Position, 0.01 * step);
        Assert.InRange(ticks.Ticks.Length, 3, 20);
    }
}
