using Simulator.Presentation;
using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Inverse;

/// <summary>An output as a function of one input: the quantiles of the one while the other is held at a constant.</summary>
/// <param name="question">Which input and which output.</param>
/// <param name="input">The input as the scenario has it.</param>
/// <param name="scenario">The scenario.</param>
/// <param name="run">Runs a scenario; always with the same seed, so that the curve is smooth.</param>
internal sealed class InverseCurve(InverseQuestion question, Quantity input, Scenario scenario, Func<Scenario, CurveRun> run)
{
    private readonly SortedDictionary<double, CurvePoint> _points = [];
    private readonly string _unit = input.DisplayUnit.Length > 0 ? input.DisplayUnit : input.Key.ModelUnit;
    private readonly double _scale = input.DisplayUnit.Length > 0 ? input.DisplayScale : 1;

    /// <summary>Unit of the input's values.</summary>
    public string Unit => _unit;

    /// <summary>Smallest value that is tried: what is physically possible; for a price, which has no bound, 0 or the lowest value of the scenario's distribution.</summary>
    public double Minimum => double.IsFinite(input.Key.Minimum) ? input.Key.Minimum / _scale : Math.Min(0, input.Distribution.Quantile(0.01) / _scale);

    /// <summary>Largest value that is physically possible.</summary>
    public double Maximum => input.Key.Maximum / _scale;

    /// <summary>The input's median in the scenario.</summary>
    public double Present => Math.Clamp(input.Shown(input.Distribution.Quantile(0.5)), Minimum, Maximum);

    /// <summary>A step from the smallest possible value that counts: as far as the input is from it, or else a small part of what it may span.</summary>
    public double Reach => Present > Minimum ? Present - Minimum : double.IsFinite(Maximum) ? (Maximum - Minimum) / 64 : Math.Max(1, Math.Abs(Minimum));

    /// <summary>What has been computed so far, by value of the input, ascending.</summary>
    public IReadOnlyCollection<CurvePoint> Points => _points.Values;

    /// <summary>Samples of the last run.</summary>
    public long Samples { get; private set; }

    /// <summary>What the output may pay twice; empty if nothing.</summary>
    public string PaidTwice { get; private set; } = "";

    /// <summary>The output with the input at a value.</summary>
    /// <exception cref="NoAnswerException">The output is not known, or not finite there.</exception>
    public CurvePoint At(double value)
    {
        if (_points.TryGetValue(value, out var known))
        {
            return known;
        }

        var result = run(HeldInput.Hold(scenario, input, value * _scale, TextOf(value)));
        var output = result.Output
            ?? throw new NoAnswerException(
                $"The inputs do not determine {question.Output}. {string.Join(" ", result.Notices.Where(notice => notice.Contains(question.Output, StringComparison.Ordinal)))}".TrimEnd());
        if (output.NotANumber + output.Infinite > 0)
        {
            throw new NoAnswerException(
                FormattableString.Invariant($"With {question.Input} at {TextOf(value)}, {output.NotANumber + output.Infinite} samples of {question.Output} are not finite."));
        }

        (Samples, PaidTwice) = (result.Samples, output.PaidTwice);
        var point = new CurvePoint(value, output.Interval.Low, output.Median, output.Interval.High, ErrorOf(output)) { Figure = (output.Median, output.Error.Median) };
        if (question.Limit is not null)
        {
            var figure = result.Figure ?? throw new NoAnswerException($"The runs do not compute {question.Figure} of {question.Output}.");
            if (figure.SamplesNeeded > 0)
            {
                throw new NoAnswerException(FormattableString.Invariant($"Too few samples lie beyond {question.Figure} of {question.Output}; {figure.SamplesNeeded:0} are enough."));
            }

            point = point with { Figure = (figure.Value, figure.Error) };
        }

        _points.Add(value, point);
        return point;
    }

    // The ends of the interval are not known where too few samples lie beyond them.
    private static MonteCarloError ErrorOf(OutputSummary output) =>
        output.Interval.HasTooFewBeyond ? output.Error with { Low = double.NaN, High = double.NaN } : output.Error;

    /// <summary>A value of the input as a file would have it.</summary>
    public string TextOf(double value) => FormattableString.Invariant($"{value:R} {_unit}").TrimEnd();

    /// <summary>A value of the input for people, with four digits and its unit.</summary>
    public string ShortTextOf(double value) => $"{Figures.Exact(value, 4)} {_unit}".TrimEnd();
}

/// <summary>An output with the input at one value.</summary>
/// <param name="Input">Value of the input.</param>
/// <param name="Low">Lower end of the output's central interval.</param>
/// <param name="Median">Its median.</param>
/// <param name="High">Upper end.</param>
/// <param name="Error">Monte Carlo standard errors.</param>
internal sealed record CurvePoint(double Input, double Low, double Median, double High, MonteCarloError Error)
{
    /// <summary>The figure that the question is about, with its Monte Carlo standard error.</summary>
    public (double Value, double Error) Figure { get; init; }
}

/// <summary>A run at one value of the input.</summary>
/// <param name="Output">The output; null if it is not known.</param>
/// <param name="Samples">Samples drawn.</param>
/// <param name="Notices">What the reader needs to know.</param>
internal sealed record CurveRun(OutputSummary? Output, long Samples, IReadOnlyList<string> Notices)
{
    /// <summary>The figure that the question is about, where it is not the median.</summary>
    public LimitPartOutcome? Figure { get; init; }
}
