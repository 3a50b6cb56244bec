using Simulator.Model;

namespace Simulator.Scenarios;

/// <summary>Finds every input of a phase: its own, its override, the section, the catalogue, the default, in this order.</summary>
internal sealed class PhaseResolver(CatalogueQuantities catalogue, MixReader mixes, Findings findings)
{
    private static readonly KeySpec[] ServerKeys = [.. KeyTable.In("hardware.server")];
    private static readonly KeySpec[] CarbonKeys = [Keys.CarbonIntensity];
    private readonly Dictionary<string, Quantity> _defaults = new(StringComparer.Ordinal);

    /// <summary>Levels of a section with the catalogue entry that holds for the phase.</summary>
    /// <param name="own">Override of the phase; null if there is none.</param>
    /// <param name="shared">Section of the file; null if there is none.</param>
    /// <param name="section">hardware or grid.</param>
    public IReadOnlyList<Level> WithCatalogue(Level? own, Level? shared, string section)
    {
        var levels = Levels(own, shared);
        var naming = levels.FirstOrDefault(level => level.HasAny("accelerator", "location"));
        return naming?.Entry is { } entry
            ? [.. levels, catalogue.LevelOf(entry, section, naming.Path, naming.EntryPosition, mixes)]
            : levels;
    }

    /// <summary>The levels that are there, the more specific first.</summary>
    public static IReadOnlyList<Level> Levels(params Level?[] levels) => [.. levels.OfType<Level>()];

    /// <summary>Resolves all inputs of a phase.</summary>
    public Phase Resolve(PhaseDraft draft)
    {
        var overhead = draft.IsServing ? OverheadRoute.Factor : ResolveHardware(draft);
        ResolveSection(draft, "facility", draft.Facility, "facility", []);
        var mix = ResolveCarbon(draft);
        ResolveSection(draft, "grid", draft.Grid, "grid", CarbonKeys);
        ResolveSection(draft, draft.IsServing ? "serving" : "phase", [draft.Own], draft.Path, []);
        var hours = draft.IsServing ? HoursRoute.None : new HoursResolver(findings).Resolve(draft);
        if (draft.Failures.Count > 0)
        {
            ResolveSection(draft, "failures", draft.Failures, "failures", []);
            new FailuresResolver(findings).Resolve(draft, hours);
        }

        if (hours is HoursRoute.AcceleratorHours or HoursRoute.Duration && draft.Inputs.TryGetValue(Keys.Goodput, out var goodput) && goodput.Origin == QuantityOrigin.Default)
        {
            // Stated hours are what they are: a default that nothing uses would only puzzle the reader.
            draft.Inputs.Remove(Keys.Goodput);
        }

        return new Phase
        {
            Name = draft.Name,
            IsServing = draft.IsServing,
            Hours = hours,
            Overhead = overhead,
            EmbodiedInFull = draft.Hardware.Select(level => level.EmbodiedInFull).FirstOrDefault(full => full is not null) ?? false,
            Components = overhead == OverheadRoute.Components ? draft.Hardware.First(level => level.Given.Contains("components")).Components ?? [] : [],
            Mix = mix,
            Inputs = Ordered(draft.Inputs),
        };
    }

    private OverheadRoute ResolveHardware(PhaseDraft draft)
    {
        var overheadLevel = draft.Hardware.FirstOrDefault(level => level.HasAny("overhead", "components", "server"));
        var route = overheadLevel switch
        {
            null => OverheadRoute.Factor,
            _ when overheadLevel.Given.Contains("components") => OverheadRoute.Components,
            _ when overheadLevel.Given.Contains("server") => OverheadRoute.Server,
            _ => OverheadRoute.Factor,
        };
        List<KeySpec> excluded = [];
        if (route != OverheadRoute.Factor)
        {
            excluded.Add(Keys.OverheadFactor);
        }

        // Rental and price exclude each other; lifetime and fleet utilization also serve embodied carbon.
        if (draft.Hardware.FirstOrDefault(level => level.HasAny("rental", "price")) is { } costs)
        {
            excluded.Add(costs.Given.Contains("price") ? Keys.Rental : Keys.Price);
        }

        ResolveSection(draft, "hardware", draft.Hardware, "hardware", excluded);
        foreach (var key in route == OverheadRoute.Server ? ServerKeys : [])
        {
            if (overheadLevel!.Quantities.TryGetValue(key, out var quantity))
            {
                draft.Inputs[key] = quantity;
            }
        }

        RequireRatedPower(draft);
        return route;
    }

    private void RequireRatedPower(PhaseDraft draft)
    {
        // An unknown accelerator has been reported already.
        if (!draft.IsGiven(Keys.Tdp) && !draft.Hardware.Any(level => level.Given.Contains("accelerator") && level.Entry is null))
        {
            var level = draft.Hardware.Count > 0 ? draft.Hardware[0] : draft.Own;
            findings.Error(
                level.Position, draft.Hardware.Count > 0 ? $"{level.Path}.tdp" : "hardware.tdp", "no accelerator and no rated power",
                "hardware with accelerator: (an id of the catalogue) or tdp: (e.g. 700 W)");
        }
    }

    private GenerationMix? ResolveCarbon(PhaseDraft draft)
    {
        double? concentration = null;
        Level? asked = null;
        foreach (var level in draft.Grid)
        {
            // A catalogue entry may have both: its intensity is measured, its mix is for those who ask for one.
            var isPreferred = !level.IsCatalogue || asked is not null || !level.Given.Contains("carbon_intensity");
            if (level.Given.Contains("mix") && isPreferred)
            {
                return level.Mix is { } mix ? mix with { Concentration = asked is null ? level.Concentration : concentration } : null;
            }

            if (level.Quantities.TryGetValue(Keys.CarbonIntensity, out var intensity) && asked is null)
            {
                draft.Inputs[Keys.CarbonIntensity] = intensity;
                return null;
            }

            if (level.Given.Contains("mix_concentration") && asked is null)
            {
                (asked, concentration) = (level, level.Concentration);
            }
        }

        if (asked is not null)
        {
            findings.Error(
                asked.Position, $"{asked.Path}.mix_concentration", $"a concentration, but no mix for {draft.Path}", "mix: beside it, or a location whose catalogue entry has a mix");
        }

        return null;
    }

    private void ResolveSection(PhaseDraft draft, string section, IReadOnlyList<Level> levels, string defaultPath, IReadOnlyCollection<KeySpec> excluded)
    {
        foreach (var key in KeyTable.In(section))
        {
            if (excluded.Contains(key))
            {
                continue;
            }

            if (levels.FirstOrDefault(level => level.Given.Contains(key.Name)) is { } level)
            {
                if (level.Quantities.TryGetValue(key, out var quantity))
                {
                    draft.Inputs[key] = quantity;
                }
            }
            else if (key.Default is { } value)
            {
                draft.Inputs[key] = Default(key, value, $"{defaultPath}.{key.Name}");
            }
        }
    }

    private Quantity Default(KeySpec key, double value, string path)
    {
        if (!_defaults.TryGetValue(path, out var quantity))
        {
            quantity = new Quantity
            {
                Path = path,
                Key = key,
                Distribution = DistributionFactory.Constant(value),
                Text = FormattableString.Invariant($"{value}"),
                DisplayUnit = key.ModelUnit,
                Origin = QuantityOrigin.Default,
            };
            _defaults[path] = quantity;
        }

        return quantity;
    }

    private static Dictionary<KeySpec, Quantity> Ordered(Dictionary<KeySpec, Quantity> inputs) =>
        KeyTable.All.Where(inputs.ContainsKey).ToDictionary(key => key, key => inputs[key]);
}
