using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>CSV files as people have them: read as their headers say, or refused with file and line, never misread.</summary>
public sealed class DataFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("data");

    public void Dispose() => _folder.Delete(recursive: true);

    // The header says the unit; expected is the mean in the model's unit (kW, kWh, h, kg/kWh, USD/kWh, …), worked out by hand.
    [Theory]
    [InlineData("hardware", "tdp", "power_mW", "650000", "", 0.65)]
    [InlineData("hardware", "tdp", "power_MW", "2", "", 2000)]
    [InlineData("hardware", "tdp", "power_w", "650", "", 0.65)]
    [InlineData("hardware", "tdp", "power.draw [W]", "650", "", 0.65)]
    [InlineData("hardware", "tdp", "power.draw [W]", "650.5 W", "", 0.6505)]
    [InlineData("hardware", "tdp", "Power (milliwatts)", "650000", "", 0.65)]
    [InlineData("hardware", "tdp", "powerKW", "0.65", "", 0.65)]
    [InlineData("hardware", "tdp", "power_w_mean", "650", "", 0.65)]
    [InlineData("hardware", "tdp", "power", "650 W", "", 0.65)]
    [InlineData("hardware", "tdp", "power_mw", "650000", " mW", 0.65)]
    [InlineData("hardware", "tdp", "power_mw", "2", " MW", 2000)]
    [InlineData("hardware", "tdp", "power_min", "650", " W", 0.65)]
    [InlineData("hardware", "tdp", "w_per_gpu", "650", "", 0.65)]
    [InlineData("serving", "energy_per_request", "energy_mWh", "300", "", 0.0003)]
    [InlineData("serving", "energy_per_request", "wh_per_request", "0.3", "", 0.0003)]
    [InlineData("serving", "energy_per_request", "watt_hours", "0.3", "", 0.0003)]
    [InlineData("serving", "requests_per_day", "requests_per_day", "300", "", 300)]
    [InlineData("phase", "duration", "duration_ms", "3600000", "", 1)]
    [InlineData("phase", "duration", "training_hours", "5", "", 5)]
    [InlineData("phase", "duration", "t_s", "7200", "", 2)]
    [InlineData("phase", "compute", "compute_tflops", "5", "", 5e12)]
    [InlineData("hardware", "peak", "peak_tflops", "5", "", 5e12)]
    [InlineData("grid", "electricity_price", "price_usd_per_mwh", "80", "", 0.08)]
    [InlineData("grid", "electricity_price", "PRICE_USD_PER_MWH", "80", "", 0.08)]
    [InlineData("grid", "electricity_price", "Price (USD/MWh)", "80", "", 0.08)]
    [InlineData("grid", "electricity_price", "price_usd_mwh", "80", "", 0.08)]
    [InlineData("grid", "electricity_price", "Price ($/MWh)", "80", " USD/MWh", 0.08)]
    [InlineData("grid", "electricity_price", "price_per_mwh", "80", " USD/MWh", 0.08)]
    [InlineData("grid", "carbon_intensity", "carbon_per_kwh", "214", " kg/MWh", 0.214)]
    [InlineData("grid", "electricity_price", "day_ahead_price", "80", " USD/MWh", 0.08)]
    [InlineData("grid", "carbon_intensity", "Carbon intensity gCO₂eq/kWh (Life cycle)", "214", "", 0.214)]
    [InlineData("grid", "carbon_intensity", "kg_co2e_per_mwh", "214", "", 0.214)]
    [InlineData("grid", "losses", "losses_pct", "0.6", "", 0.006)]
    [InlineData("grid", "losses", "losses_percent", "0.6", "", 0.006)]
    [InlineData("grid", "losses", "Loss percentage", "0.6", "", 0.006)]
    [InlineData("grid", "losses", "Carbon-free energy percentage (CFE%)", "59", "", 0.59)]
    [InlineData("grid", "losses", "losses [%]", "0.6 %", "", 0.006)]
    [InlineData("grid", "losses", "losses", "0.6", " %", 0.006)]
    [InlineData("grid", "losses", "losses", "0.6", "%", 0.006)]
    [InlineData("grid", "losses", "losses_pct", "0.6", " %", 0.006)]
    [InlineData("grid", "losses", "losses_permille", "6", "", 0.006)]
    [InlineData("grid", "losses", "losses", "0.6", "", 0.6)]
    public void A_column_has_the_unit_of_its_header(string section, string key, string column, string cell, string unit, double expected)
    {
        Write($"a,{column}\n1,{cell}\n2,{cell}\n");
        Assert.Equal(expected, Read(section, key, $"empirical(data.csv, column=\"{column}\"){unit}").Distribution.Mean, expected * 1e-12);
    }

    // What could be read in two ways, contradicts, or is not a unit that is read.
    [Theory]
    [InlineData("hardware", "tdp", "power_mw", "650000", "", "mw can be MW or mW", "empirical(…) MW, or write it after the closing parenthesis: empirical(…) mW")]
    [InlineData("hardware", "tdp", "POWER_MW", "650000", "", "MW or mW", "")]
    [InlineData("hardware", "tdp", "Power Mw", "650000", "", "MW or mW", "")]
    [InlineData("serving", "energy_per_request", "energy_mwh", "300", "", "MWh or mWh", "")]
    [InlineData("facility", "wue", "wue_ml_per_kwh", "300", "", "/kwh can be", "mL/kWh")]
    [InlineData("grid", "carbon_price", "usd_per_mt", "80", "", "usd/mt can be", "")]
    [InlineData("hardware", "tdp", "power_mw", "650", " W", "W for the column power_mw in the scenario, while its name says MW or mW", "rename")]
    [InlineData("hardware", "tdp", "power_kW", "650", " W", "its name says kW", "")]
    [InlineData("hardware", "tdp", "power_mW_avg", "650", " W", "its name says mW", "")]
    [InlineData("hardware", "tdp", "power_kW", "650 W", "", "W for the column power_kW in its cells", "")]
    [InlineData("hardware", "tdp", "power", "650 W", " kW", "whose cells say W", "leave the unit out")]
    [InlineData("hardware", "tdp", "t_s", "650", " W", "its name says s", "")]
    [InlineData("hardware", "tdp", "energy_kWh", "650", "", "its name says kWh (energy)", "")]
    [InlineData("hardware", "tdp", "energy_kWh", "650", " W", "its name says kWh", "")]
    [InlineData("hardware", "tdp", "load_pct", "65", "", "its name says %", "")]
    [InlineData("hardware", "tdp", "load_pct", "65", " W", "its name says %", "")]
    [InlineData("hardware", "tdp", "power", "65", " %", "power % (a plain number)", "")]
    [InlineData("hardware", "tdp", "energy_mJ", "65", "", "says mJ", "3.6e6 mJ are 1 Wh")]
    [InlineData("phase", "duration", "duration_s", "3600", " h", "h for the column duration_s", "")]
    [InlineData("grid", "carbon_intensity", "intensity_Mg_per_MWh", "0.3", "", "mg/MWh or t/MWh", "t/MWh")]
    [InlineData("grid", "carbon_intensity", "MgCO2/GWh", "300", "", "mg/GWh or t/GWh", "")]
    [InlineData("hardware", "tdp", "powermW", "650000", "", "powermW without a unit", "W")]
    [InlineData("hardware", "tdp", "power_uW", "6.5e8", "", "without a unit", "")]
    [InlineData("hardware", "tdp", "gpuPowerµW", "6.5e8", "", "without a unit", "")]
    [InlineData("hardware", "tdp", "power_100W", "6.5", "", "without a unit", "")]
    [InlineData("hardware", "price", "Price in 1000 USD", "30", "", "its name says 1000 USD", "in full")]
    [InlineData("hardware", "price", "price_1.000_usd", "30", "", "its name says 000 usd", "in full")]
    [InlineData("grid", "electricity_price", "price_usd_per_100_kwh", "8", "", "its name says 100 kwh", "in full")]
    [InlineData("hardware", "embodied_carbon", "10^3 kg CO2e", "1.3", "", "its name says 10^3 kg", "in full")]
    [InlineData("facility", "pue", "it_kw", "5", "", "its name says kw", "")]
    [InlineData("phase", "accelerators", "params_B", "5", "", "says B", "in full")]
    [InlineData("grid", "electricity_price", "price_eur_per_mwh", "80", "", "says eur/mwh", "exchange rates")]
    [InlineData("grid", "electricity_price", "price_eur_per_mwh", "80", " USD/MWh", "says eur/mwh", "exchange rates")]
    [InlineData("grid", "electricity_price", "Price ($/MWh)", "80", "", "or another unit", "USD/MWh")]
    [InlineData("grid", "electricity_price", "price_usd_per_kwh", "80", " USD/MWh", "its name says USD/kWh", "")]
    [InlineData("hardware", "price", "Cost (kUSD)", "80", " USD", "says kUSD", "thousands")]
    [InlineData("grid", "electricity_price", "price_per_kwh", "80", " USD/MWh", "its name says per kwh", "")]
    [InlineData("hardware", "rental", "rental_per_month", "80", " USD/h", "its name says per month", "")]
    [InlineData("grid", "losses", "losses_bps", "60", "", "its name says bps", "in full")]
    [InlineData("serving", "energy_per_request", "kwh_per_token", "80", "", "kwh per token can be kWh or another unit", "")]
    public void A_unit_that_is_not_clear_is_refused(string section, string key, string column, string cell, string unit, string found, string hint)
    {
        Write($"a,{column}\n1,{cell}\n2,{cell}\n");
        var error = Refused(section, key, $"empirical(data.csv, column=\"{column}\"){unit}");
        Assert.Contains(found, error.Found, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,power_w,b\n1,310,2\n305,2\n", "2 fields in line 3 of data.csv, whose header has 3")]
    [InlineData("a,power_w,b\n1,310,2\n1,305,2,3\n", "4 fields in line 3 of data.csv, whose header has 3")]
    [InlineData("a,power_w,b\n1,310,2\n1,305\n", "2 fields in line 3")]
    [InlineData("power_w\n310,5\n", "2 fields in line 2 of data.csv, whose header has 1")]
    [InlineData("power_w,power_w\n80,310\n", "2 columns named power_w, line 1 of data.csv")]
    [InlineData("power_w , a, power_w\n80,1,310\n", "2 columns named power_w")]
    [InlineData("412.5\n610.0\n", "a number of 5 characters, which is no name, in column 1 of the header, line 1 of data.csv")]
    [InlineData("2026/03/02 10:15:01.666, 0, 92.95 W, 0 %\n2026/03/02 10:15:31.666, 0, 93.95 W, 0 %\n", "text of 23 characters, which is no name, in column 1 of the header, line 1")]
    [InlineData("a,power_w\n1,310\n\n2,305\n", "a blank line, line 3 of data.csv")]
    [InlineData("power_w\n310\n\n305\n", "a blank line, line 3 of data.csv")]
    [InlineData("a;power_w\n1;310\n  \n2;305\n", "a blank line, line 3")]
    [InlineData("a,power_w\n1,310\n2,\n", "nothing in column 2 (power_w), line 3 of data.csv")]
    [InlineData("a,power_w\n1,310\n2,[N/A]\n", "text of 5 characters in column 2 (power_w), line 3")]
    [InlineData("a,power_w\n1,310\n2,inf\n", "text of 3 characters in column 2 (power_w), line 3")]
    [InlineData("a;power_w\n1;310,5\n2;305,5\n", "text of 5 characters in column 2 (power_w), line 2")]
    [InlineData("a,power_w\n1,\"1,310\"\n", "text of 5 characters in column 2 (power_w), line 2")]
    [InlineData("a,power_w\n1,1 310\n", "text of 5 characters in column 2 (power_w), line 2")]
    [InlineData("a,power_w\n1,310 W\n2,0.3 kW\n", "text of 6 characters in column 2 (power_w), line 3")]
    [InlineData("a,power_w\n1,310 W\n2,305\n", "a number of 3 characters in column 2 (power_w), line 3")]
    [InlineData("a,power_w\n1,310\n2,305 W\n", "text of 5 characters in column 2 (power_w), line 3")]
    [InlineData("a,power_w\n1,0x10\n", "text of 4 characters in column 2 (power_w), line 2")]
    public void Rows_that_could_be_misread_are_refused(string csv, string found)
    {
        Write(csv);
        var error = Refused("hardware", "tdp", csv.StartsWith("power_w\n", StringComparison.Ordinal) || csv.StartsWith("412", StringComparison.Ordinal) ? "empirical(data.csv)" : "empirical(data.csv, column=power_w)");
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.NotNull(error.Allowed);
        Assert.True(error.Line > 0 && error.Column > 0);
    }

    [Theory]
    [InlineData("\uFEFFpower_w,a\n310,1\n305,2\n")]
    [InlineData("a;power_w\r\n1;310\r\n2;305\r\n")]
    [InlineData("a\tpower_w\n1\t310\n2\t305\n\n\n")]
    [InlineData("JobID|power_w\nx|310\ny|305\n")]
    [InlineData("\"name, with comma\",\"power_w\"\n\"a, b\",\"310\"\n\"c\nd\",305\n")]
    [InlineData("a, power_w\n1, 3.1e2\n2, 305")]
    [InlineData("a,power_w,2024\n1,310 W,5\n2,305 W,5\n")]
    public void Files_in_all_usual_formats_are_read(string csv)
    {
        Write(csv);
        Assert.Equal(0.3075, Read("hardware", "tdp", "empirical(data.csv, column=power_w)").Distribution.Mean, 1e-12);
    }

    [Fact]
    public void A_column_named_after_a_year_is_no_data()
    {
        Write("name,2024\na,310\nb,305\n");
        Assert.Equal(0.3075, Read("hardware", "tdp", "empirical(data.csv, column=2024) W").Distribution.Mean, 1e-12);
    }

    [Fact]
    public void The_unit_of_the_column_is_shown()
    {
        Write("power_mW\n650000\n690000\n");
        var quantity = Read("hardware", "tdp", "empirical(data.csv)");
        Assert.Equal(("mW", 1e-6), (quantity.DisplayUnit, quantity.DisplayScale));
    }

    private Quantity Read(string section, string key, string text) => ScenarioReader.Read(Scenario(section, key, text)).Quantities.Single(
        quantity => quantity.Key.Name == key && quantity.Key.Section == section);

    private Diagnostic Refused(string section, string key, string text) =>
        Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Scenario(section, key, text))).Errors);

    private string Scenario(string section, string key, string text)
    {
        var value = $"'{text}'";
        var hardware = section == "hardware" && key == "tdp" ? $"hardware: {{tdp: {value}}}" : $"hardware: {{tdp: 700 W{(section == "hardware" ? $", {key}: {value}" : "")}}}";
        var phase = key switch
        {
            "duration" => $"accelerators: 8, duration: {value}",
            "compute" => $"compute: {value}, mfu: 40%",
            "peak" => "compute: 1e20 FLOP, mfu: 40%",
            "accelerators" => $"accelerators: {value}, duration: 1 h",
            _ => "accelerator_hours: 1 h",
        };
        var peak = key == "compute" ? hardware.Replace("700 W", "700 W, peak: 1 PFLOP/s", StringComparison.Ordinal) : hardware;
        var rest = section switch
        {
            "serving" => $"serving: {{{(key == "requests_per_day" ? "energy_per_request: 1 Wh" : "requests_per_day: 1")}, {key}: {value}, duration: 1 year}}\n",
            "grid" or "facility" => $"{section}: {{{key}: {value}}}\n",
            _ => "",
        };
        return Write($"name: data\n{peak}\n{rest}training: [{{{phase}}}]\n", "scenario.yaml");
    }

    private string Write(string text, string name = "data.csv")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
