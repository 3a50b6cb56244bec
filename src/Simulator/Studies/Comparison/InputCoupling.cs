using Simulator.Catalog;
using Simulator.Scenarios;

namespace Simulator.Studies.Comparison;

/// <summary>Says which inputs of several scenarios are one and the same uncertainty, and why.</summary>
/// <remarks>
/// Inputs of two files are independent, even if their texts are the same. Shared are
/// the inputs of one file and its variations, what two files take unchanged from one place of a file that they extend,
/// and what the user declares as shared.
/// </remarks>
/// <param name="scenarios">The scenarios.</param>
/// <param name="asked">Paths of inputs, or of sections of them, that are to be shared; <see cref="All"/> for all.</param>
internal sealed class InputCoupling(IReadOnlyList<Scenario> scenarios, IReadOnlyList<string> asked)
{
    /// <summary>The word that stands for every input.</summary>
    public const string All = "all";

    private readonly Dictionary<(int Scenario, string Path), string?> _places = [];

    /// <summary>Why two scenarios share an input; null if they do not.</summary>
    /// <param name="first">Index of one scenario.</param>
    /// <param name="second">Index of the other.</param>
    /// <param name="path">Path of an uncertain input that both have.</param>
    public string? Between(int first, int second, string path)
    {
        if (asked.Any(wanted => Means(wanted, path)))
        {
            return "as requested";
        }

        if (AreOfOneFile(scenarios[first], scenarios[second]))
        {
            return "one file";
        }

        return PlaceOf(first, path) is { } place && place == PlaceOf(second, path)
            ? $"from {scenarios[first].Places?.FileOf(path, IsOfCatalog(first, path))}"
            : null;
    }

    /// <summary>Refuses inputs that no two scenarios have in common.</summary>
    /// <param name="paths">Paths of the uncertain inputs by scenario.</param>
    /// <exception cref="ArgumentException">A path that is to be shared is not uncertain in two scenarios.</exception>
    public void Check(IReadOnlyList<IReadOnlyCollection<string>> paths)
    {
        var common = paths.SelectMany(own => own).GroupBy(path => path, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        foreach (var wanted in asked.Where(wanted => wanted != All && !common.Exists(path => Means(wanted, path))))
        {
            var where = Enumerable.Range(0, paths.Count).Where(scenario => paths[scenario].Any(path => Means(wanted, path))).ToList();
            var found = where.Count == 1
                ? $"{wanted}, which is uncertain in {scenarios[where[0]].Name} only"
                : $"{wanted}, which is an uncertain input of none of the scenarios";
            var allowed = common.Count == 0
                ? "nothing, since no two of them have an uncertain input in common"
                : $"{All}, or an uncertain input that at least two of them have";
            var near = Spelling.Nearest(wanted, common) ?? common.Find(path => path.EndsWith("." + wanted, StringComparison.Ordinal));
            throw new ArgumentException($"share: found {found}; allowed: {allowed}." + Spelling.HintLine(near));
        }
    }

    private static bool Means(string wanted, string path) =>
        wanted == All || path == wanted || path.StartsWith(wanted + ".", StringComparison.Ordinal);

    // Variations keep the texts that they were made from; a copy has the same.
    private static bool AreOfOneFile(Scenario one, Scenario other) => one.Sources.Count > 0
        ? one.Sources.Select(source => source.Sha256).SequenceEqual(other.Sources.Select(source => source.Sha256), StringComparer.Ordinal)
        : one.Sha256 == other.Sha256 && one.File == other.File;

    private string? PlaceOf(int scenario, string path)
    {
        if (!_places.TryGetValue((scenario, path), out var place))
        {
            place = scenarios[scenario].Places?.Of(path, IsOfCatalog(scenario, path));
            _places.Add((scenario, path), place);
        }

        return place;
    }

    private bool IsOfCatalog(int scenario, string path) =>
        scenarios[scenario].Quantities.Any(quantity => quantity.Path == path && quantity.Origin == QuantityOrigin.Catalog);
}
