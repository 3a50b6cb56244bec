using MathNet.Numerics.RootFinding;
using MathNet.Numerics.Statistics;
using Simulator.Arithmetic;

namespace Simulator.Studies.Fitting;

/// <summary>Parameters of greatest likelihood of distributions with shapes: roots of equations with the digamma function ψ.</summary>
internal static class ShapeEstimates
{
    /// <summary>The shape k with ln k − ψ(k) = ln(mean) − mean(ln x), and the scale mean / k.</summary>
    /// <remarks>First approximation: T. Minka, Estimating a Gamma distribution (2002).</remarks>
    public static Estimate Gamma(DataSample data)
    {
        var s = -data.MeanLogRatio;
        var guess = (3 - s + Math.Sqrt(((s - 3) * (s - 3)) + (24 * s))) / (12 * s);
        var logShape = Brent.FindRoot(log => log - SpecialFunctions.DiGamma(PortableMath.Exp(log)) - s, PortableMath.Log(guess) - 0.5, PortableMath.Log(guess) + 0.5, 1e-13, 200);
        var shape = PortableMath.Exp(logShape);
        var scale = data.Mean / shape;
        return new(
            data.Count * (((shape - 1) * data.MeanLogarithm) - shape - (shape * PortableMath.Log(scale)) - SpecialFunctions.GammaLn(shape)),
            new("shape", shape), new("scale", scale));
    }

    /// <summary>The shapes with ψ(a) − ψ(a + b) = mean(ln x) and ψ(b) − ψ(a + b) = mean(ln(1 − x)).</summary>
    public static Estimate Beta(DataSample data)
    {
        var (low, high) = (data.MeanLogarithm, ArrayStatistics.Mean(Array.ConvertAll(data.Sorted, value => PortableMath.Log(1 - value))));
        var total = Math.Max((data.Mean * (1 - data.Mean) / (data.Deviation * data.Deviation)) - 1, 0.1);
        double[] start = [PortableMath.Log(data.Mean * total), PortableMath.Log((1 - data.Mean) * total)];
        var root = Broyden.FindRoot(
            logs =>
            {
                var (a, b) = (PortableMath.Exp(logs[0]), PortableMath.Exp(logs[1]));
                var sum = SpecialFunctions.DiGamma(a + b);
                return [SpecialFunctions.DiGamma(a) - sum - low, SpecialFunctions.DiGamma(b) - sum - high];
            },
            start, 1e-11, 500);
        var (a, b) = (PortableMath.Exp(root[0]), PortableMath.Exp(root[1]));
        return new(data.Count * (((a - 1) * low) + ((b - 1) * high) - SpecialFunctions.BetaLn(a, b)), new("a", a), new("b", b));
    }
}
