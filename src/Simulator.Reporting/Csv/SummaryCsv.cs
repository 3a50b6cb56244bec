using System.Globalization;
using Simulator.Results;

namespace Simulator.Reporting.Csv;

/// <summary>Writes <c>summary.csv</c>: one row per output, in fixed units and with every digit.</summary>
public static class SummaryCsv
{
    /// <summary>Writes the outputs of one run.</summary>
    public static void Write(SimulationResult result, TextWriter writer) =>
        CsvTable.WriteRows(writer, Header(result), result.Outputs.Select(Row));

    /// <summary>Writes the outputs of several runs, with the scenario's name in front of every row.</summary>
    public static void Write(IReadOnlyList<SimulationResult> results, TextWriter writer) =>
        CsvTable.WriteRows(
            writer,
            ["scenario", .. results.Count == 0 ? [] : Header(results[0])],
            results.SelectMany(result => result.Outputs.Select(output => (IReadOnlyList<string>)[result.Scenario.Name, .. Row(output)])));

    private static string[] Header(SimulationResult result) =>
    [
        "name", "unit", "boundary", "mean", "sd", "min", "max", "interval_level", "low", "high",
        .. result.Outputs.Take(1).SelectMany(output => output.Quantiles).Select(quantile => "q" + Text(quantile.Probability)),
        "mc_error_mean", "mc_error_low", "mc_error_median", "mc_error_high", "nan", "infinite", "tail_mean", "mc_error_tail_mean",
    ];

    private static string[] Row(OutputSummary output) =>
    [
        output.Name, output.Unit, output.Boundary,
        Text(output.Mean), Text(output.StandardDeviation), Text(output.Minimum), Text(output.Maximum),
        Text(output.Interval.Level), Text(output.Interval.Low), Text(output.Interval.High),
        .. output.Quantiles.Select(quantile => Text(quantile.Value)),
        Text(output.Error.Mean), Text(output.Error.Low), Text(output.Error.Median), Text(output.Error.High),
        output.NotANumber.ToString(CultureInfo.InvariantCulture), output.Infinite.ToString(CultureInfo.InvariantCulture),
        Text(output.TailMean?.Value ?? double.NaN), Text(output.TailMean?.Error ?? double.NaN),
    ];

    /// <summary>Shortest text that reads back as the same number; empty where there is none.</summary>
    private static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
