using Simulator.Arithmetic;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Tables;

/// <summary>The outputs of a run: median, interval, mean, and what is inside the figure.</summary>
internal static class OutputTable
{
    /// <summary>A sentence beside figures of a cost that may pay something twice; none for other outputs.</summary>
    /// <param name="label">The cost.</param>
    /// <param name="what">What it may pay twice; empty if nothing.</param>
    public static IEnumerable<string> MayPayTwice(string label, string what) => what.Length == 0 ? [] : [$"{label} may pay {what} twice."];

    private const double HeadlineDigitsLost = 0.5;

    // Less or more of a thing does not help to imagine an amount.
    private const double LeastImagined = 0.1;
    private const double MostImagined = 1e6;

    /// <summary>The outputs proper.</summary>
    public static ReportTable Outputs(SimulationResult result) =>
        Of(result, "Outputs", [.. result.Outputs.Where(output => !output.IsEquivalent)], Notes(result));

    /// <summary>The outputs restated in everyday terms, where the number of things is one to imagine; no rows if there are none.</summary>
    /// <remarks>Files have them all. Without any such number, the one that is nearest to it is shown: 0.03 phone charges, not 0.000003 homes.</remarks>
    public static ReportTable Equivalents(SimulationResult result)
    {
        var all = result.Outputs.Where(output => output.IsEquivalent).ToList();
        var shown = all.Where(output => output.Median is >= LeastImagined and < MostImagined).ToList();
        if (shown.Count == 0)
        {
            shown = [.. all.Where(output => double.IsFinite(output.Median) && output.Median != 0).OrderBy(output => Math.Abs(PortableMath.Log(Math.Abs(output.Median)))).Take(1)];
        }

        return Of(
            result, "In everyday terms", shown,
            all.Count > shown.Count && shown.Count > 0 ? [$"Left out, since below 0.1 or above a million: {string.Join(", ", all.Except(shown).Select(output => output.Name))}; summary.json has them."] : []);
    }

    private static ReportTable Of(SimulationResult result, string title, IReadOnlyList<OutputSummary> outputs, IReadOnlyList<string> notes)
    {
        var level = outputs.Select(output => output.Interval.Level).FirstOrDefault(0.9);
        return new ReportTable(
            title,
            [
                new("output", Wraps: true),
                new("median", CellAlignment.Right),
                new($"{Figures.Level(level)} interval", CellAlignment.Interval),
                new("mean", CellAlignment.Right),
                new("unit"),
                new("boundary", Wraps: true, IsDetail: true),
            ],
            [.. outputs.Select(Row)],
            notes);
    }

    private static IReadOnlyList<string> Row(OutputSummary output)
    {
        var unit = Unit(output);
        var text = Text(output, unit);
        var mean = output.IsConstant ? text.Median : Figures.Uncertain(output.Mean / unit.Factor, output.Error.Mean / unit.Factor);
        return [output.Label, text.Median, text.Interval, mean, unit.Name, output.Boundary];
    }

    /// <summary>The unit of an output: the same in tables, on charts, in headlines and in forms.</summary>
    internal static DisplayUnit Unit(OutputSummary output) => DisplayUnit.ForInterval(output.Unit, output.Interval.Low, output.Median, output.Interval.High);

    /// <summary>Median and interval of an output in a unit.</summary>
    internal static IntervalText Text(OutputSummary output, DisplayUnit unit) => IntervalText.Of(
        unit, output.Interval.Low, output.Median, output.Interval.High, (output.Error.Low, output.Error.Median, output.Error.High),
        output.IsConstant, output.Interval.HasTooFewBeyond) with { IsSampled = output.IsSampled };

    internal static List<string> Notes(SimulationResult result)
    {
        var notes = new List<string>();
        var uncertain = result.Outputs.Where(output => !output.IsConstant).ToList();
        if (uncertain.Count == 0)
        {
            notes.Add("No input is uncertain in this scenario: every figure is fixed by the inputs, by exact arithmetic without sampling.");
        }
        else
        {
            notes.Add($"{Figures.Level(uncertain[0].Interval.Level)} interval: the uncertainty of the inputs. {ErrorOfFigures(result, uncertain)}");
        }

        if (result.Run.Interrupted)
        {
            notes.Add(Interruption(result.Run));
        }

        return notes;
    }

    /// <summary>How much of a run was done when it was stopped.</summary>
    public static string Interruption(RunFacts run) =>
        $"Interrupted after {Figures.Count(run.Samples)} of {Figures.Count(run.RequestedSamples)} samples; the figures are those of the samples drawn.";

    private static string ErrorOfFigures(SimulationResult result, IReadOnlyList<OutputSummary> uncertain)
    {
        var run = result.Run;
        var replicates = run.Replicates > 1 ? $" in {run.Replicates} replicates" : "";
        var how = $"({Figures.Count(run.Samples)} samples{replicates}, seed {run.Seed}, {run.Device})";
        var errors = uncertain.Select(output => (output.Label, Error: LargestRelativeError(output))).ToList();
        var (label, largest) = errors.MaxBy(error => error.Error);
        if (!double.IsFinite(largest))
        {
            return $"The Monte Carlo error of {label} is not known {how}.";
        }

        var text = $"Monte Carlo error of the figures shown: at most {Figures.PercentAtMost(largest)}";
        var error = largest > HeadlineDigitsLost ? $"{text} ({label}), too few samples {how}." : $"{text} {how}.";
        return uncertain.Any(output => output.Interval.HasTooFewBeyond)
            ? $"{error} The ends of the interval are not known: fewer than {SamplingError.FewestBeyond} samples lie beyond them."
            : error;
    }

    private static double LargestRelativeError(OutputSummary output)
    {
        var largest = Relative(output.Error.Mean, output.Mean);
        var (low, high) = ProbabilityLevel.Ends(output.Interval.Level);
        Include(0.5, output.Error.Median, output.Median);
        Include(low, output.Error.Low, output.Interval.Low);
        Include(high, output.Error.High, output.Interval.High);
        return largest;

        void Include(double probability, double error, double value)
        {
            // A figure that is in doubt for another reason has another message.
            if (!output.Quantiles.Any(quantile => quantile.Probability == probability && (quantile.HasTooFewBeyond || quantile.IsAtJump)))
            {
                largest = Math.Max(largest, Relative(error, value));
            }
        }

        static double Relative(double error, double value) => error switch
        {
            0 => 0,
            _ when double.IsNaN(error) || double.IsNaN(value) => double.PositiveInfinity,
            _ when value == 0 => 0,
            _ => Math.Abs(error / value),
        };
    }
}
