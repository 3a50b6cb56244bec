using Simulator.Statistics.Counting;
using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>An output in the unit in which its charts show it.</summary>
internal sealed class OutputView
{
    /// <summary>More values than this are shown as a distribution even if they are few.</summary>
    private const int MostAtoms = 12;

    private readonly IntervalFormat _format;

    /// <summary>Chooses the unit.</summary>
    public OutputView(OutputSummary output)
    {
        Output = output;
        var typical = output.Median != 0 ? output.Median : output.Interval.High != 0 ? output.Interval.High : output.Maximum;
        Unit = DisplayUnit.For(output.Unit, typical, IsCarbon(output.Name));
        Counts = new Counts(output.Bins, 1 / Unit.Factor);
        (Low, Median, High, Mean) = (Show(output.Interval.Low), Show(output.Median), Show(output.Interval.High), Show(output.Mean));
        _format = IntervalFormat.For(Low, High, Show(Math.Max(output.Error.Low, output.Error.High)));
        Atoms = FindAtoms();
    }

    /// <summary>The output as in the result.</summary>
    public OutputSummary Output { get; }

    /// <summary>The unit in which it is shown.</summary>
    public DisplayUnit Unit { get; }

    /// <summary>The samples.</summary>
    public Counts Counts { get; }

    /// <summary>Lower end of the interval.</summary>
    public double Low { get; }

    /// <summary>The median.</summary>
    public double Median { get; }

    /// <summary>Upper end of the interval.</summary>
    public double High { get; }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The values and their probabilities, if there are only a few; else empty.</summary>
    public IReadOnlyList<(double Value, double Share)> Atoms { get; }

    /// <summary>Name and unit, for an axis.</summary>
    public string AxisTitle => Unit.Symbol.Length == 0 ? Output.Label : $"{Output.Label} [{Unit.Symbol}]";

    /// <summary>What there is to say, in one sentence.</summary>
    public string Sentence
    {
        get
        {
            if (Output.Bins.Count == 0)
            {
                return "no sample is a finite number";
            }

            if (Output.IsConstant)
            {
                return $"always {WithUnit(Figure.Significant(Mean, 6))}: no uncertain input affects it";
            }

            if (Atoms.Count is > 0 and <= 3)
            {
                var parts = Atoms.Select(atom => $"{WithUnit(Figure.Significant(atom.Value, 4))} with probability {Figure.Percent(atom.Share)}");
                return string.Join(", or ", parts);
            }

            return $"median {WithUnit(Print(Median))}; {Figure.Level(Output.Interval.Level)} between {Print(Low)} and {Print(High)}{(Output.Interval.HasTooFewBeyond ? " (too few samples)" : "")}";
        }
    }

    /// <summary>The colour of its measure.</summary>
    public Color Color(Theme theme) => theme.ColorOf(Output.Unit);

    /// <summary>A value of the result in the unit shown.</summary>
    public double Show(double value) => value / Unit.Factor;

    /// <summary>A value in the unit shown, with as many digits as its accuracy supports.</summary>
    public string Print(double value) => _format.Print(value);

    /// <summary>A printed figure and the unit.</summary>
    public string WithUnit(string figure) => Unit.Symbol.Length == 0 ? figure : $"{figure} {Unit.Symbol}";

    /// <summary>Where it comes from: boundary, size of the sample and what is left out.</summary>
    public string Note(RunFacts run, ValueRange? range)
    {
        var parts = new List<string>();
        if (Output.Boundary.Length > 0)
        {
            parts.Add(Output.Boundary);
        }

        parts.Add(run.Samples == 1 ? "1 sample" : $"{Figure.Count(run.Samples)} samples");
        var outside = range is null ? 0 : Counts.Below(range.Low) + (1 - Counts.Below(range.High));
        if (outside > 1e-9 && range is not null)
        {
            parts.Add($"{Figure.Percent(outside)} of them beyond the axis");
        }

        if (Output.NotANumber + Output.Infinite > 0)
        {
            parts.Add($"{Figure.Count(Output.NotANumber + Output.Infinite)} are not finite and are left out");
        }

        return string.Join(" · ", parts);
    }

    /// <summary>Masses are of CO₂e where the name says so; the model has no other masses.</summary>
    /// <param name="output">Name of an output.</param>
    public static bool IsCarbon(string output) =>
        output.Contains("emissions", StringComparison.Ordinal) || output.Contains("carbon", StringComparison.Ordinal);

    private List<(double Value, double Share)> FindAtoms()
    {
        var bins = Counts.Bins;
        var atoms = new List<(double, double)>();
        for (var i = 0; i < bins.Count; i++)
        {
            // Neighbouring bins are a narrow distribution, not separate values.
            var gap = i == 0 ? double.PositiveInfinity : bins[i].Low - bins[i - 1].High;
            if (bins.Count > MostAtoms || gap < 2 * (bins[i].High - bins[i].Low))
            {
                return [];
            }

            atoms.Add((ValueIn(bins[i]), bins[i].Count / Counts.Total));
        }

        return atoms;
    }

    /// <summary>The exact value of an atom is known if it is an extreme or a quantile; else the middle of its bin is near.</summary>
    private double ValueIn(CountedBin bin)
    {
        var known = Output.Quantiles.Select(quantile => quantile.Value).Prepend(Output.Maximum).Prepend(Output.Minimum);
        foreach (var value in known)
        {
            if (Show(value) >= bin.Low && Show(value) <= bin.High)
            {
                return Show(value);
            }
        }

        return (bin.Low + bin.High) / 2;
    }
}
