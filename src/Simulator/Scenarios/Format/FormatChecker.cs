using Simulator.Catalog;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Format;

/// <summary>Checks a file against the tables of keys: unknown keys, and values of the wrong kind.</summary>
/// <param name="findings">Receives the errors.</param>
/// <param name="currency">Currency of the file's costs.</param>
internal sealed class FormatChecker(Findings findings, string currency)
{
    /// <summary>Reports every key that a section does not know and every value that cannot be meant.</summary>
    /// <param name="mapping">What was written.</param>
    /// <param name="section">The keys that are allowed.</param>
    /// <param name="path">Path of the section; empty for the top level.</param>
    public void Check(ConfigMapping mapping, FormatSection section, string path)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (section.Find(key.Text) is not { } known)
            {
                ReportUnknown(key, section, path);
            }
            else
            {
                CheckValue(value, known, Join(path, key.Text));
            }
        }

        foreach (var group in section.ComparesAlternatives ? [] : section.Alternatives)
        {
            CheckAlternatives(mapping, group, path);
        }

        foreach (var key in section.Keys.Where(key => key.IsRequired && mapping[key.Name] is null))
        {
            findings.Error(mapping.Position, Join(path, key.Name), "nothing", key.Choices.Count > 0 ? $"{key.Name}: {string.Join(", ", key.Choices.SkipLast(1))} or {key.Choices[^1]}. {key.Summary.TrimEnd('.')}" : $"{key.Name}: {key.Summary}");
        }

        if (section.NeedsOneOf.Count > 0 && section.NeedsOneOf.All(name => mapping[name] is null))
        {
            findings.Error(
                mapping.Position, Join(path, section.NeedsOneOf[0]), "nothing", string.Join(" Or ", section.NeedsOneOf.Select(name => $"{name}: {section.Find(name)!.Summary}")));
        }
    }

    /// <summary>Path of a key in a section.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void CheckValue(ConfigNode value, FormatKey key, string path)
    {
        switch (key.Kind)
        {
            case KeyKind.Section:
                CheckSection(value, key.Section!, path);
                break;
            case KeyKind.Phases:
                CheckPhases(value, key.Section!, path);
                break;
            case KeyKind.CostLines:
                CheckList(value, key.Section!, path, $"[{{line: engineers, amount: 40k {currency}/month}}]", ItemPaths.CostLines);
                break;
            case KeyKind.Correlations:
                CheckList(value, key.Section!, path, "[{between: [facility.pue, grid.carbon_intensity], spearman: 0.3}]");
                break;
            case KeyKind.Published:
                CheckList(value, key.Section!, path, "[{output: emissions, value: 552.1 t, tier: measured, source: patterson-2021}]");
                break;
            case KeyKind.Limits:
                CheckLimits(value, path);
                break;
            case KeyKind.Profile when value is not ConfigSequence { Items.Count: > 0 }:
                findings.Error(value.Position, path, value is ConfigSequence ? "an empty list" : value.Kind, $"a list such as {key.Example}. {key.Summary}");
                break;
            case KeyKind.InputPair when value is not ConfigSequence { Items: [ConfigScalar { IsEmpty: false }, ConfigScalar { IsEmpty: false }] }:
                findings.Error(
                    value.Position, path, value is ConfigSequence { Items.Count: not 2 } inputs ? FormattableString.Invariant($"a list of {inputs.Items.Count}") : value.Kind,
                    "the paths of two inputs, e.g. [facility.pue, grid.carbon_intensity]");
                break;
            case KeyKind.Component when value is ConfigMapping mapping && mapping.Entries.Any(entry => key.Section!.Find(entry.Key.Text) is not null):
                Check(mapping, key.Section!, path);
                break;
            case KeyKind.Mix when value is not ConfigMapping && !key.Choices.Contains(Trimmed(value)):
                findings.Error(value.Position, path, value.Kind, "shares by source, e.g. {coal: 60%, hydro: 40%}; or catalog");
                break;
            case KeyKind.Text or KeyKind.WholeNumber or KeyKind.Number or KeyKind.CatalogName when value is not ConfigScalar || value.IsEmpty || Trimmed(value).Length == 0:
                // An empty description is harmless.
                if (key.Name != "description" || value is not ConfigScalar)
                {
                    findings.Error(value.Position, path, value is ConfigScalar ? "nothing" : value.Kind, $"one value: {key.Summary.TrimEnd('.')}");
                }

                break;
            case KeyKind.Choice when !key.Choices.Contains(Trimmed(value)):
                findings.Error(value.Position, path, value.Kind, $"{string.Join(", ", key.Choices.SkipLast(1))} or {key.Choices[^1]}", value is ConfigScalar scalar ? Spelling.Hint(scalar.Text, key.Choices) : null);
                break;
            default:
                break;
        }
    }

    private void CheckSection(ConfigNode value, FormatSection section, string path)
    {
        if (value is ConfigMapping mapping)
        {
            Check(mapping, section, path);
        }
        else if (!value.IsEmpty)
        {
            findings.Error(value.Position, path, value.Kind, $"keys and values: {Names(section)}");
        }
    }

    private void CheckPhases(ConfigNode value, FormatSection section, string path)
    {
        if (value is not ConfigSequence { Items.Count: > 0 } list)
        {
            findings.Error(value.Position, path, value is ConfigSequence ? "an empty list" : value.Kind, "a list of at least one phase, each starting with '- '");
            return;
        }

        CheckItems(list, section, ItemPaths.Phases(list));
    }

    // An empty list takes back what an extended file asks for.
    private void CheckList(ConfigNode value, FormatSection section, string path, string example, Func<ConfigSequence, IEnumerable<string>>? named = null)
    {
        if (value is ConfigSequence list)
        {
            CheckItems(list, section, named is null ? ItemPaths.Numbered(path, list) : named(list));
        }
        else if (!value.IsEmpty)
        {
            findings.Error(value.Position, path, value.Kind, $"a list, e.g. {example}");
        }
    }

    // As with correlations, an empty list takes back what an extended file asks for.
    private void CheckLimits(ConfigNode value, string path)
    {
        const string Example = "\"p95 emissions < 12 kt\"";
        if (value is not ConfigSequence list)
        {
            if (!value.IsEmpty)
            {
                findings.Error(value.Position, path, value.Kind, $"a list of limits, e.g. [{Example}]");
            }

            return;
        }

        foreach (var (item, itemPath) in list.Items.Zip(ItemPaths.Numbered(path, list)))
        {
            if (item is not ConfigScalar { IsEmpty: false })
            {
                findings.Error(item.Position, itemPath, item.Kind, $"a limit, e.g. {Example}");
            }
        }
    }

    private void CheckItems(ConfigSequence list, FormatSection section, IEnumerable<string> paths)
    {
        foreach (var (item, path) in list.Items.Zip(paths))
        {
            if (item is ConfigMapping mapping)
            {
                Check(mapping, section, path);
            }
            else
            {
                findings.Error(item.Position, path, item.Kind, $"keys and values: {Names(section)}");
            }
        }
    }

    private void CheckAlternatives(ConfigMapping mapping, IReadOnlyList<string[]> group, string path)
    {
        var given = group.Select(names => Array.Find(names, name => mapping[name] is not null)).OfType<string>().ToList();
        if (given.Count > 1)
        {
            findings.Error(
                mapping.Entry(given[1])!.Key.Position, Join(path, given[1]), $"both {string.Join(" and ", given)}", $"one of {string.Join(", ", group.Select(names => names[0]))}",
                "give one of them on the same level");
        }
    }

    private void ReportUnknown(ConfigScalar key, FormatSection section, string path)
    {
        var home = ScenarioFormat.Sections.FirstOrDefault(other => other != section && other.Find(key.Text) is not null);
        var hint = Spelling.Hint(key.Text, section.Keys.Select(known => known.Name)) is { } near ? near
            : home is { Name.Length: > 0 } ? $"{key.Text} belongs under {home.Name}:"
            : home is not null ? $"{key.Text} belongs to the top level"
            : key.Text == "<<" ? "merge keys are not supported; start from another file with extends:"
            : null;
        findings.Error(key.Position, Join(path, ConfigScalar.Clip(key.Text)), $"the unknown key '{ConfigScalar.Clip(key.Text)}'", Names(section), hint);
    }

    private static string Names(FormatSection section) => string.Join(", ", section.Keys.Select(key => key.Name));

    private static string Trimmed(ConfigNode value) => value is ConfigScalar scalar ? scalar.Text.Trim() : "";
}
