using Simulator.Charts.Kinds;
using Simulator.Charts;
using Simulator.Reporting.Tables;
using Simulator.Studies.Sweep;

namespace Simulator.Cli.Output;

/// <summary>Which charts a sweep is drawn as: a line over numbers, rows for names, a map over two variations.</summary>
internal static class SweepCharts
{
    // More rows could not be distinguished.
    private const int MostRows = 40;

    /// <summary>The charts of some outputs; none where more than two things are varied.</summary>
    public static IReadOnlyList<Func<ChartOptions, ChartFile>> Of(SweepResult sweep, IReadOnlyList<string> outputs)
    {
        var charts = new List<Func<ChartOptions, ChartFile>>();
        foreach (var name in outputs)
        {
            var known = sweep.Points.Where(point => point.Outputs.TryGetValue(name, out var output) && double.IsFinite(output.Median)).ToList();
            if (known.Count < 2)
            {
                continue;
            }

            if (sweep.Axes.Count == 1)
            {
                charts.AddRange(OneAxis(sweep, known, name));
            }
            else if (sweep.Axes.Count == 2)
            {
                var map = Map(sweep, known[0].Outputs[name], name);
                charts.Add(options => ChartSet.Draw(map, $"heatmap-{name}", options));
            }
        }

        return charts;
    }

    private static IEnumerable<Func<ChartOptions, ChartFile>> OneAxis(SweepResult sweep, IReadOnlyList<SweepPoint> points, string name)
    {
        var axis = sweep.Axes[0];
        var first = points[0].Outputs[name];
        if (axis.IsNumeric && points.Select(point => point.Values[0].Number).Distinct().Count() == points.Count)
        {
            var data = new SweepData(
                sweep.Scenario.Name, first.Label, first.Unit, sweep.Level, axis.Label, axis.Unit,
                [.. points.Select(point => (point.Values[0].Number!.Value, Output: point.Outputs[name]))
                    .Select(point => new SweepDataPoint(point.Value, point.Output.Low, point.Output.Median, point.Output.High))])
            {
                Boundary = SweepTable.Boundary(sweep, name),
            };
            yield return options => ChartSet.Draw(data, $"sweep-{name}", options);
        }
        else if (points.Count <= MostRows)
        {
            var data = new ComparisonData(
                first.Label, first.Unit, sweep.Level,
                [.. points.Select(point => Row(point.Values[0].Text, point.Outputs[name]))])
            {
                By = axis.Label,
                Context = sweep.Scenario.Name,
                Footnotes = [SweepTable.Boundary(sweep, name)],
            };
            yield return options => ChartSet.Draw(data, $"sweep-{name}", options);
        }
    }

    private static ComparisonRow Row(string value, SweepOutput output) => new(value, output.Low, output.Median, output.High)
    {
        Errors = (output.Error.Low, output.Error.Median, output.Error.High),
        HasTooFewBeyond = output.HasTooFewBeyond,
    };

    private static HeatMapData Map(SweepResult sweep, SweepOutput first, string name)
    {
        var (rows, columns) = (sweep.Axes[0], sweep.Axes[1]);
        var medians = Enumerable.Range(0, rows.Values.Count * columns.Values.Count)
            .Select(point => point < sweep.Points.Count && sweep.Points[point].Outputs.TryGetValue(name, out var output) ? output.Median : double.NaN);
        return new HeatMapData(
            sweep.Scenario.Name, first.Label, first.Unit,
            rows.Label, [.. rows.Values.Select(value => value.Text)], columns.Label, [.. columns.Values.Select(value => value.Text)], [.. medians])
        {
            Boundary = SweepTable.Boundary(sweep, name),
        };
    }
}
