using Simulator.Scenarios;

namespace Simulator.Studies.Sweep;

/// <summary>Names the phases in which a variation of a section does not apply, because they set their own figure or name, which is nearer.</summary>
internal static class PhaseNotices
{
    private static readonly string[] Sections = ["hardware.", "facility.", "grid."];

    /// <summary>The remark on a variation; null if it reaches every phase, or is not one of a section.</summary>
    /// <param name="variation">What is varied.</param>
    /// <param name="scenario">The scenario at one of the values.</param>
    public static string? Of(Variation variation, Scenario scenario)
    {
        var section = Array.Find(Sections, name => variation.Path.StartsWith(name, StringComparison.Ordinal));
        if (section is null)
        {
            return null;
        }

        var isName = EntryChangeNotices.Concern(variation);
        var own = scenario.Phases.Select(phase => isName ? OwnByName(phase, section) : Own(phase, section, variation.Path)).ToList();
        var unreached = own.OfType<string>().ToList();
        return unreached.Count == 0 ? null
            : unreached.Count == own.Count ? $"Warning: {variation.Path}: varying it has no effect, since every phase sets its own: {string.Join(", ", unreached)}."
            : $"Warning: {variation.Path}: it does not apply in every phase, since some set their own: {string.Join(", ", unreached)}.";
    }

    // A figure of the section's entry is known under the path of the section.
    private static string? OwnByName(Phase phase, string section)
    {
        var figures = phase.Inputs.Values.Where(input => input.Origin == QuantityOrigin.Catalog).Select(input => input.Path)
            .Concat(phase.Mix is { } mix ? [mix.Path] : []).ToList();
        return figures.Exists(path => path.StartsWith(section, StringComparison.Ordinal)) ? null
            : figures.Find(path => path.Contains("." + section, StringComparison.Ordinal));
    }

    private static string? Own(Phase phase, string section, string path)
    {
        var key = path[section.Length..];
        var input = phase.Inputs.FirstOrDefault(entry => entry.Key.Name == key && entry.Key.Section + "." == section).Value?.Path
            ?? (section == "grid." && key is "carbon_intensity" or "mix" ? phase.Mix?.Path : null);
        return input is null || input.StartsWith(section, StringComparison.Ordinal) ? null : input;
    }
}
