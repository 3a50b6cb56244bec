using Simulator.Catalog;
using Simulator.Correlation;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the section <c>correlations</c>.</summary>
internal sealed class CorrelationReader(IReadOnlyList<Phase> phases, IReadOnlyList<Quantity> quantities, Findings findings)
{
    private const int MostNamed = 12;

    private readonly List<string> _uncertain = [.. quantities.Where(quantity => !quantity.Distribution.IsConstant).Select(quantity => quantity.Path)];

    // A value that could not be read is missing below; a second error about its name would confuse.
    private readonly bool _knowsAllInputs = findings.Errors.All(error => error.Path.StartsWith(ScenarioFormat.Correlation.Name, StringComparison.Ordinal));

    /// <summary>The correlations of the list; mistakes are in the findings.</summary>
    public IReadOnlyList<StatedCorrelation> Read(ConfigSequence? list)
    {
        var correlations = new List<StatedCorrelation>();
        foreach (var (item, path) in list is null ? [] : list.Items.Zip(ItemPaths.Numbered("correlations", list)))
        {
            if (item is ConfigMapping mapping && Read(mapping, path) is { } correlation && !IsRepeated(correlation, correlations, mapping, path))
            {
                correlations.Add(correlation);
            }
        }

        return correlations;
    }

    private StatedCorrelation? Read(ConfigMapping mapping, string path)
    {
        var value = ReadValue(mapping, path);
        if (mapping["between"] is not ConfigSequence { Items: [ConfigScalar { IsEmpty: false } first, ConfigScalar { IsEmpty: false } second] })
        {
            return null;
        }

        var (a, b) = (first.Text.Trim(), second.Text.Trim());
        if (a == b)
        {
            findings.Error(second.Position, $"{path}.between", $"{a} with itself", "two different inputs");
            return null;
        }

        var isKnown = IsUncertain(first, a, path) & IsUncertain(second, b, path);
        return isKnown && value is var (measure, number)
            ? new StatedCorrelation(a, b, measure, number) { Position = (mapping.Position.Line, mapping.Position.Column) }
            : null;
    }

    private (RankMeasure Measure, double Value)? ReadValue(ConfigMapping mapping, string path)
    {
        var measures = new[] { (Name: "spearman", Measure: RankMeasure.Spearman), (Name: "kendall", Measure: RankMeasure.Kendall) };
        var given = measures.Where(measure => mapping[measure.Name] is not null).ToList();
        if (given.Count == 0 && mapping.Entries.All(entry => ScenarioFormat.Correlation.Find(entry.Key.Text) is not null))
        {
            findings.Error(mapping.Position, path, "neither spearman nor kendall", "one of them, e.g. spearman: 0.3");
        }

        // Both of them, and a misspelt one, have been reported with the format.
        return given is [var (name, kind)] && ScalarReader.Correlation(mapping[name]!, $"{path}.{name}", findings) is { } value ? (kind, value) : null;
    }

    private bool IsRepeated(StatedCorrelation correlation, List<StatedCorrelation> earlier, ConfigMapping mapping, string path)
    {
        var same = earlier.Find(other => (other.First, other.Second) == (correlation.First, correlation.Second)
            || (other.First, other.Second) == (correlation.Second, correlation.First));
        if (same is not null)
        {
            findings.Error(
                mapping["between"]!.Position, $"{path}.between", $"the pair {correlation.First} and {correlation.Second} a second time",
                FormattableString.Invariant($"each pair once; it is already on line {same.Position.Line}"));
        }

        return same is not null;
    }

    private bool IsUncertain(ConfigScalar node, string name, string path)
    {
        if (_uncertain.Contains(name) || !_knowsAllInputs)
        {
            return _uncertain.Contains(name);
        }

        findings.Error(node.Position, $"{path}.between", Found(name), Allowed(), quantities.Any(quantity => quantity.Path == name)
            ? "give it an interval, or remove the correlation"
            : Spelling.Hint(name, _uncertain));
        return false;
    }

    private string Found(string name)
    {
        if (quantities.FirstOrDefault(quantity => quantity.Path == name) is { } constant)
        {
            return $"{name}, which is constant in this scenario ({constant.Text})";
        }

        if (phases.Any(phase => phase.Mix is { } mix && mix.Shares.Any(share => $"{mix.Path}.{share.Source}" == name)))
        {
            return $"{name}, a share of a mix: shares vary together, so that they sum to 1";
        }

        return KeyTable.All.Any(key => $"{key.Section}.{key.Name}" == name)
            ? $"{name}, which no phase of this scenario uses"
            : $"the unknown input '{ConfigScalar.Clip(name)}'";
    }

    private string Allowed() => _uncertain.Count switch
    {
        0 => "an uncertain input; this scenario has none",
        <= MostNamed => $"an uncertain input of this scenario: {string.Join(", ", _uncertain)}",
        _ => $"an uncertain input of this scenario, as 'simulator check' lists them: {string.Join(", ", _uncertain.Take(MostNamed))}, …",
    };
}
