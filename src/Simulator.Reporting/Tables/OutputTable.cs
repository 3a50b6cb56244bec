using Simulator.Presentation;
using Simulator.Results;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Tables;

/// <summary>The outputs of a run: median, interval, mean, and what is inside the figure.</summary>
internal static class OutputTable
{
    private const double HeadlineDigitsLost = 0.5;

    /// <summary>The outputs proper.</summary>
    public static ReportTable Outputs(SimulationResult result) =>
        Of(result, "Outputs", [.. result.Outputs.Where(output => !output.IsEquivalent)], Notes(result));

    /// <summary>The outputs restated in everyday terms; no rows if there are none.</summary>
    public static ReportTable Equivalents(SimulationResult result) =>
        Of(result, "In everyday terms", [.. result.Outputs.Where(output => output.IsEquivalent)], []);

    private static ReportTable Of(SimulationResult result, string title, IReadOnlyList<OutputSummary> outputs, IReadOnlyList<string> notes)
    {
        var units = DisplayUnit.ForColumn([.. outputs.Select(output => (output.Unit, Magnitude(output)))]);
        var level = outputs.Select(output => output.Interval.Level).FirstOrDefault(0.9);
        return new ReportTable(
            title,
            [
                new("output", Wraps: true),
                new("median", CellAlignment.Right),
                new($"{ProbabilityLevel.Text(level)} interval", CellAlignment.Interval),
                new("mean", CellAlignment.Right),
                new("unit"),
                new("boundary", Wraps: true, IsDetail: true),
            ],
            [.. outputs.Zip(units, Row)],
            notes);
    }

    private static IReadOnlyList<string> Row(OutputSummary output, DisplayUnit unit)
    {
        if (output.IsConstant)
        {
            var value = Figures.Exact(output.Median / unit.Factor);
            return [output.Label, value, "exact", value, unit.Name, output.Boundary];
        }

        var (lowError, highError) = ErrorsOfEnds(output);
        var (low, high) = Figures.Interval(
            output.Interval.Low / unit.Factor, lowError / unit.Factor, output.Interval.High / unit.Factor, highError / unit.Factor);
        return
        [
            output.Label,
            Figures.Uncertain(output.Median / unit.Factor, output.Error.Median / unit.Factor),
            $"{low} to {high}{TooFew(output)}",
            Figures.Uncertain(output.Mean / unit.Factor, output.Error.Mean / unit.Factor),
            unit.Name,
            output.Boundary,
        ];
    }

    /// <summary>The figure that chooses the unit: the median, or the larger end of the interval where the median is 0.</summary>
    private static double Magnitude(OutputSummary output) =>
        output.Median != 0 ? output.Median : Math.Max(Math.Abs(output.Interval.Low), Math.Abs(output.Interval.High));

    /// <summary>Standard errors of the ends of the interval; NaN where too few samples lie beyond.</summary>
    internal static (double Low, double High) ErrorsOfEnds(OutputSummary output) =>
        output.Interval.HasTooFewBeyond ? (double.NaN, double.NaN) : (output.Error.Low, output.Error.High);

    /// <summary>What is said behind an interval whose ends are not known.</summary>
    internal static string TooFew(OutputSummary output) => output.Interval.HasTooFewBeyond ? " (too few samples)" : "";

    internal static List<string> Notes(SimulationResult result)
    {
        var notes = new List<string>();
        var uncertain = result.Outputs.Where(output => !output.IsConstant).ToList();
        if (uncertain.Count == 0)
        {
            notes.Add("Nothing is uncertain in this scenario: every figure is exact arithmetic, nothing was sampled.");
        }
        else
        {
            notes.Add($"{ProbabilityLevel.Text(uncertain[0].Interval.Level)} interval: what the inputs leave open. {ErrorOfFigures(result, uncertain)}");
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
            // Of a figure that is known to be in doubt for another reason, something else is said.
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
