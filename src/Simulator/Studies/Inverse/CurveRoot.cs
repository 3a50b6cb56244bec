using Simulator.Arithmetic;

namespace Simulator.Studies.Inverse;

/// <summary>Finds where a quantile of an output passes the target.</summary>
/// <param name="target">The wanted value.</param>
/// <param name="curve">The output as a function of the input.</param>
/// <param name="start">Where to begin: the input as the scenario has it.</param>
/// <param name="isRising">Whether the output rises with the input.</param>
internal sealed class CurveRoot(double target, InverseCurve curve, CurvePoint start, bool isRising)
{
    private const int MostSteps = 100;
    private const int MostDoublings = 64;

    // Quantiles of samples are floats, and rise in steps.
    private const double ExactPrecision = 1e-11;
    private const double SampledPrecision = 1e-7;

    /// <summary>Two points between which a quantile passes the target, searched outwards in growing steps; null if there are none.</summary>
    /// <param name="quantile">Which quantile.</param>
    public (CurvePoint A, CurvePoint B)? Bracket(Func<CurvePoint, double> quantile)
    {
        if (quantile(start) == target)
        {
            return (start, start);
        }

        var last = start;
        foreach (var next in quantile(start) < target == isRising ? Upwards() : Downwards())
        {
            if (TryAt(next) is not { } point)
            {
                continue;
            }

            if (quantile(point) == target || quantile(point) > target != quantile(start) > target)
            {
                return (last, point);
            }

            if (next == curve.Maximum)
            {
                return null;
            }

            last = point;
        }

        return null;
    }

    /// <summary>The root in a bracket: false position with halved weights (the Illinois method), in logarithms where there are any, in which a product is a straight line.</summary>
    /// <param name="bracket">Points on either side of it.</param>
    /// <param name="quantile">Which quantile.</param>
    public double In((CurvePoint A, CurvePoint B) bracket, Func<CurvePoint, double> quantile)
    {
        var isLogarithmic = Math.Min(bracket.A.Input, bracket.B.Input) > curve.Minimum;
        var (a, b) = (Position(bracket.A.Input), Position(bracket.B.Input));
        var (fa, fb) = (Excess(bracket.A), Excess(bracket.B));
        for (var step = 0; step < MostSteps && fa != 0 && fb != 0; step++)
        {
            var x = b - (fb * (b - a) / (fb - fa));
            if (!(x > Math.Min(a, b) && x < Math.Max(a, b)))
            {
                // No number is left between the last point and the root.
                break;
            }

            var fx = Excess(curve.At(Value(x)));
            if (fx > 0 == fb > 0)
            {
                fa /= 2;
            }
            else
            {
                (a, fa) = (b, fb);
            }

            var isClose = Math.Abs(x - b) <= (curve.Samples > 1 ? SampledPrecision : ExactPrecision) * Math.Max(1, Math.Abs(x));
            (b, fb) = (x, fx);
            if (isClose)
            {
                break;
            }
        }

        return Value(fa == 0 ? a : b);

        double Position(double value) => isLogarithmic ? PortableMath.Log(value - curve.Minimum) : value;

        double Value(double position) => isLogarithmic ? curve.Minimum + PortableMath.Exp(position) : position;

        double Excess(CurvePoint point) => target > 0 && quantile(point) > 0 ? PortableMath.Log(quantile(point) / target) : quantile(point) - target;
    }

    private IEnumerable<double> Downwards()
    {
        for (var doublings = 1; doublings <= MostDoublings; doublings *= 2)
        {
            yield return curve.Minimum + (curve.Reach * Math.ScaleB(1, -doublings));
        }

        yield return curve.Minimum;
    }

    private IEnumerable<double> Upwards()
    {
        for (var doublings = 1; doublings <= MostDoublings && curve.Minimum + (curve.Reach * Math.ScaleB(1, doublings)) is var next && next < curve.Maximum; doublings *= 2)
        {
            yield return next;
        }

        if (double.IsFinite(curve.Maximum))
        {
            yield return curve.Maximum;
        }

        // Where the output has no value at the largest one (losses of 100%), it is approached.
        for (var doublings = 1; doublings <= MostDoublings && double.IsFinite(curve.Maximum); doublings *= 2)
        {
            yield return curve.Maximum - ((curve.Maximum - start.Input) * Math.ScaleB(1, -doublings));
        }
    }

    // Zero, or a very large value, may leave the output without one.
    private CurvePoint? TryAt(double value)
    {
        try
        {
            return curve.At(value);
        }
        catch (NoAnswerException)
        {
            return null;
        }
    }
}
