using Simulator.Catalog;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Studies.Inverse;

/// <summary>Answers inverse questions: the value of one input for which an output has a given median, or another figure a given value.</summary>
/// <remarks>
/// The input is held at a constant x, all other inputs keep their uncertainty. The answer is the x at which the
/// output's median, or the figure that was requested, is the target. For an output that rises or falls with x all the way, the x that a single sample needs
/// to meet the target has a distribution too, and its quantile p is the x at which the target is the output's quantile
/// 1 − p (or p, if it falls): the ends of its central interval are found in the same way.
/// </remarks>
/// <example>
/// <code>
/// var scenario = ScenarioReader.Read("scenarios/gpt-3.yaml");
/// var question = InverseQuestion.Parse("facility.pue", "energy", "1300 MWh");
/// var answer = InverseSolver.Solve(question, scenario, new RunOptions { Samples = 1 &lt;&lt; 16 }, CancellationToken.None);
/// Console.WriteLine($"PUE {answer.Value:F2}");  // PUE 1.14
/// </code>
/// </example>
public static class InverseSolver
{
    private const double StandardErrors = 3;
    private const double FarEnough = 1e-3;

    // A search takes about as many; what chooses a device goes by it.
    private const int UsualRuns = 10;
    private static readonly double[] Probes = [0.25, 0.5, 0.75];

    /// <summary>Finds the value with runs that compute nothing but the output.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="scenario">The scenario as it is.</param>
    /// <param name="options">How to run it, and the level of the interval.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="NoAnswerException">There is no such input, or no value of it, or more than one may be.</exception>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="DeviceException">The device that was requested is not there, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static InverseAnswer Solve(InverseQuestion question, Scenario scenario, RunOptions options, CancellationToken cancellation)
    {
        SimulationRunner.Check(scenario, options);
        IReadOnlyList<Limit> limits = question.Limit is { } limit ? [limit] : [];
        options = options with { Limits = limits };
        return EngineChoice.Use(options, engine =>
        {
            engine.Expect(UsualRuns);
            return Search(question, scenario, options.Interval, held => Run(engine, held));
        }).Result;

        CurveRun Run(ISimulationEngine engine, Scenario held)
        {
            cancellation.ThrowIfCancellationRequested();
            var plan = PlanBuilder.Build(held).Only(question.Output);
            var outcome = new RunOutcome([], [], 1, 1, 1, []);
            if (plan.IsUncertain)
            {
                RunChecks.Check(plan, options);
                outcome = SimulationRunner.Sample(engine, plan, options, null, cancellation);
            }

            return outcome.Samples < outcome.Asked
                ? throw new OperationCanceledException(cancellation)
                : new CurveRun(ResultAssembly.Outputs(plan, outcome, options).FirstOrDefault(), outcome.Samples, [.. held.Notices, .. plan.Notices])
                {
                    Figure = plan.Outputs.Count > 0 ? LimitEvaluation.Of(limits, plan, outcome.Roots).FirstOrDefault()?.Parts[0] : null,
                };
        }
    }

    /// <summary>Finds the value with runs of the caller's.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="scenario">The scenario as it is.</param>
    /// <param name="level">Level of the interval. [-]</param>
    /// <param name="run">Runs a scenario with intervals of that level, always with the same seed; questions about other figures than the median need the other overload.</param>
    /// <exception cref="NoAnswerException">There is no such input, or no value of it, or more than one may be.</exception>
    public static InverseAnswer Solve(
        InverseQuestion question, Scenario scenario, double level, Func<Scenario, SimulationResult> run) =>
        Search(question, scenario, level, held =>
        {
            var result = run(held);
            return new CurveRun(result.Outputs.FirstOrDefault(output => output.Name == question.Output), result.Run.Samples, result.Notices)
            {
                Figure = result.Limits.LastOrDefault(limit => limit.Limit == question.Limit?.Text)?.Parts[0],
            };
        });

    private static InverseAnswer Search(InverseQuestion question, Scenario scenario, double level, Func<Scenario, CurveRun> run)
    {
        var curve = new InverseCurve(question, Input(question, scenario), scenario, run);
        var start = curve.At(curve.Present);
        var isRising = IsRising(question, curve, start);

        // The samples below an amount become fewer where the output rises.
        var isFigureRising = isRising == (question.Limit?.Parts[0] is not { Figure: LimitFigure.Probability, Event: LimitRelation.Less or LimitRelation.AtMost });
        var figure = new CurveRoot(question.Target, curve, start, isFigureRising);
        var root = new CurveRoot(question.Amount, curve, start, isRising);
        var bracket = figure.Bracket(point => point.Figure.Value) ?? throw OutOfReach(question, curve);
        var value = figure.In(bracket, point => point.Figure.Value);
        RequireMonotone(question, curve, bracket, isRising);
        var ofLow = End(point => point.Low, point => point.Error.Low);
        var ofHigh = End(point => point.High, point => point.Error.High);
        var (low, high) = isRising ? (ofHigh, ofLow) : (ofLow, ofHigh);
        return new InverseAnswer(
            question, curve.Unit, value, Error(curve, value, point => point.Figure.Value, point => point.Figure.Error), level, low, high, isRising,
            start.Input, start.Figure.Value, curve.Points.Count, curve.Samples)
        {
            PaidTwice = curve.PaidTwice,
            PresentError = start.Figure.Error,
            HoldsBelow = question.LimitText is null ? null : isFigureRising == question.Limit!.Parts[0].Relation is LimitRelation.Less or LimitRelation.AtMost,
        };

        InverseEnd? End(Func<CurvePoint, double> quantile, Func<CurvePoint, double> error)
        {
            if (root.Bracket(quantile) is not { } between)
            {
                return null;
            }

            var end = root.In(between, quantile);
            return new InverseEnd(end, Error(curve, end, quantile, error));
        }
    }

    private static Quantity Input(InverseQuestion question, Scenario scenario)
    {
        var currency = scenario.Costs?.Currency ?? Currencies.Dollars;
        if (Currencies.All.Contains(question.OutputUnit) && question.OutputUnit != currency)
        {
            throw new NoAnswerException($"The target of {question.Output} is in {question.OutputUnit}, but the costs of {scenario.Name} are in {currency}.");
        }

        var names = scenario.Quantities.Select(quantity => quantity.Path).ToList();
        var input = scenario.Quantities.FirstOrDefault(quantity => quantity.Path == question.Input);
        if (input is null)
        {
            throw new NoAnswerException(
                $"There is no input '{question.Input}' in {scenario.Name}; allowed: {string.Join(", ", names)}.{Spelling.HintLine(question.Input, names)}");
        }

        return scenario.Correlations.FirstOrDefault(pair => pair.First == input.Path || pair.Second == input.Path) is { } pair
            ? throw new NoAnswerException($"{pair.First} and {pair.Second} are correlated; the input to solve for must not be correlated. Remove that correlation.")
            : input;
    }

    private static bool IsRising(InverseQuestion question, InverseCurve curve, CurvePoint start)
    {
        var step = 0.1 * curve.Reach;
        var beside = curve.At(start.Input + step <= curve.Maximum ? start.Input + step : start.Input - step);
        return beside.Median == start.Median
            ? throw new NoAnswerException($"{question.Output} does not depend on {question.Input}.")
            : beside.Median > start.Median == beside.Input > start.Input;
    }

    private static void RequireMonotone(InverseQuestion question, InverseCurve curve, (CurvePoint A, CurvePoint B) bracket, bool isRising)
    {
        foreach (var probe in Probes)
        {
            curve.At(bracket.A.Input + (probe * (bracket.B.Input - bracket.A.Input)));
        }

        foreach (var (before, after) in curve.Points.Zip(curve.Points.Skip(1)))
        {
            var change = (after.Median - before.Median) * (isRising ? 1 : -1);
            if (change < -StandardErrors * (before.Error.Median + after.Error.Median) - (1e-6 * Math.Abs(after.Median)))
            {
                throw new NoAnswerException(
                    $"{question.Output} does not {(isRising ? "rise" : "fall")} with {question.Input} all the way: it is {Figures.Exact(before.Median, 4)} {question.OutputUnit} at {curve.ShortTextOf(before.Input)} and {Figures.Exact(after.Median, 4)} {question.OutputUnit} at {curve.ShortTextOf(after.Input)}. More than one value may be a solution.");
            }
        }
    }

    // An error of the output is one of the input by the slope to the nearest point that is far enough not to be noise.
    private static double Error(InverseCurve curve, double value, Func<CurvePoint, double> quantile, Func<CurvePoint, double> error)
    {
        var near = curve.Points.OrderBy(point => Math.Abs(point.Input - value)).ToList();
        var there = near[0];
        var slope = near.Where(point => Math.Abs(point.Input - there.Input) > FarEnough * Math.Abs(there.Input)).Select(point => (quantile(point) - quantile(there)) / (point.Input - there.Input))
            .FirstOrDefault(slope => slope != 0 && double.IsFinite(slope), double.NaN);
        return error(there) == 0 ? 0 : Math.Abs(error(there) / slope);
    }

    private static NoAnswerException OutOfReach(InverseQuestion question, InverseCurve curve)
    {
        var least = curve.Points.MinBy(point => point.Figure.Value)!;
        var most = curve.Points.MaxBy(point => point.Figure.Value)!;
        var figure = question.IsProbability ? $"{question.Figure} a value" : $"{question.Output} a {question.Figure}";
        return new NoAnswerException(FormattableString.Invariant(
            $"No value of {question.Input} gives {figure} of {Figures.Exact(question.Target, 6)} {question.Unit}").TrimEnd()
            + $": it was {Said(least)} at {curve.ShortTextOf(least.Input)} and {Said(most)} at {curve.ShortTextOf(most.Input)}.");

        string Said(CurvePoint point) => $"{Figures.Exact(point.Figure.Value, 4)} {question.Unit}".TrimEnd();
    }
}
