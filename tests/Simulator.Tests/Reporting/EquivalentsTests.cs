using System.Globalization;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Runs;
using Simulator.Tests.Scenarios;

namespace Simulator.Tests.Reporting;

/// <summary>Everyday terms suit the size of a run: kilometres and phone charges for small ones, homes and people for large ones.</summary>
public class EquivalentsTests
{
    [Theory]
    [InlineData("0.3 Wh", new[] { "smartphones, charged once" })]
    [InlineData("40 kWh", new[] { "kilometres by car in Europe", "litres of petrol, burnt", "smartphones, charged once" })]
    [InlineData("30 GWh", new[] { "cars, for a year", "EU homes' electricity, for a year", "people's CO2 for a year, mean of the world" })]
    public void A_run_has_those_of_its_size(string energy, string[] expected)
    {
        var result = SimulationRunner.Run(
            Yaml.Read($"name: size\ngrid: {{carbon_intensity: 380 gCO2e/kWh}}\ntraining: [{{phase: all, energy: {energy}, measured_at: site}}]\n"), new RunOptions());
        var table = OutputTable.Equivalents(result);
        var labels = table.Rows.Select(row => row[0]).ToList();
        Assert.All(expected, label => Assert.Contains(label, labels));
        var numbers = table.Rows.Select(row => double.Parse(row[1], NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        Assert.True(numbers.TrueForAll(number => number is >= 0.1 and < 1e6) || (numbers.Count == 1 && numbers[0] >= 0.01), string.Join(", ", numbers));

        // Files have all of them, and the table names those that it leaves out.
        using var json = new StringWriter();
        SummaryJson.Write(result, json);
        foreach (var output in result.Outputs.Where(output => output.IsEquivalent))
        {
            Assert.Contains($"\"{output.Name}\"", json.ToString(), StringComparison.Ordinal);
            Assert.True(labels.Contains(output.Label) || table.Notes.Any(note => note.Contains(output.Name, StringComparison.Ordinal)), output.Name);
        }
    }

    [Theory]
    [InlineData("homes_eu", 1e6 / 3600)]
    [InlineData("car_kilometres", 1e6 * 0.38 / 0.175)]
    [InlineData("petrol_litres", 1e6 * 0.38 / 2.348)]
    [InlineData("phone_charges", 1e6 / 0.0116)]
    [InlineData("people_world", 380 / 4.69)]
    public void An_equivalent_is_the_amount_over_that_of_one(string name, double expected)
    {
        var result = SimulationRunner.Run(
            Yaml.Read("name: GWh\ngrid: {carbon_intensity: 380 gCO2e/kWh}\ntraining: [{phase: all, energy: 1 GWh, measured_at: site}]\n"), new RunOptions());
        Assert.Equal(expected, result.Outputs.Single(output => output.Name == name).Median, 1e-6 * expected);
    }
}
