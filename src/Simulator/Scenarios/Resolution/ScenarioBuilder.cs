using Simulator.Sampling.Philox;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Puts a scenario together from its merged document.</summary>
internal sealed class ScenarioBuilder
{
    private readonly Findings _findings;
    private readonly QuantityReader _quantities;
    private readonly LevelReader _levels;
    private readonly PhaseResolver _resolver;
    private readonly Plausibility _plausibility;
    private readonly CatalogLevels _catalogue;
    private readonly Precedence _precedence;
    private readonly List<string> _notices = [];
    private readonly ScenarioDocument _document;
    private IReadOnlyList<Level> _hardware = [];
    private IReadOnlyList<Level> _facility = [];
    private IReadOnlyList<Level> _grid = [];
    private IReadOnlyList<Level> _failures = [];

    /// <summary>A builder for a document that takes data from <paramref name="files"/> and reports to <paramref name="findings"/>.</summary>
    public ScenarioBuilder(ScenarioDocument document, SourceFiles files, Findings findings)
    {
        _document = document;
        _findings = findings;
        var chain = new FileChain(document.Sources);
        _precedence = new Precedence(chain, _notices);
        _quantities = new QuantityReader(files, findings);
        var catalogue = new CatalogQuantities();
        var mixes = new MixReader(_quantities, catalogue, findings);
        _levels = new LevelReader(chain, _quantities, mixes, new LocationReader(_notices, findings), findings);
        _catalogue = new CatalogLevels(catalogue, mixes, findings);
        _resolver = new PhaseResolver(new MixResolver(catalogue, _notices, findings), _precedence, _notices, findings)
        {
            DemandCharge = (document.Root["costs"] as ConfigMapping)?[Keys.DemandCharge.Name]?.Position,
        };
        _plausibility = new Plausibility(_quantities, findings);
    }

    /// <summary>Reads, checks and resolves everything; errors are in the findings.</summary>
    public Scenario Build(string file)
    {
        var root = _document.Root;
        // Again: a value that a command line replaces has not been in any file.
        FormatVersion.Check(root, _findings);
        var currency = CostReader.CurrencyOf(root);
        new FormatChecker(_findings, currency).Check(root, ScenarioFormat.Root, "");
        CheckSubject(root);
        _quantities.Currency = currency;
        _hardware = _levels.ReadAll(root["hardware"], ScenarioFormat.Hardware, "hardware");
        _facility = _levels.ReadAll(root["facility"], ScenarioFormat.Facility, "facility");
        _grid = _levels.ReadAll(root["grid"], ScenarioFormat.Grid, "grid");
        _failures = _levels.ReadAll(root["failures"], ScenarioFormat.Failures, "failures");
        var simulation = SimulationReader.Read(root["simulation"] as ConfigMapping, _findings);
        List<PhaseDraft> drafts = [.. Training(root["training"] as ConfigSequence), .. Serving(root["serving"] as ConfigMapping)];
        RefuseUnused(root, drafts);
        GridConventionsReader.Check(drafts, _findings);
        var phases = new WindowResolver(_notices, _findings) { HasPeriods = (root["costs"] as ConfigMapping)?["split"] is not null }.Resolve(drafts, drafts.ConvertAll(_resolver.Resolve));
        foreach (var (draft, phase) in drafts.Zip(phases))
        {
            _plausibility.Check(draft, phase);
        }

        var costs = new CostReader(_quantities, phases, _findings).Read(root);
        var quantities = Distinct(phases);
        quantities.AddRange(costs?.Quantities ?? []);
        CheckStreams(phases, quantities);
        var correlations = new CorrelationReader(phases, quantities, _findings).Read(root["correlations"] as ConfigSequence);
        return new Scenario
        {
            Name = Text(root["name"]),
            Description = Text(root["description"]),
            File = file,
            Sha256 = _document.Sha256,
            Sources = _document.Sources,
            Places = new InputPlaces(root, _document.Sources),
            Simulation = simulation,
            Phases = phases,
            Costs = costs,
            Quantities = quantities,
            Correlations = correlations,
            Published = new PublishedReader(currency, _findings).Read(root["published"] as ConfigSequence),
            Notices = [.. Conventions(drafts, phases), .. _notices.Distinct(StringComparer.Ordinal)],
            Limits = LimitReader.Read(root["limits"] as ConfigSequence, currency, _findings),
            Overruled = _precedence.Overruled,
            Warnings = _findings.Warnings,
        };
    }

    // Published figures stand for themselves only where no inputs are stated: beside inputs, phases have been forgotten.
    private void CheckSubject(ConfigMapping root)
    {
        var subjects = ScenarioFormat.Subjects.Where(subject => root[subject] is not null).ToList();
        if (subjects.Count == 0 || (subjects is ["published"] && root.Entries.Any(entry => IsInput(entry.Key.Text))))
        {
            _findings.Error(root.Position, "training", "nothing", $"training: {ScenarioFormat.Root.Find("training")!.Summary}");
        }

        static bool IsInput(string key) => key is "hardware" or "facility" or "grid" or "failures" or "correlations" or "limits";
    }

    // Uncertain inputs whose names have the same hash would draw the same words. It takes some tens of thousands of inputs
    // before that is likely by chance.
    private void CheckStreams(IReadOnlyList<Phase> phases, IReadOnlyList<Quantity> quantities)
    {
        var shares = phases.Select(phase => phase.Mix).OfType<GenerationMix>().Where(mix => mix.Concentration is not null)
            .SelectMany(mix => mix.Shares.Select(share => (Name: mix.NameOf(share), At: _document.Root.Position)));
        var names = quantities.Where(quantity => !quantity.Distribution.IsConstant)
            .Select(quantity => (Name: quantity.Path, At: _quantities.PositionOf(quantity, _document.Root.Position)));
        foreach (var same in names.Concat(shares).DistinctBy(input => input.Name).GroupBy(input => StreamName.Hash(input.Name)).Where(same => same.Count() > 1))
        {
            var (first, last) = (same.First().Name, same.Last());
            _findings.Error(
                last.At, last.Name, $"a name whose random numbers would be those of {first}", "names with different hashes",
                "the two would always be high and low together; rename the phase of one of them");
        }
    }

    // What stands in a file and changes nothing was meant to change something.
    private void RefuseUnused(ConfigMapping root, List<PhaseDraft> drafts)
    {
        if (drafts is [{ IsServing: true } serving])
        {
            foreach (var section in new[] { ScenarioFormat.Hardware, ScenarioFormat.Failures }.Where(section => section != ScenarioFormat.Hardware || !serving.HasHardware))
            {
                if (root[section.Name] is { IsEmpty: false } node)
                {
                    _findings.Error(
                        node.Position, section.Name, $"{section.Name}, but nothing that depends on it",
                        section == ScenarioFormat.Hardware ? "training; or serving with parameters, output_tokens and mfu in place of energy_per_request" : "training, which failures interrupt");
                }
            }
        }
    }

    private IEnumerable<PhaseDraft> Training(ConfigSequence? list)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in list is null ? [] : list.Items.Zip(ItemPaths.Phases(list)))
        {
            if (item is not ConfigMapping mapping)
            {
                continue;
            }

            var name = mapping["phase"] is ConfigScalar { IsEmpty: false } scalar ? scalar.OneLine : "";
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
                _findings.Error(mapping["phase"]!.Position, $"{path}.phase", $"the name '{ConfigScalar.Clip(name)}' {(name == "serving" ? "for a phase of training" : "a second time")}", "a different name for each phase");
            }

            var hardware = _levels.ReadAll(mapping["hardware"], ScenarioFormat.Hardware, $"{path}.hardware");
            yield return Draft(mapping, ScenarioFormat.Phase, name, path, _catalogue.Add(hardware, _hardware, "hardware"));
        }
    }

    private IEnumerable<PhaseDraft> Serving(ConfigMapping? mapping)
    {
        if (mapping is not null)
        {
            var hardware = ServingResolver.HasHardware(mapping)
                ? _catalogue.Add(_levels.ReadAll(mapping["hardware"], ScenarioFormat.Hardware, "serving.hardware"), _hardware, "hardware")
                : [];
            yield return Draft(mapping, ScenarioFormat.Serving, "serving", "serving", hardware) with { HasHardware = ServingResolver.HasHardware(mapping) };
        }
    }

    private PhaseDraft Draft(ConfigMapping mapping, FormatSection section, string name, string path, IReadOnlyList<Level> hardware)
    {
        var facility = _levels.ReadAll(mapping["facility"], ScenarioFormat.Facility, $"{path}.facility");
        var grid = _levels.ReadAll(mapping["grid"], ScenarioFormat.Grid, $"{path}.grid");
        var isServing = section == ScenarioFormat.Serving;
        IReadOnlyList<Level> failures = isServing ? [] : [.. _levels.ReadAll(mapping["failures"], ScenarioFormat.Failures, $"{path}.failures"), .. _failures];
        return new PhaseDraft
        {
            Name = name,
            Path = path,
            IsServing = isServing,
            Own = _levels.Read(mapping, section with { Keys = [.. section.Keys.Where(key => key.Kind is KeyKind.Quantity or KeyKind.Choice or KeyKind.Profile)] }, path)!,
            Hardware = hardware,
            Facility = _catalogue.Add(facility, _facility, "facility"),
            Grid = _catalogue.Add(grid, _grid, "grid"),
            Failures = failures,
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
        var mixes = new[] { phase.Mix, phase.WaterMix, phase.LandMix }.OfType<GenerationMix>();
        var factors = mixes.SelectMany(mix => mix.Shares.Select(share => share.Factor));
        var series = phase.Inputs.Values.Select(quantity => quantity.Series?.Scale).Append(phase.Window?.Year).OfType<Quantity>();
        return phase.Inputs.Values.Concat(series).Concat(components).Concat(factors).OrderBy(quantity => Order[quantity.Key]);
    }

    private static readonly Dictionary<KeySpec, int> Order = KeyTable.All.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);

    // Without a grid there is nothing that a convention could choose.
    private static IEnumerable<string> Conventions(List<PhaseDraft> drafts, IEnumerable<Phase> phases) =>
        drafts.Exists(draft => draft.Grid.Count > 0) ? [GridConventionsReader.Describe(drafts[0], phases.Select(LossesOf))] : [];

    private static string LossesOf(Phase phase) => phase[Keys.Losses] is { } losses
        ? losses.Origin switch { QuantityOrigin.Default => $"{losses.Text} (default)", QuantityOrigin.Catalog => $"{losses.Text} (catalogue)", _ => losses.Text }
        : "not known";

    private static string Text(ConfigNode? node) => node is ConfigScalar { IsEmpty: false } scalar ? scalar.OneLine : "";
}
