using Simulator.Results;
using static Simulator.Reporting.Csv.CsvTable;

namespace Simulator.Reporting.Csv;

/// <summary>Writes <c>sensitivity.csv</c>: one row per output and input that affects it, with every digit.</summary>
internal static class SensitivityCsv
{
    /// <summary>Writes the indices of all outputs; a group's indices stand in the rows of each of its members.</summary>
    /// <param name="results">One result, or several: then the scenario's name stands in front of every row.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(IReadOnlyList<SimulationResult> results, TextWriter writer) => CsvTable.WriteRows(
        writer,
        [
            .. Names(results, "scenario"), "output", "unit", "factor", "input", "first", "first_error", "total", "total_error", "log_share",
            "input_unit", "input_p5", "input_p95", "at_medians", "low", "high", "boundary",
        ],
        from result in results
        from output in result.Sensitivity?.Outputs ?? []
        from input in output.Inputs
        from bar in input.Tornado
        select (string[])[.. Names(results, result.Scenario.Name), .. Row(output, input, bar), result.Outputs.FirstOrDefault(one => one.Name == output.Output)?.Boundary ?? ""]);

    private static string[] Names(IReadOnlyList<SimulationResult> results, string name) => results.Count > 1 ? [name] : [];

    private static string[] Row(OutputSensitivity output, InputSensitivity input, TornadoBar bar) =>
    [
        output.Output, output.Unit, input.Name, bar.Input,
        Number(input.First.Value), Number(input.First.Error), Number(input.Total.Value), Number(input.Total.Error), Number(input.LogShare),
        bar.InputUnit, Number(bar.InputLow), Number(bar.InputHigh), Number(output.AtMedians), Number(bar.Low), Number(bar.High),
    ];
}
