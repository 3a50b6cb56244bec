using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Simulator.Presentation;
using Simulator.Reporting.Json;

namespace Simulator.Reporting.Gates;

/// <summary>Writes what a gate found as a code quality report, which GitLab shows at the lines of a merge request.</summary>
internal static class CodeQualityReport
{
    /// <summary>Writes the report: a list, empty where nothing was found.</summary>
    /// <param name="cases">What was found.</param>
    /// <param name="isStrict">Whether warnings and undecided limits stop the gate.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    public static void Write(IReadOnlyList<GateCase> cases, bool isStrict, Stream stream)
    {
        var findings = new JsonArray([.. cases.SelectMany(one => one.AtPlaces).Where(one => one.Status != GateStatus.Passed).Select(one => (JsonNode)new JsonObject
        {
            ["description"] = $"{one.Name}: {one.Message}",
            ["check_name"] = $"simulator-{one.Status.ToString().ToLowerInvariant()}",
            ["fingerprint"] = Fingerprint(one),
            ["severity"] = one.Status == GateStatus.Error ? "critical" : one.Stops(isStrict) ? "major" : "minor",
            ["location"] = new JsonObject { ["path"] = one.Place.RelativeFile, ["lines"] = new JsonObject { ["begin"] = Math.Max(1, one.Place.Line) } },
        })]);
        JsonFormat.Write(stream, findings, ReportingJson.Documents.JsonArray);
    }

    // The same finding has the same fingerprint in the next run, also where a figure in its message has changed.
    private static string Fingerprint(GateCase one) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{one.Place.RelativeFile}\n{one.Suite}\n{one.Name}\n{one.Status}")))[..40];
}
