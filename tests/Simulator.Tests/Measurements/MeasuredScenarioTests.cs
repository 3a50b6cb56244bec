using System.Text.Json;
using Simulator.Measurements;
using Simulator.Model;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Measurements;

/// <summary>From a log to a scenario that can be run. UPDATE_GOLDEN=1 renews the shipped ones.</summary>
public sealed class MeasuredScenarioTests
{
    private const string Folder = "scenarios/measured/";

    private static readonly Dictionary<string, (string Log, string? Location, ImportOptions Options)> Shipped = new(StringComparer.Ordinal)
    {
        ["nvidia-smi"] = ("nvidia-smi.csv", "germany", new ImportOptions { From = LogTime.Parse("2026-03-02T10:18:00"), To = LogTime.Parse("2026-03-02T10:42:00") }),
        ["codecarbon"] = ("emissions.csv", "germany", new ImportOptions()),
        ["sacct"] = ("sacct.txt", null, new ImportOptions { Accuracy = 0.03, Accelerator = "a100-sxm-80gb" }),
        ["prometheus"] = ("prometheus.json", null, new ImportOptions()),
        ["power-csv"] = ("rack.csv", null, new ImportOptions { TimeColumn = "time", PowerColumn = "rack_power_kw", MeasuredAt = Boundary.Site, Accuracy = 0.01 }),
    };

    public static TheoryData<string> Formats => [.. LogFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_shipped_scenario_is_what_the_import_writes(string format)
    {
        var measured = Measured(format);
        var text = MeasuredScenario.Write(measured, $"Measured: {format}", Shipped[format].Location);
        var file = Path.Combine(Repository.Root, Folder, $"{format}.yaml");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_shipped_scenario_gives_back_the_measured_interval(string format)
    {
        var measured = Measured(format);
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, Folder, $"{format}.yaml"));
        Assert.Empty(scenario.Warnings);
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 16 });

        // Without facility and losses, the site takes what was measured; MWh. Sobol' points: 1e-3 of the half-width is far beyond their error.
        var energy = result.Outputs.Single(output => output.Name == "energy");
        var (low, high) = measured.Interval;
        Assert.Equal(measured.KilowattHours / 1000, energy.Mean, 1e-6 * measured.KilowattHours);
        Assert.Equal(low / 1000, energy.Interval.Low, 1e-6 * measured.KilowattHours);
        Assert.Equal(high / 1000, energy.Interval.High, 1e-6 * measured.KilowattHours);
        Assert.Equal(measured.AcceleratorHours is not null, result.Outputs.Any(output => output.Name == "accelerator_hours"));
    }

    [Theory]
    [InlineData("sacct")]
    [InlineData("power-csv")]
    public void A_source_that_is_not_known_is_left_out(string format)
    {
        var (log, _, options) = Shipped[format];
        var measured = LogFormats.Read(format, [LogFile.Read(Path.Combine(Repository.Root, Folder, "logs", log))], options with { Accuracy = null });
        var text = MeasuredScenario.Write(measured, "x", null);
        Assert.DoesNotContain("not known", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Source:", text, StringComparison.Ordinal);
        Assert.Null(ScenarioReader.Read(text, "x.yaml").Quantities.Single(quantity => quantity.Key.Name == "energy").Source);
        using var writer = new StringWriter();
        Simulator.Reporting.Json.JsonMeasurement.Write(measured, text, writer);
        using var document = JsonDocument.Parse(writer.ToString());
        Assert.False(document.RootElement.GetProperty("accuracy").TryGetProperty("source", out _));
    }

    [Fact]
    public void The_command_writes_prints_and_never_overwrites()
    {
        using var line = new CommandLineRun();
        var log = line.WriteFile("power.csv", Logs.NvidiaSmi(101, row => row == 50 ? "[N/A]" : "360 W"));
        var target = Path.Combine(line.Folder, "measured.yaml");
        Assert.Equal(0, line.Run("import", "nvidia-smi", log, "--out", target, "--location", "germany"));
        var written = File.ReadAllText(target);
        Assert.EndsWith($"Written: {target}\n", line.Output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("value: 0.1 kWh ± 5%", written, StringComparison.Ordinal);
        Assert.Contains(LogFile.Read(log).Sha256, written, StringComparison.Ordinal);
        Assert.Contains("100 rows used; skipped: 1 (power is [N/A])", written, StringComparison.Ordinal);
        Assert.Equal(0, line.Run("check", target));
        Assert.Equal(2, line.Run("import", "nvidia-smi", log, "--out", target));
        Assert.Contains("--force", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllText(target));
        Assert.Equal(0, line.Run("import", "nvidia-smi", log, "--out", target, "--force", "--accuracy", "2%"));
        Assert.Contains("value: 0.1 kWh ± 2%", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NVIDIA GH200 480GB", "gh200", true)]
    [InlineData("NVIDIA GH200 144G HBM3e", "gh200", true)]
    [InlineData("GH200 120GB", "gh200", true)]
    [InlineData("NVIDIA H100 80GB HBM3", "h100-sxm", false)]
    [InlineData("NVIDIA GB200", "gb200", false)]
    [InlineData("NVIDIA GB300", "gb300", false)]
    [InlineData("NVIDIA B200", "b200", false)]
    public void A_log_of_the_gpu_alone_says_what_it_lacks_of_the_entry(string model, string id, bool lacks)
    {
        const string Note = "note: the catalogue's entry gh200 is the whole superchip with its CPU and memory, rated at up to 1,000 W; the log has the power of its GPU alone.";
        using var line = new CommandLineRun();
        var log = line.WriteFile("power.csv", Logs.NvidiaSmi(101, _ => "360 W", header: "timestamp, name, power.draw [W]", name: _ => model));
        var target = Path.Combine(line.Folder, "measured.yaml");
        Assert.Equal(0, line.Run("import", "nvidia-smi", log, "--out", target));
        foreach (var text in new[] { File.ReadAllText(target), line.Output.ToString() })
        {
            Assert.Equal(lacks, text.ReplaceLineEndings(" ").Contains(Note, StringComparison.Ordinal));
        }

        Assert.Contains($"accelerator: {id}\n", File.ReadAllText(target), StringComparison.Ordinal);
        Assert.Equal(0, line.Run("check", target));
    }

    [Fact]
    public void The_power_of_a_module_lacks_nothing_of_it()
    {
        var gpu = Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, _ => "360 W"), new ImportOptions { Accelerator = "gh200" });
        Assert.Contains(gpu.Notes, note => note.Contains("GPU alone", StringComparison.Ordinal));
        Assert.Empty(Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, _ => "360 W"), new ImportOptions { Accelerator = "gh200", MeasuredAt = Boundary.It }).Notes);

        // What the note advises.
        const string Module = "module.power.draw.average [W]";
        var module = Logs.Read(
            "power-csv", Logs.NvidiaSmi(101, _ => "720 W", header: $"timestamp, index, {Module}"),
            new ImportOptions { Accelerator = "gh200", MeasuredAt = Boundary.Accelerators, TimeColumn = "timestamp", PowerColumn = Module, DeviceColumn = "index" });
        Assert.Equal(2 * gpu.KilowattHours, module.KilowattHours, 12);
        Assert.Empty(module.Notes);
    }

    [Fact]
    public void Json_holds_the_same_as_data()
    {
        using var line = new CommandLineRun { Input = new StringReader(Logs.NvidiaSmi(101, _ => "360 W")) };
        Assert.Equal(0, line.Run("import", "nvidia-smi", "-", "--format", "json"));
        using var json = JsonDocument.Parse(line.Output.ToString());
        var energy = json.RootElement.GetProperty("energy");
        Assert.Equal(1e-4, energy.GetProperty("value").GetDouble(), 1e-15);
        Assert.Equal(0.95e-4, energy.GetProperty("interval").GetProperty("low").GetDouble(), 1e-15);
        Assert.Equal(101, json.RootElement.GetProperty("rows").GetProperty("used").GetInt64());
        Assert.Equal(0, json.RootElement.GetProperty("gaps").GetProperty("count").GetInt32());
        ScenarioReader.Read(json.RootElement.GetProperty("scenario").GetString()!, "test.yaml");
    }

    [Theory]
    [InlineData("no such file", "nvidia-smi", "missing.csv")]
    [InlineData("an empty file", "nvidia-smi", "-")]
    [InlineData("--location: no location 'germani'", "nvidia-smi", "-", "--location", "germani")]
    [InlineData("'yesterday' is no time", "nvidia-smi", "-", "--from", "yesterday")]
    [InlineData("'3' is not an accuracy", "nvidia-smi", "-", "--accuracy", "3")]
    [InlineData("'10' is no time", "nvidia-smi", "-", "--max-gap", "10")]
    public void Wrong_command_lines_exit_with_two(string message, params string[] arguments)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(["import", .. arguments]));
        Assert.Contains(message, line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_paths_with_quotes_are_still_yaml()
    {
        var measured = LogFormats.Read("nvidia-smi", [Logs.File(Logs.NvidiaSmi(20, _ => "360 W"), "a \"b\": #c\n.csv")], new ImportOptions());
        Assert.Equal("it's \"mine\": #1", ScenarioReader.Read(MeasuredScenario.Write(measured, "it's \"mine\": #1", null), "test.yaml").Name);
    }

    private static Measurement Measured(string format)
    {
        var (log, _, options) = Shipped[format];
        return LogFormats.Read(format, [LogFile.Of($"{Folder}logs/{log}", File.ReadAllBytes(Path.Combine(Repository.Root, Folder, "logs", log)))], options);
    }
}
