using Simulator.Model;
using Simulator.Presentation;
using Simulator.Reporting.Json;

namespace Simulator.Reporting.Documents;

/// <summary>Says of each column of a wide CSV file what it is and in which unit, in a file beside it, in the words of CSV on the Web (W3C, 2015).</summary>
internal static class ColumnUnits
{
    /// <summary>What is appended to the name of the CSV file, where CSV on the Web looks for it.</summary>
    public const string Suffix = "-metadata.json";

    private static readonly (string Suffix, string Meaning)[] Figures =
        [("median", "median"), ("low", "lower end of the interval"), ("high", "upper end of the interval"), ("mean", "mean"), ("mc_error", "Monte Carlo error of the median")];

    /// <summary>Writes the file.</summary>
    /// <param name="csv">Name of the CSV file.</param>
    /// <param name="title">What the table is of.</param>
    /// <param name="first">Columns before those of the outputs.</param>
    /// <param name="outputs">Names of the outputs, each with a column for each figure.</param>
    /// <param name="last">Figures of an output behind the usual ones: suffix and meaning, without a unit.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    public static void Write(
        string csv, string title, IEnumerable<JsonCsvColumn> first, IEnumerable<string> outputs, IReadOnlyList<(string Suffix, string Meaning)> last, Stream stream) =>
        JsonFormat.Write(
            stream,
            new JsonCsvMetadata("http://www.w3.org/ns/csvw", csv, title, null, new([.. first, .. outputs.SelectMany(name => Of(name, last))])),
            ReportingJson.Documents.JsonCsvMetadata);

    private static IEnumerable<JsonCsvColumn> Of(string name, IReadOnlyList<(string Suffix, string Meaning)> last)
    {
        var output = OutputDefinitions.All.First(output => output.Name == name);
        return Figures.Select(figure => new JsonCsvColumn($"{name}_{figure.Suffix}", "number", "output", $"{output.Title}: {figure.Meaning}", output.Unit))
            .Concat(last.Select(figure => new JsonCsvColumn($"{name}_{figure.Suffix}", "number", "output", $"{output.Title}: {figure.Meaning}", "")));
    }
}
