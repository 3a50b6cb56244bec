using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Tests.Scenarios;

namespace Simulator.Tests.Engine;

/// <summary>Where one price may include another and the file does not say so, both readings of the cost are printed.</summary>
public sealed class OverlappingCostsTests
{
    private const string Rented = "name: x\nhardware: {tdp: 1 kW, rental: 1 to 3 USD/h}\ngrid: {electricity_price: 60 to 90 USD/MWh}\n";
    private const string Priced = "name: x\nhardware: {tdp: 1 kW}\n"
        + "grid: {electricity_price: 60 to 90 USD/MWh, carbon_intensity: 300 to 500 g/kWh, carbon_price: 60 USD/t}\n";

    private const string One = "training: [{phase: a, accelerators: 100, duration: 3 to 4 weeks}]\n";
    private const string Budget = "costs: {lines: [{line: tax, share: 20%, of: electricity}, {line: fee, share: 5%, of: carbon}], contingency: 10%}\n";

    [Theory]
    [InlineData(Rented + One, "rental: 1", "rental_includes: electricity, rental: 1", "cost, if the rental includes electricity")]
    [InlineData(Rented + One + "costs: {lines: [{line: tax, share: 20%, of: electricity}], contingency: 10%}", "rental: 1", "rental_includes: electricity, rental: 1", "cost, if the rental includes electricity")]
    [InlineData(Priced + One, "carbon_price: 60", "electricity_price_includes: carbon_price, carbon_price: 60", "cost, if the price of electricity includes that of carbon")]
    [InlineData(Priced + One + Budget, "carbon_price: 60", "electricity_price_includes: carbon_price, carbon_price: 60", "cost, if the price of electricity includes that of carbon")]
    [InlineData(
        Rented + "training: [{phase: a, accelerator_hours: 1k to 2k h}, {phase: b, accelerator_hours: 1k h, hardware: {rental_includes: nothing}}]", "rental: 1",
        "rental_includes: electricity, rental: 1", "cost, if the rental includes electricity")]
    public void The_second_reading_is_the_cost_of_the_same_file_with_the_switch(string file, string text, string withSwitch, string boundary)
    {
        var open = Of(file);
        var stated = Of(file.Replace(text, withSwitch, StringComparison.Ordinal));
        Assert.Equal(Output(stated, "cost").Mean, Output(open, "cost_without_overlap").Mean);
        Assert.Equal(Output(stated, "cost").Quantiles, Output(open, "cost_without_overlap").Quantiles);
        Assert.True(Output(open, "cost").Mean > Output(open, "cost_without_overlap").Mean);
        Assert.Equal(boundary, Output(open, "cost_without_overlap").Boundary);
        Assert.DoesNotContain(stated.Outputs, output => output.Name == "cost_without_overlap");
    }

    [Fact]
    public void Both_overlaps_are_left_out_of_one_figure()
    {
        var result = Of("name: x\nhardware: {tdp: 1 kW, rental: 2 USD/h}\ngrid: {electricity_price: 100 USD/MWh, carbon_intensity: 500 g/kWh, carbon_price: 50 USD/t}\ntraining: [{accelerator_hours: 1000 h}]");
        Assert.Equal(2000 + 100 + 25, Output(result, "cost").Mean, 1e-9);
        Assert.Equal(2000, Output(result, "cost_without_overlap").Mean, 1e-9);
        Assert.Equal("cost, if the rental includes electricity, and the price of electricity includes that of carbon", Output(result, "cost_without_overlap").Boundary);
    }

    [Fact]
    public void The_electricity_of_a_rental_may_include_the_price_of_carbon()
    {
        const string Text = "name: x\nhardware: {tdp: 1 kW, rental: 2 USD/h, rental_includes: electricity}\ngrid: {electricity_price: 100 USD/MWh, carbon_intensity: 500 g/kWh, carbon_price: 50 USD/t}\ntraining: [{accelerator_hours: 1000 h}]";
        foreach (var text in new[] { Text, Text.Replace("electricity_price: 100 USD/MWh, ", "", StringComparison.Ordinal) })
        {
            Assert.Equal("carbon_price on top of a rental that includes electricity", Assert.Single(ScenarioReader.Read(text, "x.yaml").Warnings).Found);
            Assert.Equal(2000 + 25, Output(Of(text), "cost").Mean, 1e-9);
            Assert.Equal(2000, Output(Of(text), "cost_without_overlap").Mean, 1e-9);
        }

        foreach (var (word, cost) in new[] { ("nothing", 2025.0), ("carbon_price", 2000) })
        {
            var stated = Text.Replace("carbon_price: 50", $"electricity_price_includes: {word}, carbon_price: 50", StringComparison.Ordinal);
            Assert.Empty(ScenarioReader.Read(stated, "x.yaml").Warnings);
            Assert.Equal(cost, Output(Of(stated), "cost").Mean, 1e-9);
            Assert.DoesNotContain(Of(stated).Outputs, output => output.Name == "cost_without_overlap");
        }
    }

    [Fact]
    public void A_demand_charge_is_left_out_with_the_price_of_electricity()
    {
        const string Text = "name: x\nhardware: {tdp: 1 kW, rental: 2 USD/h}\ngrid: {electricity_price: 100 USD/MWh}\ntraining: [{accelerators: 1000, duration: 1 month}]\ncosts: {demand_charge: 10 USD/kW-month, contingency: 10%}";
        Assert.Equal(1.1 * (1_460_000 + 73_000 + 10_000), Output(Of(Text), "cost").Mean, 1e-6);
        Assert.Equal(1.1 * 1_460_000, Output(Of(Text), "cost_without_overlap").Mean, 1e-6);
    }

    [Theory]
    [InlineData("", 1.1 * 1_460_000)] // no price of electricity at all
    [InlineData("grid: {electricity_price: 0 USD/MWh}\n", 1.1 * 1_460_000)]
    [InlineData("grid: {electricity_price: 100 USD/MWh}\n", 1.1 * 1_460_000)]
    public void A_demand_charge_may_be_paid_twice_without_a_price_of_electricity(string grid, double without)
    {
        var result = Of($"name: x\nhardware: {{tdp: 1 kW, rental: 2 USD/h}}\n{grid}training: [{{accelerators: 1000, duration: 1 month}}]\ncosts: {{demand_charge: 10 USD/kW-month, contingency: 10%}}");
        Assert.Equal(without, Output(result, "cost_without_overlap").Mean, 1e-6);
        Assert.EndsWith("; may pay electricity twice", Output(result, "cost").Boundary, StringComparison.Ordinal);
        Assert.Equal("cost, if the rental includes electricity", Output(result, "cost_without_overlap").Boundary);
        Assert.Single(result.Notices, notice => notice.Contains("paid twice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h, rental_includes: electricity}", true)]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h, rental_includes: electricity}\ngrid: {electricity_price: 100 USD/MWh}", true)]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h}", false)]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h, rental_includes: nothing}", null)]
    [InlineData("hardware: {tdp: 1 kW, price: 20k USD, lifetime: 4 years}", null)]
    public void A_demand_charge_beside_a_rental_that_includes_electricity_is_refused(string sections, bool? isRefused)
    {
        var text = $"name: x\n{sections}\ntraining: [{{phase: a, accelerators: 8, duration: 10 h}}]\ncosts:\n  demand_charge: 10 USD/kW-month";
        var findings = isRefused is true ? Yaml.Errors(text) : ScenarioReader.Read(text, "x.yaml").Warnings;
        Assert.Equal(isRefused is null ? [] : ["costs.demand_charge"], findings.Select(finding => finding.Path));
        Assert.All(findings, finding => Assert.Contains("rental_includes: nothing", finding.Hint, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Equal(text.Split('\n').Length, finding.Line));
    }

    [Theory]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h}\ngrid: {electricity_price: 0 USD/MWh}\ntraining: [{accelerator_hours: 1 h}]")]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h}\ntraining: [{accelerator_hours: 1 h}]")]
    [InlineData("hardware: {tdp: 1 kW, price: 20k USD, lifetime: 4 years}\ngrid: {electricity_price: 80 USD/MWh}\ntraining: [{accelerator_hours: 1 h}]")]
    [InlineData("hardware: {tdp: 1 kW, rental: 2 USD/h}\ngrid: {electricity_price: 80 USD/MWh}\ntraining: [{phase: a, energy: 1 MWh, measured_at: site}]")]
    [InlineData("hardware: {tdp: 1 kW}\ngrid: {electricity_price: 80 USD/MWh}\ntraining: [{phase: a, accelerator_hours: 1 h, hardware: {rental: 2 USD/h}}, {phase: b, accelerator_hours: 1 h}]")]
    public void There_is_one_reading_where_nothing_can_be_paid_twice(string sections) =>
        Assert.DoesNotContain(Of($"name: x\n{sections}").Outputs, output => output.Name == "cost_without_overlap");

    // 30 h from 30 March, 08:00, end on the 31st; lines of the budget go on.
    [Theory]
    [InlineData("duration: 30 h", "", true, false)]
    [InlineData("duration: 60 h", "", true, true)]
    [InlineData("duration: 30 to 60 h", "", true, true)]
    [InlineData("duration: 30 h", "serving: {requests_per_day: 1000, duration: 1 month, energy_per_request: 1 Wh}\n", true, true)]
    [InlineData("duration: 30 h", "costs.contingency: 10%", true, false)]
    public void Months_that_no_phase_reaches_into_pay_nothing_twice(string duration, string more, bool inMarch, bool inApril)
    {
        var contingency = more.StartsWith("costs", StringComparison.Ordinal) ? ", contingency: 10%" : "";
        var result = Of(
            Rented + $"training: [{{phase: a, accelerators: 8, {duration}, start: 2026-03-30T08:00Z}}]\n{(contingency.Length > 0 ? "" : more)}"
            + $"costs: {{split: month, lines: [{{line: staff, amount: 8k USD/month, duration: 1 month}}]{contingency}}}");
        Assert.Equal((inMarch, inApril), (Output(result, "cost.month_1").PaidTwice.Length > 0, Output(result, "cost.month_2").PaidTwice.Length > 0));
        Assert.Equal(inApril, Output(result, "cost.month_2").Boundary.Contains("may pay", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_rental_of_unknown_hours_includes_is_refused()
    {
        var error = Assert.Single(Yaml.Errors(
            "name: x\nhardware: {tdp: 1 kW, rental: 2 USD/h, rental_includes: electricity}\ngrid: {electricity_price: 80 USD/MWh}\n"
            + "training: [{phase: a, energy: 1 MWh, measured_at: site}]"));
        Assert.Equal("hardware.rental_includes", error.Path);
        Assert.Contains("accelerator-hours are not known", error.Found, StringComparison.Ordinal);
        Assert.Contains("training.a", error.Hint, StringComparison.Ordinal);
    }

    // The rate of a supplier alone: what counts is known where the file says that market-based counts, and location-based never is.
    [Theory]
    [InlineData("accounting: market, ", 6.58)]
    [InlineData("", null)]
    public void A_suppliers_rate_is_enough_where_market_based_emissions_count(string accounting, double? kilograms)
    {
        var result = Of($"name: x\nhardware: {{tdp: 700 W}}\ngrid: {{{accounting}residual_mix: 94 gCO2e/kWh}}\ntraining: [{{accelerator_hours: 100 h}}]");
        Assert.Equal(kilograms, result.Outputs.SingleOrDefault(output => output.Name == "emissions")?.Mean * 1000 is { } found ? Math.Round(found, 9) : null);
        Assert.Equal(6.58, Output(result, "market_emissions").Mean * 1000, 1e-9);
        Assert.DoesNotContain(result.Outputs, output => output.Name is "operational_emissions" or "carbon_intensity");
    }

    private static OutputSummary Output(SimulationResult result, string name) => result.Outputs.Single(output => output.Name == name);

    private static SimulationResult Of(string file) => SimulationRunner.Run(ScenarioReader.Read(file, "x.yaml"), new RunOptions { Samples = 4096 });
}
