using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Scenarios;

/// <summary>What the section of costs refuses, and what it says.</summary>
public sealed class CostSectionTests
{
    private const string Run = "name: x\nhardware: {tdp: 700 W, rental: 2 USD/h}\ntraining: [{accelerators: 1000, duration: 30 days}]\n";
    private const string WithoutDuration = "name: x\nhardware: {tdp: 700 W, rental: 2 USD/h}\ntraining: [{accelerator_hours: 1M h}]\n";

    [Theory]
    [InlineData("lines: [{line: a, share: 5%, of: a}]", "costs.lines.a.of", "a share of itself")]
    [InlineData("lines: [{line: a, share: 5%, of: b}, {line: b, share: 5%, of: a}]", "costs.lines.a.of", "a circle: a → b → a")]
    [InlineData("lines: [{line: a, share: 5%, of: b}, {line: b, share: 5%, of: c}, {line: c, share: 1%, of: a}]", "costs.lines.b.of", "a circle: b → c → a → b")]
    [InlineData("{lines: [{line: a, share: 5%, of: contingency}], contingency: 10%}", "costs.lines.a.of", "a circle: contingency")]
    [InlineData("lines: [{line: a, share: 5%, of: hardwear}]", "costs.lines.a.of", "the unknown line 'hardwear'")]
    [InlineData("lines: [{line: a, share: 5%, of: electricity}]", "costs.lines.a.of", "the cost of electricity, which is not known")]
    [InlineData("lines: [{line: a, share: 5%, of: carbon}]", "costs.lines.a.of", "the cost of carbon, which is not known")]
    [InlineData("lines: [{line: a, share: 5%}]", "costs.lines.a.of", "a share without of")]
    [InlineData("lines: [{line: a, amount: 5 USD, of: hardware}]", "costs.lines.a.of", "of without share")]
    [InlineData("lines: [{line: a}]", "costs.lines.a.amount", "neither amount nor share")]
    [InlineData("lines: [{line: a, amount: 5 USD, share: 5%, of: hardware}]", "costs.lines.a.share", "both amount and share")]
    [InlineData("lines: [{line: a, amount: 5 USD}, {line: A, amount: 6 USD}]", "costs.lines.A", "a second time")]
    [InlineData("lines: [{line: electricity, amount: 5 USD}]", "costs.lines.electricity", "the name 'electricity'")]
    [InlineData("lines: [{line: Month 1, amount: 5 USD}]", "costs.lines.Month 1", "the name 'Month 1'")]
    [InlineData("lines: [{line: a, amount: 5 USD/h}]", "costs.lines.a.amount", "accelerator-hours or the hours of the clock")]
    [InlineData("lines: [{line: a, amount: 5 USD/kWh}]", "costs.lines.a.amount", "5 USD/kWh")]
    [InlineData("lines: [{line: a, amount: 5 USD, people: 3}]", "costs.lines.a.people", "not per time")]
    [InlineData("lines: [{line: a, amount: 5 USD/accelerator-hour, duration: 3 months}]", "costs.lines.a.duration", "not per time")]
    [InlineData("lines: [{line: a, share: 5%, of: hardware, people: 3}]", "costs.lines.a.people", "people of a share")]
    [InlineData("demand_charge: 12 USD/MWh", "costs.demand_charge", "12 USD/MWh")]
    [InlineData("currency: EUR", "costs.exchange_rate", "nothing")]
    [InlineData("exchange_rate: 0.9 EUR/USD", "costs.exchange_rate", "an exchange rate without another currency")]
    [InlineData("{currency: EUR, exchange_rate: 0.9}", "costs.exchange_rate", "0.9")]
    [InlineData("{currency: EUR, exchange_rate: 0.9 GBP/USD}", "costs.exchange_rate", "0.9 GBP/USD")]
    [InlineData("{currency: EUR, exchange_rate: 0.9 EUR/USD, lines: [{line: a, amount: 5 EUR to 7 USD}]}", "costs.lines.a.amount", "in EUR and in USD")]
    [InlineData("{currency: EUR, exchange_rate: 0.9 EUR/USD, lines: [{line: a, amount: 5 GBP}]}", "costs.lines.a.amount", "the currency 'GBP'")]
    [InlineData("lines: [{line: a, amount: 5 EUR}]", "costs.lines.a.amount", "the currency 'EUR'")]
    [InlineData("price_year: 2023", "costs.deflator", "price_year without deflator")]
    [InlineData("deflator: 1.05", "costs.price_year", "deflator without price_year")]
    public void A_mistake_is_refused_where_it_stands(string costs, string path, string found)
    {
        var errors = Yaml.Errors($"{Run}costs: {(costs[0] == '{' ? costs : $"{{{costs}}}")}");
        var error = Assert.Single(errors, error => error.Path == path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Equal(4, error.Line);
    }

    [Theory]
    [InlineData("lines: [{line: a, amount: 5 USD/month}]", "costs.lines.a.duration")]
    [InlineData("demand_charge: 12 USD/kW-month", "costs.demand_charge")]
    [InlineData("split: month", "costs.split")]
    public void What_needs_a_duration_asks_for_one(string costs, string path) =>
        Assert.Equal(path, Assert.Single(Yaml.Errors($"{WithoutDuration}costs: {{{costs}}}")).Path);

    [Theory]
    [InlineData("hardware: {tdp: 700 W, rental_includes: electricity}", "hardware.rental_includes", "rental_includes without rental")]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {electricity_price_includes: carbon_price}", "grid.electricity_price_includes", "without electricity_price")]
    [InlineData("hardware: {tdp: 700 W, price: 25k USD, rental_includes: nothing}", "hardware.rental_includes", "rental_includes without rental")]
    public void What_includes_another_price_has_to_be_a_price_itself(string sections, string path, string found)
    {
        var error = Assert.Single(Yaml.Errors($"name: x\n{sections}\ntraining: [{{accelerator_hours: 1 h}}]"));
        Assert.Equal(path, error.Path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hardware: {tdp: 700 W, rental: 2 USD/h}\ngrid: {electricity_price: 80 USD/MWh}", "rental_includes")]
    [InlineData("hardware: {tdp: 700 W}\ngrid: {electricity_price: 80 USD/MWh, carbon_price: 60 USD/t, carbon_intensity: 400 g/kWh}", "electricity_price_includes")]
    public void Prices_that_may_be_paid_twice_are_a_warning_until_the_file_says_what_holds(string sections, string key)
    {
        var text = $"name: x\n{sections}\ntraining: [{{accelerator_hours: 1 h}}]";
        Assert.Contains(key, Assert.Single(Yaml.Read(text).Warnings).Hint, StringComparison.Ordinal);
        Assert.Empty(Yaml.Read(text.Replace("rental: 2 USD/h", "rental: 2 USD/h, rental_includes: nothing", StringComparison.Ordinal)
            .Replace("carbon_price: 60", "electricity_price_includes: nothing, carbon_price: 60", StringComparison.Ordinal)).Warnings);
    }

    [Theory]
    [InlineData("p95 cost < 5M USD", "an amount in USD")]
    [InlineData("P(hardware_cost > 5M GBP) < 5%", "an amount in GBP")]
    public void A_limit_is_in_the_currency_of_the_costs(string limit, string found)
    {
        const string Costs = "costs: {currency: EUR, exchange_rate: 0.9 EUR/USD}\n";
        Assert.Contains(found, Assert.Single(Yaml.Errors($"{Run}{Costs}limits: [\"{limit}\"]")).Found, StringComparison.Ordinal);
        var amount = limit.Replace("USD", "EUR", StringComparison.Ordinal).Replace("GBP", "EUR", StringComparison.Ordinal);
        Assert.Equal(5e6, Assert.Single(Yaml.Read($"{Run}{Costs}limits: [\"{amount}\"]").Limits[0].Parts).Amount);
    }

    [Fact]
    public void A_kilowatt_month_is_no_energy() =>
        Assert.Contains("grid.electricity_price", Assert.Single(Yaml.Errors($"{Run}grid: {{electricity_price: 12 USD/kW-month}}")).Path, StringComparison.Ordinal);

    [Fact]
    public void Lines_can_be_varied_by_their_names()
    {
        var text = $"{Run}costs: {{lines: [{{line: a.b, amount: 5 USD}}, {{line: c, amount: 7 USD/month}}]}}";
        var scenario = ScenarioReader.Read(text, "x.yaml", [KeyValuePair.Create("costs.lines.a.b.amount", "6 USD"), KeyValuePair.Create("costs.lines.c.amount", "8 USD/month")]);
        Assert.Equal(["6 USD", "8 USD/month"], scenario.Costs!.Lines.Select(line => line.Amount.Text));
    }
}
