using System.Globalization;
using Simulator.Runs;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>One year of synthetic hours against a script of NumPy that shares no line with the program; skipped where there is no NumPy.</summary>
public sealed class TimedRunNumPyTests
{
    private const string Script = """
        import csv, datetime, sys
        import numpy as np
        rows = list(csv.reader(open(sys.argv[1])))[1:]
        first = datetime.datetime.fromisoformat(rows[0][0])
        hours = np.array([(datetime.datetime.fromisoformat(r[0]) - first).total_seconds() / 3600 for r in rows])
        edges = np.append(hours, hours[-1] + 1)
        rng = np.random.default_rng(5)
        n = 400_000
        t0 = 59 * 24 + rng.random(n) * 80 * 24
        length = rng.uniform(50, 90, n)
        for column in (1, 2, 3):
            values = np.array([float(r[column]) for r in rows])
            integral = np.concatenate([[0], np.cumsum(values)])
            mean = (np.interp(t0 + length, edges, integral) - np.interp(t0, edges, integral)) / length
            print(mean.mean(), mean.std() / n ** 0.5, *np.quantile(mean, [0.05, 0.5, 0.95]))
        """;

    [NumPyFact]
    public void A_year_of_hours_agrees_with_NumPy()
    {
        var file = Path.Combine(Repository.Root, "scenarios/timed/grid-2025.csv");
        var lines = Python.Run(Script, file)!.Trim().Split('\n');
        var scenario = ScenarioReader.Read(
            """
            name: timed
            hardware: {tdp: 700 W}
            grid:
              carbon_intensity: series(grid-2025.csv, column=Carbon intensity gCO2eq/kWh)
              marginal_intensity: series(grid-2025.csv, column=Marginal intensity gCO2eq/kWh)
              electricity_price: series(grid-2025.csv, column=Price USD/MWh)
            training:
              - {energy: 1 MWh, measured_at: grid, duration: 'uniform(50 h, 90 h)', start: 2025-03-01 to 2025-05-20}
            """,
            Path.Combine(Repository.Root, "scenarios/timed/inline.yaml"));
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 18 });

        // 1 MWh: t are kg/kWh, of which NumPy has g; USD are USD/MWh.
        foreach (var (output, line, unit) in new[] { ("operational_emissions", 0, 1000.0), ("marginal_emissions", 1, 1000.0), ("electricity_cost", 2, 1.0) })
        {
            var figures = lines[line].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            var found = result.Outputs.Single(one => one.Name == output);

            // NumPy's standard error of the mean, 4 times; that of a quantile is 3 times as large for these shapes.
            Assert.Equal(figures[0], found.Mean * unit, 4 * (figures[1] + (unit * found.Error.Mean)));
            foreach (var (probability, index) in new[] { (0.05, 2), (0.5, 3), (0.95, 4) })
            {
                Assert.Equal(figures[index], found.Quantile(probability) * unit, 12 * (figures[1] + (unit * found.Error.Mean)));
            }
        }
    }
}
