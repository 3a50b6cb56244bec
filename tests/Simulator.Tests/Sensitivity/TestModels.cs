using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Tests.Sensitivity;

/// <summary>Models whose Sobol' indices are known in closed form.</summary>
internal static class TestModels
{
    /// <summary>First-order and total index of an input.</summary>
    public readonly record struct Exact(string Input, double First, double Total);

    public static OutputSpec Spec(string name) => new(name, name, "", 1, "");

    /// <summary>sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ on [−π, π]³ with a = 7, b = 0.1 (Ishigami and Homma 1990).</summary>
    public static SimulationPlan Ishigami()
    {
        var input = Uniform.Between(-Math.PI, Math.PI);
        return PlanBuilder.Build([("x1", input), ("x2", input), ("x3", input)], x =>
        {
            var (first, second) = (Sine(x[0]), Sine(x[1]));
            var square = x[2] * x[2];
            return [(Spec("y"), first + (Constant(7) * second * second) + (Constant(0.1) * square * square * first))];
        });
    }

    /// <summary>V₁ = (1 + bπ⁴/5)²/2, V₂ = a²/8, V₁₃ = 8b²π⁸/225, the rest is 0.</summary>
    public static IReadOnlyList<Exact> IshigamiIndices()
    {
        const double A = 7, B = 0.1;
        var (v1, v2, v13) = (Math.Pow(1 + (B * Math.Pow(Math.PI, 4) / 5), 2) / 2, A * A / 8, 8 * B * B * Math.Pow(Math.PI, 8) / 225);
        var v = v1 + v2 + v13;
        return [new("x1", v1 / v, (v1 + v13) / v), new("x2", v2 / v, v2 / v), new("x3", 0, v13 / v)];
    }

    /// <summary>∏ (|4xᵢ − 2| + aᵢ)/(1 + aᵢ) on the unit cube (Saltelli and Sobol' 1995).</summary>
    public static SimulationPlan SobolG(double[] a) => PlanBuilder.Build(
        [.. a.Select((_, i) => ($"x{i + 1}", (Distribution)Uniform.Between(0, 1)))],
        x => [(Spec("y"), x.Select((value, i) =>
        {
            var centred = (Constant(4) * value) - Constant(2);
            var size = TraceLane.Max(centred, Constant(0) - centred);
            return (size + Constant(a[i])) / Constant(1 + a[i]);
        }).Aggregate((left, right) => left * right))]);

    /// <summary>Vᵢ = 1/(3(1 + aᵢ)²), V = ∏(1 + Vᵢ) − 1, Sᵢ = Vᵢ/V, Tᵢ = Vᵢ ∏ⱼ≠ᵢ(1 + Vⱼ)/V.</summary>
    public static IReadOnlyList<Exact> SobolGIndices(double[] a)
    {
        var parts = Array.ConvertAll(a, value => 1 / (3 * (1 + value) * (1 + value)));
        var all = parts.Aggregate(1.0, (product, part) => product * (1 + part));
        return [.. parts.Select((part, i) => new Exact($"x{i + 1}", part / (all - 1), part * all / (1 + part) / (all - 1)))];
    }

    /// <summary>Epoch AI's relative cost of hardware: a product of four lognormals (REFERENCE-CASES 6a).</summary>
    public static readonly (string Name, double Low, double High)[] HardwareFactors =
        [("quantity", 0.8, 1.25), ("price", 0.5, 2), ("server", 1.3, 2.1), ("interconnect", 1.07, 1.32)];

    public static SimulationPlan LognormalProduct() => PlanBuilder.Build(
        [.. HardwareFactors.Select(factor => (factor.Name, (Distribution)Lognormal.FromInterval(factor.Low, factor.High)))],
        x => [(Spec("y"), x.Aggregate((left, right) => left * right))]);

    /// <summary>Sᵢ = (e^{sᵢ²} − 1)/(e^S − 1), Tᵢ = (1 − e^{−sᵢ²})/(1 − e^{−S}) with S the sum of the logarithmic variances sᵢ².</summary>
    public static IReadOnlyList<Exact> LognormalProductIndices()
    {
        var variances = LogVariances();
        var all = variances.Sum();
        return [.. HardwareFactors.Select((factor, i) => new Exact(
            factor.Name, Expm1(variances[i]) / Expm1(all), Expm1(-variances[i]) / Expm1(-all)))];
    }

    public static double[] LogVariances() =>
        Array.ConvertAll(HardwareFactors, factor => Math.Pow(Math.Log(factor.High / factor.Low) / (2 * 1.6448536269514722), 2));

    private static double Expm1(double x) => Math.Exp(x) - 1;

    // Taylor's series to x²¹: beyond ±π it would not do, within it the error is 1e-8, less than a float's own.
    private static TraceLane Sine(TraceLane x)
    {
        var square = x * x;
        var sum = Constant(0);
        for (var degree = 21; degree > 1; degree -= 2)
        {
            sum = (Constant(1) + sum) * (square * Constant(-1.0 / (degree * (degree - 1))));
        }

        return x + (x * sum);
    }

    private static TraceLane Constant(double value) => TraceLane.Constant(value);
}
