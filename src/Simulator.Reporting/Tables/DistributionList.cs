using System.Text.Json.Nodes;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Reporting.Tables;

/// <summary>The distributions that a scenario file can name, for <c>simulator list</c>.</summary>
internal static class DistributionList
{
    /// <summary>The table.</summary>
    /// <param name="filter">Only rows whose name or summary contains this, whatever the case; empty for all.</param>
    public static ReportTable Of(string filter)
    {
        var rows = Matching(filter).ToList();
        return new ReportTable(
            "",
            [new("name"), new("written", Wraps: true), new("what it is", Wraps: true), new("parameters", Wraps: true, IsDetail: true), new("example", Wraps: true, IsDetail: true)],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Name, row.Usage, row.Summary, string.Join("; or ", row.Forms.Select(Describe)), row.Example])],
            [$"{rows.Count} of {DistributionTable.All.Count} distributions.", "A unit after the closing parenthesis holds for every number inside that has none of its own."]);
    }

    /// <summary>The rows, each with the ways of writing it, for JSON.</summary>
    /// <param name="filter">Only rows whose name or summary contains this, whatever the case; empty for all.</param>
    public static JsonObject Json(string filter) => new(Matching(filter).Select(row => KeyValuePair.Create(row.Name, (JsonNode?)new JsonObject
    {
        ["summary"] = row.Summary,
        ["usage"] = row.Usage,
        ["example"] = row.Example,
        ["forms"] = new JsonArray([.. row.Forms.Select(form => (JsonNode)new JsonObject(
            form.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)Describe(parameter)))))]),
    })));

    private static IEnumerable<WrittenDistribution> Matching(string filter) => DistributionTable.All.Where(row =>
        row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase) || row.Summary.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static string Describe(ParameterList form) => string.Join(
        "; ", form.Parameters.Select(parameter => $"{parameter.Name}: {Describe(parameter)}").Concat(form.Rules.Select(rule => rule.Text)));

    private static string Describe(Parameter parameter) =>
        parameter.Meaning
        + (double.IsFinite(parameter.Above) ? FormattableString.Invariant($", above {parameter.Above}") : "")
        + (parameter.Default is { } value ? FormattableString.Invariant($", {value} if left out") : "")
        + (parameter.IsPlain ? ", without a unit" : "");
}
