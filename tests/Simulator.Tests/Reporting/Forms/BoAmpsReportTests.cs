using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>BoAmps reports against the schemas that Boavizta publishes; see BoAmps/README.md for their origin and licence.</summary>
public sealed class BoAmpsReportTests
{
    private static readonly string Schemas = Path.Combine(Repository.Root, "tests", "Simulator.Tests", "Reporting", "Forms", "BoAmps");
    private static readonly (JsonSchema Report, EvaluationOptions Options) Validator = Load();

    [Fact]
    public void Boaviztas_own_example_is_valid_and_a_report_without_its_parts_is_not()
    {
        var example = JsonNode.Parse(File.ReadAllText(Path.Combine(Schemas, "example.json")))!.AsObject();
        Assert.Equal("", Errors(example));
        foreach (var part in new[] { "task", "measures", "infrastructure" })
        {
            var cut = example.DeepClone().AsObject();
            cut.Remove(part);
            Assert.NotEqual("", Errors(cut));
        }

        example["infrastructure"]!["components"]![0]!["nbComponent"] = 1.5;
        Assert.NotEqual("", Errors(example));
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("fine-tune")]
    [InlineData("fixed")]
    [InlineData("hostile")]
    [InlineData("measured")]
    public void Every_report_is_valid(string scenario)
    {
        using var run = new FormRun();
        var report = Report(run, scenario switch
        {
            "llama" => FormRun.Llama,
            "measured" => run.File("""
                name: Measured
                training: [{phase: tuning, accelerators: 8, energy: 48.3 kWh ± 3%, measured_at: site, duration: 8 h}]
                """),
            "fixed" => run.File("""
                name: Fixed
                hardware: {tdp: 700 W}
                training: [{phase: pre-training, accelerators: 100, duration: 10 days}]
                """),
            "hostile" => run.File(FormRun.FineTune.Replace("Small fine-tune", JsonSerializer.Serialize(FormRun.Hostile), StringComparison.Ordinal)),
            _ => run.File(FormRun.FineTune),
        });
        Assert.Equal("", Errors(report));
    }

    [Fact]
    public void Energy_duration_hardware_and_place_are_those_of_the_scenario()
    {
        using var run = new FormRun();
        var report = Report(run, run.File("""
            name: Fixed
            hardware: {accelerator: h100-sxm, overhead: 1.5}
            facility: {pue: 1.2}
            grid: {location: us-pjm, carbon_intensity: 400 gCO2e/kWh}
            training: [{phase: fine-tuning, accelerators: 100, duration: 10 days, tokens: 2G}]
            """), "--task-family", "chatbot", "--infrastructure", "onPremise");

        // 100 accelerators of 700 W for 240 h, times 1.5; the site's PUE is not the equipment's.
        Assert.Equal(100 * 0.7 * 240 * 1.5, report["measures"]![0]!["powerConsumption"]!.GetValue<double>(), 1e-6);
        Assert.Equal(864_000, report["measures"]![0]!["measurementDuration"]!.GetValue<double>(), 1e-6);
        Assert.Equal(("finetuning", "chatbot"), ((string)report["task"]!["taskStage"]!, (string)report["task"]!["taskFamily"]!));
        Assert.Equal(2e9, report["task"]!["dataset"]![0]!["dataQuantity"]!.GetValue<double>());
        Assert.Equal(("onPremise", 100L), ((string)report["infrastructure"]!["infraType"]!, report["infrastructure"]!["components"]![0]!["nbComponent"]!.GetValue<long>()));
        Assert.Equal(("United States", "PJM (Mid-Atlantic)"), ((string)report["environment"]!["country"]!, (string)report["environment"]!["location"]!));
        Assert.Equal(400, report["environment"]!["powerSourceCarbonIntensity"]!.GetValue<double>(), 1e-9);
        Assert.Equal(("1.1.0", "2026-11-27 10:30:00"), ((string)report["header"]!["formatVersion"]!, (string)report["header"]!["reportDatetime"]!));
        Assert.DoesNotContain("taskFamily", run.Error, StringComparison.Ordinal);
    }

    // The grades of the schema: errors of 10%, 25% and 50%.
    [Theory]
    [InlineData("0.7", null)] // fixed by the inputs, which says nothing about the error
    [InlineData("0.68 to 0.72", "high")]
    [InlineData("0.6 to 0.8", "medium")]
    [InlineData("0.5 to 0.9", "low")]
    [InlineData("0.3 to 0.99", null)]
    public void The_quality_is_that_of_the_interval_and_is_left_out_where_there_is_none(string utilization, string? expected)
    {
        using var run = new FormRun();
        var report = Report(run, run.File($$"""
            name: Graded
            hardware: {tdp: 700 W}
            training: [{phase: main, accelerators: 8, duration: 10 h, utilization: {{utilization}}}]
            """));
        Assert.Equal(expected, (string?)report["quality"]);
        Assert.Equal(expected is null, run.Error.Contains("Left out: quality", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_schema_requires_and_the_file_does_not_state_is_said()
    {
        using var run = new FormRun();
        var report = Report(run, run.File("""
            name: Bare
            hardware: {tdp: 700 W}
            training: [{phase: main, accelerators: 3 to 9, duration: 1 to 100 h}]
            """));
        Assert.Equal("not stated", (string)report["task"]!["taskFamily"]!);
        Assert.False(report.ContainsKey("environment"));
        Assert.False(report.ContainsKey("quality"));
        foreach (var word in new[] { "task.taskFamily", "task.dataset.dataQuantity", "infrastructure.infraType", "componentName", "nbComponent", "environment", "quality" })
        {
            Assert.Contains(word, run.Error, StringComparison.Ordinal);
        }
    }

    private static JsonObject Report(FormRun run, string file, params string[] arguments) =>
        JsonNode.Parse(run.Print(file, "boamps", ["--date", "2026-11-27T10:30:00", .. arguments]))!.AsObject();

    private static string Errors(JsonObject report)
    {
        var results = Validator.Report.Evaluate(JsonSerializer.SerializeToElement(report), Validator.Options);
        return results.IsValid ? "" : string.Join("; ", (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("invalid"));
    }

    // The validator begins at draft 6, where the keyword id is called $id; these schemas use nothing else that has changed.
    private static (JsonSchema Report, EvaluationOptions Options) Load()
    {
        var options = new EvaluationOptions { OutputFormat = OutputFormat.List };
        JsonSchema? report = null;
        foreach (var file in Directory.GetFiles(Schemas, "*_schema.json"))
        {
            var schema = JsonSchema.FromText(File.ReadAllText(file)
                .Replace("draft-04", "draft-06", StringComparison.Ordinal).Replace("\"id\":", "\"$id\":", StringComparison.Ordinal));
            SchemaRegistry.Global.Register(schema);
            report = Path.GetFileName(file) == "report_schema.json" ? schema : report;
        }

        return (report!, options);
    }
}
