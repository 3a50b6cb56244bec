using System.Globalization;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using YamlDotNet.RepresentationModel;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>Front matter of a model card, against the fields that the Hub's documentation lists.</summary>
public sealed class HuggingFaceCardTests
{
    // "Displaying carbon emissions for your model" (hub-docs, docs/hub/model-cards-co2.md): emissions is a number, in grams of CO2;
    // source, training_type ("pre-training" or "fine-tuning"), geographical_location and hardware_used are texts.
    private static readonly string[] Texts = ["source", "training_type", "geographical_location", "hardware_used"];

    [Fact]
    public void A_published_model_has_every_field()
    {
        using var run = new FormRun();
        var fields = Fields(run.Print(FormRun.Llama, "huggingface"));
        Assert.Equal(["emissions", .. Texts], fields.Keys);
        Assert.Equal("pre-training", fields["training_type"]);
        Assert.Equal("United States", fields["geographical_location"]);
        Assert.Equal("16,384 x NVIDIA H100 SXM5 80 GB", fields["hardware_used"]);

        // A second way: the run's own median, tonnes to grams, four digits.
        var median = SimulationRunner.Run(ScenarioReader.Read(FormRun.Llama), new RunOptions { Samples = 4096 }).Outputs.Single(output => output.Name == "emissions").Median;
        var grams = double.Parse(fields["emissions"], NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(median * 1e6, grams, grams * 1e-2);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void What_is_not_known_is_a_comment_and_never_a_value()
    {
        using var run = new FormRun();
        var text = run.Print(run.File("""
            name: Unnamed
            hardware: {tdp: 700 W}
            grid: {carbon_intensity: 300 to 500 gCO2e/kWh}
            training: [{phase: main, accelerator_hours: 1000 h}, {phase: more, accelerator_hours: 10 h}]
            """), "huggingface");
        Assert.Equal(["emissions", "source"], Fields(text).Keys);
        foreach (var field in new[] { "training_type", "geographical_location", "hardware_used" })
        {
            Assert.Contains($"  # {field}: not known\n", text, StringComparison.Ordinal);
            Assert.Contains($"Left out: {field}: not known", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal("fine-tuning", Fields(run.Print(Path.Combine(run.Folder, "form.yaml"), "huggingface", "--training-type", "fine-tuning"))["training_type"]);
    }

    [Theory]
    [InlineData("fine-tuning", "fine-tuning")]
    [InlineData("LoRA on 8 GPUs", "fine-tuning")]
    [InlineData("Pretraining", "pre-training")]
    [InlineData("main", null)]
    public void The_kind_of_training_is_what_the_names_of_the_phases_tell(string phase, string? expected)
    {
        using var run = new FormRun();
        var fields = Fields(run.Print(run.File(FormRun.FineTune.Replace("phase: fine-tuning", $"phase: {phase}", StringComparison.Ordinal)), "huggingface"));
        Assert.Equal(expected, fields.GetValueOrDefault("training_type"));
    }

    [Fact]
    public void Serving_is_not_training()
    {
        using var run = new FormRun();
        var training = Fields(run.Print(run.File(FormRun.FineTune), "huggingface"))["emissions"];
        var both = Fields(run.Print(run.File(FormRun.FineTune + "\nserving: {requests_per_day: 1M, energy_per_request: 1 Wh, duration: 1 year}\n"), "huggingface"))["emissions"];
        Assert.Equal(training, both);
    }

    private static Dictionary<string, string> Fields(string text)
    {
        Assert.StartsWith("---\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n---\n", text, StringComparison.Ordinal);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text[..^4]));
        var front = (YamlMappingNode)yaml.Documents[0].RootNode;
        Assert.Equal("co2_eq_emissions", ((YamlScalarNode)Assert.Single(front.Children).Key).Value);
        var fields = ((YamlMappingNode)front.Children[new YamlScalarNode("co2_eq_emissions")]).Children
            .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!);
        Assert.True(double.Parse(fields["emissions"], NumberStyles.Float, CultureInfo.InvariantCulture) > 0);
        Assert.All(fields.Keys.Skip(1), key => Assert.Contains(key, Texts));
        return fields;
    }
}
