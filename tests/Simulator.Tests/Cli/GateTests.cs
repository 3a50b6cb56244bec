using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Simulator.Presentation;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

public class GateTests
{
    private const string Uncertain = "grid: {carbon_intensity: 300 to 500 g/kWh}\n";

    [Theory]
    [InlineData("p95 emissions < 1 Mt", "", "", 0)]
    [InlineData("p95 emissions < 1 Mt", "", "--strict", 0)]
    [InlineData("p95 emissions < 1 t", "", "", 3)]
    [InlineData("p99.99 emissions < 1 Mt", "", "", 0)]
    [InlineData("p99.99 emissions < 1 Mt", "", "--strict", 3)]
    [InlineData("p95 emissions < 1 Mt", "facility: {pue: 2.5}\n", "", 0)]
    [InlineData("p95 emissions < 1 Mt", "facility: {pue: 2.5}\n", "--strict", 3)]
    public void Strict_ends_with_3_for_warnings_and_undecided_limits(string limit, string more, string option, int expected)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: $"{Uncertain}{more}limits: [\"{limit}\"]");
        Assert.Equal(expected, line.RunScenario(path, ["-n", "1k", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Equal(option.Length > 0 && expected == 3, line.Error.ToString().Contains("--strict: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--strict", 3)]
    public void Check_can_be_strict_and_quiet(string option, int expected)
    {
        using var line = new CommandLineRun();
        var path = line.Scenario(more: "facility: {pue: 2.5}");
        Assert.Equal(expected, line.Run(["check", path, "-q", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Empty(line.Output.ToString());
        Assert.Contains("small.yaml:7:17: warning: facility.pue", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_results_have_a_case_for_each_limit_warning_and_error()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: $"{Uncertain}facility: {{pue: 2.5}}\nlimits:\n  - p95 emissions < 1 t\n  - p95 emissions < 1 Mt");
        var junit = Path.Combine(line.Folder, "reports", "limits.xml");
        var quality = Path.Combine(line.Folder, "quality.json");
        Assert.Equal(3, line.RunScenario(path, "-n", "1k", "--junit", junit, "--code-quality", quality, "--annotations", "github", "--limit", "mean energy < 1 TWh"));
        var cases = XDocument.Load(junit).Descendants("testcase").ToList();
        Assert.Equal(["runs", "p95 emissions < 1 t", "p95 emissions < 1 Mt", "mean energy < 1 TWh", "facility.pue"], cases.Select(one => (string)one.Attribute("name")!));
        Assert.Equal([null, "10", "11", null, "8"], cases.Select(one => (string?)one.Attribute("line")));
        Assert.Equal("failed", (string?)Assert.Single(cases.Elements("failure")).Attribute("type"));
        using var findings = JsonDocument.Parse(File.ReadAllText(quality));
        Assert.Equal([10, 8], findings.RootElement.EnumerateArray().Select(finding => finding.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32()));
        Assert.Single(line.Error.ToString().Split('\n'), text => text.StartsWith("::error file=", StringComparison.Ordinal) && text.Contains(",line=10,col=5,", StringComparison.Ordinal));
        Assert.Single(line.Error.ToString().Split('\n'), text => text.StartsWith("::warning file=", StringComparison.Ordinal) && text.Contains(",line=8,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\\e[31mb", "a␛[31mb")]
    [InlineData("a\\u202Eb\\u2066", "a\uFFFDb\uFFFD")]
    [InlineData("a\\a\\x9Bb", "a␇\uFFFDb")]
    public void What_would_steer_a_terminal_or_turn_the_writing_is_shown_in_every_report(string name, string shown)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: $"{Uncertain}facility: {{pue: {{value: 2.5, note: \"{name}\"}}}}\nlimits:\n  - p95 emissions < 1 t");
        File.WriteAllText(path, Regex.Replace(File.ReadAllText(path), "(?m)^name: .*$", $"name: \"{name}\""));
        var junit = Path.Combine(line.Folder, "limits.xml");
        var quality = Path.Combine(line.Folder, "quality.json");
        Assert.Equal(3, line.RunScenario(path, "-n", "1k", "--junit", junit, "--code-quality", quality, "--annotations", "github"));
        Assert.Contains(XDocument.Load(junit).Descendants("testcase"), one => (string)one.Attribute("classname")! == shown);
        using var findings = JsonDocument.Parse(File.ReadAllText(quality));
        Assert.Contains("::error file=", line.Error.ToString(), StringComparison.Ordinal);
        Assert.All((File.ReadAllText(junit) + findings.RootElement).Split('\n').Concat(line.Error.ToString().Split('\n').Where(text => text.StartsWith("::", StringComparison.Ordinal))), text => Assert.True(Printable.IsPrintable(text.TrimEnd('\r')), text));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public void A_file_that_cannot_be_read_is_an_error_of_the_gate(string command)
    {
        using var line = new CommandLineRun();
        var path = line.WriteFile("bad.yaml", "name: x\nnonsense: 1\n");
        var junit = Path.Combine(line.Folder, "j.xml");
        Assert.Equal(2, line.Run(command, path, "--junit", junit, "--annotations", "github"));
        Assert.Equal(["training", "nonsense"], XDocument.Load(junit).Descendants("error").Select(error => (string)error.Parent!.Attribute("name")!));
        Assert.Contains("bad.yaml,line=2,col=1,title=", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_cannot_be_computed_is_an_error_of_the_gate()
    {
        using var line = new CommandLineRun();
        var junit = Path.Combine(line.Folder, "j.xml");
        Assert.Equal(2, line.RunScenario(line.Scenario(), "--limit", "p95 cost < 1 USD", "--junit", junit));
        Assert.Contains("cost, which is not computed", (string?)Assert.Single(XDocument.Load(junit).Descendants("error")).Attribute("message"), StringComparison.Ordinal);
    }

    // The prices are the same kind of warning in all files, with the same words; the PUE in two, with a number each.
    [Fact]
    public void A_warning_of_several_scenarios_is_said_once_with_their_names()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var files = new[] { ("One", "2.5"), ("Two", "2.8"), ("Three", "1.1") }.Select(model => line.WriteFile(model.Item1 + ".yaml", $$"""
            name: {{model.Item1}}
            hardware: {tdp: 1 kW, rental: 2 USD/h}
            facility: {pue: {{model.Item2}}}
            grid: {electricity_price: 80 USD/MWh, carbon_intensity: 400 g/kWh, carbon_price: 50 USD/t}
            training: [{accelerators: 8, duration: 100 h}]

            """)).ToArray();
        var (junit, quality) = (Path.Combine(line.Folder, "j.xml"), Path.Combine(line.Folder, "quality.json"));
        Assert.Equal(3, line.Run([
            "compare", .. files, "--no-plots", "-n", "1k", "--out", Path.Combine(line.Folder, "out"), "--junit", junit, "--code-quality", quality, "--annotations", "github", "--strict"]));

        string[] expected = ["One, Two and Three: Warning: hardware.rental: rental", "One: Warning: facility.pue: 2.5", "One, Two and Three: Warning: grid.carbon_price", "Two: Warning: facility.pue: 2.8"];
        var printed = line.Output.ToString().Split('\n').Where(text => text.Contains("Warning: ", StringComparison.Ordinal)).Select(text => text.TrimStart('-', ' ')).ToList();
        Assert.Equal(expected, printed.Zip(expected, (text, start) => text[..Math.Min(text.Length, start.Length)]));
        Assert.Equal(expected.Length, printed.Count);

        // One test for each kind, and a place in each file.
        var cases = XDocument.Load(junit).Descendants("testcase").Where(one => one.Element("failure") is not null).ToDictionary(one => (string)one.Attribute("name")!, one => (string)one.Element("failure")!.Attribute("message")!);
        Assert.Equal(["hardware.rental", "facility.pue", "grid.carbon_price"], cases.Keys);
        Assert.StartsWith("One, Two and Three: rental together with", cases["hardware.rental"], StringComparison.Ordinal);
        Assert.StartsWith("One: found 2.5 (median); expected: at most 2", cases["facility.pue"], StringComparison.Ordinal);
        Assert.Contains("; Two: found 2.8 (median)", cases["facility.pue"], StringComparison.Ordinal);
        Assert.Contains("--strict: 3 warnings, 0 undecided limits.", line.Error.ToString(), StringComparison.Ordinal);
        string[] places = ["One.yaml:2", "One.yaml:3", "One.yaml:4", "Three.yaml:2", "Three.yaml:4", "Two.yaml:2", "Two.yaml:3", "Two.yaml:4"];
        var annotations = line.Error.ToString().Split('\n').Where(text => text.StartsWith("::error file=", StringComparison.Ordinal)).Select(text => Regex.Replace(text, "^::error file=.*/([A-Za-z]+.yaml),line=([0-9]+),.*$", "$1:$2").TrimEnd('\r'));
        Assert.Equal(places, annotations.Order(StringComparer.Ordinal));
        using var findings = JsonDocument.Parse(File.ReadAllText(quality));
        Assert.Equal(places.Length, findings.RootElement.EnumerateArray().Select(finding => finding.GetProperty("fingerprint").GetString()).Distinct().Count());
    }

    [Fact]
    public void A_warning_of_a_file_and_its_variations_is_annotated_once()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.WriteFile("a.yaml", "name: A\nhardware: {tdp: 1 kW, rental: 2 USD/h}\ngrid: {electricity_price: 80 USD/MWh}\ntraining: [{accelerator_hours: 1 to 2 h}]\n");
        Assert.Equal(0, line.Run("compare", path, "--vary", "facility.pue=1.1,1.2,1.3", "--no-plots", "-n", "1k", "--out", Path.Combine(line.Folder, "out"), "--annotations", "github"));
        Assert.Single(line.Error.ToString().Split('\n'), text => text.StartsWith("::warning file=", StringComparison.Ordinal));
        var said = Assert.Single(line.Output.ToString().Split('\n'), text => text.Contains("Warning: hardware.rental", StringComparison.Ordinal));
        Assert.Contains("facility.pue = 1.1, facility.pue = 1.2 and facility.pue = 1.3: Warning", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_is_a_gate_too()
    {
        using var line = new CommandLineRun();
        string[] files = [line.Scenario("One", "1.yaml", Uncertain), line.Scenario("Two", "2.yaml", Uncertain)];
        var junit = Path.Combine(line.Folder, "j.xml");
        Assert.Equal(3, line.Run([
            "compare", .. files, "--no-plots", "-n", "1k", "--out", Path.Combine(line.Folder, "out"), "--limit", "P(B/A emissions > 1.1) < 1%", "--junit", junit, "--annotations", "github"]));
        Assert.Equal("P(B/A emissions > 1.1) < 1%", (string?)Assert.Single(XDocument.Load(junit).Descendants("failure")).Parent!.Attribute("name"));
        Assert.Contains("2.yaml,title=One and Two%3A P(B/A emissions > 1.1) < 1%25::limit does not hold", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep FILE --vary hardware.overhead=1.2,1.3", "1.2", 0)]
    [InlineData("sweep FILE --vary hardware.overhead=1.2,1.3", "2.5", 3)]
    [InlineData("sensitivity FILE", "1.2", 0)]
    [InlineData("sensitivity FILE", "2.5", 3)]
    public void Studies_can_be_strict(string arguments, string pue, int expected)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: $"{Uncertain}facility: {{pue: {pue}}}");
        Assert.Equal(expected, line.Run([.. arguments.Split(' ').Select(word => word == "FILE" ? path : word), "--strict", "--out", Path.Combine(line.Folder, "out"), "-q", "-n", "1k", "--no-plots"]));
    }

    private const string Contradicting = """
        grid: {losses: 1% to 3%}
        facility: {pue: 1.1 to 1.3}
        hardware: {tdp: 600 W to 700 W}
        correlations:
          - {between: [hardware.tdp, facility.pue], spearman: 0.9}
          - {between: [facility.pue, grid.losses], spearman: 0.9}
          - {between: [grid.losses, hardware.tdp], kendall: -0.5}
        """;

    // No line of a file is to blame for these warnings: they are made while a scenario is read or sampled.
    [Theory]
    [InlineData("run FILE --no-plots", "correlations")]
    [InlineData("compare FILE PLAIN --no-plots", "correlations")]
    [InlineData("compare PLAIN FILE --no-plots", "correlations")]
    [InlineData("sweep FILE --vary hardware.overhead=1.1,1.2 --no-plots", "correlations")]
    [InlineData("sensitivity FILE --no-plots", "correlations")]
    [InlineData("check FILE", "correlations")]
    [InlineData("run EXTENDED --no-plots", "grid.electricity_price")]
    [InlineData("compare PLAIN EXTENDED --no-plots", "grid.electricity_price")]
    [InlineData("sweep EXTENDED --vary facility.pue=1.1,1.2 --no-plots", "grid.electricity_price")]
    [InlineData("sweep EXTENDED --vary grid.location=sweden,france --no-plots", "grid.electricity_price")]
    [InlineData("check EXTENDED", "grid.electricity_price")]
    public void A_warning_without_a_line_stops_a_strict_gate_too(string arguments, string name)
    {
        foreach (var quiet in new[] { false, true })
        {
            using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
            line.WriteFile("base.yaml", "grid: {carbon_intensity: 400 g/kWh, electricity_price: 50 USD/MWh}\nhardware: {tdp: 700 W}\ntraining: [{accelerator_hours: 1M h}]\n");
            var paths = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PLAIN"] = line.WriteFile("plain.yaml", "name: Plain\nhardware: {tdp: 700 W}\ntraining: [{accelerator_hours: 1M h}]\n"),
                ["FILE"] = line.WriteFile("file.yaml", $"name: File\ntraining: [{{accelerator_hours: 1M h}}]\n{Contradicting}\n"),
                ["EXTENDED"] = line.WriteFile("extended.yaml", "extends: base.yaml\nname: Extended\ngrid: {location: sweden}\n"),
            };
            var junit = Path.Combine(line.Folder, "j.xml");
            string[] words = [.. arguments.Split(' ').Select(word => paths.GetValueOrDefault(word, word)), "--strict", "--junit", junit, .. quiet ? new[] { "-q" } : []];
            Assert.Equal(3, line.Run([.. words, .. words[0] == "check" ? [] : new[] { "-n", "1k", "--out", Path.Combine(line.Folder, "out") }]));
            Assert.Contains("Warning: " + name, line.Output.ToString() + line.Error, StringComparison.Ordinal);
            Assert.Contains("--strict: 1 warning, 0 undecided limits.", line.Error.ToString(), StringComparison.Ordinal);
            Assert.Equal(name, (string?)Assert.Single(XDocument.Load(junit).Descendants("failure")).Parent!.Attribute("name"));
        }
    }

    [Theory]
    [InlineData("solve FILE --for facility.wue --output energy --equals 1GWh")]
    [InlineData("solve FILE --for hardware.overhead --output energy --equals 800MWh -n 1k")]
    [InlineData("export FILE --as latex -n 1k")]
    [InlineData("export FILE --as latex -n 1k --quiet")]
    [InlineData("check FILE --format json")]
    public void Every_command_prints_a_warning_without_a_line(string arguments)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.WriteFile("file.yaml", $"name: File\ntraining: [{{accelerator_hours: 1M h}}]\n{Contradicting}\n");
        var code = line.Run([.. arguments.Split(' ').Select(word => word == "FILE" ? path : word)]);
        Assert.Equal(arguments.Contains("wue", StringComparison.Ordinal) ? 2 : 0, code);
        Assert.Equal(code == 0, (line.Output.ToString() + line.Error).Contains("Warning: correlations: those between", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_prints_json()
    {
        using var line = new CommandLineRun();
        var good = line.Scenario(more: "facility: {pue: 2.5}\nlimits: [\"p95 energy < 1 TWh\"]");
        var bad = line.WriteFile("bad.yaml", "name: x\nnonsense: 1\n");
        Assert.Equal(2, line.Run("check", good, bad, "--format", "json"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        var root = document.RootElement;
        Assert.False(root.GetProperty("runs").GetBoolean());
        var scenario = Assert.Single(root.GetProperty("scenarios").EnumerateArray());
        Assert.Equal("2.5", scenario.GetProperty("inputs").GetProperty("facility.pue").GetProperty("distribution").GetString());
        Assert.Equal("default", scenario.GetProperty("inputs").GetProperty("hardware.overhead").GetProperty("origin").GetString());
        Assert.Equal(("facility.pue", 7), (scenario.GetProperty("warnings")[0].GetProperty("key").GetString(), scenario.GetProperty("warnings")[0].GetProperty("line").GetInt32()));
        Assert.Equal("p95 energy < 1 TWh", scenario.GetProperty("limits")[0].GetProperty("limit").GetString());
        Assert.Equal([("training", 1), ("nonsense", 2)], root.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("key").GetString()!, error.GetProperty("line").GetInt32())));
        Assert.Equal(0, line.Run("check", good));
    }

    [Fact]
    public void Check_json_of_a_scenario_that_runs_says_so()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("check", line.Scenario(), "--format", "json"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.True(document.RootElement.GetProperty("runs").GetBoolean());
        Assert.Empty(document.RootElement.GetProperty("errors").EnumerateArray());
        Assert.Empty(line.Error.ToString());
    }

    [Theory]
    [InlineData("--junit ", "--junit: found an empty name")]
    [InlineData("--junit FOLDER", "which is a folder; allowed: a file")]
    [InlineData("--code-quality ", "--code-quality: found an empty name")]
    [InlineData("--annotations gitlab", "github")]
    [InlineData("--annotations", "--annotations: found no value; allowed: --annotations github.")]
    [InlineData("--strict=maybe", "--strict: found the value 'maybe'")]
    [InlineData("--junit x.xml --shard 1/2", "--junit cannot be used with --shard")]
    [InlineData("--strict --shard 1/2", "--strict cannot be used with --shard")]
    public void Options_of_a_gate_are_checked(string options, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.RunScenario(line.Scenario(), [.. options.Split(' ').Select(word => word == "FOLDER" ? line.Folder : word)]));
        Assert.Contains(expected, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Asked);
    }

    [Fact]
    public void The_markdown_of_a_run_is_a_summary()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario("Plan </details> @octocat", more: $"{Uncertain}facility: {{pue: 2.5}}\nlimits: [p95 emissions < 1 t, p95 emissions < 1 Mt]");
        Assert.Equal(3, line.RunScenario(path, "-n", "1k", "--format", "markdown"));
        var text = line.Output.ToString();
        string[] order = ["## Plan \\</details> @<!-- -->octocat", "**1 of 2 limits fail.**", "### Warnings", "### Limits", "### Main outputs", "<details>", "### Outputs", "### Notices", "</details>\n"];
        Assert.Equal(order.Order(Comparer<string>.Create((a, b) => text.IndexOf(a, StringComparison.Ordinal).CompareTo(text.IndexOf(b, StringComparison.Ordinal)))), order);
        Assert.All(order, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Equal(1, text.Split("### Limits").Length - 1);
    }
}
