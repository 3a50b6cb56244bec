using Simulator.Presentation;
using Simulator.Scenarios;

namespace Simulator.Planning;

/// <summary>Says how much of which distributions was cut off at bounds. However little it is: the mean of what is left is not that of what was written.</summary>
internal static class CutOff
{
    private const string Beginning = "Truncated at the bounds: ";

    /// <summary>The sentence about one scenario; null if nothing was cut off.</summary>
    public static string? Notice(Scenario scenario) =>
        Truncated(scenario) is { Count: > 0 } inputs ? Beginning + string.Join(", ", inputs.Select(input => Share(input.Mass, input.Path))) + "." : null;

    /// <summary>One sentence about several scenarios: by input, and by scenario where they differ.</summary>
    /// <param name="scenarios">The scenarios, and how each is called.</param>
    public static string? Notice(IReadOnlyList<(string Name, Scenario Scenario)> scenarios)
    {
        var inputs = scenarios.SelectMany(entry => Truncated(entry.Scenario).Select(input => (entry.Name, input.Path, input.Mass)))
            .GroupBy(input => input.Path)
            .Select(input => input.Count() == scenarios.Count && input.Select(one => one.Mass).Distinct().Count() == 1
                ? Share(input.First().Mass, input.Key)
                : string.Join(", ", input.Select(one => $"{Share(one.Mass, one.Path)} ({one.Name})")))
            .ToList();
        return inputs.Count > 0 ? Beginning + string.Join(", ", inputs) + "." : null;
    }

    /// <summary>One sentence about the points of a sweep: the largest share of each input, where there are points that cut it off.</summary>
    /// <param name="points">The largest share by input. [-]</param>
    public static string? Notice(IReadOnlyDictionary<string, double> points) => points.Count > 0
        ? Beginning + string.Join(", ", points.Select(input => $"at most {Share(input.Value, input.Key)}")) + "."
        : null;

    /// <summary>The inputs of which something was cut off, and how much. [-]</summary>
    public static IReadOnlyList<(string Path, double Mass)> Truncated(Scenario scenario) =>
        [.. scenario.Quantities.Where(quantity => quantity.TruncatedMass > 0).Select(quantity => (quantity.Path, quantity.TruncatedMass))];

    private static string Share(double mass, string path) => $"{Figures.Percent(mass)} of {path}";
}
