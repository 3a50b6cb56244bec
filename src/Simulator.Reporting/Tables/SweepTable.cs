using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Studies.Sweep;

namespace Simulator.Reporting.Tables;

/// <summary>A sweep as a table: a row a point, a column an output.</summary>
internal static class SweepTable
{
    /// <summary>Rows that a table for people has at most; files have all.</summary>
    public const int MostRows = 1000;

    private const int MostNamed = 5;

    /// <summary>The table of some outputs.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="outputs">Names of the outputs, each known at one point at least.</param>
    public static ReportTable Of(SweepResult sweep, IReadOnlyList<string> outputs)
    {
        var units = outputs.Select(name => Unit(sweep, name)).ToList();
        var level = Figures.Level(sweep.Level);
        var isUncertain = sweep.Points.Any(point => outputs.Any(name => point.Outputs.TryGetValue(name, out var output) && !output.IsConstant));
        return new ReportTable(
            sweep.Scenario.Name,
            [
                .. sweep.Axes.Select(axis => new ReportColumn(axis.Label, CellAlignment.Left)),
                .. outputs.Zip(units, (name, unit) => new ReportColumn(
                    $"{Label(sweep, name)}{(unit.Name.Length > 0 ? $" [{unit.Name}]" : "")}{(isUncertain ? $", median ({level} interval)" : "")}",
                    isUncertain ? CellAlignment.Interval : CellAlignment.Right)),
            ],
            [.. sweep.Points.Take(MostRows).Select(point => (IReadOnlyList<string>)
            [
                .. point.Values.Select(value => value.Text),
                .. outputs.Zip(units, (name, unit) => point.Outputs.TryGetValue(name, out var output) ? Text(output, unit) : point.Outputs.Count == 0 ? "not run" : "not computed"),
            ])],
            [.. Notes(sweep, outputs, isUncertain), .. outputs.Select(name => Boundaries(sweep, name))]);
    }

    private static IEnumerable<string> Notes(SweepResult sweep, IReadOnlyList<string> outputs, bool isUncertain)
    {
        var run = sweep.Run;
        if (sweep.Points.Count > MostRows)
        {
            yield return $"{Figures.Count(sweep.Points.Count - MostRows)} more points are in the files.";
        }

        yield return isUncertain
            ? $"{Figures.Count(run.Samples)} samples{(run.Replicates > 1 ? $" in {run.Replicates} replicates" : "")} at each point, seed {run.Seed}, {run.Device}; the same draws at every point."
            : run.Samples > 1 ? "No uncertain input affects these outputs: every figure shown is fixed by the inputs."
            : "No input is uncertain at these points: every figure is fixed by the inputs, by exact arithmetic without sampling.";
        foreach (var reason in outputs.SelectMany(name => NotComputed(sweep, name)))
        {
            yield return reason;
        }

        if (sweep.Interrupted)
        {
            yield return Interruption(sweep);
        }
    }

    /// <summary>How much of a sweep was done when it was stopped.</summary>
    public static string Interruption(SweepResult sweep) =>
        $"Stopped after {Figures.Count(sweep.Points.Count)} of {Figures.Count(sweep.Asked)} points; the figures of those are complete.";

    // Why an output is computed at some points only.
    private static IEnumerable<string> NotComputed(SweepResult sweep, string name) =>
        from point in sweep.Points
        where point.Missing.ContainsKey(name)
        group string.Join(", ", point.Values.Select(value => value.Text)) by point.Missing[name] into points
        select $"{Label(sweep, name)} is not computed at {string.Join("; ", points.Take(MostNamed))}{(points.Count() > MostNamed ? $" and {Figures.Count(points.Count() - MostNamed)} more points" : "")}: {KnownOutputs.NotSet(points.Key)}.";

    /// <summary>What an output includes at the points.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="name">Name of the output.</param>
    public static string Boundary(SweepResult sweep, string name)
    {
        var boundaries = sweep.Points.Where(point => point.Outputs.ContainsKey(name)).Select(point => point.Outputs[name].Boundary).Distinct().ToList();
        var isMixed = boundaries.Count > 1 ? "not the same at every point: " : "";
        return isMixed + string.Join("; ", boundaries);
    }

    private static string Boundaries(SweepResult sweep, string name) => $"{Label(sweep, name)}: {Boundary(sweep, name)}.";

    private static string Label(SweepResult sweep, string name) =>
        sweep.Points.First(point => point.Outputs.ContainsKey(name)).Outputs[name].Label;

    private static DisplayUnit Unit(SweepResult sweep, string name)
    {
        var figures = sweep.Points.Where(point => point.Outputs.ContainsKey(name)).Select(point => point.Outputs[name]).ToList();
        return DisplayUnit.ForAll(figures[0].Unit, figures.Select(output => output.Median));
    }

    private static string Text(SweepOutput output, DisplayUnit unit) => IntervalText.Of(
        unit, output.Low, output.Median, output.High, (output.Error.Low, output.Error.Median, output.Error.High), output.IsConstant, output.HasTooFewBeyond).Whole;
}
