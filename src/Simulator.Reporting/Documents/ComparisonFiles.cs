using Simulator.Presentation;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Studies.Comparison;
using static Simulator.Reporting.Csv.CsvTable;

namespace Simulator.Reporting.Documents;

/// <summary>Writes a comparison for machines, in fixed units and with every digit.</summary>
public static class ComparisonFiles
{
    private static readonly string[] Header =
    [
        "a", "b", "name", "unit", "interval_level", "difference_median", "difference_low", "difference_high",
        "ratio_median", "ratio_low", "ratio_high", "probability_a_less", "probability_equal",
        "mc_error_difference_median", "mc_error_ratio_median", "mc_error_probability",
    ];

    /// <summary>Writes one JSON document: the summary of every scenario, every pair, and what inputs are shared.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void WriteJson(ComparisonResult comparison, Stream stream, bool includeRun = true) =>
        JsonFormat.Write(stream, JsonComparison.Of(comparison, includeRun), ReportingJson.Documents.JsonComparison);

    /// <summary>Writes one row for each output of each pair.</summary>
    public static void WriteCsv(ComparisonResult comparison, TextWriter writer) => CsvTable.WriteRows(
        writer, Header, comparison.Pairs.SelectMany(pair => pair.Outputs.Select(output => Row(pair, output))));

    private static IReadOnlyList<string> Row(ScenarioPair pair, PairedOutput output) =>
    [
        pair.A, pair.B, output.Name, output.Unit, Number(output.Level),
        Number(output.Difference.Median), Number(output.Difference.Low), Number(output.Difference.High),
        Number(output.Ratio?.Median), Number(output.Ratio?.Low), Number(output.Ratio?.High),
        Number(output.ProbabilityALess), Number(output.ProbabilityEqual),
        Number(output.Difference.MedianError), Number(output.Ratio?.MedianError), Number(output.ProbabilityError),
    ];
}
