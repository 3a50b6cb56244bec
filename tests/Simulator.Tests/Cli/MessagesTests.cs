using System.Text.Json.Nodes;
using Simulator.Model;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary>Messages say what is wrong once and in the right words, and tables say their units.</summary>
public sealed class MessagesTests : IDisposable
{
    private readonly CommandLineRun _line = new() { Simulate = (scenario, options, progress, cancellation) => SimulationRunner.Run(scenario, options, progress, cancellation) };

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("export", "--as is missing; allowed: --as with one of huggingface, latex, ")]
    [InlineData("solve", "--for is missing; allowed: --for PATH. The input to find")]
    [InlineData("replay", "--sample is missing; allowed: --sample K. Number of the sample")]
    [InlineData("new", "--accelerator is missing; allowed: --accelerator ID. Catalogue entry")]
    public void An_option_that_is_missing_says_what_it_takes(string command, string said)
    {
        string[] file = command == "new" ? [] : [_line.Scenario()];
        Assert.Equal(2, _line.Run([command, .. file]));
        Assert.StartsWith(said, _line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _line.Run(command, "--help"));
    }

    [Theory]
    [InlineData("rental_includes: electricity", "error", "a demand charge, while hardware.rental_includes: electricity says")]
    [InlineData("", "warning", "a demand charge together with a rental")]
    public void A_demand_charge_beside_a_rental_is_told_once_for_all_phases(string includes, string severity, string said)
    {
        var path = _line.WriteFile("d.yaml", $$"""
            name: d
            hardware: {tdp: 1 kW, rental: 2 USD/h{{(includes.Length > 0 ? ", " + includes : "")}}}
            {{(includes.Length > 0 ? "grid: {electricity_price: 60 USD/MWh}" : "")}}
            costs: {demand_charge: 10 USD/kW-month}
            training:
              - {phase: a, accelerators: 8, accelerator_hours: 1k h}
              - {phase: b, accelerators: 8, accelerator_hours: 1k h}
              - {phase: c, accelerators: 8, accelerator_hours: 1k h}
            """);
        _line.Run("check", path);
        Assert.Single(_line.Error.ToString().Split('\n'), text => text.Contains(said, StringComparison.Ordinal) && text.Contains($": {severity}: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("facility: {pue: 2.5}", "warning: facility.pue: found 2.5 (median); expected: at most 2")]
    [InlineData("facility: {pue: 0.5}", "error: facility.pue: found 0.5; allowed: at least 1")]
    public void What_is_unusual_is_expected_and_what_is_wrong_is_not_allowed(string key, string said)
    {
        _line.Run("check", _line.Scenario(more: key));
        Assert.Contains(said, _line.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h}\ngrid: {electricity_price: 60 USD/MWh}", "hardware.rental: rental together with the electricity_price; rental usually includes electricity")]
    [InlineData("hardware: {tdp: 1 kW}\ngrid: {electricity_price: 60 USD/MWh, carbon_intensity: 400 g/kWh, carbon_price: 60 USD/t}", "grid.carbon_price: carbon_price on top of the electricity_price; where power plants pay")]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h}\ncosts: {demand_charge: 10 USD/kW-month}", "costs.demand_charge: a demand charge together with a rental; a rental usually includes")]
    public void A_warning_that_is_a_rule_is_a_sentence(string sections, string said)
    {
        var junit = Path.Combine(_line.Folder, "gate.xml");
        _line.Run("check", _line.WriteFile("r.yaml", $"name: r\n{sections}\ntraining: [{{accelerators: 8, duration: 10 h}}]"), "--junit", junit);
        Assert.Contains($"warning: {said}", _line.Error.ToString(), StringComparison.Ordinal);
        var test = File.ReadAllText(junit);
        Assert.Contains(said[(said.IndexOf(':', StringComparison.Ordinal) + 2)..], test, StringComparison.Ordinal);
        Assert.DoesNotContain("allowed: ", test, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("0 M", true)]
    [InlineData("1M", false)]
    public void A_service_without_requests_says_so(string requests, bool isNothing)
    {
        var path = _line.Scenario(more: $"grid: {{electricity_price: 60 USD/MWh, carbon_intensity: 0.4 kg/kWh}}\nserving: {{requests_per_day: {requests.Replace(" ", "", StringComparison.Ordinal)}, energy_per_request: 1 Wh, output_tokens: 100, duration: 1 year}}");
        Assert.Equal(0, _line.RunScenario(path));
        var output = _line.Output.ToString();
        Assert.Equal(isNothing, output.Contains("(nothing is served: serving.requests_per_day is 0)", StringComparison.Ordinal));
        Assert.Equal(isNothing, !output.Contains("Energy per served request", StringComparison.Ordinal));
        Assert.Contains("Serving energy", output, StringComparison.Ordinal);
        Assert.DoesNotContain("n/a", output, StringComparison.Ordinal);
        Assert.DoesNotContain("infinite", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep", "--vary", "facility.pue=1.1,1.2")]
    [InlineData("schedule", "--horizon", "5d", "--step", "12h")]
    public void Units_of_wide_tables_stand_beside_them(string command, params string[] options)
    {
        var scenario = command == "sweep" ? _line.Scenario(more: "facility: {pue: 1.1 to 1.3}") : Path.Combine(Repository.Root, "scenarios", "timed", "when-to-run.yaml");
        var output = Path.Combine(_line.Folder, "out");
        Assert.Equal(0, _line.Run([command, scenario, .. options, "--no-plots", "--out", output, "--samples", "4096"]));
        var header = File.ReadLines(Path.Combine(output, $"{command}.csv")).First().Split(',');
        var metadata = JsonNode.Parse(File.ReadAllText(Path.Combine(output, $"{command}.csv-metadata.json")))!;
        var columns = metadata["tableSchema"]!["columns"]!.AsArray();
        Assert.Equal($"{command}.csv", (string?)metadata["url"]);
        Assert.Equal(header, columns.Select(column => (string?)column!["titles"]));
        foreach (var definition in OutputDefinitions.All)
        {
            var unit = columns.FirstOrDefault(column => (string?)column!["titles"] == $"{definition.Name}_mc_error");
            Assert.True(unit is null || (string?)unit["schema:unitText"] == definition.Unit, definition.Name);
        }

        Assert.Contains(columns, column => (string?)column!["titles"] == "emissions_median" || (string?)column["titles"] == "energy_median");
    }
}
