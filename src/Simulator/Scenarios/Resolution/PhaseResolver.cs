using Simulator.Model;
using Simulator.Distributions;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Finds every input of a phase: its own, its override, the section, the default, in this order; catalogue entries stand where they are named.</summary>
internal sealed class PhaseResolver(MixResolver mixes, Precedence precedence, List<string> notices, Findings findings)
{
    private static readonly KeySpec[] ServerKeys = [.. KeyTable.In("hardware.server")];
    private static readonly KeySpec[] CarbonKeys = [Keys.CarbonIntensity];
    private readonly IncludedCosts _included = new(notices, findings);
    private readonly Dictionary<string, Quantity> _defaults = new(StringComparer.Ordinal);

    /// <summary>Where the file states a demand charge; null if it does not.</summary>
    public SourcePosition? DemandCharge { get; init; }

    /// <summary>Resolves all inputs of a phase.</summary>
    public Phase Resolve(PhaseDraft draft)
    {
        var overhead = draft is { IsServing: true, HasHardware: false } ? OverheadRoute.Factor : ResolveHardware(draft);
        ResolveSection(draft, "facility", draft.Facility, "facility", []);
        var mix = mixes.Carbon(draft);
        ResolveSection(draft, "grid", draft.Grid, "grid", CarbonKeys);
        var conventions = GridConventionsReader.Read(draft.Grid);
        CheckAccounting(draft, conventions);
        ResolveSection(draft, draft.IsServing ? "serving" : "phase", [draft.Own], draft.Path, []);
        var hours = draft.IsServing ? new ServingResolver(findings).Resolve(draft, overhead) : new HoursResolver(findings).Resolve(draft);
        var mayBeIncluded = _included.Resolve(draft, hours, DemandCharge);
        if (draft.Failures.Count > 0)
        {
            ResolveSection(draft, "failures", draft.Failures, "failures", []);
            new FailuresResolver(findings).Resolve(draft, hours);
        }

        if (hours is HoursRoute.AcceleratorHours or HoursRoute.Duration or HoursRoute.NotKnown && draft.Inputs.TryGetValue(Keys.Goodput, out var goodput) && goodput.Origin == QuantityOrigin.Default)
        {
            // Stated hours need no goodput: a default that nothing uses would confuse the reader.
            draft.Inputs.Remove(Keys.Goodput);
        }

        var measuredAt = draft.IsServing ? null : new MeasuredEnergyResolver(findings).Resolve(draft);
        var phase = new Phase
        {
            Name = draft.Name,
            IsServing = draft.IsServing,
            Hours = hours,
            AcceleratorsRoute = draft.Inputs.ContainsKey(Keys.Accelerators) ? AcceleratorsRoute.Stated
                : draft.Inputs.ContainsKey(Keys.Duration) && hours == HoursRoute.AcceleratorHours ? AcceleratorsRoute.FromDuration
                : AcceleratorsRoute.Unknown,
            MeasuredAt = measuredAt,
            Overhead = overhead,
            EmbodiedInFull = draft.Hardware.Select(level => level.EmbodiedInFull).FirstOrDefault(full => full is not null) ?? false,
            Components = overhead == OverheadRoute.Components ? draft.Hardware.First(level => level.Given.Contains("components")).Components ?? [] : [],
            Mix = mix,
            WaterMix = mixes.Instead(draft, Keys.WaterIntensity, Keys.SourceWater),
            LandMix = mixes.Instead(draft, Keys.LandIntensity, Keys.SourceLand),
            Conventions = conventions,
            MayBeIncluded = mayBeIncluded,
            Accelerator = draft.Hardware.Select(level => level.Entry).FirstOrDefault(entry => entry is not null),
            Location = draft.Grid.Select(level => level.Entry).FirstOrDefault(entry => entry is not null),
            Inputs = Ordered(draft.Inputs),
        };
        notices.AddRange(CatalogNotices.Of(draft, phase));
        notices.AddRange(CatalogShifts.Of(draft, phase));
        precedence.Look(draft, phase);
        return phase;
    }

    private OverheadRoute ResolveHardware(PhaseDraft draft)
    {
        var overheadLevel = draft.Hardware.FirstOrDefault(level => level.HasAny("overhead", "components", "server") && !level.IsCatalog);
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
        if (draft.Hardware.FirstOrDefault(level => !level.IsCatalog && level.HasAny("rental", "price")) is { } costs)
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
        if (!draft.IsGiven(Keys.Tdp) && !draft.IsGiven(Keys.Energy) && !draft.Hardware.Any(level => level.Given.Contains("accelerator") && level.Entry is null))
        {
            var level = draft.Hardware.Count > 0 ? draft.Hardware[0] : draft.Own;
            var entry = draft.Hardware.FirstOrDefault(other => other.IsCatalog)?.Entry;
            findings.Error(
                level.Position, draft.Hardware.Count > 0 ? $"{level.Path}.tdp" : "hardware.tdp",
                entry is null ? "no accelerator and no rated power" : $"no rated power: it is not known for {entry.Name}",
                "hardware with accelerator: (an id of the catalogue) or tdp: (e.g. 700 W)");
        }
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
                var home = level.Words.ContainsKey(key.Name) ? levels.FirstOrDefault(other => other.IsCatalog) : level;
                if (home is not null && home.Quantities.TryGetValue(key, out var quantity))
                {
                    draft.Inputs[key] = quantity;
                }
                else if (home != level)
                {
                    ReportUnknown(level, key, home);
                }
            }
            else if (key.Default is { } value)
            {
                draft.Inputs[key] = Default(key, value, $"{defaultPath}.{key.Name}");
            }
        }
    }

    private void ReportUnknown(Level level, KeySpec key, Level? catalogue) => findings.Error(
        level.Positions.GetValueOrDefault(key.Name, level.Position), $"{level.Path}.{key.Name}",
        catalogue is null ? $"catalog, but no {CatalogKeys.NameIn(key.Section)}" : $"catalog, but it is not known for {catalogue.Entry!.Name}",
        $"{key.Name} stated; or {CatalogKeys.NameIn(key.Section)}: with an entry of the catalogue that has it",
        catalogue is not null && RangeOnly(catalogue, key) ? $"the catalogue has only a range for it; to use it, write {key.Section}.uncertainty: catalog" : null);

    private static bool RangeOnly(Level catalogue, KeySpec key) =>
        catalogue.Entry!.Figures.GetValueOrDefault(key.Name) is { Text: null, Range: not null };

    private void CheckAccounting(PhaseDraft draft, GridConventions conventions)
    {
        // A share with a mistake in it has been reported already.
        if (conventions.Accounting == EmissionAccounting.MarketBased && !draft.Inputs.ContainsKey(Keys.ResidualMix)
            && !draft.Grid.Any(level => level.Given.Contains(Keys.ResidualMix.Name))
            && draft.Inputs.TryGetValue(Keys.CarbonFreeShare, out var share) && share.Origin == QuantityOrigin.Default)
        {
            findings.Error(
                draft.Grid[0].Position, $"{draft.Grid[0].Path}.accounting", "market without carbon_free_share or residual_mix",
                "carbon_free_share: the share that contracts match; or residual_mix: the emissions per energy of what they do not cover",
                "residual_mix: catalog takes that of the location, where the catalogue has one; carbon_free_share: 0% says that there are no contracts");
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
                Distribution = Constant.Of(value),
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
