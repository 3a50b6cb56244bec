using Simulator.Scenarios.Text;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Scenarios;

/// <summary>A message about an amount suggests the currency that the scenario states.</summary>
public sealed class OwnCurrencyTests : IDisposable
{
    private readonly CommandLineRun _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("rental: 5000", "found 5000 without a unit; allowed: a number with a unit, e.g. 5000 EUR/h")]
    [InlineData("rental: 2 EUR", "found 2 EUR (money); allowed: money per time, e.g. in EUR/h")]
    [InlineData("rental: -1 EUR/h", "found -1 EUR/h; allowed: at least 0")]
    [InlineData("rental: 2 kEUR/h", "hint: write the suffix at the number: 25k EUR")]
    [InlineData("rental: 2 GBP/h", "found the currency 'GBP'; allowed: EUR\n  hint: no exchange rates are built in; convert to EUR")]
    [InlineData("rental: 2 eur/h", "found the currency 'eur'; allowed: EUR\n  hint: no exchange rates are built in; convert to EUR and write it after the number, in capitals: 5 EUR")]
    [InlineData("rental: €2", "hint: write the currency after the number: 5 EUR")]
    [InlineData("rental: [1]", "allowed: a quantity in EUR/h")]
    [InlineData("rental: 2 USD", "found 2 USD (money); allowed: money per time, e.g. in USD/h")]
    [InlineData("electricity_price: 80", "e.g. 80 EUR/MWh")]
    [InlineData("electricity_price: {p5: 1, p50: 2, p95: 3}", "e.g. 1 EUR/MWh")]
    [InlineData("carbon_price: 80%", "e.g. in EUR/t")]
    [InlineData("water_price: 3", "e.g. 3 EUR/m3")]
    [InlineData("demand_charge: 5", "e.g. 5 EUR/kW-month")]
    [InlineData("lines: [{line: a, amount: 5}]", "e.g. 5 EUR")]
    [InlineData("lines: [{line: a}]", "allowed: amount: 40k EUR/month")]
    [InlineData("lines: [{line: a, amount: 5 EUR/h}]", "allowed: EUR/accelerator-hour for what")]
    [InlineData("lines: [{line: a, amount: 5 EUR/accelerator-hour, people: 2}]", "e.g. amount: 20k EUR/month")]
    [InlineData("lines: 5", "e.g. [{line: engineers, amount: 40k EUR/month}]")]
    [InlineData("limits: [p95 cost < 5000]", "e.g. 5000 EUR")]
    [InlineData("limits: [P(cost > 3) < 5%]", "e.g. 3 EUR")]
    [InlineData("limits: [mean cost < 5 kWh]", "allowed: money, e.g. in EUR")]
    [InlineData("published: [{output: cost, value: 5, tier: measured, source: a}]", "e.g. 5 EUR")]
    public void A_mistake_in_a_file_suggests_the_currency_of_the_file(string key, string said)
    {
        var message = string.Join('\n', Yaml.Errors(WithKey(key)).Select(error => error.ToString()));
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.True(said.Contains("USD", StringComparison.Ordinal) || !message.Contains("USD", StringComparison.Ordinal), message);

        // In a file that states no currency it is dollars.
        if (!key.Contains("EUR", StringComparison.Ordinal) && !said.Contains("GBP", StringComparison.Ordinal))
        {
            var dollars = Assert.Throws<ScenarioException>(() => Yaml.Read(WithKey(key).Replace("currency: EUR, exchange_rate: 0.92 EUR/USD, ", "", StringComparison.Ordinal))).Message;
            Assert.Contains(said.Replace("EUR", "USD", StringComparison.Ordinal).Replace("\n", Environment.NewLine, StringComparison.Ordinal), dollars, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_place_of_a_mistake_in_a_limit_is_that_in_the_text()
    {
        var error = Assert.Single(Yaml.Errors(WithKey("limits: [mean cost < 5 kEUR]")));
        Assert.Contains("\n    mean cost < 5 kEUR\n                  ^\n", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run FILE --limit", "p95 cost < 5000", "e.g. 5000 EUR")]
    [InlineData("run FILE --limit", "P(electricity_cost > 3) < 5%", "e.g. 3 EUR")]
    [InlineData("run FILE --limit", "mean cost < 3 USD/h", "e.g. in USD")]
    [InlineData("compare FILE FILE --limit", "P(B-A cost > 3) < 5%", "e.g. 3 EUR")]
    [InlineData("compare FILE dollars.yaml --limit", "P(B-A cost > 3) < 5%", "e.g. 3 USD")]
    [InlineData("run missing.yaml --limit", "p95 cost < 5000", "e.g. 5000 USD")]
    [InlineData("sweep FILE --vary", "hardware.rental=5,6", "e.g. 5 EUR/h")]
    [InlineData("sweep FILE --vary", "grid.electricity_price=5:8:3", "e.g. 5 EUR/MWh")]
    [InlineData("solve FILE --for hardware.rental --output cost --equals", "5000", "e.g. 5000 EUR")]
    [InlineData("solve FILE --for hardware.rental --output median_cost --equals", "5000", "e.g. 5000 EUR")]
    [InlineData("solve FILE --for hardware.rental --limit", "p95 cost < 5000", "e.g. 5000 EUR")]
    public void A_mistake_on_the_command_line_suggests_the_currency_of_the_file(string command, string value, string said)
    {
        var file = _line.WriteFile("euro.yaml", WithKey("rental: 2 EUR/h"));
        var dollars = _line.WriteFile("dollars.yaml", Yaml.Smallest);
        string[] words = [.. command.Split(' ').Select(word => word switch { "FILE" => file, "dollars.yaml" => dollars, "median_cost" => "median cost", _ => word })];
        Assert.Equal(2, _line.Run([.. words, value]));
        Assert.Contains(said, _line.Error.ToString(), StringComparison.Ordinal);
    }

    // Names as markets publish them, with and without quotes, which name the currency in full, in part, or not at all.
    [Theory]
    [InlineData("Price (EUR/MWh)", "\"NAME\"")]
    [InlineData("Price (EUR/MWh)", "\"NAME\") EUR/MWh")]
    [InlineData("Price (net) EUR/MWh", "\"NAME\"")]
    [InlineData("Price (net) EUR/MWh", "\"NAME\") EUR/MWh")]
    [InlineData("Price (net), EUR/MWh", "\"NAME\"")]
    [InlineData("Day-ahead Price [EUR/MWh]", "NAME")]
    [InlineData("EUR per MWh", "NAME")]
    [InlineData("price_eur", "NAME) EUR/MWh")]
    [InlineData("EUR", "NAME) EUR/MWh")]
    [InlineData("europe's price", "NAME) EUR/MWh")]
    public void A_column_may_have_the_currency_of_the_file_in_its_name(string column, string written)
    {
        foreach (var currency in new[] { "EUR", "USD" })
        {
            string Of(string text) => text.Replace("EUR", currency, StringComparison.Ordinal).Replace("eur", currency.ToLowerInvariant(), StringComparison.Ordinal);
            var name = column.StartsWith("europe", StringComparison.Ordinal) ? column : Of(column);
            var header = name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name;
            _line.WriteFile("data.csv", $"{header}\n80\n80\n");
            var value = $"empirical(data.csv, column={Of(written).Replace("NAME", name, StringComparison.Ordinal)}";
            var text = WithKey($"electricity_price: '{value.Replace("'", "''", StringComparison.Ordinal)}{(value.EndsWith("MWh", StringComparison.Ordinal) && written.Contains(')', StringComparison.Ordinal) ? "" : ")")}'");
            var file = _line.WriteFile("x.yaml", currency == "EUR" ? text : text.Replace("currency: EUR, exchange_rate: 0.92 EUR/USD, ", "", StringComparison.Ordinal));
            var price = Simulator.Scenarios.Reading.ScenarioReader.Read(file).Phases[0][Simulator.Scenarios.Format.Keys.ElectricityPrice]!;
            Assert.Equal((0.08, currency), (Math.Round(price.Distribution.Mean, 9), price.Currency));
        }
    }

    [Theory]
    [InlineData("empirical(data.csv, column=price_usd) EUR/MWh", "whose name says US dollars")]
    [InlineData("empirical(data.csv, column=price_usd)", "its name says USD (money)")]
    [InlineData("empirical(data.csv, column=Price (net))", "found 'Price (net)', a name with a parenthesis")]
    [InlineData("empirical(data (1).csv, column=price_eur)", "found 'data (1)', a name with a parenthesis")]
    public void A_name_that_says_otherwise_or_ends_too_early_is_refused(string value, string said)
    {
        _line.WriteFile("data.csv", "price_usd\n80\n80\n");
        Assert.Contains(said, string.Join('\n', Assert.Throws<ScenarioException>(() => Simulator.Scenarios.Reading.ScenarioReader.Read(_line.WriteFile("x.yaml", WithKey($"electricity_price: {value}")))).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cents_per_mwh", "convert the column to EUR, without cents, thousands or millions, and name it …_eur")]
    [InlineData("gbp_per_mwh", "no exchange rates are built in; convert the column to EUR and name it …_eur")]
    [InlineData("kusd_per_mwh", "convert the column to EUR, without cents, thousands or millions, and name it …_eur")]
    public void A_column_in_other_money_is_to_be_named_after_the_currency_of_the_file(string column, string hint)
    {
        _line.WriteFile("data.csv", $"time,{column}\n2026-01-01T00:00Z,5\n");
        var file = _line.WriteFile("x.yaml", WithKey($"electricity_price: empirical(data.csv, column={column}) EUR/MWh"));
        Assert.Equal(hint, Assert.Single(Assert.Throws<ScenarioException>(() => Simulator.Scenarios.Reading.ScenarioReader.Read(file)).Errors).Hint);
    }

    // 5 EUR/MWh at 0.92 EUR/USD are 5 EUR/MWh in the costs; 5 USD/MWh are 4.6.
    [Theory]
    [InlineData("price", "5", "empirical(data.csv, column=price) EUR/MWh", "EUR/MWh")]
    [InlineData("eur_per_mwh", "5", "empirical(data.csv, column=eur_per_mwh) EUR/MWh", "EUR/MWh")]
    [InlineData("eur_per_mwh", "5", "empirical(data.csv, column=eur_per_mwh)", "EUR/MWh")]
    [InlineData("price EUR/MWh", "5", "empirical(data.csv, column=price EUR/MWh)", "EUR/MWh")]
    [InlineData("EURprice", "5", "series(data.csv, column=EURprice) EUR/MWh", "EUR/MWh")]
    [InlineData("usd_per_mwh", "5", "empirical(data.csv, column=usd_per_mwh)", "USD/MWh")]
    [InlineData("price", "5 USD/MWh", "empirical(data.csv, column=price)", "USD/MWh")]
    [InlineData("usd_per_mwh", "5", "empirical(data.csv, column=usd_per_mwh) EUR/MWh", "EUR for the column usd_per_mwh, whose name says US dollars")]
    [InlineData("usd_per_mwh", "5", "series(data.csv, column=usd_per_mwh) EUR/MWh", "EUR for the column usd_per_mwh, whose name says US dollars")]
    [InlineData("price $", "5", "empirical(data.csv, column=price $) EUR/MWh", "EUR for the column price $, whose name says US dollars")]
    [InlineData("dollars", "5", "mix(empirical(data.csv, column=dollars), 3 to 5) EUR/MWh", "EUR for the column dollars, whose name says US dollars")]
    [InlineData("price", "5 USD/MWh", "empirical(data.csv, column=price) EUR/MWh", "EUR for the column price, whose cells say US dollars")]
    [InlineData("gbp_per_mwh", "5", "empirical(data.csv, column=gbp_per_mwh) EUR/MWh", "its name says gbp")]
    public void The_currency_of_data_is_that_of_their_column(string column, string cell, string written, string said)
    {
        _line.WriteFile("data.csv", $"time,{column}\n2026-01-01T00:00Z,{cell}\n2026-01-01T01:00Z,{cell}\n");
        var file = _line.WriteFile("x.yaml", WithKey($"electricity_price: {written}").Replace("100 h}", "1 h, start: 2026-01-01T00:00Z}", StringComparison.Ordinal));
        if (said.EndsWith("/MWh", StringComparison.Ordinal))
        {
            var price = Simulator.Scenarios.Reading.ScenarioReader.Read(file).Phases[0].Inputs.Single(input => input.Key.Name == "electricity_price").Value;
            Assert.Equal((said, said[..3], written), (price.DisplayUnit, price.Currency, price.Text));
            Assert.Equal(0.005, price.Distribution.Mean, 12);
        }
        else
        {
            Assert.Contains(said, Assert.Single(Assert.Throws<ScenarioException>(() => Simulator.Scenarios.Reading.ScenarioReader.Read(file)).Errors).Found, StringComparison.Ordinal);
        }
    }

    private static string WithKey(string key)
    {
        var name = key.Split(':')[0];
        string In(string keys) => keys.Split(' ').Contains(name) ? key : "";
        var hardware = In("rental") is { Length: > 0 } rental ? $"hardware:\n  tdp: 1 kW\n  {rental}" : "hardware: {tdp: 1 kW}";
        string[] sections =
        [
            "name: x", hardware, "training: [{accelerators: 8, duration: 100 h}]", Section("facility", In("water_price")), Section("grid", In("electricity_price carbon_price")),
            $"costs: {{currency: EUR, exchange_rate: 0.92 EUR/USD, {In("lines demand_charge")}}}", In("limits published"),
        ];
        return string.Join('\n', sections.Where(section => section.Length > 0)) + "\n";

        static string Section(string section, string inner) => inner.Length == 0 ? "" : $"{section}:\n  {inner}";
    }
}
