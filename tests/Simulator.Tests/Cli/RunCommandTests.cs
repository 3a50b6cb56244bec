using System.Text.Json;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Tests.Reporting;

namespace Simulator.Tests.Cli;

public class RunCommandTests
{
    [Fact]
    public void Charts_are_drawn_where_the_results_go()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunWithCharts(line.Scenario(), "--charts", "histogram,overview", "--chart-theme", "dark", "--chart-svg"));
        var files = Directory.GetFiles(Path.Combine(line.Folder, "out")).Select(path => Path.GetFileName(path)).ToList();
        Assert.Contains("overview.png", files);
        Assert.Contains("overview.svg", files);
        Assert.Contains("histogram-emissions.png", files);
        Assert.DoesNotContain(files, file => file.StartsWith("exceedance", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--charts", "pie", "no chart 'pie'")]
    [InlineData("--chart-theme", "pink", "dark")]
    [InlineData("--chart-scale", "0", "from 1 to 4")]
    public void Charts_that_cannot_be_drawn_are_refused(string option, string value, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.RunWithCharts(line.Scenario(), option, value));
        Assert.Contains(expected, line.Error.ToString());
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public void Prints_the_tables_and_writes_both_files()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunScenario(line.Scenario()));
        Assert.Contains("IT energy", line.Output.ToString());
        Assert.Contains("90% interval: the uncertainty of the inputs. Monte Carlo error", line.Output.ToString());
        Assert.Equal(
            ["manifest.json", "report.html", "summary.csv", "summary.json"],
            Directory.GetFiles(Path.Combine(line.Folder, "out")).Select(path => Path.GetFileName(path)).Order());
        Assert.Contains("Written:", line.Error.ToString());
    }

    [Fact]
    public void The_report_holds_the_command_as_typed_and_the_scenario_with_what_it_extends()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        line.Scenario(file: "base.yaml");
        var path = line.WriteFile("small two.yaml", "name: Child\nextends: base.yaml\nfacility: {pue: 1.2}\nlimits: [\"mean energy < 1 GWh\"]\n");
        Assert.Equal(0, line.RunWithCharts(path, "--samples", "4096", "--limit", "P(energy > 2 GWh) < 5%", "--charts", "breakdown"));
        var report = Reports.Parse(File.ReadAllText(Path.Combine(line.Folder, "out", "report.html")));
        var written = report.Descendants("pre").Select(pre => pre.Value.Trim()).ToList();
        Assert.Equal($"simulator run '{path}' --out {Path.Combine(line.Folder, "out")} --samples 4096 --limit 'P(energy > 2 GWh) < 5%' --charts breakdown", written[0]);
        Assert.Equal([File.ReadAllText(path).Trim(), File.ReadAllText(Path.Combine(line.Folder, "base.yaml")).Trim()], written[1..]);
        Assert.Contains("All 2 limits hold.", report.Value, StringComparison.Ordinal);
        Assert.Equal("figure-breakdown", (string?)Assert.Single(report.Descendants("figure")).Attribute("id"));
    }

    [Fact]
    public void The_table_is_never_broken_over_lines_in_a_pipe()
    {
        using var line = new CommandLineRun();
        line.RunScenario(line.Scenario());
        Assert.Contains(line.Output.ToString().Split('\n'), text => text.StartsWith("IT energy") && text.TrimEnd().EndsWith("IT: accelerators and their servers"));
    }

    [Fact]
    public void Json_is_one_document_and_nothing_else()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunScenario(line.Scenario(), "--format", "json"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal("Small", document.RootElement.GetProperty("scenario").GetProperty("name").GetString());
        Assert.Contains("land is left out", line.Error.ToString());
    }

    [Fact]
    public void Json_of_a_folder_is_one_document_too()
    {
        using var line = new CommandLineRun();
        line.Scenario("One", "all/1.yaml");
        line.Scenario("Two", "all/2.yaml");
        Assert.Equal(0, line.RunScenario(Path.Combine(line.Folder, "all"), "--format", "json", "--quiet"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal(
            ["One", "Two"],
            document.RootElement.GetProperty("scenarios").EnumerateArray().Select(one => one.GetProperty("scenario").GetProperty("name").GetString()));
        Assert.Empty(line.Error.ToString());
        Assert.True(File.Exists(Path.Combine(line.Folder, "out", "One", "summary.json")));
        Assert.True(File.Exists(Path.Combine(line.Folder, "out", "Two", "summary.csv")));
    }

    [Fact]
    public void Csv_of_several_scenarios_names_them()
    {
        using var line = new CommandLineRun();
        var files = new[] { line.Scenario("One", "1.yaml"), line.Scenario("Two", "2.yaml") };
        Assert.Equal(0, line.RunScenario(files[0], files[1], "--format", "csv"));
        var lines = line.Output.ToString().Split("\r\n");
        Assert.StartsWith("scenario,name,unit,boundary,mean", lines[0]);
        Assert.StartsWith("One,it_energy,MWh", lines[1]);
        Assert.Contains(lines, text => text.StartsWith("Two,it_energy,MWh"));
    }

    [Fact]
    public void Scenarios_of_one_name_get_folders_of_their_own()
    {
        using var line = new CommandLineRun();
        var files = new[] { line.Scenario("Same", "1.yaml"), line.Scenario("same", "2.yaml") };
        Assert.Equal(0, line.RunScenario(files[0], files[1]));
        Assert.Equal(["Same", "same-2"], Directory.GetDirectories(Path.Combine(line.Folder, "out")).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public void Nothing_runs_before_all_files_are_right_and_every_error_is_printed()
    {
        using var line = new CommandLineRun();
        var right = line.Scenario();
        var wrong = line.WriteFile("wrong.yaml", "name: Wrong\nnonsense: 1\n");
        Assert.Equal(2, line.RunScenario(right, wrong, Path.Combine(line.Folder, "missing.yaml")));
        Assert.Empty(line.Asked);
        Assert.Contains("wrong.yaml:2:1: error: nonsense", line.Error.ToString());
        Assert.Contains("missing.yaml: error: found no file", line.Error.ToString());
        Assert.Empty(line.Output.ToString());
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_refused_before_sampling()
    {
        using var line = new CommandLineRun();
        var occupied = line.WriteFile("occupied", "a file, not a folder");
        Assert.Equal(2, line.Run("run", line.Scenario(), "--out", occupied));
        Assert.Empty(line.Asked);
        Assert.Contains("occupied', which is a file; allowed: a folder", line.Error.ToString());
    }

    [Fact]
    public void The_command_line_precedes_the_file_and_the_file_the_defaults()
    {
        using var line = new CommandLineRun();
        var path = line.Scenario(more: "simulation: {samples: 5000, seed: 7, interval: 80%}");
        line.RunScenario(path);
        line.RunScenario(path, "--samples", "1e4", "--seed", "18_446_744_073_709_551_615", "--interval", "95%", "--threads", "3");
        Assert.Equal((5000, 7UL, 0.8), (line.Asked[0].Samples, line.Asked[0].Seed, line.Asked[0].Interval));
        Assert.Equal((10_000, ulong.MaxValue, 0.95, 3), (line.Asked[1].Samples, line.Asked[1].Seed, line.Asked[1].Interval, line.Asked[1].Threads));
    }

    [Fact]
    public void A_precision_leaves_the_number_of_samples_open_and_sobol_is_the_default()
    {
        using var line = new CommandLineRun();
        var path = line.Scenario();
        line.RunScenario(path, "--precision", "0.1%", "--time", "60", "--exact", "--replicates", "16");
        line.RunScenario(path, "--sampler", "random");
        Assert.Equal((null, 0.001, 16, Sampler.Sobol), (line.Asked[0].Samples, line.Asked[0].Precision, line.Asked[0].Replicates, line.Asked[0].Sampler));
        Assert.Equal((TimeSpan.FromMinutes(1), true), (line.Asked[0].TimeLimit, line.Asked[0].IsExact));
        Assert.Equal(Sampler.Random, line.Asked[1].Sampler);
    }

    [Fact]
    public void Reads_a_scenario_from_standard_input()
    {
        using var file = new CommandLineRun();
        var text = File.ReadAllText(file.Scenario("Piped"));
        using var line = new CommandLineRun { Input = new StringReader(text) };
        Assert.Equal(0, line.RunScenario("-"));
        Assert.StartsWith("Piped", line.Output.ToString());
    }

    [Fact]
    public void An_interrupted_run_prints_and_writes_what_it_has()
    {
        using var line = new CommandLineRun { Simulate = (scenario, _, _, _) => SampleResults.Result(scenario.Name, 1000, 5000) };
        Assert.Equal(130, line.RunScenario(line.Scenario()));
        Assert.Contains("Interrupted after 1,000 of 5,000 samples", line.Output.ToString());
        Assert.Contains("Interrupted after 1,000 of 5,000 samples", line.Error.ToString());
        Assert.Contains("\"interrupted\": true", File.ReadAllText(Path.Combine(line.Folder, "out", "summary.json")));
    }

    [Fact]
    public void After_an_interruption_no_further_scenario_is_run()
    {
        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun
        {
            Cancellation = stop.Token,
            Simulate = (scenario, _, _, _) =>
            {
                stop.Cancel();
                return SampleResults.Result(scenario.Name, 1000, 5000);
            },
        };
        Assert.Equal(130, line.RunScenario(line.Scenario("One", "1.yaml"), line.Scenario("Two", "2.yaml"), "--format", "json"));
        Assert.Single(line.Asked);
        Assert.Contains("Two: not run.", line.Error.ToString());
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal("One", document.RootElement.GetProperty("scenario").GetProperty("name").GetString());
    }

    [Fact]
    public void An_interruption_before_the_first_sample_says_so()
    {
        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun
        {
            Cancellation = stop.Token,
            Simulate = (_, _, _, cancellation) =>
            {
                stop.Cancel();
                throw new OperationCanceledException(cancellation);
            },
        };
        Assert.Equal(130, line.RunScenario(line.Scenario()));
        Assert.Equal("Interrupted before any result was complete; nothing was written.", line.Error.ToString().Trim());
        Assert.False(File.Exists(Path.Combine(line.Folder, "out", "summary.json")));
    }

    [Fact]
    public void An_interruption_before_the_second_scenario_leaves_the_first()
    {
        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun
        {
            Cancellation = stop.Token,
            Simulate = (scenario, _, _, cancellation) =>
            {
                if (scenario.Name == "One")
                {
                    return SampleResults.Result(scenario.Name, 1000, 1000);
                }

                stop.Cancel();
                throw new OperationCanceledException(cancellation);
            },
        };
        Assert.Equal(130, line.RunScenario(line.Scenario("One", "1.yaml"), line.Scenario("Two", "2.yaml"), "--format", "json"));
        Assert.Contains("Two: not run.", line.Error.ToString());
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal("One", document.RootElement.GetProperty("scenario").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_unexpected_failure_is_one_line_unless_debugging(bool debug)
    {
        using var line = new CommandLineRun { Debug = debug, Simulate = (_, _, _, _) => throw new InvalidOperationException("out of luck") };
        Assert.Equal(1, line.RunScenario(line.Scenario()));
        Assert.Contains("out of luck", line.Error.ToString());
        Assert.Equal(debug, line.Error.ToString().Contains("   at "));
    }

    [Fact]
    public void A_reader_that_has_gone_is_no_failure()
    {
        using var gone = new GoneReader();
        using var line = new CommandLineRun { OutputInstead = gone };
        Assert.Equal(0, line.RunScenario(line.Scenario(), "--quiet"));
        Assert.Empty(line.Error.ToString());
    }

    [Fact]
    public void Quiet_prints_nothing_but_the_result()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunScenario(line.Scenario(), "--format", "json", "-q"));
        Assert.Empty(line.Error.ToString());
    }

    private sealed class GoneReader : StringWriter
    {
        private const int BrokenPipe = 32;

        public override void Write(char value) => throw new IOException("Broken pipe", BrokenPipe);

        public override void Write(char[] buffer, int index, int count) => throw new IOException("Broken pipe", BrokenPipe);

        public override void Write(string? value) => throw new IOException("Broken pipe", BrokenPipe);

        public override void WriteLine(string? value) => throw new IOException("Broken pipe", BrokenPipe);
    }
}
