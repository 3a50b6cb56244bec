using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Scenario texts and what reading them gives.</summary>
internal static class Yaml
{
    /// <summary>The smallest scenario.</summary>
    public const string Smallest = """
        name: smallest
        hardware: {tdp: 700 W}
        training:
          - accelerator_hours: 1M h
        """;

    // Keys of `hardware` join the rated power that must be there.
    private const string Open = """
        name: smallest
        training:
          - accelerator_hours: 1M h
        """;

    public static Scenario Read(string text) => ScenarioReader.Read(text, "test.yaml");

    public static IReadOnlyList<Diagnostic> Errors(string text) =>
        Assert.Throws<ScenarioException>(() => Read(text)).Errors;

    /// <summary>The smallest scenario with one more key in a section, and that key's input.</summary>
    public static Quantity Quantity(string section, string key, string value) =>
        Read(With(section, key, value)).Phases[0].Inputs.Single(input => input.Key.Section == section && input.Key.Name == key).Value;

    public static Diagnostic QuantityError(string section, string key, string value) =>
        Assert.Single(Errors(With(section, key, value)));

    private static string With(string section, string key, string value) => section switch
    {
        "phase" => $"{Smallest}\n    {key}: {value}",
        "hardware" => $"{Open}\nhardware:\n  {key}: {value}{(key == "tdp" ? "" : "\n  tdp: 700 W")}",
        _ => $"{Smallest}\n{section}:\n  {key}: {value}",
    };
}
