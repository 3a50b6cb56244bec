using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;
using Simulator.Studies.Inverse;

namespace Simulator.Tests.Engine;

/// <summary>Budgets: lines, currency, prices of a year, periods, and what is never counted twice.</summary>
public sealed class BudgetTests
{
    // 1,000 accelerators of 1 kW for 1,460 h at 2 USD/h: 2.92 M USD, and 1,460 MWh at 100 USD/MWh: 146,000 USD.
    private const string Run = "name: x\nhardware: {tdp: 1 kW, rental: 2 USD/h, rental_includes: nothing}\ngrid: {electricity_price: 100 USD/MWh}\n"
        + "training: [{accelerators: 1000, duration: 2 months}]\n";

    private const string Lines = "lines: [{line: people, people: 10, amount: 10k USD/month, duration: 6 months}, {line: storage, amount: 5k USD/month}, "
        + "{line: data, amount: 100k USD}, {line: watch, amount: 0.1 USD/accelerator-hour}, {line: support, share: 10%, of: hardware}, {line: tax, share: 20%, of: support}]";

    [Fact]
    public void Every_line_and_their_sum_come_out_as_by_hand()
    {
        var result = Of($"{Run}costs: {{{Lines}, demand_charge: 10 USD/kW-month, contingency: 10%}}");
        Assert.Equal(600_000, Mean(result, "cost.people"), 1e-6);
        Assert.Equal(10_000, Mean(result, "cost.storage"), 1e-6);
        Assert.Equal(100_000, Mean(result, "cost.data"), 1e-6);
        Assert.Equal(146_000, Mean(result, "cost.watch"), 1e-6);
        Assert.Equal(292_000, Mean(result, "cost.support"), 1e-6);
        Assert.Equal(58_400, Mean(result, "cost.tax"), 1e-6);
        Assert.Equal(20_000, Mean(result, "cost.demand_charge"), 1e-6);
        const double Others = 2_920_000 + 146_000 + 600_000 + 10_000 + 100_000 + 146_000 + 292_000 + 58_400 + 20_000;
        Assert.Equal(0.1 * Others, Mean(result, "cost.contingency"), 1e-6);
        Assert.Equal(1.1 * Others, Mean(result, "cost"), 1e-6);
        Assert.Equal(1.1 * Others, result.Components.Sum(component => component.Cost), 1e-6);
        Assert.Equal(1.1 * Others, result.Phases.Sum(phase => phase.Cost), 1e-6);
        Assert.Contains("people", result.Outputs.First(output => output.Name == "cost").Boundary, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_costs_without_any_price()
    {
        var result = Of("name: x\nhardware: {tdp: 1 kW}\ntraining: [{accelerator_hours: 1 h}]\ncosts: {lines: [{line: a, amount: 5 USD}], contingency: 20%}");
        Assert.Equal(6, Mean(result, "cost"), 1e-12);
        Assert.DoesNotContain(Of("name: x\nhardware: {tdp: 1 kW}\ntraining: [{accelerator_hours: 1 h}]\ncosts: {contingency: 20%}").Outputs, output => output.Name.StartsWith("cost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.5 EUR/USD")]
    [InlineData("2 USD/EUR")]
    public void Prices_in_dollars_are_converted_and_those_in_the_currency_are_not(string rate)
    {
        var result = Of($"{Run.Replace("100 USD/MWh", "100 EUR/MWh", StringComparison.Ordinal)}costs: {{currency: EUR, exchange_rate: {rate}, lines: [{{line: a, amount: 10 USD}}, {{line: b, amount: 10 EUR}}]}}");
        Assert.Equal(1_460_000, Mean(result, "hardware_cost"), 1e-6);
        Assert.Equal(146_000, Mean(result, "electricity_cost"), 1e-6);
        Assert.Equal(5, Mean(result, "cost.a"), 1e-12);
        Assert.Equal(10, Mean(result, "cost.b"), 1e-12);
        Assert.All(result.Outputs.Where(output => output.Name.Contains("cost", StringComparison.Ordinal)), output => Assert.Equal("EUR", output.Unit));
        Assert.Equal("100 EUR/MWh", result.Inputs.First(input => input.Path == "grid.electricity_price").Distribution);
    }

    [Fact]
    public void An_uncertain_rate_makes_dollars_uncertain_and_leaves_the_currency_alone()
    {
        var result = Of($"{Run.Replace("100 USD/MWh", "100 EUR/MWh", StringComparison.Ordinal)}costs: {{currency: EUR, exchange_rate: 0.8 to 1 EUR/USD}}");
        var (hardware, electricity) = (Output(result, "hardware_cost"), Output(result, "electricity_cost"));
        Assert.True(electricity.IsConstant);

        // The rate is lognormal with these percentiles; three standard errors and rounding of floats.
        Assert.Equal(0.8 * 2_920_000, hardware.Interval.Low, (3 * hardware.Error.Low) + 1);
        Assert.Equal(1.0 * 2_920_000, hardware.Interval.High, (3 * hardware.Error.High) + 1);
    }

    [Fact]
    public void A_deflator_multiplies_every_price_once_and_the_boundary_names_the_year()
    {
        var (stated, real) = (Of($"{Run}costs: {{{Lines}, contingency: 10%}}"), Of($"{Run}costs: {{{Lines}, contingency: 10%, price_year: 2023, deflator: 1.25}}"));
        Assert.All(
            stated.Outputs.Zip(real.Outputs).Where(pair => pair.First.Unit == "USD"),
            pair => Assert.Equal(1.25, pair.Second.Mean / pair.First.Mean, 1e-12));
        Assert.All(real.Outputs.Where(output => output.Unit == "USD"), output => Assert.EndsWith("; prices of 2023", output.Boundary, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_rental_includes_is_not_paid_again()
    {
        var result = Of(Run.Replace("nothing", "electricity", StringComparison.Ordinal));
        Assert.Equal(2_920_000, Mean(result, "cost"), 1e-6);
        Assert.Equal(0, Mean(result, "electricity_cost"));
        Assert.Contains("the rental includes it", Output(result, "electricity_cost").Boundary, StringComparison.Ordinal);
        Assert.Contains(result.Notices, notice => notice.StartsWith("grid.electricity_price is not counted", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Notices, notice => notice.Contains("paid twice", StringComparison.Ordinal));
    }

    [Fact]
    public void A_carbon_price_within_the_price_of_electricity_is_not_paid_again()
    {
        const string Text = "name: x\nhardware: {tdp: 1 kW}\ngrid: {electricity_price: 100 USD/MWh, carbon_intensity: 0.5 kg/kWh, carbon_price: 80 USD/t, electricity_price_includes: nothing}\ntraining: [{accelerator_hours: 1k h}]";
        Assert.Equal(140, Mean(Of(Text), "cost"), 1e-9);
        Assert.Equal(100, Mean(Of(Text.Replace("nothing", "carbon_price", StringComparison.Ordinal)), "cost"), 1e-9);
    }

    [Fact]
    public void A_phase_may_pay_electricity_in_its_rental_while_another_pays_it_itself()
    {
        var result = Of("name: x\nhardware: {tdp: 1 kW, price: 10k USD, lifetime: 1 year}\ngrid: {electricity_price: 100 USD/MWh}\n"
            + "training: [{phase: a, accelerator_hours: 1k h, hardware: {rental: 2 USD/h, rental_includes: electricity}}, {phase: b, accelerator_hours: 1k h}]");
        Assert.Equal(100, Mean(result, "electricity_cost"), 1e-9);
    }

    [Theory]
    [InlineData("month", 730)]
    [InlineData("quarter", 2190)]
    public void Periods_add_up_to_the_cost_and_each_has_its_part(string split, double hours)
    {
        var result = Of($"{Run}costs: {{{Lines}, contingency: 10%, split: {split}}}");
        var parts = result.Outputs.Where(output => output.Name.StartsWith($"cost.{split}_", StringComparison.Ordinal) || output.Name == "cost.later").ToList();
        Assert.Equal(Math.Ceiling(6 * 730 / hours), parts.Count);
        Assert.Equal(Mean(result, "cost"), parts.Sum(part => part.Mean), 1e-6);

        // Half of what runs for two months falls into the first, a sixth of what is paid for six, and all that is paid once.
        var (running, months) = (2_920_000 + 146_000 + 10_000 + 146_000 + 292_000 + 58_400, hours / 730);
        Assert.Equal(1.1 * ((running * Math.Min(1, months / 2)) + (600_000 * months / 6) + 100_000), parts[0].Mean, 1e-6);
    }

    [Fact]
    public void Periods_of_an_uncertain_duration_add_up_in_the_mean()
    {
        var result = SimulationRunner.Run(ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios", "costs", "budget.yaml")), new RunOptions { Samples = 1 << 16 });
        var parts = result.Outputs.Where(output => output.Name.StartsWith("cost.month_", StringComparison.Ordinal) || output.Name == "cost.later");

        // Sums of floats over the same samples: they differ by their rounding only.
        var cost = Mean(result, "cost");
        Assert.Equal(cost, parts.Sum(part => part.Mean), 2e-6 * cost);
        Assert.Equal(cost, result.Components.Sum(component => component.Cost), 2e-6 * cost);
    }

    [Fact]
    public void Costs_of_two_currencies_or_years_are_not_compared()
    {
        var (dollars, euros) = (Read($"{Run}"), Read($"{Run}costs: {{currency: EUR, exchange_rate: 0.9 EUR/USD}}"));
        var real = Read($"{Run}costs: {{price_year: 2023, deflator: 1.1}}");
        Assert.Contains("USD (", Assert.Throws<ArgumentException>(() => ScenarioComparison.Run([dollars, euros], new RunOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("USD of 2023", Assert.Throws<ArgumentException>(() => ScenarioComparison.Run([dollars, real], new RunOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_and_targets_from_outside_are_in_the_currency_too()
    {
        var euros = Read($"{Run}costs: {{currency: EUR, exchange_rate: 0.5 EUR/USD}}");
        var options = new RunOptions { Samples = 1 << 10 };
        Assert.Contains("EUR", Assert.Throws<ArgumentException>(() => SimulationRunner.Run(euros, options with { Limits = [Limit.Parse("mean cost < 2M USD")] })).Message, StringComparison.Ordinal);
        Assert.Equal(LimitVerdict.Holds, SimulationRunner.Run(euros, options with { Limits = [Limit.Parse("mean cost < 1.54M EUR")] }).Limits[0].Verdict);
        Assert.Throws<NoAnswerException>(() => InverseSolver.Solve(InverseQuestion.Parse("hardware.rental", "cost", "1M USD"), euros, options, default));

        // 1.46 M h at r USD/h and 0.5 EUR/USD, and 73,000 EUR of electricity, are 1.533 M EUR at 2 USD/h.
        Assert.Equal(2, InverseSolver.Solve(InverseQuestion.Parse("hardware.rental", "cost", "1.533M EUR"), euros, options, default).Value, 1e-4);
    }

    [Fact]
    public void A_line_can_have_a_limit_and_an_unknown_line_is_refused()
    {
        var scenario = Read($"{Run}costs: {{{Lines}}}");
        var options = new RunOptions { Samples = 1 << 10 };
        Assert.Equal(LimitVerdict.Holds, SimulationRunner.Run(scenario, options with { Limits = [Limit.Parse("p95 cost.people < 600_001 USD")] }).Limits[0].Verdict);
        Assert.Contains("cost.storage", Assert.Throws<ArgumentException>(() => SimulationRunner.Run(scenario, options with { Limits = [Limit.Parse("p95 cost.peple < 1 USD")] })).Message, StringComparison.Ordinal);
        Assert.Contains("no lines", Assert.Throws<ArgumentException>(() => SimulationRunner.Run(Read(Run), options with { Limits = [Limit.Parse("p95 cost.people < 1 USD")] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_section_says_no_other_output_changes()
    {
        var (plain, budget) = (Of(Run), Of($"{Run}costs: {{{Lines}, contingency: 10%, split: month, currency: EUR, exchange_rate: 0.8 to 1 EUR/USD}}"));
        Assert.All(plain.Outputs.Where(output => output.Unit != "USD"), output => Assert.Equal(output.Mean, Mean(budget, output.Name)));
    }

    private static Scenario Read(string text) => ScenarioReader.Read(text, "x.yaml");

    private static SimulationResult Of(string text) => SimulationRunner.Run(Read(text), new RunOptions { Samples = 1 << 14 });

    private static OutputSummary Output(SimulationResult result, string name) => result.Outputs.First(output => output.Name == name);

    private static double Mean(SimulationResult result, string name) => Output(result, name).Mean;
}
