using System.Text.Json.Nodes;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary>Wherever a cost is printed that may pay a price twice, the reader sees it there; a file that says what its prices include has no such remark.</summary>
public sealed class PaidTwiceTests
{
    private const string Open = """
        name: Rented
        hardware: {tdp: 1 kW, rental: 2 to 3 USD/h}
        grid: {electricity_price: 150 to 300 USD/MWh, carbon_intensity: 400 g/kWh, carbon_price: 70 USD/t}
        training: [{phase: tuning, accelerators: 8, duration: 100 h, parameters: 8G, tokens: 1G}]
        limits: ["p95 cost < 2.5k USD", "P(cost > 9k USD) < 5%"]
        """;

    private const string Twice = "may pay electricity and carbon twice";

    private static readonly string Stated = Open.Replace("rental:", "rental_includes: nothing, rental:", StringComparison.Ordinal)
        .Replace("carbon_price:", "electricity_price_includes: nothing, carbon_price:", StringComparison.Ordinal);

    public static TheoryData<string, string, string> Places
    {
        get
        {
            string[] formats = ["table", "markdown", "json", "csv"];
            (string Command, string Options)[] commands =
            [
                ("run", "--no-plots"), ("sensitivity", "--no-plots"), ("sweep", "--no-plots --vary hardware.rental=2|USD/h,3|USD/h"),
                ("solve", "--for hardware.rental --output cost --equals 2k|USD"), ("solve", "--for hardware.rental --limit p95|cost|<|2k|USD"),
            ];
            var places = new TheoryData<string, string, string>();
            foreach (var (command, options) in commands)
            {
                formats.ToList().ForEach(format => places.Add(command, options, format));
            }

            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_command_and_format_warns_and_names_both_spellings(string command, string options, string format)
    {
        var (output, error) = Run(Open, command, [.. options.Split(' ').Select(word => word.Replace('|', ' ')), "--format", format]);
        foreach (var spelling in new[] { "rental_includes: electricity", "rental_includes: nothing", "electricity_price_includes: carbon_price", "electricity_price_includes: nothing" })
        {
            Assert.Contains(spelling, (output + error).Replace("\\_", "_", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        (output, error) = Run(Stated, command, [.. options.Split(' ').Select(word => word.Replace('|', ' ')), "--format", format]);
        Assert.DoesNotContain("twice", output + error, StringComparison.Ordinal);
    }

    // Beside the figures themselves, not only as a warning of the file.
    [Theory]
    [InlineData("sensitivity", "table", "Cost may pay electricity and carbon twice.")]
    [InlineData("sensitivity", "markdown", "Cost may pay electricity and carbon twice.")]
    [InlineData("sensitivity", "csv", "; may pay electricity and carbon twice")]
    [InlineData("sensitivity", "json", "\"paid_twice\": \"electricity and carbon\"")]
    [InlineData("run --sensitivity --worst cost", "table", "Cost may pay electricity and carbon twice.")]
    [InlineData("solve --for hardware.rental --output cost --equals 2k|USD", "table", "cost may pay electricity and carbon twice.")]
    [InlineData("solve --for hardware.rental --output cost --equals 2k|USD", "markdown", "cost may pay electricity and carbon twice.")]
    [InlineData("solve --for hardware.rental --output cost --equals 2k|USD", "csv", "cost may pay electricity and carbon twice.")]
    [InlineData("solve --for hardware.rental --output cost --equals 2k|USD", "json", "\"paid_twice\": \"electricity and carbon\"")]
    [InlineData("solve --for hardware.rental --limit p95|cost|<|2k|USD", "table", "cost may pay electricity and carbon twice.")]
    public void What_drives_a_cost_and_what_it_takes_say_beside_the_figures_what_may_be_paid_twice(string command, string format, string said)
    {
        var words = command.Split(' ').Select(word => word.Replace('|', ' ')).ToList();
        string[] options = [.. words.Skip(1), .. words[0] == "solve" ? Array.Empty<string>() : ["--no-plots"], "--format", format];
        var (output, error) = Run(Open, words[0], options);
        Assert.Contains(said, output + error, StringComparison.Ordinal);
        (output, error) = Run(Stated, words[0], options);
        Assert.DoesNotContain("twice", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tornado_and_the_report_of_drivers_say_what_may_be_paid_twice()
    {
        foreach (var (text, times) in new[] { (Open, 1), (Stated, 0) })
        {
            using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
            line.Run("sensitivity", line.WriteFile("rented.yaml", text), "-n", "4096", "--outputs", "cost", "--chart-svg", "--out", Path.Combine(line.Folder, "out"));
            Assert.Equal(times, File.ReadAllText(Path.Combine(line.Folder, "out", "tornado-cost.svg")).Split($"the cost {Twice}").Length - 1);
            Assert.Equal(times, File.ReadAllText(Path.Combine(line.Folder, "out", "report.html")).Split($"Cost {Twice}.").Length - 1);
            Assert.Equal(times > 0, File.ReadAllText(Path.Combine(line.Folder, "out", "sensitivity.csv")).Contains(Twice, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("hardware.rental_includes=electricity,nothing", "carbon_price on top of", "grid.carbon_price", "")]
    [InlineData("grid.carbon_price=0|USD/t,70|USD/t", "carbon_price on top of", "grid.carbon_price", " (at 1 of 2 points).")]
    [InlineData("grid.electricity_price=0|USD/MWh,0|USD/MWh,9|USD/MWh", "rental together with", "hardware.rental", " (at 1 of 3 points).")]
    [InlineData("grid.electricity_price_includes=carbon_price,nothing", "rental together with", "hardware.rental", "")]
    public void A_sweep_says_at_how_many_points(string variation, string warning, string path, string points)
    {
        var (output, _) = Run(Open, "sweep", "--no-plots", "--vary", variation.Replace('|', ' '));
        var line = Assert.Single(output.Split('\n'), line => line.StartsWith($"Warning: {path}: {warning}", StringComparison.Ordinal));
        Assert.EndsWith(points.Length > 0 ? points : "if it does not.", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hardware.rental_includes=electricity,nothing", 0)]
    [InlineData("hardware.rental=2|USD/h,3|USD/h", 3)]
    public void A_strict_sweep_stops_for_what_a_point_may_pay_twice_alone(string variation, int code)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var file = line.WriteFile("rented.yaml", Open.Replace("carbon_price:", "electricity_price_includes: nothing, carbon_price:", StringComparison.Ordinal));
        Assert.Equal(code, line.Run("sweep", file, "-n", "4096", "--no-plots", "--strict", "--vary", variation.Replace('|', ' '), "--out", Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public void The_cost_and_what_follows_from_it_say_so_in_the_table_and_the_parts_of_the_report()
    {
        var (output, error) = Run(Open, "run", "--no-plots");
        var lines = output.Split('\n');
        foreach (var row in new[] { "Cost  ", "Cost per million tokens" })
        {
            Assert.EndsWith(Twice, Assert.Single(lines, line => line.StartsWith(row, StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        }

        Assert.Contains($"The costs {Twice}.", output, StringComparison.Ordinal);
        Assert.Contains($"limit does not hold: p95 cost < 2.5k USD (found 2", error, StringComparison.Ordinal);
        Assert.Contains($"; cost {Twice}; cost_without_overlap: holds, found 2,40", error, StringComparison.Ordinal);
        Assert.Contains($"P(cost > 9k USD) < 5%: cost {Twice}; cost_without_overlap: holds, found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_on_the_cost_has_its_verdict_without_the_overlap_in_json_and_junit()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var junit = Path.Combine(line.Folder, "gate.xml");
        Assert.Equal(3, line.RunScenario(line.WriteFile("rented.yaml", Open), "--no-plots", "--format", "json", "--junit", junit));
        var parts = JsonNode.Parse(line.Output.ToString())!["limits"]!.AsArray().Select(limit => limit!["parts"]![0]!).ToList();
        Assert.All(parts, part => Assert.Equal("electricity and carbon", part["paid_twice"]!.GetValue<string>()));
        Assert.False(parts[0]["holds"]!.GetValue<bool>());
        Assert.True(parts[0]["without_overlap"]!["holds"]!.GetValue<bool>());

        // 800 h at a rental of 2 to 3 USD/h: its 95th percentile is the 3 USD/h that the file states.
        Assert.Equal(2400, parts[0]["without_overlap"]!["value"]!.GetValue<double>(), 1);
        Assert.Contains($"<system-out>P(cost &gt; 9k USD) &lt; 5%: cost {Twice}", File.ReadAllText(junit), StringComparison.Ordinal);

        using var stated = new CommandLineRun { Simulate = SimulationRunner.Run };
        stated.RunScenario(stated.WriteFile("rented.yaml", Stated), "--no-plots", "--format", "json");
        Assert.All(JsonNode.Parse(stated.Output.ToString())!["limits"]!.AsArray(), limit => Assert.Null(limit!["parts"]![0]!["paid_twice"]));
    }

    [Theory]
    [InlineData("P(B/A cost > 1.1) < 5%", "B/A cost")]
    [InlineData("median B-A cost < 1 USD", "B-A cost")]
    [InlineData("p95 A cost < 9k USD", "A cost")]
    public void A_limit_of_a_comparison_says_so_if_one_of_its_scenarios_may_pay_twice(string limit, string subject)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var (open, stated) = (line.WriteFile("open.yaml", Open), line.WriteFile("stated.yaml", Stated.Replace("Rented", "Stated", StringComparison.Ordinal)));
        line.Run("compare", open, stated, "--no-plots", "--limit", limit, "--out", Path.Combine(line.Folder, "out"));
        Assert.Contains($"{limit}: {subject} {Twice}; {subject}_without_overlap: ", line.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"] {Twice}.", line.Output.ToString(), StringComparison.Ordinal); // the footnote of the sheet
    }

    // 800 h at 2 USD/h, with 0.8 MWh at 150 USD/MWh and 0.32 t at 70 USD/t on top in A, and 1 USD/h more in B, which states that it pays both.
    [Theory]
    [InlineData("median A cost < 1700 USD", 1742.4, 1600, false, true)]
    [InlineData("median B-A cost > 900 USD", 800, 942.4, false, true)]
    [InlineData("median B/A cost < 1.5", 2542.4 / 1742.4, 2542.4 / 1600, true, false)]
    [InlineData("P(B-A cost > 900 USD) < 5%", 0, 1, true, false)]
    [InlineData("median B cost < 3k USD", 2542.4, double.NaN, true, null)]
    public void A_limit_of_a_comparison_has_the_verdict_of_both_readings(string limit, double value, double other, bool holds, bool? otherHolds)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var (a, b) = (Open.Replace("2 to 3 USD/h", "2 USD/h", StringComparison.Ordinal).Replace("150 to 300", "150", StringComparison.Ordinal), Stated.Replace("2 to 3 USD/h", "3 USD/h", StringComparison.Ordinal).Replace("150 to 300", "150", StringComparison.Ordinal));
        line.Run("compare", line.WriteFile("a.yaml", a), line.WriteFile("b.yaml", b.Replace("Rented", "Stated", StringComparison.Ordinal)), "--no-plots", "--format", "json", "--limit", limit, "--out", Path.Combine(line.Folder, "out"));
        var part = JsonNode.Parse(line.Output.ToString())!["limits"]![0]!["parts"]![0]!;
        Assert.Equal(value, part["value"]!.GetValue<double>(), 1e-3);
        Assert.Equal(holds, part["holds"]!.GetValue<bool>());
        Assert.Equal(otherHolds is null, part["without_overlap"] is null);
        if (part["without_overlap"] is { } reading)
        {
            Assert.Equal(other, reading["value"]!.GetValue<double>(), 1e-3);
            Assert.Equal(otherHolds, reading["holds"]!.GetValue<bool>());
        }
    }

    // Sampled: the reading of a pair without overlap is the verdict that files have which state that nothing is paid twice.
    [Theory]
    [InlineData("p95 B-A cost < 1k USD")]
    [InlineData("P(B/A cost > 1.1) < 5%")]
    [InlineData("mean A cost < 2k USD")]
    public void The_second_verdict_is_that_of_files_whose_prices_include_what_they_may(string limit)
    {
        static JsonNode Part(string text, string limit)
        {
            using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
            line.Run(
                "compare", line.WriteFile("a.yaml", text), line.WriteFile("b.yaml", text.Replace("Rented", "Other", StringComparison.Ordinal)), "-n", "4096", "--no-plots", "--format", "json", "--limit", limit, "--out", Path.Combine(line.Folder, "out"));
            return JsonNode.Parse(line.Output.ToString())!["limits"]![0]!["parts"]![0]!;
        }

        var included = Open.Replace("rental:", "rental_includes: electricity, rental:", StringComparison.Ordinal).Replace("carbon_price: 70 USD/t", "electricity_price_includes: carbon_price, carbon_price: 70 USD/t", StringComparison.Ordinal);
        var (open, stated) = (Part(Open, limit)["without_overlap"]!, Part(included, limit));

        // The files have other inputs, so other points are drawn: five standard errors of the difference.
        var (error, other) = (stated["error"]!.GetValue<double>(), open["error"]!.GetValue<double>());
        Assert.Equal(stated["value"]!.GetValue<double>(), open["value"]!.GetValue<double>(), 5 * Math.Sqrt((error * error) + (other * other)));
        Assert.Equal(stated["result"]!.GetValue<string>(), open["result"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("P(B/A cost > 1.1) < 5%", "B/A cost may pay electricity and carbon twice; B/A cost_without_overlap: ")]
    [InlineData("median A-B cost < 1 USD", "A-B cost may pay electricity and carbon twice; A-B cost_without_overlap: holds, found ")]
    [InlineData("p95 A cost < 9k USD", "A cost may pay electricity twice; A cost_without_overlap: holds, found ")]
    public void A_limit_on_two_costs_names_what_either_may_pay_twice(string limit, string said)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var electricity = line.WriteFile("a.yaml", Open.Replace("carbon_price:", "electricity_price_includes: nothing, carbon_price:", StringComparison.Ordinal));
        var carbon = line.WriteFile("b.yaml", Open.Replace("rental:", "rental_includes: nothing, rental:", StringComparison.Ordinal));
        line.Run("compare", electricity, carbon, "--no-plots", "--limit", limit, "--out", Path.Combine(line.Folder, "out"));
        Assert.Contains($"{limit}: {said}", line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_and_the_contingency_of_a_budget_say_so_and_lines_of_their_own_do_not()
    {
        var (output, _) = Run(
            Open.Replace("duration: 100 h", "duration: 2 months", StringComparison.Ordinal) + "\ncosts: {split: month, contingency: 10%, lines: [{line: staff, amount: 5k USD}]}", "run", "--no-plots", "--limit", "median cost < 1 USD");
        var lines = output.Split('\n').Where(line => line.StartsWith("Cost: ", StringComparison.Ordinal)).ToLookup(line => line.TrimEnd().EndsWith(Twice, StringComparison.Ordinal), line => line[6..].Split("  ")[0]);
        Assert.Equal(["contingency", "month 1", "month 2"], lines[true].Order(StringComparer.Ordinal));
        Assert.Equal(["staff"], lines[false]);
    }

    [Fact]
    public void Every_cost_names_the_year_of_its_prices_first_and_what_it_may_pay_twice_last()
    {
        var (output, _) = Run(
            Open.Replace("duration: 100 h", "duration: 2 months", StringComparison.Ordinal) + "\ncosts: {split: month, contingency: 10%, price_year: 2023, deflator: 1.02}", "run", "--no-plots");
        var warned = output.Split('\n').Where(line => line.Contains("prices of 2023", StringComparison.Ordinal) && line.Contains("twice", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Cost", "Cost per million tokens", "Cost: contingency", "Cost: month 1", "Cost: month 2"], warned.Select(line => line.Split("  ")[0]).Order(StringComparer.Ordinal));
        Assert.All(warned, line => Assert.EndsWith($"; prices of 2023; {Twice}", line.TrimEnd(), StringComparison.Ordinal));
    }

    // Both scenarios, one of them, or the two for different prices: each footnote is printed once, and the boundary of the panel does not repeat it.
    [Theory]
    [InlineData("", "", 1)]
    [InlineData("", "rental_includes: nothing, electricity_price_includes: nothing", 1)]
    [InlineData("electricity_price_includes: nothing", "rental_includes: nothing", 2)]
    public void The_sheet_of_resources_says_once_what_may_be_paid_twice(string first, string second, int notes)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        string[] files = [.. new[] { first, second }.Select((stated, i) => line.WriteFile($"{i}.yaml", Stating(stated).Replace("Rented", $"Rented {i}", StringComparison.Ordinal)))];
        line.Run("compare", files[0], files[1], "-n", "4096", "--charts", "resources", "--chart-svg", "--out", Path.Combine(line.Folder, "out"));
        var words = string.Concat(System.Text.RegularExpressions.Regex.Matches(
            File.ReadAllText(Path.Combine(line.Folder, "out", "resources.svg")), "aria-label=\"([^\"]*)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Groups[1].Value + " "));
        Assert.Equal(notes, words.Split(" twice").Length - 1);
    }

    [Theory]
    [InlineData("latex")]
    [InlineData("ai-act")]
    [InlineData("ghg")]
    public void An_export_warns(string form)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, line.Run("export", line.WriteFile("rented.yaml", Open), "--as", form));
        Assert.Contains("rental_includes: nothing", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(form == "latex", line.Output.ToString().Contains(Twice, StringComparison.Ordinal));
    }

    private static string Stating(string switches) => Open
        .Replace("rental:", $"{(switches.Contains("rental", StringComparison.Ordinal) ? "rental_includes: nothing, " : "")}rental:", StringComparison.Ordinal)
        .Replace("carbon_price:", $"{(switches.Contains("electricity", StringComparison.Ordinal) ? "electricity_price_includes: nothing, " : "")}carbon_price:", StringComparison.Ordinal);

    private static (string Output, string Error) Run(string text, string command, params string[] options)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        string[] folder = command == "solve" ? [] : ["--out", Path.Combine(line.Folder, "out")];
        Assert.NotEqual(2, line.Run([command, line.WriteFile("rented.yaml", text), "-n", "4096", .. options, .. folder]));
        return (line.Output.ToString(), line.Error.ToString());
    }
}
