namespace Simulator.Scenarios;

/// <summary>Puts a scenario together from its merged document.</summary>
internal sealed class ScenarioBuilder
{
    private readonly Findings _findings;
    private readonly QuantityReader _quantities;
    private readonly LevelReader _levels;
    private readonly PhaseResolver _resolver;
    private readonly Plausibility _plausibility;
    private Level? _hardware;
    private Level? _facility;
    private Level? _grid;

    /// <summary>A builder that reports to <paramref name="findings"/>.</summary>
    public ScenarioBuilder(Findings findings)
    {
        _findings = findings;
        _quantities = new QuantityReader(findings);
        var catalogue = new CatalogueQuantities();
        var mixes = new MixReader(_quantities, catalogue, findings);
        _levels = new LevelReader(_quantities, mixes, findings);
        _resolver = new PhaseResolver(catalogue, mixes, findings);
        _plausibility = new Plausibility(_quantities, findings);
    }

    /// <summary>Reads, checks and resolves everything; errors are in the findings.</summary>
    public Scenario Build(ScenarioDocument document, string file)
    {
        var root = document.Root;
        new FormatChecker(_findings).Check(root, ScenarioFormat.Root, "");
        _hardware = _levels.Read(root["hardware"], ScenarioFormat.Hardware, "hardware");
        _facility = _levels.Read(root["facility"], ScenarioFormat.Facility, "facility");
        _grid = _levels.Read(root["grid"], ScenarioFormat.Grid, "grid");
        var simulation = SimulationReader.Read(root["simulation"] as ConfigMapping, _findings);
        List<PhaseDraft> drafts = [.. Training(root["training"] as ConfigSequence), .. Serving(root["serving"] as ConfigMapping)];
        var phases = drafts.ConvertAll(_resolver.Resolve);
        foreach (var (draft, phase) in drafts.Zip(phases))
        {
            _plausibility.Check(draft, phase);
        }

        var quantities = Distinct(phases);
        var correlations = new CorrelationReader(phases, quantities, _findings).Read(root["correlations"] as ConfigSequence);
        return new Scenario
        {
            Name = Text(root["name"]),
            Description = Text(root["description"]),
            File = file,
            Sha256 = document.Sha256,
            Sources = document.Sources,
            Simulation = simulation,
            Phases = phases,
            Quantities = quantities,
            Correlations = correlations,
            Limits = LimitReader.Read(root["limits"] as ConfigSequence, _findings),
            Warnings = _findings.Warnings,
        };
    }

    private IEnumerable<PhaseDraft> Training(ConfigSequence? list)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in list is null ? [] : list.Items.Zip(FormatChecker.PhasePaths(list)))
        {
            if (item is not ConfigMapping mapping)
            {
                continue;
            }

            var name = mapping["phase"] is ConfigScalar { IsEmpty: false } scalar ? scalar.Text.Trim() : "";
            if (name.Length == 0)
            {
                name = "training";
                if (list!.Items.Count > 1)
                {
                    _findings.Error(mapping.Position, $"{path}.phase", "no name", "a name for each of several phases, e.g. phase: pre-training");
                }
            }
            else if (!names.Add(name) || name == "serving")
            {
                _findings.Error(mapping["phase"]!.Position, $"{path}.phase", $"the name '{ConfigScalar.Clip(name)}' {(name == "serving" ? "for a phase of training" : "a second time")}", "a name of its own for each phase");
            }

            var hardware = _levels.Read(mapping["hardware"], ScenarioFormat.Hardware, $"{path}.hardware");
            yield return Draft(mapping, ScenarioFormat.Phase, name, path, _resolver.WithCatalogue(hardware, _hardware, "hardware"));
        }
    }

    private IEnumerable<PhaseDraft> Serving(ConfigMapping? mapping)
    {
        if (mapping is not null)
        {
            yield return Draft(mapping, ScenarioFormat.Serving, "serving", "serving", hardware: []);
        }
    }

    private PhaseDraft Draft(ConfigMapping mapping, FormatSection section, string name, string path, IReadOnlyList<Level> hardware)
    {
        var facility = _levels.Read(mapping["facility"], ScenarioFormat.Facility, $"{path}.facility");
        var grid = _levels.Read(mapping["grid"], ScenarioFormat.Grid, $"{path}.grid");
        return new PhaseDraft
        {
            Name = name,
            Path = path,
            IsServing = section == ScenarioFormat.Serving,
            Own = _levels.Read(mapping, section with { Keys = [.. section.Keys.Where(key => key.Kind == KeyKind.Quantity)] }, path)!,
            Hardware = hardware,
            Facility = PhaseResolver.Levels(facility, _facility),
            Grid = _resolver.WithCatalogue(grid, _grid, "grid"),
        };
    }

    private static List<Quantity> Distinct(IEnumerable<Phase> phases)
    {
        var seen = new HashSet<Quantity>(ReferenceEqualityComparer.Instance);
        return [.. phases.SelectMany(InputsOf).Where(seen.Add)];
    }

    private static IEnumerable<Quantity> InputsOf(Phase phase)
    {
        var components = phase.Components.SelectMany(component => component.Cost is null ? [component.Power] : new[] { component.Power, component.Cost });
        var factors = phase.Mix?.Shares.Select(share => share.Factor) ?? [];
        return phase.Inputs.Values.Concat(components).Concat(factors).OrderBy(quantity => Order[quantity.Key]);
    }

    private static readonly Dictionary<KeySpec, int> Order = KeyTable.All.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);

    private static string Text(ConfigNode? node) => node is ConfigScalar { IsEmpty: false } scalar ? scalar.Text.Trim() : "";
}
