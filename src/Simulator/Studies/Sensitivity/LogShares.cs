using MathNet.Numerics.LinearAlgebra;
using Simulator.Arithmetic;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Studies.Sensitivity;

/// <summary>Shares of the variance of an output's logarithm.</summary>
/// <remarks>
/// The share of input i is βᵢ·cov(ln xᵢ, ln y)/var(ln y), with β the regression of ln y on the logarithms of all inputs
/// that y depends on. For a product of powers β are the exponents, and the shares sum to exactly 1, correlated inputs or
/// not; otherwise they sum to the part of the variance (R²) that a product of powers explains. Inputs that can be zero or
/// negative have no logarithm and no share.
/// </remarks>
internal sealed class LogShares
{
    /// <summary>Samples that are looked at, over all replicates.</summary>
    public const int Samples = 1 << 16;

    private readonly Dictionary<int, (Dictionary<int, double> Shares, double Explained)> _byRoot = [];

    private LogShares()
    {
    }

    /// <summary>Looks at the first samples.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="graph">The values behind its outputs.</param>
    /// <param name="request">How samples are drawn.</param>
    public static LogShares Measure(SimulationPlan plan, ValueGraph graph, SamplingRequest request)
    {
        var draws = graph.Draws;
        var roots = Enumerable.Range(0, graph.Roots.Count).Where(root => graph.Roots[root] >= 0).ToList();
        int[] wanted =
        [
            .. draws.Select(draw => graph.Nodes.Select((node, value) => (node, value)).First(pair => pair.node.Operation == Operation.Draw && pair.node.Left == draw).value),
            .. roots.Select(root => graph.Roots[root]),
        ];
        var logarithms = Logarithms(plan, graph, wanted, request with { Points = Math.Max(1, Math.Min(request.Points, Samples / request.Replicates)) });
        var shares = new LogShares();
        for (var i = 0; i < roots.Count; i++)
        {
            var root = roots[i];
            var used = Enumerable.Range(0, draws.Count)
                .Where(input => logarithms[input] is not null && graph.DependentOn([draws[input]])[graph.Roots[root]])
                .ToList();
            if (logarithms[draws.Count + i] is { } output && used.Count > 0)
            {
                shares._byRoot.Add(root, Regress(used, [.. used.Select(input => draws[input])], logarithms, output));
            }
        }

        return shares;
    }

    /// <summary>Share of the inputs of a factor together; NaN if it has none.</summary>
    public double Of(int root, IReadOnlyList<int> draws) =>
        _byRoot.TryGetValue(root, out var found) && draws.Any(found.Shares.ContainsKey)
            ? draws.Sum(draw => found.Shares.GetValueOrDefault(draw))
            : double.NaN;

    /// <summary>The sum of all shares; NaN if there are none.</summary>
    public double Explained(int root) => _byRoot.TryGetValue(root, out var found) ? found.Explained : double.NaN;

    private static (Dictionary<int, double> Shares, double Explained) Regress(
        IReadOnlyList<int> used, IReadOnlyList<int> draws, IReadOnlyList<double[]?> logarithms, double[] output)
    {
        var covariances = Matrix<double>.Build.Dense(used.Count, used.Count, (row, column) => column < row ? 0 : Dot(logarithms[used[row]]!, logarithms[used[column]]!));
        covariances += covariances.StrictlyUpperTriangle().Transpose();
        var withOutput = Vector<double>.Build.Dense(used.Count, row => Dot(logarithms[used[row]]!, output));
        var coefficients = covariances.Svd().Solve(withOutput);
        var shares = Enumerable.Range(0, used.Count).ToDictionary(i => draws[i], i => coefficients[i] * withOutput[i] / Dot(output, output));
        return (shares, shares.Values.Sum());
    }

    // Deviations of the logarithms from their mean; null for a column with a value that has none, or without spread.
    private static IReadOnlyList<double[]?> Logarithms(SimulationPlan plan, ValueGraph graph, IReadOnlyList<int> wanted, SamplingRequest request)
    {
        var columns = wanted.Select(_ => new double[request.Samples]).ToList();
        var done = 0;
        SampleReader.Read(plan, graph.Nodes, wanted, request, block =>
        {
            for (var i = 0; i < columns.Count; i++)
            {
                for (var sample = 0; sample < block.Count; sample++)
                {
                    columns[i][done + sample] = PortableMath.Log(block.Columns[i][sample]);
                }
            }

            done += block.Count;
        });
        return [.. columns.Select(Centred)];
    }

    private static double[]? Centred(double[] column)
    {
        var mean = column.Average();
        if (!double.IsFinite(mean))
        {
            return null;
        }

        for (var i = 0; i < column.Length; i++)
        {
            column[i] -= mean;
        }

        return Array.Exists(column, value => value != 0) ? column : null;
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
