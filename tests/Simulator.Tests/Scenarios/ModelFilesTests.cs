using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Scenarios;

/// <summary>Files below scenarios/ that repeat a training: a scenario names no file outside its folder, so they cannot extend it.</summary>
public class ModelFilesTests
{
    public static TheoryData<string, string> Repeated => new()
    {
        { "gpt-3", "models/gpt-3" },
        { "gpt-4", "models/gpt-4" },
        { "gpt-4o", "models/gpt-4o" },
        { "gpt-4o", "serving/gpt-4o" },
        { "deepseek-v3", "models/deepseek-v3" },
        { "llama-3.1-405b", "models/llama-3.1-405b" },
        { "bloom", "models/bloom" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void They_state_every_input_of_it_as_it_does(string training, string file)
    {
        var (expected, actual) = (Inputs(training), Inputs(file));
        var stated = File.ReadAllText(PathOf(training));
        expected = expected.Where(input => stated.Contains($" {input.Key.Split('.')[^1]}:", StringComparison.Ordinal)).ToDictionary();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual.Where(input => expected.ContainsKey(input.Key)).ToDictionary());
    }

    private static string PathOf(string name) => Path.Combine(Repository.Root, "scenarios", name + ".yaml");

    private static Dictionary<string, string> Inputs(string name)
    {
        var scenario = ScenarioReader.Read(PathOf(name));
        return scenario.Quantities.ToDictionary(
            quantity => quantity.Path,
            quantity => string.Join(' ', ((double[])[0.01, 0.5, 0.99]).Select(probability => quantity.Distribution.Quantile(probability).ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + quantity.Source + quantity.Note);
    }
}
