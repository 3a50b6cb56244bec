using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Format;

/// <summary>What a key may have as its value, in words.</summary>
internal static class KeyWords
{
    /// <summary>The unit that people would write; empty for plain numbers and for what is no quantity.</summary>
    public static string Unit(FormatKey key) => key.Kind is KeyKind.Quantity && key.Spec is { ModelUnit: { Length: > 0 } unit } ? ExampleUnits.For(unit) : "";

    /// <summary>What is allowed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="code">Marks what a file would contain.</param>
    /// <param name="link">Refers to a page or a heading: the words, and the address.</param>
    public static string Allowed(FormatKey key, Func<string, string> code, Func<string, string, string> link) => key.Kind switch
    {
        KeyKind.Quantity => Bounds.Describe(key.Spec!) + (key.Choices.Count > 0 ? $"; or {Join(key.Choices.Select(code))}" : ""),
        KeyKind.Component => $"{Bounds.Describe(key.Spec!)}; or {link("power and cost", "#a-component")}",
        KeyKind.Choice => Join(key.Choices.Select(code)),
        KeyKind.CatalogName => $"an entry of {code($"simulator list {key.Name}s")}",
        KeyKind.Mix => $"shares by source, as {code("simulator list generation")} names them; or {Join(key.Choices.Select(code))}",
        KeyKind.Section => $"keys of {link(key.Section!.Name, $"#{key.Section.Name}")}",
        KeyKind.Phases => $"a list of {link("phases", "#training")}",
        KeyKind.CostLines => $"a list of {link("lines", "#a-line-of-costs")}",
        KeyKind.Correlations or KeyKind.Published => $"a list of {link("items", $"#{key.Name}")}",
        KeyKind.Limits => $"a list of {link("limits", "limits.md")}",
        KeyKind.InputPair => "two paths",
        KeyKind.WholeNumber => "a whole number",
        KeyKind.Number => "a number",
        _ => "a text",
    };

    private static string Join(IEnumerable<string> words) => string.Join(", ", words);
}
