using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Text;

namespace Simulator.Reporting.Json;

/// <summary>What <c>simulator check</c> found: each scenario that can be read, and the errors.</summary>
/// <param name="Runs">Whether every scenario can be run.</param>
/// <param name="Scenarios">Those that can be read.</param>
/// <param name="Errors">Why others cannot be read or run.</param>
internal sealed record JsonCheck(bool Runs, IReadOnlyList<JsonCheckedScenario> Scenarios, IReadOnlyList<JsonRemark> Errors)
{
    /// <summary>Writes the document.</summary>
    public static void Write(JsonCheck check, TextWriter writer) => JsonFormat.Write(writer, check, ReportingJson.Documents.JsonCheck);
}

/// <summary>A scenario that can be read.</summary>
internal sealed record JsonCheckedScenario(
    JsonScenario Scenario, OrderedDictionary<string, JsonInput> Inputs, IReadOnlyList<JsonStatedLimit> Limits, IReadOnlyList<JsonRemark> Warnings, IReadOnlyList<string> Notices)
{
    public static JsonCheckedScenario Of(Scenario scenario) => new(
        new(scenario.Name, scenario.File, scenario.Sha256), InputTable.Of(scenario).ToNamed(input => input.Path, JsonInput.Of), [.. scenario.Limits.Select(JsonStatedLimit.Of)],
        [.. scenario.Warnings.Select(JsonRemark.Of)], [.. scenario.Notices.Union(UnplacedWarnings.Of(scenario), StringComparer.Ordinal)]);
}

/// <summary>A limit that a file states.</summary>
internal sealed record JsonStatedLimit(string Limit, IReadOnlyList<string> Outputs, string Place)
{
    public static JsonStatedLimit Of(Limit limit) => new(limit.Text, [.. limit.Parts.Select(part => part.Output).Distinct()], limit.Place);
}

/// <summary>A warning or an error.</summary>
/// <param name="File">The file; null where it is about the command.</param>
/// <param name="Line">Line, 1-based; 0 for the file as a whole.</param>
/// <param name="Column">Column, 1-based; 0 for the file as a whole.</param>
/// <param name="Key">Path of the key; null if there is none.</param>
/// <param name="Found">What was found.</param>
/// <param name="Allowed">What is allowed, or the rule.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="Message">All of it in one text.</param>
internal sealed record JsonRemark(string? File, int Line, int Column, string? Key, string? Found, string? Allowed, string? Hint, string Message)
{
    public static JsonRemark Of(Diagnostic remark) => new(
        remark.File, remark.Line, remark.Column, remark.Path.Length > 0 ? remark.Path : null, remark.Found, remark.Allowed, remark.Hint, remark.ToString());

    /// <summary>What the program says where no place of a file is to blame.</summary>
    public static JsonRemark Of(string message, string file) => new(file, 0, 0, null, null, null, null, message);
}
