using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>In which form a table holds a quantile function: the value itself, its logarithm or its log-odds.</summary>
/// <param name="Kind">Kind of transform that turns the form back into values.</param>
/// <param name="Offset">Bound that the form leaves out.</param>
/// <param name="Scale">Unit of the form: keeps logarithms near zero, where floats are fine.</param>
internal sealed record TableSpace(TransformKind Kind, double Offset, double Scale)
{
    /// <summary>Entry at a quantile, by the probabilities below and above, where the value's own digits do not suffice; otherwise null.</summary>
    public Func<double, double, double>? Quantile { get; private init; }

    /// <summary>The forms that a distribution's support allows, cheapest first.</summary>
    public static IEnumerable<TableSpace> Of(Distribution distribution)
    {
        if (distribution is Beta { LogOdds: { } logOdds })
        {
            yield return new(TransformKind.LogisticTable, 0, 1) { Quantile = logOdds };
            yield break;
        }

        if (distribution is Gamma { Logarithm: { } logarithm } gamma)
        {
            yield return new(TransformKind.ExponentialTable, 0, gamma.Unit) { Quantile = logarithm };
            yield break;
        }

        yield return new(TransformKind.Table, 0, 1);
        double low = distribution.Minimum, high = distribution.Maximum;
        if (double.IsFinite(low) && double.IsFinite(high))
        {
            yield return new(TransformKind.LogisticTable, low, high - low);
        }
        else if (double.IsFinite(low) || double.IsFinite(high))
        {
            var bound = double.IsFinite(low) ? low : high;
            yield return new(TransformKind.ExponentialTable, bound, distribution.Quantile(0.5) - bound);
        }
    }

    /// <summary>Value to table entry; not finite where the value lies on a bound.</summary>
    public double Forward(double value)
    {
        var core = (value - Offset) / Scale;
        return Kind switch
        {
            TransformKind.ExponentialTable => PortableMath.Log2(core),
            TransformKind.LogisticTable => PortableMath.Log2(core / (1 - core)),
            _ => core,
        };
    }

    /// <summary>Table entry to value.</summary>
    public double Back(double entry) => Offset + (Scale * Kind switch
    {
        TransformKind.ExponentialTable => PortableMath.Pow(2, entry),
        TransformKind.LogisticTable => 1 / (1 + PortableMath.Pow(2, -entry)),
        _ => entry,
    });
}
