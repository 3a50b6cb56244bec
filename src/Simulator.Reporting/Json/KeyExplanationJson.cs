using System.Text.Json.Nodes;
using Simulator.Presentation;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Json;

/// <summary>Writes explanations as one JSON document: an object by name, each fact under its heading.</summary>
internal static class KeyExplanationJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(IReadOnlyList<KeyExplanation> explanations, TextWriter writer)
    {
        var document = new JsonObject();
        foreach (var explanation in explanations)
        {
            var facts = new JsonObject();
            foreach (var (heading, fact) in explanation.Facts)
            {
                facts[heading.Replace(' ', '_')] = fact;
            }

            document[explanation.Name] = facts;
        }

        JsonFormat.Write(writer, document, ReportingJson.Documents.JsonObject);
    }
}
