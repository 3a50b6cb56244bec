using System.Reflection;
using System.Text;
using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Model;

/// <summary>The tables of quantities, components and sources: which name stands for which number.</summary>
public sealed class TableTests
{
    private static readonly FieldInfo[] Fields = typeof(PhaseFlows<DoubleLane>).GetFields(BindingFlags.Public | BindingFlags.Instance);

    // What the names leave open: quantities whose name for people is not that of the field.
    private static readonly Dictionary<string, string> NamedOtherwise = new(StringComparer.Ordinal)
    {
        ["Compute"] = "compute of one run",
        ["Hours"] = "accelerator-hours of one run",
        ["WallClock"] = "wall-clock time of all runs",
        ["RunHours"] = "accelerator-hours of all runs",
        ["ReservedHours"] = "accelerator-hours reserved",
        ["ProductiveHours"] = "productive accelerator-hours",
        ["AcceleratorEnergy"] = "energy of the accelerators",
        ["Overhead"] = "overhead factor",
        ["ItEnergy"] = "IT energy",
        ["BesideItEnergy"] = "site energy without IT",
        ["CoolingEnergy"] = "energy of cooling",
        ["DistributionEnergy"] = "energy of distribution",
        ["OperationalEmissions"] = "operational emissions, location-based",
        ["MarketEmissions"] = "operational emissions, market-based",
        ["CountedEmissions"] = "operational emissions that count",
        ["EmbodiedAmortized"] = "embodied emissions by the hour",
        ["EmbodiedInFull"] = "embodied emissions in full",
        ["WaterOnsite"] = "on-site water",
        ["WaterOffsite"] = "off-site water",
        ["ServedTime"] = "time served",
        ["ServedTokens"] = "tokens written",
        ["ServingAccelerators"] = "accelerators that serve",
    };

    [Fact]
    public void Every_quantity_of_a_phase_is_read_from_its_own_field_under_its_own_name()
    {
        object flows = default(PhaseFlows<DoubleLane>);
        foreach (var (index, field) in Fields.Index())
        {
            field.SetValue(flows, DoubleLane.Constant(index + 1));
        }

        var read = FlowTable<DoubleLane>.All.ToDictionary(flow => flow.Name, flow => Fields[(int)flow.Of((PhaseFlows<DoubleLane>)flows).Value - 1].Name);
        Assert.Equal(Fields.ToDictionary(field => NamedOtherwise.GetValueOrDefault(field.Name, Words(field.Name)), field => field.Name), read);
    }

    [Theory]
    [InlineData("FLOP", "M1 compute of one run")]
    [InlineData("h", "M1 accelerator-hours of one run", "M1 wall-clock time of all runs", "M2 accelerator-hours of all runs", "M2 accelerator-hours reserved", "M20 productive accelerator-hours", "M18 time served")]
    [InlineData("", "M1 accelerators", "M1 servers", "M1 tokens", "M4 overhead factor", "M18 requests", "M22 tokens written", "M22 accelerators that serve")]
    [InlineData("kWh", "M3 energy of the accelerators", "M4 IT energy", "M5 site energy", "M5 site energy without IT", "M5 energy of cooling", "M5 energy of distribution", "M6 grid energy")]
    [InlineData("MW", "M7 peak power", "M8 power swing")]
    [InlineData("USD", "M9 electricity cost", "M10 hardware cost", "M11 water cost", "M11 carbon cost", "M11 cost")]
    [InlineData("kg/kWh", "M12 carbon intensity")]
    [InlineData("kg", "M13 operational emissions, location-based", "M13 marginal emissions", "M13 operational emissions, market-based", "M14 embodied emissions by the hour", "M14 embodied emissions in full", "M14 embodied emissions", "M15 operational emissions that count", "M15 emissions")]
    [InlineData("L", "M16 on-site water", "M16 off-site water", "M16 water")]
    [InlineData("m2*year", "M17 land")]
    public void Every_quantity_has_the_unit_and_the_equation_of_the_page(string unit, params string[] quantities) =>
        Assert.Equal(quantities, FlowTable<DoubleLane>.All.Where(flow => flow.Unit == unit).Select(flow => $"{flow.Equation} {flow.Name}"));

    [Fact]
    public void Every_component_and_source_is_found_by_its_place()
    {
        AssertPlaces<ComponentVector<DoubleLane>>(ComponentVector<DoubleLane>.Names, (vector, i) => vector[i], (ref vector, i, value) => vector[i] = value);
        AssertPlaces<SourceVector<DoubleLane>>(SourceVector<DoubleLane>.Names, (vector, i) => vector[i], (ref vector, i, value) => vector[i] = value);
    }

    [Fact]
    public void Every_source_weighs_as_much_as_its_share()
    {
        // Powers of two for the shares and of three for the values: no two sums of products agree.
        var (shares, values, expected) = (default(SourceVector<DoubleLane>), default(SourceVector<DoubleLane>), 0.0);
        for (var i = 0; i < SourceVector<DoubleLane>.Names.Length; i++)
        {
            (shares[i], values[i]) = (DoubleLane.Constant(1 << i), DoubleLane.Constant(Math.Pow(3, i)));
            expected += (1 << i) * Math.Pow(3, i);
        }

        Assert.Equal(expected, SourceVector<DoubleLane>.Weighted(shares, values).Value);
        Assert.Equal(expected, CarbonIntensity.FromMix(shares, values).Value);
        Assert.Equal(expected, Water.IntensityFromMix(shares, values).Value);
        Assert.Equal(expected, Land.IntensityFromMix(shares, values).Value);
    }

    private delegate void Setter<TVector>(ref TVector vector, int index, DoubleLane value);

    private static void AssertPlaces<TVector>(string[] names, Func<TVector, int, DoubleLane> get, Setter<TVector> set)
        where TVector : struct
    {
        var fields = typeof(TVector).GetFields(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(fields.Select(field => Words(field.Name).Replace(' ', '-')), names);
        var vector = default(TVector);
        for (var i = 0; i < names.Length; i++)
        {
            set(ref vector, i, DoubleLane.Constant(i + 1));
        }

        for (var i = 0; i < names.Length; i++)
        {
            Assert.Equal(i + 1, ((DoubleLane)fields[i].GetValue(vector)!).Value);
            Assert.Equal(i + 1, get(vector, i).Value);
        }

        foreach (var outside in new[] { -1, names.Length })
        {
            Assert.Throws<ArgumentOutOfRangeException>(ParameterOf<TVector>(), () => get(vector, outside));
            Assert.Throws<ArgumentOutOfRangeException>(ParameterOf<TVector>(), () => set(ref vector, outside, default));
        }
    }

    private static string ParameterOf<TVector>() => typeof(TVector) == typeof(ComponentVector<DoubleLane>) ? "component" : "source";

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
