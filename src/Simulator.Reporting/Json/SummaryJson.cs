using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Reporting.Json;

/// <summary>Writes <c>summary.json</c>: fixed units, every digit, keys in the documented order.</summary>
/// <remarks>
/// Without <c>run</c>, which holds the wall-clock time, two runs of one scenario with one seed give the same bytes.
/// A number that is NaN or infinite is written as null: JSON cannot express it.
/// </remarks>
public static class SummaryJson
{
    /// <summary>Writes the summary of one run as a document.</summary>
    /// <param name="result">The run.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void Write(SimulationResult result, Stream stream, bool includeRun = true) =>
        JsonFormat.Write(stream, JsonSummary.Of(result, includeRun), ReportingJson.Documents.JsonSummary);

    /// <summary>Writes the summary of one run as a document.</summary>
    public static void Write(SimulationResult result, TextWriter writer, bool includeRun = true) =>
        JsonFormat.Write(writer, JsonSummary.Of(result, includeRun), ReportingJson.Documents.JsonSummary);

    /// <summary>Writes the summaries of several runs as one document.</summary>
    public static void Write(IReadOnlyList<SimulationResult> results, TextWriter writer, bool includeRun = true) =>
        JsonFormat.Write(writer, new JsonSummaries([.. results.Select(result => JsonSummary.Of(result, includeRun))]), ReportingJson.Documents.JsonSummaries);
}
