using System.Globalization;
using Simulator.Results;
using static Simulator.Reporting.Csv.CsvTable;

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
        .. result.Outputs.Take(1).SelectMany(output => output.Quantiles).Select(quantile => "q" + Number(quantile.Probability)),
        "mc_error_mean", "mc_error_low", "mc_error_median", "mc_error_high", "nan", "infinite", "tail_mean", "mc_error_tail_mean",
    ];

    private static string[] Row(OutputSummary output) =>
    [
        output.Name, output.Unit, output.Boundary,
        Number(output.Mean), Number(output.StandardDeviation), Number(output.Minimum), Number(output.Maximum),
        Number(output.Interval.Level), Number(output.Interval.Low), Number(output.Interval.High),
        .. output.Quantiles.Select(quantile => Number(quantile.Value)),
        Number(output.Error.Mean), Number(output.Error.Low), Number(output.Error.Median), Number(output.Error.High),
        output.NotANumber.ToString(CultureInfo.InvariantCulture), output.Infinite.ToString(CultureInfo.InvariantCulture),
        Number(output.TailMean?.Value), Number(output.TailMean?.Error),
    ];
}
