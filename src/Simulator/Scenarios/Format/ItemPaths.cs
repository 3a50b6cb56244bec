using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Format;

/// <summary>How the items of the lists in a scenario file are called in messages and options.</summary>
internal static class ItemPaths
{
    /// <summary>Paths of the phases of a list, by their names where they have one.</summary>
    public static IEnumerable<string> Phases(ConfigSequence list) => list.Items.Select((item, index) =>
        item is ConfigMapping mapping && mapping["phase"] is ConfigScalar { IsEmpty: false } name && name.OneLine.Length > 0 ? $"training.{name.OneLine}"
        : list.Items.Count == 1 ? "training.training"
        : FormattableString.Invariant($"training[{index + 1}]"));

    /// <summary>Paths of the lines of the budget, by their names where they have one.</summary>
    public static IEnumerable<string> CostLines(ConfigSequence list) => list.Items.Select((item, index) =>
        item is ConfigMapping mapping && mapping["line"] is ConfigScalar { IsEmpty: false } name && name.OneLine.Length > 0 ? $"costs.lines.{name.OneLine}"
        : FormattableString.Invariant($"costs.lines[{index + 1}]"));

    /// <summary>Paths of the items of another list, by their numbers.</summary>
    /// <param name="name">What the list is called, e.g. <c>limits</c>.</param>
    /// <param name="list">The list.</param>
    public static IEnumerable<string> Numbered(string name, ConfigSequence list) =>
        Enumerable.Range(1, list.Items.Count).Select(number => FormattableString.Invariant($"{name}[{number}]"));
}
