using System.Globalization;
using Simulator.Presentation;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Studies.Samples;

namespace Simulator.Reporting.Samples;

/// <summary>What a table of samples has to say about itself, so that it can be read, and drawn again, without this program's other files.</summary>
/// <param name="Scenario">Which file was run.</param>
/// <param name="Run">How it was run.</param>
/// <param name="Columns">Its columns, without the number of the sample.</param>
internal sealed record SampleMetadata(ScenarioIdentity Scenario, RunFacts Run, IReadOnlyList<SampleColumn> Columns)
{
    /// <summary>Name of the first column: what <c>simulator replay --sample</c> takes.</summary>
    public const string Number = "sample";

    private const string NumberDescription = "number of the sample, as simulator replay --sample takes it";

    /// <summary>Facts by key; <c>simulator.columns</c> is JSON.</summary>
    public IReadOnlyDictionary<string, string> Entries => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["simulator.version"] = Run.Version,
        ["simulator.scenario"] = Scenario.Name,
        ["simulator.file"] = Scenario.File,
        ["simulator.sha256"] = Scenario.Sha256,
        ["simulator.sampler"] = Run.Sampler,
        ["simulator.seed"] = Run.Seed.ToString(CultureInfo.InvariantCulture),
        ["simulator.replicates"] = Run.Replicates.ToString(CultureInfo.InvariantCulture),
        ["simulator.samples"] = Run.Samples.ToString(CultureInfo.InvariantCulture),
        ["simulator.columns"] = System.Text.Json.JsonSerializer.Serialize(
            [.. Columns.Select(column => new JsonSampleColumn(column.Name, Kind(column), column.Unit, column.Description))],
            ReportingJson.Documents.IReadOnlyListJsonSampleColumn),
    };

    /// <summary>Facts about one column by key.</summary>
    public static Dictionary<string, string> Entry(SampleColumn column) => new(StringComparer.Ordinal)
    {
        ["kind"] = Kind(column), ["unit"] = column.Unit, ["description"] = column.Description,
    };

    /// <summary>Writes them as metadata of a CSV file, in the words of CSV on the Web (W3C, 2015).</summary>
    /// <param name="file">Name of the CSV file, which the metadata lie beside.</param>
    /// <param name="stream">Where to.</param>
    public void WriteForCsv(string file, Stream stream) => JsonFormat.Write(
        stream,
        new JsonCsvMetadata(
            "http://www.w3.org/ns/csvw",
            Uri.EscapeDataString(file),
            Scenario.Name,
            [new(Run.Version, Scenario.File, Scenario.Sha256, Run.Sampler, Run.Seed, Run.Replicates, Run.Samples)],
            new([
                new(Number, "integer", "number", NumberDescription, ""),
                .. Columns.Select(column => new JsonCsvColumn(column.Name, "number", Kind(column), column.Description, column.Unit)),
            ])),
        ReportingJson.Documents.JsonCsvMetadata);

    private static string Kind(SampleColumn column) => column.IsOutput ? "output" : "input";
}
