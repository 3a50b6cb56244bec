using System.Globalization;
using System.Text.Json;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Studies.Samples;
using Simulator.Studies.Sensitivity;

namespace Simulator.Tests.Scenarios;

/// <summary>A plain number is printed as it was stated, although the model computes in other units.</summary>
public class StatedNumbersTests
{
    private static readonly double[] Typical =
        [700, 0.3, 1.1, 0.7, 350, 10.2, 2.664, 30.84, 16384, 0.582, 8760, 90, 0.07, 1234.5678, 57.15264, 1e-3, 3.3e-5, 25000, 126e3, 0.123456789012345, 699.999999999999];

    public static TheoryData<string> KeysWithUnits => [.. Keys.All.Where(key => key.ModelUnit.Length > 0).Select(key => key.ToString()).Distinct()];

    [Theory]
    [MemberData(nameof(KeysWithUnits))]
    public void A_number_in_any_unit_of_a_key_comes_back_as_it_was_stated(string name)
    {
        var key = Keys.All.First(key => key.ToString() == name);
        var units = UnitsOf(key.ModelUnit);
        Assert.NotEmpty(units);
        foreach (var unit in units)
        {
            foreach (var number in Typical.Where(number => unit.Convert(number, Units.Parse(key.ModelUnit)) is var value && value >= key.Minimum && value <= key.Maximum))
            {
                var parsed = QuantityParser.Parse($"{number.ToString("R", CultureInfo.InvariantCulture)} {unit}", key);
                var quantity = new Quantity
                {
                    Path = name, Key = key, Distribution = parsed.Distribution, Text = "", DisplayUnit = parsed.DisplayUnit, DisplayScale = parsed.DisplayScale, Origin = QuantityOrigin.File,
                };
                Assert.Equal((number, unit.Text), (quantity.Shown(parsed.Distribution.Minimum), quantity.DisplayUnit));
            }
        }
    }

    // Each simple unit of the dimension; of a quotient, each numerator over the first denominators.
    private static List<Unit> UnitsOf(string modelUnit)
    {
        var parts = modelUnit.Split('/');
        var target = Units.Parse(modelUnit);
        return
        [
            .. from first in Alike(parts[0])
               from second in parts.Length > 1 ? Alike(parts[1]) : [""]
               let unit = Units.Parse(second.Length > 0 ? $"{first}/{second}" : first)
               where unit.Dimension == target.Dimension
               select unit,
        ];

        static IEnumerable<string> Alike(string part) => part.Split('*') is [var one]
            ? UnitTable.Units.Where(unit => unit.Value.Dimension == Units.Parse(one).Dimension).Select(unit => unit.Key)
            : part.Split('*') is [var left, var right] ? Alike(left).SelectMany(a => Alike(right).Select(b => $"{a}*{b}")) : [part];
    }

    private const string Stated = """
        name: Stated
        hardware: {tdp: 700 W, price: 27.3k USD, lifetime: 4.2 year, embodied_carbon: 0.1437 t, overhead: 1.3}
        facility: {pue: 1.12, wue: 0.35 m3/MWh, water_price: 0.0021 USD/L}
        grid: {carbon_intensity: 381.3 g/kWh, electricity_price: 71.3 USD/MWh, water_intensity: 3.1 L/kWh, land_intensity: 5.7 m2*year/MWh, carbon_price: 83.7 USD/t}
        training:
          - {phase: all, accelerators: 8, duration: 54.3 day}
        """;

    private static readonly (string Input, double Number)[] Numbers =
    [
        ("hardware.tdp", 700), ("hardware.price", 27300), ("hardware.lifetime", 4.2), ("hardware.embodied_carbon", 0.1437), ("facility.wue", 0.35),
        ("facility.water_price", 0.0021), ("grid.carbon_intensity", 381.3), ("grid.electricity_price", 71.3), ("grid.carbon_price", 83.7), ("training.all.duration", 54.3),
    ];

    [Fact]
    public void Summary_replay_samples_and_the_list_of_inputs_print_stated_numbers()
    {
        var scenario = Yaml.Read(Stated);
        var result = SimulationRunner.Run(scenario, new RunOptions());
        using var json = new StringWriter();
        SummaryJson.Write(result, json);
        using var document = JsonDocument.Parse(json.ToString());
        var replay = Replay.Run(scenario, new RunOptions(), 0);
        var columns = SampleModel.Of(scenario).Columns(scenario);
        var table = InputsTable.Of("", InputTable.Of(scenario));
        Assert.All(Numbers, pair =>
        {
            var input = document.RootElement.GetProperty("inputs").GetProperty(pair.Input);
            Assert.All(["mean", "p5", "median", "p95"], figure => Assert.Equal(pair.Number, input.GetProperty(figure).GetDouble()));
            Assert.Equal(pair.Number, replay.Inputs.Single(one => one.Path == pair.Input).Value);
            Assert.Equal(pair.Number, columns.Single(column => column.Name == pair.Input).Value.Of(0));
            Assert.Equal(pair.Number, double.Parse(table.Rows.Single(row => row[0] == pair.Input)[2], CultureInfo.InvariantCulture));
        });
    }
}
