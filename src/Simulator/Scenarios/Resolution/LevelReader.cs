using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads one section of a file.</summary>
internal sealed class LevelReader(FileChain chain, QuantityReader quantities, MixReader mixes, LocationReader locations, Findings findings)
{
    /// <summary>Reads a section that several files may have put together; a level for each of them, the nearest first.</summary>
    /// <param name="node">What was written; null or empty if the section is missing.</param>
    /// <param name="section">Its keys.</param>
    /// <param name="path">Its path.</param>
    public IReadOnlyList<Level> ReadAll(ConfigNode? node, FormatSection section, string path)
    {
        if (node is not ConfigMapping mapping)
        {
            return [];
        }

        var files = mapping.Entries.GroupBy(entry => chain.DistanceOf(entry.Key.Position)).OrderBy(file => file.Key).ToList();
        return files.Count <= 1
            ? [Read(mapping, section, path)!]
            : [.. files.Select(file => Read(new ConfigMapping(file.First().Key.Position, [.. file]), section, path)!)];
    }

    /// <summary>Reads a section; null if it is not there.</summary>
    /// <param name="node">What was written; null or empty if the section is missing.</param>
    /// <param name="section">Its keys.</param>
    /// <param name="path">Its path.</param>
    public Level? Read(ConfigNode? node, FormatSection section, string path)
    {
        if (node is not ConfigMapping mapping)
        {
            return null;
        }

        var level = new Level(path, mapping.Position);
        foreach (var entry in mapping.Entries)
        {
            var (key, value) = entry;
            if (section.Find(key.Text) is { } known)
            {
                level.Given.Add(key.Text);
                level.Positions[key.Text] = key.Position;
                level.Written[key.Text] = ConfigScalar.Shown(value);
                level.Overruled[key.Text] = entry.Overruled;
                Read(value, known, level);
            }
        }

        return level;
    }

    private void Read(ConfigNode value, FormatKey key, Level level)
    {
        var path = FormatChecker.Join(level.Path, key.Name);
        switch (key.Kind)
        {
            case KeyKind.Quantity or KeyKind.Mix when value is ConfigScalar word && key.Choices.Contains(word.Text.Trim()):
                level.Words[key.Name] = word.Text.Trim();
                break;
            case KeyKind.Quantity when value is ConfigScalar { Text: var word } && word.Trim() == ScenarioFormat.CatalogWord:
                findings.Error(
                    value.Position, path, $"{ScenarioFormat.CatalogWord}, but no entry of the catalogue gives {key.Name}", $"{key.Name} stated",
                    $"{ScenarioFormat.CatalogWord} can be used for {string.Join(", ", ScenarioFormat.Resettable)}");
                break;
            case KeyKind.Quantity:
                if (quantities.Read(value, key.Spec!, path) is { } quantity)
                {
                    level.Quantities[key.Spec!] = quantity;
                }

                break;
            case KeyKind.CatalogName:
                level.Entry = FindEntry(value, key, path);
                level.EntryPosition = value.Position;
                break;
            case KeyKind.Section when key.Name == "components":
                level.Components = ReadComponents(value, path);
                break;
            case KeyKind.Section when key.Name == "server" && Read(value, key.Section!, path) is { } server:
                foreach (var (spec, part) in server.Quantities)
                {
                    level.Quantities[spec] = part;
                }

                break;
            case KeyKind.Mix when value is ConfigMapping mix:
                level.Mix = mixes.Read(mix, path);
                break;
            case KeyKind.Profile when value is ConfigSequence list:
                level.Profile = ReadProfile(list, path);
                break;
            case KeyKind.Number:
                level.Concentration = ScalarReader.PositiveNumber(value, path, findings);
                level.ConcentrationPosition = value.Position;
                break;
            case KeyKind.Choice:
                var choice = value is ConfigScalar { Text: var text } ? text.Trim() : "";
                if (key.Choices.Contains(choice))
                {
                    level.Words[key.Name] = choice;
                }

                level.EmbodiedInFull = key.Name == "embodied_accounting" ? choice == "full" : level.EmbodiedInFull;
                break;
            default:
                break;
        }
    }

    private List<double>? ReadProfile(ConfigSequence list, string path)
    {
        const int Most = 48;
        var parts = new List<double>();
        foreach (var item in list.Items)
        {
            try
            {
                parts.Add(QuantityParser.ParseConstant(item is ConfigScalar { IsEmpty: false } scalar ? scalar.Text : "", ""));
            }
            catch (QuantityException)
            {
                findings.Error(item.Position, path, item.Kind, "a number for each part of the run, e.g. [60%, 100%, 100%, 80%]");
                return null;
            }
        }

        if (parts.Exists(part => part < 0) || parts.Sum() <= 0 || parts.Count > Most)
        {
            findings.Error(list.Position, path, parts.Count > Most ? $"{parts.Count} parts" : "powers below 0, or none above", $"1 to {Most} powers of at least 0, one of them above 0");
            return null;
        }

        return parts;
    }

    private CatalogEntry? FindEntry(ConfigNode value, FormatKey key, string path)
    {
        if (value is not ConfigScalar { IsEmpty: false } name)
        {
            return null;
        }

        var table = CatalogKeys.TableOf(key);
        if (key.Name == "location")
        {
            return locations.Find(name, path);
        }

        var entry = table.Find(name.Text);
        if (entry is null)
        {
            findings.Error(
                value.Position, path, $"the unknown {key.Name} '{ConfigScalar.Clip(name.Text)}'", $"an id that 'simulator list {key.Name}s' prints",
                $"the nearest are {string.Join(", ", table.Nearest(name.Text))}; or leave it out and give {(key.Name == "accelerator" ? "tdp" : "pue")} yourself");
        }

        return entry;
    }

    private List<ComponentShares> ReadComponents(ConfigNode value, string path)
    {
        var components = new List<ComponentShares>();
        foreach (var (key, node) in value is ConfigMapping mapping ? mapping.Entries : [])
        {
            if (ScenarioFormat.Components.Find(key.Text) is null)
            {
                continue;
            }

            var name = FormatChecker.Join(path, key.Text);
            var parts = node as ConfigMapping;
            var isSplit = parts?["power"] is not null || parts?["cost"] is not null;
            if (isSplit && parts!["power"] is null)
            {
                findings.Error(parts.Position, $"{name}.power", "cost without power", "power and cost; 0% for a component without power");
                continue;
            }

            var power = quantities.Read(isSplit ? parts!["power"]! : node, Keys.ComponentPower, $"{name}.power");
            var cost = isSplit && parts!["cost"] is { } costNode ? quantities.Read(costNode, Keys.ComponentCost, $"{name}.cost") : null;
            if (power is not null)
            {
                components.Add(new ComponentShares(key.Text, power, cost));
            }
        }

        // What the components cost is taken out of the price; the accelerators themselves are the rest of it.
        var costs = components.Sum(component => component.Cost?.Distribution.Quantile(0.5) ?? 0);
        if (costs > 1)
        {
            findings.Error(
                value.Position, path, FormattableString.Invariant($"costs that sum to {100 * costs:0.#}% of the price"), "at most 100%: the rest is the accelerators'");
        }

        return components;
    }
}
