using System.Text.Json;

namespace Simulator.Tests.Cli;

/// <summary>The commands that compare scenarios and vary inputs, as users meet them.</summary>
public sealed class CompareCommandTests
{
    private static readonly string Published = Path.Combine(Repository.Root, "scenarios/published/llama-3.1-sweden.yaml");

    [Theory]
    [InlineData("servers", 2, "Not computed: servers (hardware.server.accelerators is not set).")]
    [InlineData("power_swing", 0, "No uncertain input affects these outputs")]
    [InlineData("power_swing,energy", 0, "the same draws at every point")]
    public void A_sweep_says_only_of_its_inputs_what_holds(string outputs, int code, string expected)
    {
        using var line = new CommandLineRun { Simulate = Simulator.Runs.SimulationRunner.Run };
        var file = line.WriteFile("a.yaml", "name: A\nhardware: {tdp: 700 W, overhead: 1.2 to 1.6}\ntraining: [{accelerators: 8, duration: 10 h}]");
        Assert.Equal(code, line.Run("sweep", file, "--vary", "facility.pue=1.1,1.2", "--outputs", outputs, "-n", "4096", "--no-plots"));
        Assert.Contains(expected, line.Output.ToString() + line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("No input is uncertain", line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_beside_scenarios_do_not_become_scenarios()
    {
        using var line = new CommandLineRun { Simulate = Simulator.Runs.SimulationRunner.Run };
        var a = line.WriteFile("a.yaml", "name: A\nhardware: {tdp: 700 W}\ntraining: [{accelerator_hours: 1 to 2 h}]");
        line.WriteFile("b.yaml", "name: B\nhardware: {tdp: 600 W}\ntraining: [{accelerator_hours: 1 h}]");
        Assert.Equal(0, line.Run("run", a, "-n", "4096", "--no-plots", "--save-samples", Path.Combine(line.Folder, "a.csv")));
        Assert.True(File.Exists(Path.Combine(line.Folder, "a.csv-metadata.json")));
        Assert.True(line.Run("compare", line.Folder, "-n", "4096", "--no-plots") == 0, line.Error.ToString());
    }

    [Theory]
    [InlineData("--outputs", "servers", "--outputs: found servers, which the inputs of no scenario determine; allowed: it_energy, energy,")]
    [InlineData("--outputs", "energy,servers", "--outputs: found servers, which")]
    [InlineData("--outputs", "", "--outputs: found no name; allowed: names of outputs, e.g. energy,emissions.")]
    [InlineData("--outputs", " , ", "--outputs: found no name")]
    [InlineData("--sort", "goodput", "--sort: found goodput, which the inputs of no scenario determine")]
    public void What_no_scenario_has_is_refused(string option, string names, string expected)
    {
        using var line = new CommandLineRun { Simulate = Simulator.Runs.SimulationRunner.Run };
        string[] files = [line.WriteFile("a.yaml", "name: A\nhardware: {tdp: 700 W}\ntraining: [{accelerator_hours: 1 to 2 h}]"), line.WriteFile("b.yaml", "name: B\nhardware: {tdp: 600 W}\ntraining: [{accelerator_hours: 1 h}]")];
        Assert.Equal(2, line.Run(["compare", .. files, option, names, "-n", "4096", "--no-plots"]));
        Assert.StartsWith(expected, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", line.Output.ToString());
    }

    [Fact]
    public void A_comparison_prints_its_tables_and_writes_files_and_charts()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(["compare", Uncertain(line, "One", "1.1 to 1.3"), Uncertain(line, "Two", "1.2 to 1.4"), .. Small(line), "--chart-width", "640", "--chart-height", "400"]));
        var text = line.Output.ToString();
        Assert.Contains("A  One", text);
        Assert.Contains("P(A < B)", text);
        Assert.Contains("No uncertain input is shared", text);
        Assert.Contains("A B  nothing  facility.pue", text);
        var files = Directory.GetFiles(Out(line)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["comparison-energy.png", "comparison.csv", "comparison.json", "difference-energy.png", "manifest.json", "report.html", "resources.png", "sheet.csv", "summary.csv"],
            files);
    }

    [Fact]
    public void Json_is_one_document_with_scenarios_and_pairs()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(["compare", Uncertain(line, "One", "1.1 to 1.3"), Uncertain(line, "Two", "1.2 to 1.4"), .. Small(line), "--no-plots", "--format", "json", "--quiet", "--share", "facility.pue"]));
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal(["One", "Two"], document.RootElement.GetProperty("scenarios").EnumerateArray().Select(one => one.GetProperty("scenario").GetProperty("name").GetString()!));
        var pair = document.RootElement.GetProperty("pairs").EnumerateArray().Single();
        var energy = pair.GetProperty("outputs").GetProperty("energy");
        Assert.Equal(("One", "Two"), (pair.GetProperty("a").GetString(), pair.GetProperty("b").GetString()));
        Assert.Equal(1, energy.GetProperty("probability_a_less").GetDouble());
        Assert.True(energy.GetProperty("difference").GetProperty("high").GetDouble() < 0);
        Assert.InRange(energy.GetProperty("ratio").GetProperty("median").GetDouble(), 0.8, 1);
        Assert.Empty(line.Error.ToString());
        Assert.Equal("Shared: all uncertain inputs that the scenarios have in common (as requested).", document.RootElement.GetProperty("coupling").GetString());
        var pue = document.RootElement.GetProperty("inputs").GetProperty("facility.pue");
        Assert.Equal(("draws", 2), (pue.GetProperty("shared").GetString(), pue.GetProperty("scenarios").GetArrayLength()));
        Assert.Equal("as requested", pue.GetProperty("groups")[0].GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("facility.peu", "did you mean facility.pue?")]
    [InlineData("hardware.tdp", "is an uncertain input of none of the scenarios")]
    [InlineData("grid", "is an uncertain input of none of the scenarios")]
    public void A_path_that_no_two_scenarios_have_cannot_be_shared(string path, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(["compare", Uncertain(line, "One", "1.1 to 1.3"), Uncertain(line, "Two", "1.2 to 1.4"), .. Small(line), "--no-plots", "--share", path]));
        Assert.Contains(expected, line.Error.ToString());
        Assert.Contains("allowed: all, or an uncertain input that at least two of them have", line.Error.ToString());
    }

    [Theory]
    [InlineData("csv", "a,b,name,unit,interval_level,difference_median")]
    [InlineData("markdown", "### A and B: One and Two")]
    public void Other_formats_are_printed_too(string format, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(["compare", Uncertain(line, "One", "1.1 to 1.3"), Uncertain(line, "Two", "1.2 to 1.4"), .. Small(line), "--no-plots", "--format", format]));
        Assert.Contains(expected, line.Output.ToString());
    }

    [Fact]
    public void One_file_is_compared_with_its_variations()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(["compare", Uncertain(line, "One", "1.1 to 1.3"), "--scale", "hardware.tdp=1/2", .. Small(line), "--no-plots"]));
        Assert.Contains("B  hardware.tdp × 1/2", line.Output.ToString());
        Assert.Contains("A B  values, one file  facility.pue", line.Output.ToString());
    }

    [Fact]
    public void A_single_file_is_no_comparison()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("compare", Published, "--out", Out(line)));
        Assert.Contains("found one scenario", line.Error.ToString());
        Assert.Contains("allowed: two or more", line.Error.ToString());
        Assert.False(Directory.Exists(Out(line)));
    }

    [Fact]
    public void Files_that_ask_for_different_seeds_have_to_be_overruled()
    {
        using var line = new CommandLineRun();
        var (one, two) = (line.Scenario("One", "one.yaml"), line.Scenario("Two", "two.yaml", "simulation: {seed: 7}"));
        Assert.Equal(2, line.Run("compare", one, two, "--out", Out(line)));
        Assert.Contains("simulation.seed: found 7", line.Error.ToString());
        Assert.Contains("Give --seed", line.Error.ToString());
        Assert.Equal(0, line.Run("compare", one, two, "--seed", "1", "--out", Out(line), "--no-plots"));
    }

    [Fact]
    public void Scenarios_of_one_name_are_distinguished_by_their_files()
    {
        using var line = new CommandLineRun();
        var (one, two) = (line.Scenario("Same", "one.yaml"), line.Scenario("Same", "two.yaml"));
        Assert.Equal(0, line.Run("compare", one, two, "--out", Out(line), "--no-plots"));
        Assert.Contains($"B  Same ({two})", line.Output.ToString());
    }

    [Fact]
    public void A_sweep_prints_the_table_and_writes_files_and_a_chart()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("sweep", Published, "--vary", "grid.carbon_intensity=13,25,250,400,700 gCO2e/kWh", "--out", Out(line), "--outputs", "emissions", "--chart-width", "640", "--chart-height", "400"));
        Assert.Matches(@"700 gCO2e/kWh +19,260\s", line.Output.ToString());
        Assert.Equal(["manifest.json", "sweep-emissions.png", "sweep.csv", "sweep.csv-metadata.json", "sweep.json"], Directory.GetFiles(Out(line)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        var rows = File.ReadAllLines(Path.Combine(Out(line), "sweep.csv"));
        Assert.Equal(6, rows.Length);
        Assert.StartsWith("grid.carbon_intensity,it_energy_median,it_energy_low", rows[0]);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out(line), "sweep.json")));
        var last = document.RootElement.GetProperty("points").EnumerateArray().Last();
        Assert.Equal("700 gCO2e/kWh", last.GetProperty("values")[0].GetString());
        Assert.Equal(19_257, last.GetProperty("outputs").GetProperty("emissions").GetProperty("median").GetDouble());
    }

    [Fact]
    public void Two_variations_are_drawn_as_a_map_and_names_as_rows()
    {
        using var line = new CommandLineRun();
        string[] chart = ["--outputs", "emissions", "--chart-width", "640", "--chart-height", "400"];
        Assert.Equal(0, line.Run(["sweep", Published, "--vary", "facility.pue=1:2:3", "--vary", "grid.location=sweden,us", "--out", Out(line), .. chart]));
        Assert.True(File.Exists(Path.Combine(Out(line), "heatmap-emissions.png")));
        Assert.Equal(0, line.Run(["sweep", Published, "--vary", "grid.location=sweden,us", "--out", Out(line), .. chart]));
        Assert.True(File.Exists(Path.Combine(Out(line), "sweep-emissions.png")));
    }

    [Fact]
    public void An_interrupted_sweep_keeps_the_points_that_are_done()
    {
        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun { Cancellation = stop.Token };
        stop.CancelAfter(TimeSpan.FromMilliseconds(700));
        var code = line.Run("sweep", Path.Combine(Repository.Root, "scenarios/gpt-3.yaml"), "--vary", "facility.pue=1.01:2:10000", "-n", "4096", "--out", Out(line), "--no-plots", "--format", "csv");
        Assert.Equal(130, code);
        if (File.Exists(Path.Combine(Out(line), "sweep.csv")))
        {
            // On a machine too slow for a single point there is nothing to keep.
            Assert.InRange(File.ReadAllLines(Path.Combine(Out(line), "sweep.csv")).Length, 2, 10_000);
            Assert.Contains("of 10,000 points", line.Error.ToString());
        }
    }

    [Theory]
    [InlineData("--vary", "facility.peu=1.1,1.2", "did you mean facility.pue?")]
    [InlineData("--vary", "facility.pue=0.9,1.2", "found 0.9; allowed: at least 1")]
    [InlineData("--vary", "facility.pue=1:2:x", "a whole number from 2")]
    [InlineData("--scale", "hardware.tpd=1/3", "did you mean hardware.tdp?")]
    [InlineData("--outputs", "emission", "did you mean emissions?")]
    public void Mistakes_are_named_with_what_is_near(string option, string value, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("sweep", Published, option, value, "--out", Out(line)));
        Assert.Contains(expected, line.Error.ToString());
        Assert.False(Directory.Exists(Out(line)));
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("sweep")]
    public void Help_has_examples(string command)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(command, "--help"));
        Assert.Contains($"simulator {command} scenarios/", line.Output.ToString());
    }

    [Fact]
    public void A_folder_of_many_models_gives_one_sheet_charts_named_by_models_and_a_page()
    {
        using var line = new CommandLineRun();
        foreach (var index in Enumerable.Range(1, 6))
        {
            line.Scenario($"Model {index}", $"models/m{index}.yaml", $"facility: {{pue: 1.{index} to 1.{index}5}}\npublished: [{{output: energy, value: 800 MWh, tier: circular, source: a card, expect: inside}}]");
        }

        line.WriteFile("models/total.yaml", "name: Only a total\npublished: [{output: emissions, value: 20 kt, tier: total only, source: a report}]");
        string[] command = ["compare", Path.Combine(line.Folder, "models"), .. Small(line), "--chart-width", "640", "--sort", "energy", "--reference", "model 3"];
        Assert.Equal(0, line.Run([.. command, "--charts", "difference,comparison,resources"]));
        var text = line.Output.ToString();
        Assert.Contains("A  Model 6", text);
        Assert.Contains("G  Only a total", text);
        Assert.Contains("each is compared with the first that was named, Model 3", text);
        Assert.Contains("Published figures and ours", text);
        Assert.Contains("P(row < column): Energy", text);
        var files = Directory.GetFiles(Out(line)).Select(path => Path.GetFileNameWithoutExtension(path)!).ToList();
        Assert.Contains("difference-energy-model-3-and-model-6", files);
        Assert.Contains("comparison-energy", files);
        Assert.Contains("comparison-emissions", files);
        Assert.DoesNotContain(files, file => file.EndsWith("-1-2", StringComparison.Ordinal));
        var page = File.ReadAllText(Path.Combine(Out(line), "report.html"));
        System.Xml.Linq.XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.Contains("id=\"figure-comparison-emissions\"", page);
        Assert.Contains("only published figures, without inputs", page);
        Assert.Contains("data-label=\"Energy, GWh\"", page);
        var rows = File.ReadAllLines(Path.Combine(Out(line), "sheet.csv"));
        Assert.Contains(rows, row => row.StartsWith("Only a total,", StringComparison.Ordinal) && row.Contains("emissions,t,published,20000", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("energy,MWh,published,800", StringComparison.Ordinal));

        // Without a choice, many models have no difference of every pair.
        Assert.Equal(0, line.Run(command));
        Assert.DoesNotContain(Directory.GetFiles(Out(line)), file => Path.GetFileName(file).StartsWith("difference", StringComparison.Ordinal));
    }

    [Fact]
    public void Chosen_outputs_are_those_of_all_tables_and_charts()
    {
        using var line = new CommandLineRun();
        var (one, two) = (Uncertain(line, "One", "1.1 to 1.3"), Uncertain(line, "Two", "1.2 to 1.4"));
        Assert.Equal(0, line.Run(["compare", one, two, .. Small(line), "--outputs", "grid_energy,accelerator_hours", "--chart-width", "640"]));
        Assert.Contains("Grid energy", line.Output.ToString());
        Assert.DoesNotContain("IT energy", line.Output.ToString());
        Assert.True(File.Exists(Path.Combine(Out(line), "comparison-grid_energy.png")));
        Assert.False(File.Exists(Path.Combine(Out(line), "comparison-energy.png")));
    }

    [Fact]
    public void The_json_of_a_comparison_has_the_notes_of_its_rows_and_published_figures()
    {
        using var line = new CommandLineRun();
        var one = line.Scenario("One", "one.yaml", "published: [{output: energy, value: 800 MWh, tier: circular, source: a card, expect: inside}]");
        Assert.Equal(0, line.Run(["compare", one, Uncertain(line, "Two", "1.2 to 1.4"), .. Small(line), "--no-plots", "--format", "json", "--quiet"]));
        using var document = JsonDocument.Parse(line.Output.ToString());
        var row = document.RootElement.GetProperty("sheet")[0];
        Assert.StartsWith("PUE not stated", row.GetProperty("notes")[0].GetString());
        Assert.Equal(800, row.GetProperty("published")[0].GetProperty("value").GetDouble());
        Assert.Equal("energy", document.RootElement.GetProperty("probabilities")[0].GetProperty("output").GetString());
    }

    [Theory]
    [InlineData("--sort", "emission", "did you mean emissions?")]
    [InlineData("--sort", "energy,cost", "allowed: name, or one output")]
    [InlineData("--reference", "Twoo", "did you mean Two?")]
    [InlineData("--outputs", "enegry", "did you mean energy?")]
    public void Mistakes_in_the_layout_of_a_comparison_are_named(string option, string value, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(["compare", Uncertain(line, "One", "1.1 to 1.3"), Uncertain(line, "Two", "1.2 to 1.4"), .. Small(line), option, value]));
        Assert.Contains(expected, line.Error.ToString());
        Assert.False(Directory.Exists(Out(line)));
    }

    private static string Uncertain(CommandLineRun line, string name, string pue) => line.Scenario(name, name + ".yaml", $"facility: {{pue: {pue}}}");

    private static string Out(CommandLineRun line) => Path.Combine(line.Folder, "out");

    private static string[] Small(CommandLineRun line) => ["--out", Out(line), "-n", "4096", "--replicates", "4"];
}
