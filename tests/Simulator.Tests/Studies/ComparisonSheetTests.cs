using Simulator.Model;
using Simulator.Reporting.Tables;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Comparison;

namespace Simulator.Tests.Studies;

/// <summary>Models side by side: what each row says of itself, how rows are sorted, and which of every two has less.</summary>
public class ComparisonSheetTests
{
    private const string Total = """
        name: Total
        published:
          - {output: emissions, value: 20 kt, tier: total only, source: somewhere, note: two years of use included}
        """;

    private static readonly IReadOnlyList<string> Usual = [.. OutputDefinitions.Compared.Select(output => output.Name)];

    [Theory]
    [InlineData("", "PUE not stated, taken as 1: no cooling, no power distribution")]
    [InlineData("", "overhead not stated, taken as 1: no servers around the accelerators, unless their power includes them")]
    [InlineData("", "utilization not stated, taken as 1: rated power throughout")]
    [InlineData("grid: {carbon_intensity: 400 gCO2e/kWh}", "losses of the grid not stated, taken as 0")]
    public void What_the_boundary_of_a_row_lacks_is_a_footnote_of_the_row(string more, string expected)
    {
        var sheet = Sheet(Small("Bare", more), Small("Other"));
        Assert.Contains(expected, sheet.Rows[0].Notes.Select(note => sheet.Notes[note - 1]));
    }

    [Theory]
    [InlineData("", "USD")]
    [InlineData("costs: {currency: EUR, exchange_rate: 0.9 EUR/USD}", "EUR")]
    [InlineData("costs: {currency: GBP, exchange_rate: 0.8 GBP/USD}", "GBP")]
    public void Costs_side_by_side_are_in_the_currency_of_the_models(string costs, string currency)
    {
        var sheet = Sheet(Small("Rented", "hardware: {rental: 2 USD/h}\n" + costs), Small("Other", costs));
        Assert.Equal(currency, sheet.Outputs.Single(output => output.Name == "cost").Unit);
        Assert.Equal(currency, sheet.Rows[0].Cells.Single(cell => cell.Output?.Name == "cost").Definition.Unit);
        Assert.Contains(SheetTable.InOneLine(sheet).Columns, shown => shown.Header.Contains(currency, StringComparison.Ordinal));
    }

    [Fact]
    public void Measured_energy_is_a_footnote_and_its_boundary_is_not_missed()
    {
        var sheet = Sheet("name: Measured\ntraining: [{energy: 20 MWh, measured_at: site}]\n", Small("Other"));
        Assert.Equal(["energy as a meter read it (of the site), not from rated power"], sheet.Rows[0].Notes.Select(note => sheet.Notes[note - 1]).Take(1));
        Assert.DoesNotContain(sheet.Rows[0].Notes, note => sheet.Notes[note - 1].StartsWith("PUE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("facility: {pue: 1.2}", "PUE")]
    [InlineData("hardware: {overhead: 1.4}", "overhead")]
    [InlineData("grid: {losses: 5%, carbon_intensity: 400 gCO2e/kWh}", "losses")]
    public void What_is_stated_has_no_footnote(string more, string word)
    {
        var sheet = Sheet(Small("Full", more), Small("Other"));
        Assert.DoesNotContain(sheet.Rows[0].Notes, note => sheet.Notes[note - 1].StartsWith(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grid: {carbon_intensity: 400 gCO2e/kWh}", "emissions", "no embodied carbon: hardware.embodied_carbon not stated")]
    [InlineData("grid: {electricity_price: 80 USD/MWh}", "cost", "no hardware: hardware.price with hardware.lifetime, or hardware.rental not stated")]
    [InlineData("hardware: {rental: 2 USD/h}", "cost", "no electricity: grid.electricity_price not stated")]
    [InlineData("", "water", "not computed: facility.wue not stated")]
    [InlineData("hardware: {rental: 2 USD/h}", "cost", "hardware at a rental rate, not by its price and life")]
    [InlineData("facility: {wue: 1 L/kWh}\ngrid: {location: norway, hydro_evaporation: excluded}", "water", "no evaporation from reservoirs of hydropower")]
    [InlineData("grid: {location: norway, emission_factors: direct}", "emissions", "direct emissions of generation alone, not its life cycle")]
    [InlineData("grid: {carbon_intensity: 400 gCO2e/kWh, accounting: market, carbon_free_share: 50%}", "emissions", "market-based: after contracts for carbon-free electricity")]
    public void What_a_figure_lacks_is_a_footnote_of_the_figure(string more, string output, string expected)
    {
        var full = Small("Full", "hardware: {rental: 2 USD/h}\ngrid: {carbon_intensity: 400 gCO2e/kWh, electricity_price: 80 USD/MWh, water_intensity: 2 L/kWh}\nfacility: {wue: 1 L/kWh}");
        var sheet = Sheet(Small("Bare", more), full);
        var cell = sheet.Rows[0].Cells.Single(cell => cell.Definition.Name == output);
        Assert.Contains(expected, cell.Notes.Select(note => sheet.Notes[note - 1]));
    }

    [Fact]
    public void A_part_that_no_row_has_is_not_missed_and_one_that_another_row_has_is()
    {
        const string Electricity = "grid: {electricity_price: 80 USD/MWh, carbon_intensity: 400 gCO2e/kWh";
        var without = Sheet(Small("One", Electricity + "}"), Small("Two", Electricity + "}"));
        Assert.DoesNotContain(without.Notes, note => note.StartsWith("no carbon price", StringComparison.Ordinal));
        var with = Sheet(Small("One", Electricity + "}"), Small("Two", Electricity + ", carbon_price: 50 USD/t}"));
        Assert.Contains("no carbon price: grid.carbon_price not stated", with.Notes);
    }

    [Fact]
    public void A_model_with_a_published_total_alone_has_a_row()
    {
        var sheet = Sheet(Small("Computed", "grid: {carbon_intensity: 400 gCO2e/kWh}"), Total);
        var row = sheet.Rows[1];
        Assert.Null(row.Model.Result);
        Assert.Equal("only published figures, without inputs, so that nothing can be computed; two years of use included", sheet.Notes[row.Notes.Single() - 1]);
        Assert.Equal(20_000, row.Cells.Single(cell => cell.Definition.Name == "emissions").Published.Single().Value);
        var table = SheetTable.InOneLine(sheet);
        Assert.Contains("20,000 (published)", table.Rows[1][table.Columns.ToList().FindIndex(column => column.Header.StartsWith("Emissions", StringComparison.Ordinal))]);
    }

    [Fact]
    public void Totals_without_any_model_that_can_be_run_are_refused() => Assert.Contains(
        "nothing can be computed", Assert.Throws<ArgumentException>(() => Compare(Total, Total.Replace("Total", "Second", StringComparison.Ordinal))).Message);

    [Fact]
    public void Serving_alone_is_not_on_one_axis_with_training_and_not_compared_with_it()
    {
        const string Serving = "name: Prompt\nserving: {requests_per_day: 1, duration: 1 day, energy_per_request: 0.2 Wh}\nfacility: {pue: 1.1}";
        var comparison = Compare(Small("One"), Small("Two"), Serving);
        var sheet = ComparisonSheet.Of(comparison, Usual);
        Assert.Equal([true, true, false], sheet.Rows.Select(row => row.IsAlike));
        Assert.DoesNotContain(comparison.Pairs, pair => pair.A == "Prompt" || pair.B == "Prompt");
        Assert.DoesNotContain(comparison.Probabilities, pair => pair.A == "Prompt" || pair.B == "Prompt");

        // 0.22 Wh in a column of gigawatt-hours has a unit of its own.
        Assert.Contains(SheetTable.InOneLine(sheet).Rows[2], cell => cell.StartsWith("0.22 Wh", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "B small", "Total", "a large")]
    [InlineData("name", "a large", "B small", "Total")]
    [InlineData("emissions", "Total", "a large", "B small")]
    [InlineData("energy", "a large", "B small", "Total")]
    public void Rows_are_sorted_by_the_largest_figure_or_by_name(string? by, params string[] expected)
    {
        const string Carbon = "grid: {carbon_intensity: 400 gCO2e/kWh}";
        var comparison = Compare(Small("B small", Carbon), Total, Small("a large", Carbon, hours: "2M h"));
        Assert.Equal(expected, ComparisonSheet.Sorted(comparison.Models, by).Select(model => model.Name));
    }

    // Two independent lognormal hours L1 and L2 with medians m1, m2 and the same spread s: P(L1 < L2) = Φ(ln(m2/m1)/(s√2)).
    // 64 to 256 is a 90% interval of median 128; s = ln(4)/(2·1.6449) = 0.4214; for a factor of √2, Φ(0.5816) = 0.7196.
    [Fact]
    public void The_probabilities_of_all_pairs_are_those_of_closed_forms()
    {
        var files = Enumerable.Range(0, 6).Select(i => Small(FormattableString.Invariant($"M{i}"), hours: FormattableString.Invariant($"{64 * Math.Pow(2, i / 2.0):R} to {256 * Math.Pow(2, i / 2.0):R} h"))).ToArray();
        var comparison = Compare(files);
        Assert.Equal(5, comparison.Pairs.Count);
        var energy = comparison.Probabilities.Where(pair => pair.Output == "energy").ToList();
        Assert.Equal(15, energy.Count);
        foreach (var pair in energy)
        {
            var steps = pair.B[1] - pair.A[1];
            var expected = MathNet.Numerics.Distributions.Normal.CDF(0, 1, steps * Math.Log(2) / 2 / (Math.Log(4) / (2 * 1.6448536269514722) * Math.Sqrt(2)));

            // Five binomial standard errors of as many independent samples, which Sobol' points stay below.
            Assert.InRange(pair.ALess, expected - (5 * Math.Sqrt(expected * (1 - expected) / (1 << 16))), expected + (5 * Math.Sqrt(expected * (1 - expected) / (1 << 16))));
            Assert.Equal(0, pair.Equal);
        }
    }

    [Fact]
    public void A_matrix_has_words_for_strong_probabilities_and_numbers_for_others()
    {
        var comparison = Compare(Small("Low", hours: "90 to 110 h"), Small("Near", hours: "95 to 115 h"), Small("High", hours: "900 to 1100 h"));
        var matrix = ProbabilityMatrix.Of(comparison).First(table => table.Title == "P(row < column): Energy");
        Assert.Equal(["A  Low", "·"], matrix.Rows[0].Take(2));
        Assert.EndsWith("%", matrix.Rows[0][2]);
        Assert.Equal(["surely", "surely", "hardly", "hardly"], [matrix.Rows[0][3], matrix.Rows[1][3], matrix.Rows[2][1], matrix.Rows[2][2]]);
        Assert.Contains("High: surely more than every other.", matrix.Notes);
        Assert.DoesNotContain(matrix.Notes, note => note.StartsWith("Low: surely", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_models_are_neither_less_nor_more()
    {
        var comparison = Compare(Small("One"), Small("Two"), Small("Three", hours: "2M h"));
        var pair = comparison.Probabilities.Single(pair => (pair.A, pair.B, pair.Output) == ("One", "Two", "energy"));
        Assert.Equal((0, 1), (pair.ALess, pair.Equal));
        var matrix = ProbabilityMatrix.Of(comparison).First(table => table.Title == "P(row < column): Energy");
        Assert.Equal(["·", "equal", "surely"], matrix.Rows[0].Skip(1));
        Assert.Equal(["equal", "·", "surely"], matrix.Rows[1].Skip(1));
        Assert.Contains("equal: the same in every sample.", matrix.Notes);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(120)]
    [InlineData(80)]
    public void The_sheet_fits_the_width_of_a_terminal(int width)
    {
        var full = "hardware: {rental: 1 to 2 USD/h}\ngrid: {carbon_intensity: 300 to 400 gCO2e/kWh, electricity_price: 60 to 80 USD/MWh, water_intensity: 1 to 2 L/kWh}\nfacility: {wue: 1 L/kWh}";
        var tables = SheetTable.Stacked(Sheet(Small("First model", full), Small("Second model", full)), width);
        using var writer = new StringWriter();
        foreach (var table in tables)
        {
            TextTable.Write(table with { Notes = [] }, writer, width);
        }

        Assert.All(writer.ToString().Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Equal(4, tables.Sum(table => table.Columns.Count(column => column.Header != "scenario")));
    }

    private static ComparisonSheet Sheet(params string[] files) => ComparisonSheet.Of(Compare(files), Usual);

    private static ComparisonResult Compare(params string[] files) => ScenarioComparison.Run(
        [.. files.Select((text, index) => ScenarioReader.ReadOrTotal(text, FormattableString.Invariant($"{index}.yaml"), SourceFiles.OnDisk))],
        new RunOptions { Samples = 1 << 16, Replicates = 16, Threads = 1 }, OutputDefinitions.Headline);

    private static string Small(string name, string more = "", string hours = "1M h") =>
        $"name: {name}\n{(more.Contains("hardware: {", StringComparison.Ordinal) ? more.Replace("hardware: {", "hardware: {tdp: 700 W, ", StringComparison.Ordinal) : $"hardware: {{tdp: 700 W}}\n{more}")}\ntraining: [{{accelerator_hours: {hours}}}]\n";
}
