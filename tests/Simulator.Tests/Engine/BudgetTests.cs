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

    [Theory]
    [InlineData("month", "2026-03-15T00:00Z", new[] { 408.0, 720, 312 }, new[] { "month 1 (Mar 2026)", "month 2 (Apr 2026)", "month 3 (May 2026)" })]
    [InlineData("month", "2027-12-31T12:00Z", new[] { 12.0, 744, 684 }, new[] { "month 1 (Dec 2027)", "month 2 (Jan 2028)", "month 3 (Feb 2028)" })]
    [InlineData("quarter", "2026-03-15T00:00Z", new[] { 408.0, 1032 }, new[] { "quarter 1 (Q1 2026)", "quarter 2 (Q2 2026)" })]
    [InlineData("month", "2028-02-01T00:00Z", new[] { 696.0, 744 }, new[] { "month 1 (Feb 2028)", "month 2 (Mar 2028)" })]
    public void With_a_start_the_periods_are_those_of_the_calendar(string split, string start, double[] hours, string[] labels)
    {
        // 60 days of 10 accelerators at 2 USD/h: 20 USD for each hour that falls into the month.
        var result = Of("name: x\nhardware: {tdp: 1 kW, rental: 2 USD/h}\n"
            + $"training: [{{accelerators: 10, duration: 60 days, start: {start}}}]\ncosts: {{split: {split}}}");
        var parts = result.Outputs.Where(output => output.Name.StartsWith($"cost.{split}_", StringComparison.Ordinal)).ToList();
        Assert.Equal(labels, parts.Select(part => part.Label.Replace("Cost: ", "", StringComparison.Ordinal)));
        Assert.All(parts.Zip(hours), pair => Assert.Equal(20 * pair.Second, pair.First.Mean, 1e-6));
        Assert.DoesNotContain(result.Notices, notice => notice.StartsWith("Costs are split", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", start: 2026-03-01 to 2026-05-31")]
    public void Without_one_start_a_month_has_730_hours_and_a_notice_says_so(string start)
    {
        var result = Of($"name: x\nhardware: {{tdp: 1 kW, rental: 2 USD/h}}\ntraining: [{{accelerators: 10, duration: 60 days{start}}}]\ncosts: {{split: month}}");
        Assert.Equal(20 * 730, Mean(result, "cost.month_1"), 1e-6);
        Assert.Contains("periods of 730 h", result.Outputs.Single(output => output.Name == "cost.month_1").Boundary, StringComparison.Ordinal);
        Assert.Single(result.Notices, notice => notice.StartsWith("Costs are split into periods of 730 h from the start of training", StringComparison.Ordinal));
    }

    [Fact]
    public void Phases_that_start_on_their_own_have_no_calendar_since_costs_know_no_gap()
    {
        const string Phases = "training: [{phase: a, accelerators: 10, duration: 30 days, start: 2026-03-15T00:00Z}, {phase: b, accelerators: 10, duration: 30 days, start: 2026-06-01T00:00Z}]\n";
        var result = Of($"name: x\nhardware: {{tdp: 1 kW, rental: 2 USD/h}}\n{Phases}costs: {{split: month}}");
        Assert.Equal(20 * 730, Mean(result, "cost.month_1"), 1e-6);
        Assert.Single(result.Notices, notice => notice.StartsWith("Costs are split", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_form_names_the_currency_and_holds_converted_figures()
    {
        const string Scenario = "name: x\nhardware: {tdp: 1 kW, rental: 2 to 3 USD/h, rental_includes: nothing}\ngrid: {electricity_price: 100 USD/MWh, carbon_intensity: 400 gCO2e/kWh}\n"
            + "training: [{phase: pre-training, accelerators: 1000, duration: 2 months, parameters: 7G, tokens: 1T}]\n";
        const string Costs = "lines: [{line: people, amount: 10k USD/month}], split: month";
        var (dollars, euros) = (Read($"{Scenario}costs: {{{Costs}}}"), Read($"{Scenario}costs: {{{Costs}, currency: EUR, exchange_rate: 0.5 EUR/USD}}"));
        var (a, b) = (SimulationRunner.Run(dollars, new RunOptions { Samples = 1 << 12 }), SimulationRunner.Run(euros, new RunOptions { Samples = 1 << 12 }));
        var money = a.Outputs.Where(output => output.Unit == "USD").Select(output => output.Name).ToList();
        Assert.Superset(new HashSet<string> { "cost", "electricity_cost", "hardware_cost", "cost.people", "cost.month_1", "cost_per_million_tokens" }, money.ToHashSet());

        // summary.csv: unit and figures of each row; the names of no column have a currency.
        var (csvA, csvB) = (Csv(a), Csv(b));
        Assert.All(money, name =>
        {
            Assert.Equal(("USD", "EUR"), (csvA[name].Unit, csvB[name].Unit));
            Assert.All(csvA[name].Figures.Zip(csvB[name].Figures), pair => Assert.Equal(0.5 * pair.First, pair.Second, 1e-6 * pair.First));
        });
        Assert.DoesNotContain(csvB.Values, row => row.Unit.Contains("USD", StringComparison.Ordinal));

        // summary.json: outputs and both breakdowns.
        using var jsonA = Json(a);
        using var jsonB = Json(b);
        Assert.All(money, name =>
        {
            var (left, right) = (jsonA.RootElement.GetProperty("outputs").GetProperty(name), jsonB.RootElement.GetProperty("outputs").GetProperty(name));
            Assert.Equal("EUR", right.GetProperty("unit").GetString());
            Assert.Equal(0.5 * left.GetProperty("mean").GetDouble(), right.GetProperty("mean").GetDouble(), 1e-6 * left.GetProperty("mean").GetDouble());
        });
        Assert.DoesNotContain("USD", jsonB.RootElement.GetProperty("outputs").GetRawText(), StringComparison.Ordinal);
        foreach (var kind in new[] { "components", "phases" })
        {
            Assert.All(jsonA.RootElement.GetProperty("breakdown").GetProperty(kind).EnumerateObject().Where(part => part.Value.TryGetProperty("cost", out _)), part => Assert.Equal(
                0.5 * part.Value.GetProperty("cost").GetDouble(), jsonB.RootElement.GetProperty("breakdown").GetProperty(kind).GetProperty(part.Name).GetProperty("cost").GetDouble(), 1e-6 * Mean(a, "cost")));
        }

        // The paper's table and its commands.
        using var form = new Simulator.Tests.Reporting.Forms.FormRun();
        var paper = form.Print(form.File($"{Scenario}costs: {{{Costs}, currency: EUR, exchange_rate: 0.5 EUR/USD}}"), "latex");
        Assert.Contains("\\unit{M~EUR}", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("USD}", paper, StringComparison.Ordinal);

        // Samples: the unit of the column, and each sample.
        var (columnsA, columnsB) = (Columns(dollars), Columns(euros));
        Assert.All(money, name => Assert.Equal(("USD", "EUR"), (columnsA[name].Unit, columnsB[name].Unit)));
        var (replayA, replayB) = (Simulator.Studies.Sensitivity.Replay.Run(dollars, new RunOptions(), 5), Simulator.Studies.Sensitivity.Replay.Run(euros, new RunOptions(), 5));
        var cost = replayB.Outputs.Single(value => value.Name == "Cost");
        Assert.Equal("EUR", cost.Unit);
        Assert.Equal(0.5 * replayA.Outputs.Single(value => value.Name == "Cost").Value, cost.Value, 1e-6 * cost.Value);

        static Dictionary<string, (string Unit, double[] Figures)> Csv(SimulationResult result)
        {
            using var text = new StringWriter();
            Simulator.Reporting.Csv.SummaryCsv.Write(result, text);
            using var reader = CsvHelper.CsvReader.Create(new StringReader(text.ToString()));
            var rows = new Dictionary<string, (string, double[])>(StringComparer.Ordinal);
            while (reader.Read())
            {
                rows[reader.GetString("name")] = (reader.GetString("unit"), [.. new[] { "mean", "min", "max", "low", "high", "q0.5" }.Select(column => reader.Parse<double>(column))]);
            }

            return rows;
        }

        static System.Text.Json.JsonDocument Json(SimulationResult result)
        {
            using var text = new StringWriter();
            Simulator.Reporting.Json.SummaryJson.Write(result, text);
            return System.Text.Json.JsonDocument.Parse(text.ToString());
        }

        static Dictionary<string, Simulator.Studies.Samples.SampleColumn> Columns(Scenario scenario) =>
            Simulator.Studies.Samples.SampleModel.Of(scenario).Columns(scenario).Where(column => column.IsOutput).ToDictionary(column => column.Name, StringComparer.Ordinal);
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

    // All that explain describes and a run prints, and the names that it has not.
    [Fact]
    public void Every_part_of_the_costs_that_is_printed_can_have_a_limit()
    {
        var scenario = Read("name: x\nhardware: {tdp: 1 kW, rental: 2 EUR/h}\ngrid: {electricity_price: 100 EUR/MWh}\ntraining: [{accelerators: 10, duration: 1000 h to 3000 h}]\n"
            + "costs: {currency: EUR, exchange_rate: 0.9 EUR/USD, split: month, contingency: 10%, demand_charge: 15 EUR/kW-month, lines: [{line: people, amount: 10k EUR/month}]}");
        var options = new RunOptions { Samples = 1 << 12 };
        var all = SimulationRunner.Run(scenario, options).Outputs.Where(output => output.Name.StartsWith("cost.", StringComparison.Ordinal)).ToList();
        Assert.Superset(new HashSet<string> { "cost.month_1", "cost.month_3", "cost.later", "cost.contingency", "cost.demand_charge", "cost.people" }, all.Select(output => output.Name).ToHashSet());
        var limits = SimulationRunner.Run(scenario, options with { Limits = [.. all.Select(output => Limit.Parse($"p95 {output.Name} < 1000M EUR"))] }).Limits;
        Assert.All(limits.Zip(all), pair => Assert.Equal((LimitVerdict.Holds, pair.Second.Interval.High), (pair.First.Verdict, pair.First.Parts[0].Value)));
        foreach (var name in new[] { "cost.month_9", "cost.quarter_1", "cost.peple" })
        {
            var message = Assert.Throws<ArgumentException>(() => SimulationRunner.Run(scenario, options with { Limits = [Limit.Parse($"p95 {name} < 1 EUR")] })).Message;
            Assert.Contains($"found {name}, which is no line or period of this scenario's costs; allowed: {string.Join(", ", all.Select(output => output.Name))}.", message, StringComparison.Ordinal);
        }
    }

    // A duration without bounds may reach into the next period, though none of these samples does.
    [Theory]
    [InlineData("1500 h to 1600 h", "quarter", "Cost: after quarter 1", "the same in every sample")]
    [InlineData("1500 h to 1600 h", "quarter", "Power swing", "fixed by the inputs")]
    [InlineData("600 h to 650 h", "month", "Cost: after month 1", "the same in every sample")]
    public void What_no_sample_shows_is_not_said_to_be_fixed_by_the_inputs(string duration, string split, string label, string interval)
    {
        var result = Of($"name: x\nhardware: {{tdp: 1 kW, rental: 2 USD/h}}\ntraining: [{{accelerators: 10, duration: {duration}}}]\ncosts: {{split: {split}}}");
        var output = Assert.Single(result.Outputs, output => output.Label == label);
        Assert.Equal((0.0, true), (output.StandardDeviation, output.IsConstant));
        Assert.Equal(interval, Simulator.Reporting.Tables.OutputTable.Text(output, Simulator.Reporting.Tables.OutputTable.Unit(output)).Interval);
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
