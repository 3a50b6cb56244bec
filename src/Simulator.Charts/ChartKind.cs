using Simulator.Model;
using Simulator.Charts.Kinds;
using Simulator.Charts.Sheets;
using Simulator.Results;

namespace Simulator.Charts;

/// <summary>What a run can be drawn as: one row a kind, which the choice of charts, the help, the sheet, the report and the files read.</summary>
public sealed class ChartKind
{
    /// <summary>How the samples of each output are spread.</summary>
    public static ChartKind Histogram { get; } = new(
        "histogram",
        (result, options) => Each(Histogram!, result, options, output => !output.IsEquivalent && !output.Name.StartsWith(OutputDefinitions.PartOfCost, StringComparison.Ordinal),
            output => new Histogram(new OutputView(output), result.Scenario.Name, result.Run, options.LimitsOf(output))));

    /// <summary>How probable it is that energy, cost or emissions are larger than a value.</summary>
    public static ChartKind Exceedance { get; } = new(
        "exceedance",
        (result, options) => Each(Exceedance!, result, options, IsHeadline,
            output => new Exceedance(new OutputView(output), result.Scenario.Name, result.Run, options.LimitsOf(output))));

    /// <summary>Where energy, emissions and cost arise.</summary>
    public static ChartKind Breakdown { get; } = new(
        "breakdown",
        (result, _) => result.Components.Count > 0 ? [("breakdown", new Breakdown(result, isPanel: false))] : [])
    {
        IsOfOneOutput = false,
        IsInReport = (_, _, _) => true,
    };

    /// <summary>Components by share of energy and share of cost.</summary>
    public static ChartKind Quadrants { get; } = new(
        "quadrants",
        (result, _) => Kinds.Quadrants.CanShow(result) ? [("quadrants", new Quadrants(result))] : [])
    {
        IsOfOneOutput = false,
        IsInReport = (_, _, _) => false,
    };

    /// <summary>How the figures settled while samples were added.</summary>
    public static ChartKind Convergence { get; } = new(
        "convergence",
        (result, options) =>
            from trace in options.Convergence
            from output in result.Outputs
            where string.Equals(output.Name, trace.Output, StringComparison.Ordinal) && output.Bins.Count > 0 && trace.Points.Count > 1
                && options.Wants(Convergence!, output.Name, IsHeadline(output))
            select ($"convergence-{output.Name}", (IChart)new Convergence(new OutputView(output), trace.Points, result.Scenario.Name, result.Run)))
    {
        NeedsConvergence = true,
        IsInReport = (output, _, options) => output == options.Convergence[^1].Output,
    };

    /// <summary>How far each input by itself moves an output; drawn where the sensitivity was requested.</summary>
    public static ChartKind Tornado { get; } = new(
        "tornado",
        (result, options) =>
            from output in result.Sensitivity?.Outputs ?? []
            where options.Wants(Tornado!, output.Output, options.Drivers.Contains(output.Output)) && Kinds.Tornado.CanShow(output)
            select ($"tornado-{output.Output}", (IChart)new Tornado(output, result.Sensitivity!, result.Scenario.Name, result.PaidTwiceIn(output.Output))))
    {
        NeedsSensitivity = true,
    };

    /// <summary>Energy, cost, emissions and the breakdown on one sheet.</summary>
    public static ChartKind Overview { get; } = new(
        "overview",
        (result, options) => [("overview", new Overview(result, [.. OnOneSheet(result).Select(output => new OutputView(output))], options.Limits))])
    {
        IsOfOneOutput = false,
        IsInReport = (_, _, _) => false,
    };

    /// <summary>All kinds, in the order in which they are drawn.</summary>
    public static IReadOnlyList<ChartKind> All { get; } = [Histogram, Exceedance, Breakdown, Quadrants, Convergence, Tornado, Overview];

    private ChartKind(string name, Func<SimulationResult, ChartOptions, IEnumerable<(string Name, IChart Chart)>> draw) => (Name, Draw) = (name, draw);

    /// <summary>Its name in a list of charts, which names of files begin with.</summary>
    public string Name { get; }

    /// <summary>Whether each chart shows one output, so that one can be chosen: <c>histogram:emissions</c>.</summary>
    public bool IsOfOneOutput { get; private init; } = true;

    /// <summary>Whether it needs the result's <see cref="SimulationResult.Sensitivity"/>.</summary>
    public bool NeedsSensitivity { get; private init; }

    /// <summary>Whether it needs <see cref="ChartOptions.Convergence"/>.</summary>
    public bool NeedsConvergence { get; private init; }

    /// <summary>The charts that a result has something for, by file name.</summary>
    internal Func<SimulationResult, ChartOptions, IEnumerable<(string Name, IChart Chart)>> Draw { get; }

    /// <summary>Whether the chart of an output, by its name, stands in a report.</summary>
    internal Func<string, SimulationResult, ChartOptions, bool> IsInReport { get; private init; } = (name, result, options) =>
        result.Outputs.Any(output => output.Name == name && !output.IsConstant && (IsHeadline(output) || options.Limits.Any(limit => limit.Output == name)));

    /// <inheritdoc/>
    public override string ToString() => Name;

    // A constant output is in the tables; it is drawn only if it is named.
    private static IEnumerable<(string Name, IChart Chart)> Each(
        ChartKind kind, SimulationResult result, ChartOptions options, Func<OutputSummary, bool> isUsual, Func<OutputSummary, IChart> draw) =>
        result.Outputs.Where(output => options.Wants(kind, output.Name, isUsual(output) && !output.IsConstant)).Select(output => ($"{kind.Name}-{output.Name}", draw(output)));

    private static bool IsHeadline(OutputSummary output) => OutputDefinitions.Headline.Contains(output.Name);

    /// <summary>The first three headline outputs; where one is missing, the next output that there is.</summary>
    private static IEnumerable<OutputSummary> OnOneSheet(SimulationResult result) => result.Outputs
        .Where(output => !output.IsEquivalent)
        .OrderByDescending(IsHeadline)
        .Take(3);
}
