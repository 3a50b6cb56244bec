using Simulator.Model;
using Simulator.Planning;
using Simulator.Scenarios.Limits;
using Simulator.Statistics.Counting;

namespace Simulator.Runs;

/// <summary>Which statistics a run estimates: those of every summary, and those that its limits are about.</summary>
internal static class WantedFigures
{
    /// <summary>The share of the samples whose mean every summary states. [-]</summary>
    public const double TailShare = 0.05;

    // Four units in the last place of a float: a dozen roundings of either sign.
    private const double Rounding = 2.4e-7;

    /// <summary>Confidences for which every summary states the budget that is enough. [-]</summary>
    public static readonly double[] Confidences = [0.8, 0.9, 0.95, 0.99];

    /// <summary>What is estimated of each root of a plan.</summary>
    public static IReadOnlyList<WantedStatistics> ByRoot(SimulationPlan plan, RunOptions options)
    {
        var parts = options.Limits.SelectMany(limit => limit.Parts).ToList();
        double[] probabilities = [.. Probabilities.Wanted(options.Interval).Concat(Confidences).Append(1 - TailShare).Distinct().Order()];
        var ofAll = new WantedStatistics(probabilities, [TailShare], []);
        return [.. plan.Roots.Select((root, index) => !root.IsCounted ? WantedStatistics.None : parts.Count == 0 ? ofAll : Of(plan, probabilities, parts, index))];
    }

    /// <summary>The smallest float of a root whose output is more than an amount, or at least it.</summary>
    /// <param name="amount">The amount, in the output's unit.</param>
    /// <param name="factor">Output over root.</param>
    /// <param name="includesAmount">Whether the amount itself counts.</param>
    public static float Threshold(double amount, double factor, bool includesAmount)
    {
        // Division and rounding may miss the float by one; the product decides.
        var ordered = FloatBins.Ordered((float)(amount / factor));
        while (Counts(ordered - 1))
        {
            ordered--;
        }

        while (!Counts(ordered))
        {
            ordered++;
        }

        return FloatBins.FromOrdered(ordered);

        bool Counts(int pattern)
        {
            var value = factor * FloatBins.FromOrdered(pattern);
            return includesAmount ? value >= amount : value > amount;
        }
    }

    /// <summary>The smallest floats within rounding below and above an amount: what lies between them may be the amount itself.</summary>
    /// <inheritdoc cref="Threshold"/>
    public static (float Low, float High) Edges(double amount, double factor) => (
        Threshold(amount - (Rounding * Math.Abs(amount)), factor, includesAmount: true), Threshold(amount + (Rounding * Math.Abs(amount)), factor, includesAmount: false));

    /// <summary>Whether an event or its opposite is that of values at or above the amount, rather than above it.</summary>
    public static bool IncludesAmount(LimitRelation relation) => relation is LimitRelation.AtLeast or LimitRelation.Less;

    /// <summary>Name of the output that a limit on the cost is about where nothing is paid twice; null for limits on other outputs.</summary>
    public static string? OtherReading(LimitPart part) => part.Output == OutputDefinitions.Cost.Name ? OutputDefinitions.CostWithoutOverlap.Name : null;

    private static WantedStatistics Of(SimulationPlan plan, IReadOnlyList<double> probabilities, IReadOnlyList<LimitPart> parts, int root)
    {
        var own = (from part in parts
                   from output in plan.Outputs
                   where output.Value.Root == root && (output.Spec.Name == part.Output || output.Spec.Name == OtherReading(part))
                   select (Part: part, output.Value.Factor)).ToList();
        return new WantedStatistics(
            [.. probabilities.Concat(own.Where(limit => limit.Part.Figure == LimitFigure.Quantile).Select(limit => limit.Part.Share)).Distinct().Order()],
            [.. own.Where(limit => limit.Part.Figure == LimitFigure.TailMean).Select(limit => limit.Part.Share).Append(TailShare).Distinct()],
            [.. own.SelectMany(limit => new[] { IncludesAmount(limit.Part.Event), false }
                .Select(includes => Threshold(limit.Part.Amount, limit.Factor, includes)))
                .Concat(own.SelectMany(limit => new[] { Edges(limit.Part.Amount, limit.Factor).Low, Edges(limit.Part.Amount, limit.Factor).High })).Distinct()]);
    }
}
