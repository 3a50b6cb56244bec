using System.Reflection;
using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>How the equations are put together: within a phase, and from phase to phase.</summary>
public sealed class PhaseModelTests
{
    // The same machines do one phase after the other: the fleet is the largest phase, everything else adds up.
    private static readonly string[] OfTheFleet = ["Accelerators", "Servers", "PeakPower", "PowerSwing", "EmbodiedInFull", "ServedTime", "ServingAccelerators"];

    // Recomputed from the fields above, or a property of one phase alone.
    private static readonly string[] Derived = ["Cost", "EmbodiedEmissions", "Emissions", "Water", "CarbonIntensity"];
    private static readonly string[] OfOnePhase = ["Compute", "Hours", "Overhead"];

    private static readonly FieldInfo[] Fields = typeof(PhaseFlows<DoubleLane>).GetFields(BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public void Every_field_of_two_phases_is_their_sum_or_for_the_fleet_their_maximum()
    {
        var (a, b) = (Filled(0), Filled(Fields.Length));
        foreach (var (first, second) in new[] { (a, b), (b, a) })
        {
            var both = PhaseModel.Combine(first, second);
            foreach (var field in Fields.Where(field => !Derived.Concat(OfOnePhase).Contains(field.Name)))
            {
                var expected = OfTheFleet.Contains(field.Name) ? Math.Max(Of(field, a), Of(field, b)) : Of(field, a) + Of(field, b);
                Assert.True(expected == Of(field, both), $"{field.Name}: {Of(field, both)} instead of {expected}");
            }
        }

        Assert.All(OfTheFleet.Concat(Derived).Concat(OfOnePhase), name => Assert.Contains(Fields, field => field.Name == name));
    }

    [Fact]
    public void Totals_of_two_phases_follow_from_their_parts()
    {
        var both = PhaseModel.Combine(Filled(0), Filled(Fields.Length));
        Assert.Equal(both.ElectricityCost.Value + both.HardwareCost.Value + both.WaterCost.Value + both.CarbonCost.Value, both.Cost.Value);
        Assert.Equal(both.EmbodiedAmortized.Value + both.EmbodiedInFull.Value, both.EmbodiedEmissions.Value);
        Assert.Equal(both.CountedEmissions.Value + both.EmbodiedEmissions.Value, both.Emissions.Value);
        Assert.Equal(both.WaterOnsite.Value + both.WaterOffsite.Value, both.Water.Value);
        Assert.Equal(both.OperationalEmissions.Value / both.GridEnergy.Value, both.CarbonIntensity.Value);
    }

    [Fact]
    public void Servers_are_the_accelerators_over_those_of_one_server()
    {
        var shape = default(PhaseShape) with { Hours = HoursRoute.Duration, Accelerators = AcceleratorsRoute.Stated, Overhead = OverheadRoute.Server };
        var flows = PhaseModel.Evaluate(shape, new PhaseInputs<DoubleLane>
        {
            Accelerators = D(16_384), Duration = D(100), ServerAccelerators = D(8), ServerPower = D(10.2), Tdp = D(0.7), Runs = D(1),
        });
        Assert.Equal(2_048, flows.Servers.Value);
    }

    [Fact]
    public void The_carbon_price_is_put_on_what_the_grid_emits_whatever_contracts_say()
    {
        var shape = default(PhaseShape) with { Hours = HoursRoute.AcceleratorHours, Accounting = EmissionAccounting.MarketBased };
        var flows = PhaseModel.Evaluate(shape, new PhaseInputs<DoubleLane>
        {
            AcceleratorHours = D(1_000), Runs = D(1), Tdp = D(1), Utilization = D(1), Overhead = D(1), Pue = D(1),
            CarbonIntensity = D(0.5), CarbonFreeShare = D(0.8), CarbonPrice = D(0.1),
        });

        // 1,000 kWh at 0.5 kg/kWh are 500 kg; 100 kg remain after contracts. 0.1 USD/kg.
        Assert.Equal(50, flows.CarbonCost.Value, 1e-12);
        Assert.Equal(100, flows.Emissions.Value, 1e-9);
    }

    // A prime of its own in every field: no two sums or maxima agree by chance.
    private static PhaseFlows<DoubleLane> Filled(int skipped)
    {
        object flows = default(PhaseFlows<DoubleLane>);
        var primes = Enumerable.Range(2, int.MaxValue - 2).Where(n => !Enumerable.Range(2, (int)Math.Sqrt(n) - 1).Any(divisor => n % divisor == 0));
        foreach (var (field, prime) in Fields.Zip(primes.Skip(skipped)))
        {
            field.SetValue(flows, D(prime));
        }

        return (PhaseFlows<DoubleLane>)flows;
    }

    private static double Of(FieldInfo field, PhaseFlows<DoubleLane> flows) => ((DoubleLane)field.GetValue(flows)!).Value;

    private static DoubleLane D(double value) => DoubleLane.Constant(value);
}
