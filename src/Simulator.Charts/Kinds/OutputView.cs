using Simulator.Statistics.Counting;
using ScottPlot;
using Simulator.Charts.Style;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>An output in the unit in which its charts show it.</summary>
internal sealed class OutputView
{
    /// <summary>More values than this are shown as a distribution even if they are few.</summary>
    private const int MostAtoms = 12;

    /// <summary>Chooses the unit.</summary>
    public OutputView(OutputSummary output)
    {
        Output = output;
        Unit = DisplayUnit.ForInterval(output.Unit, output.Interval.Low, output.Median, output.Interval.High);
        Counts = new Counts(output.Bins, 1 / Unit.Factor);
        (Low, Median, High, Mean) = (Show(output.Interval.Low), Show(output.Median), Show(output.Interval.High), Show(output.Mean));
        Text = IntervalText.Of(
            Unit, output.Interval.Low, output.Median, output.Interval.High, (output.Error.Low, output.Error.Median, output.Error.High),
            output.IsConstant, output.Interval.HasTooFewBeyond).Set() with { IsSampled = output.IsSampled };
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

    /// <summary>Median and interval as they are printed.</summary>
    public IntervalText Text { get; }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The values and their probabilities, if there are only a few; else empty.</summary>
    public IReadOnlyList<(double Value, double Share)> Atoms { get; }

    /// <summary>Name and unit, for an axis.</summary>
    public string AxisTitle => Unit.Titled(Output.Label);

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
                return $"always {Unit.Set(Text.Median)}: no uncertain input affects it";
            }

            if (Atoms.Count is > 0 and <= 3)
            {
                var parts = Atoms.Select(atom => $"{Unit.Set(Figures.Exact(atom.Value))} with probability {Chance(atom.Share)}");
                return string.Join(", or ", parts);
            }

            return $"median {Unit.Set(Text.Median)}; {Figures.Level(Output.Interval.Level)} between {Text.Low} and {Text.High}{Text.Remark}";
        }
    }

    /// <summary>The colour of its measure.</summary>
    public Color Color(Theme theme) => theme.ColorOf(Output.Unit);

    /// <summary>A value of the result in the unit shown.</summary>
    public double Show(double value) => value / Unit.Factor;

    /// <summary>The mean as it is printed.</summary>
    public string MeanText => Typeset.Number(Output.IsConstant ? Text.Median : Figures.Uncertain(Mean, Show(Output.Error.Mean)));

    /// <summary>A share of the samples as a probability, with the digits that so many independent samples leave sure.</summary>
    public string Chance(double share) => Typeset.Number(Output.IsConstant
        ? Figures.Percent(share)
        : Figures.Probability(share, Math.Sqrt(share * (1 - share) / Counts.Total), (long)Counts.Total));

    /// <summary>The probability of more than a limit.</summary>
    public string Above(ChartLimit limit) => limit.Exceeding is { } printed ? Typeset.Number(printed) : Chance(1 - Counts.Below(Show(limit.Value)));

    /// <summary>Where it comes from: boundary, size of the sample and what is left out.</summary>
    public string Note(RunFacts run, ValueRange? range)
    {
        var parts = new List<string>();
        if (Output.Boundary.Length > 0)
        {
            parts.Add(Output.Boundary);
        }

        parts.Add(run.Samples == 1 ? "1 sample" : $"{Figures.Count(run.Samples)} samples");
        var outside = range is null ? 0 : Counts.Below(range.Low) + (1 - Counts.Below(range.High));
        if (outside > 1e-9 && range is not null)
        {
            parts.Add($"{Figures.Percent(outside)} of them beyond the axis");
        }

        if (Output.NotANumber + Output.Infinite > 0)
        {
            parts.Add($"{Figures.Count(Output.NotANumber + Output.Infinite)} are not finite and are left out");
        }

        return string.Join(" · ", parts);
    }

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
