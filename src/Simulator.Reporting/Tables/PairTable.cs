using Simulator.Arithmetic;
using Simulator.Presentation;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Tables;

/// <summary>Two scenarios compared sample by sample: difference, ratio, and the probability that one is less.</summary>
internal static class PairTable
{
    // A difference or ratio that varies by less is rounding of single precision.
    private const double Rounding = 1e-6;

    public static ReportTable Of(ScenarioPair pair, ComparisonResult comparison)
    {
        var (a, b) = (ComparisonTables.Letter(pair.A, comparison), ComparisonTables.Letter(pair.B, comparison));
        var level = Figures.Level(pair.Outputs.Select(output => output.Level).FirstOrDefault(0.9));
        return new ReportTable(
            $"{a} and {b}: {pair.A} and {pair.B}",
            [
                new("output", Wraps: true),
                new($"{a} − {b}, median", CellAlignment.Right),
                new($"{level} interval", CellAlignment.Interval),
                new("unit"),
                new($"{a} / {b}, median", CellAlignment.Right),
                new($"{level} interval ", CellAlignment.Interval),
                new($"P({a} < {b})", CellAlignment.Right),
                new($"P({a} = {b})", CellAlignment.Right),
            ],
            [.. pair.Outputs.Select(output => Row(output, comparison.Scenarios[0].Run.Samples))],
            [Note(pair, a, b), .. Undefined(pair.Outputs, a, b, comparison.Scenarios[0].Run.Samples)]);
    }

    /// <summary>Median and interval of a ratio.</summary>
    internal static IReadOnlyList<string> Ratio(PairedOutput output) => output.Ratio is { } known && Texts(known, 1) is var (median, interval) ? [median, interval] : ["n/a", ""];

    private static IReadOnlyList<string> Row(PairedOutput output, long samples)
    {
        var unit = DisplayUnit.ForDifference(output.Unit, output.Difference.Low, output.Difference.Median, output.Difference.High);
        var (difference, interval) = Texts(output.Difference, unit.Factor);
        var (ratio, ratioInterval) = output.Ratio is { } known ? Texts(known, 1) : ("n/a", "");
        return
        [
            output.Label, difference, interval, unit.Name, ratio, ratioInterval,
            Probability(output, output.ProbabilityALess, samples),
            output.ProbabilityEqual > 0 ? Figures.Percent(output.ProbabilityEqual) : "",
        ];
    }

    private static (string Median, string Interval) Texts(PairedFigure figure, double factor)
    {
        // Close to its origin a figure needs more digits to be distinguished from it: 0.99999993 is not 1.
        var distance = Math.Max(Math.Abs(figure.Low - figure.Origin), Math.Abs(figure.High - figure.Origin));
        var more = figure.Origin == 0 || distance == 0 ? 0 : (int)Math.Clamp(-PortableMath.Log10(distance / figure.Origin), 0, 10);
        if (figure.IsConstant)
        {
            return (Figures.Exact(figure.Median / factor, Figures.TableDigits + more), Figures.Fixed);
        }

        if (figure.High - figure.Low < Rounding * distance)
        {
            return (Figures.Exact(figure.Median / factor, Figures.TableDigits + more), "always the same");
        }

        var digits = Figures.TableDigits + more;
        var unknown = figure.HasTooFewBeyond ? double.NaN : 0;
        var (low, high) = Figures.Interval(
            figure.Low / factor, unknown + (figure.LowError / factor), figure.High / factor, unknown + (figure.HighError / factor), digits);
        return (
            Figures.Uncertain(figure.Median / factor, figure.MedianError / factor, digits),
            $"{low} to {high}{(figure.HasTooFewBeyond ? " (too few samples)" : "")}");
    }

    /// <summary>A probability with the digits that the samples leave sure.</summary>
    internal static string Probability(PairedOutput output, double probability, long samples) => output.Difference.IsConstant || output.ProbabilityEqual == 1
        ? Figures.Percent(probability)
        : Figures.Probability(probability, output.ProbabilityError, samples);

    /// <summary>In how many samples a ratio does not exist, for each ratio that exists in others.</summary>
    /// <param name="outputs">The outputs of a pair.</param>
    /// <param name="a">What stands for A.</param>
    /// <param name="b">What stands for B.</param>
    /// <param name="samples">All samples.</param>
    internal static IEnumerable<string> Undefined(IEnumerable<PairedOutput> outputs, string a, string b, long samples) =>
        from output in outputs
        where output.Ratio is not null && output.UndefinedRatios > 0
        select $"{output.Label}: {a} / {b} is undefined in {Figures.Count(output.UndefinedRatios)} of {Figures.Count(samples)} samples, where {b} is 0 or a figure is not finite; they are in no figure of the ratio.";

    private static string Note(ScenarioPair pair, string a, string b)
    {
        var largest = pair.Outputs.Select(output => output.ProbabilityError).DefaultIfEmpty().Max();
        var error = largest > 0 ? $" Monte Carlo error of the probabilities: at most {Figures.PercentAtMost(largest)} (of 100%)." : "";
        return $"P({a} < {b}): share of the samples in which {a} is less.{error}";
    }
}
