using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>
/// Says what the rule of precedence has decided: which of several statements about an input holds, and what a catalogue entry
/// that is named nearer overrules. The rule itself is the order of the levels, see <see cref="CatalogLevels"/>.
/// </summary>
internal sealed class Precedence(FileChain chain, List<string> notices)
{
    // Keys of which one holds.
    private static readonly string[][] Groups =
    [
        [Keys.CarbonIntensity.Name, CatalogKeys.Mix], [Keys.OverheadFactor.Name, "components", "server"], [Keys.Price.Name, Keys.Rental.Name],
    ];

    // No entry gives them, but they are those of an accelerator, and may be of another than the one that is named nearer.
    private static readonly string[] NeverGiven = [Keys.Rental.Name, "server"];

    private readonly HashSet<(string Name, string Statement)> _said = [];
    private readonly OrderedDictionary<string, OverruledInput> _overruled = new(StringComparer.Ordinal);

    /// <summary>Inputs for which more than one value was stated, each once.</summary>
    public IReadOnlyList<OverruledInput> Overruled => [.. _overruled.Values];

    /// <summary>Looks at what one phase was resolved to.</summary>
    public void Look(PhaseDraft draft, Phase phase)
    {
        foreach (var (section, levels) in new[] { ("hardware", draft.Hardware), ("facility", draft.Facility), ("grid", draft.Grid) })
        {
            Compare(section, levels, name => Holds(name, levels, draft, phase));
            if (levels.FirstOrDefault(level => level.IsCatalog) is { } entry)
            {
                PutAside(section, [.. levels.TakeWhile(level => level != entry)], entry, [.. levels.SkipWhile(level => level != entry).Skip(1)]);
            }
        }
    }

    private void Compare(string section, IReadOnlyList<Level> levels, Func<string, Level?> holding)
    {
        var names = levels.SelectMany(level => level.Given).Distinct(StringComparer.Ordinal);
        foreach (var group in names.Where(name => name != "mix_concentration").Select(GroupOf).DistinctBy(group => group[0]))
        {
            if (Array.Find(group, name => holding(name) is not null) is not { } winner)
            {
                continue;
            }

            var level = holding(winner)!;
            List<string> others = [.. levels.SelectMany(other => Statements(section, other, group, other == level ? winner : null))];
            if (others.Count > 0)
            {
                var path = $"{level.Path}.{winner}";
                _overruled.TryAdd(path, new OverruledInput(path, Statement(section, level, winner), others));
            }
        }
    }

    /// <summary>The level whose value of a key holds; null if another key of its group does, or none.</summary>
    private static Level? Holds(string name, IReadOnlyList<Level> levels, PhaseDraft draft, Phase phase) => name switch
    {
        CatalogKeys.Mix => phase.Mix is null ? null : levels.FirstOrDefault(level => level.Mix is not null),
        "components" => phase.Overhead == OverheadRoute.Components ? levels.FirstOrDefault(level => level.Given.Contains(name)) : null,
        "server" => phase.Overhead == OverheadRoute.Server ? levels.FirstOrDefault(level => level.Given.Contains(name)) : null,
        _ => levels.FirstOrDefault(level => level.Quantities.Keys.Any(key => key.Name == name && ReferenceEquals(draft.Inputs.GetValueOrDefault(key), level.Quantities[key]))),
    };

    private IEnumerable<string> Statements(string section, Level level, string[] group, string? winner)
    {
        // A word requests a figure and states none; other figures of the entry in use are no competing statements.
        var isHolding = level.IsCatalog && winner is not null;
        // The mix of an entry ranks behind its intensity and is used only on request.
        var isBeside = level.IsCatalog && level.Given.Contains(Keys.CarbonIntensity.Name);
        foreach (var name in group.Where(name => !isHolding && !(isBeside && name == CatalogKeys.Mix) && name != winner && level.Given.Contains(name) && !level.Words.ContainsKey(name)))
        {
            yield return $"{level.Path}.{name}: {Statement(section, level, name)}";
        }

        foreach (var entry in group.SelectMany(name => level.Overruled.GetValueOrDefault(name, [])).Where(entry => group.Contains(entry.Key.Text)))
        {
            yield return $"{level.Path}.{entry.Key.Text}: {ConfigScalar.Shown(entry.Value)}{chain.Place(entry.Key.Position)}";
        }
    }

    /// <summary>What an entry overrules of the values stated farther away, and which of them stay.</summary>
    private void PutAside(string section, IReadOnlyList<Level> nearer, Level entry, IReadOnlyList<Level> farther)
    {
        var gone = new List<string>();
        var name = Name(section, nearer[^1]);
        foreach (var group in CatalogKeys.In(section).Concat(section == "hardware" ? NeverGiven : []).Select(GroupOf).DistinctBy(group => group[0]))
        {
            // A value overruled by a figure, not by a name, needs no notice, except in a phase that a nearer file may have overlooked.
            if (nearer.Any(level => level.HasAny(group)))
            {
                SayIfForgotten(section, nearer, entry, group);
                continue;
            }

            if (!farther.Any(level => level.HasAny(group)))
            {
                continue;
            }

            var stated = farther.SelectMany(level => group.Where(key => level.Given.Contains(key) && !level.Words.ContainsKey(key)).Select(key => (level, name: key))).ToList();
            gone.AddRange(stated.Where(pair => IsGiven(entry, group, pair.name))
                .Select(pair => $"{pair.level.Path}.{pair.name}: {Statement(section, pair.level, pair.name)}")
                .Where(statement => _said.Add((name, statement))));

            if (stated.Find(pair => !IsGiven(entry, group, pair.name)) is { level: { } staying } kept && kept.name != "components")
            {
                notices.Add(Staying(section, nearer[^1], entry, $"{staying.Path}.{kept.name}: {Statement(section, staying, kept.name)}", kept.name));
            }
        }

        if (gone.Count > 0)
        {
            notices.Add($"{name} is set nearer than {string.Join(", ", gone)}: the catalogue's figures for {entry.Entry!.Id} are used instead.");
        }
    }

    /// <summary>Lists the figures of a phase that are used although a nearer file names another entry for all phases.</summary>
    private void SayIfForgotten(string section, IReadOnlyList<Level> nearer, Level entry, string[] group)
    {
        var naming = nearer[^1];
        var distance = chain.DistanceOf(naming.Positions[CatalogKeys.NameIn(section)]);
        foreach (var level in nearer.Where(level => level.Path != naming.Path))
        {
            foreach (var key in group.Where(key => level.Given.Contains(key) && !level.Words.ContainsKey(key) && IsGiven(entry, group, key) && chain.DistanceOf(level.Positions[key]) > distance))
            {
                notices.Add(
                    $"Warning: {level.Path}.{key}: {Statement(section, level, key)} is used in its phase, although {Name(section, naming)} is set in a nearer file: what a phase states takes precedence.");
            }
        }
    }

    // Prices and rentals belong to one accelerator, but the way of paying is not a figure: a rental stays a rental.
    private static bool IsGiven(Level entry, string[] group, string name) =>
        group.Contains(Keys.CarbonIntensity.Name) ? entry.HasAny(group) : entry.Given.Contains(name);

    private string Staying(string section, Level naming, Level entry, string statement, string name)
    {
        var id = entry.Entry!.Id;
        if (CatalogKeys.OnRequest.Any(key => key.Name == name))
        {
            return $"{statement} is used, although {Name(section, naming)} is set nearer; to use the catalogue's figure, write {name}: {ScenarioFormat.CatalogWord}.";
        }

        var why = NeverGiven.Contains(name) ? "the catalogue has no such figure"
            : entry.Entry!.Figures.TryGetValue(name, out var figure) && figure.Range is not null ? $"the catalogue has only a range for {id}, which uncertainty: {ScenarioFormat.CatalogWord} takes"
            : $"the catalogue has none for {id}";
        return $"Warning: {statement} is used, although {Name(section, naming)} is set nearer: {why}. State the right one next to the name.";
    }

    private string Name(string section, Level naming)
    {
        var name = CatalogKeys.NameIn(section);
        return $"{naming.Path}.{name}: {naming.Written[name]}{chain.Place(naming.Positions[name])}";
    }

    private string Statement(string section, Level level, string name)
    {
        if (!level.IsCatalog)
        {
            return level.Written[name] + chain.Place(level.Positions[name]);
        }

        var figure = level.Quantities.FirstOrDefault(pair => pair.Key.Name == name).Value?.Text ?? (name == CatalogKeys.Mix ? "the mix" : "");
        return $"{figure} (catalogue, {CatalogKeys.NameIn(section)} {level.Entry!.Id})";
    }

    private static string[] GroupOf(string name) => Array.Find(Groups, group => group.Contains(name)) ?? [name];
}
