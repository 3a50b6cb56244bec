using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Comparison;
using Simulator.Tests.Uncertainty;

namespace Simulator.Ilgpu.Tests;

/// <summary>The plans that kernels are made of.</summary>
internal static class Plans
{
    /// <summary>The scenario of the README.</summary>
    public static SimulationPlan Flagship { get; } = Of("llama-3.1-405b.yaml");

    /// <summary>Every example of every distribution, three of them correlated, and every operation of a model.</summary>
    public static SimulationPlan Everything { get; } = BuildEverything();

    /// <summary>Two scenarios side by side, with their differences: more outputs than have counters in a group's memory.</summary>
    public static SimulationPlan Comparison { get; } = ComparisonPlan.Build([Scenario("llama-3.1-405b.yaml"), Scenario("gpt-4o.yaml")], []).Whole;

    /// <summary>Scenario files in which something is uncertain.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.GetFiles(Path.Combine(CommandLine.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => ScenarioReader.ReadOrTotal(file, SourceFiles.OnDisk) is { IsTotalOnly: false } scenario && PlanBuilder.Build(scenario).IsUncertain)
            .Select(file => Path.GetRelativePath(Path.Combine(CommandLine.Root, "scenarios"), file))
            .Order(StringComparer.Ordinal),
    ];

    public static SimulationPlan Of(string file) => PlanBuilder.Build(Scenario(file));

    /// <summary>A plan with a number of draws, each of which goes into outputs of its own.</summary>
    public static SimulationPlan Synthetic(int draws) => PlanBuilder.Build(
        [.. Enumerable.Range(0, draws).Select(i => ($"input {i}", i % 2 == 0 ? (Distribution)Lognormal.FromInterval(1, 3 + i) : Pert.FromMode(1, 2, 4 + i)))],
        x => [.. x.Select((value, i) => Output($"output {i}", (value * x[(i + 1) % draws]) + (TraceLane.Constant(0.5) * x[(i + 2) % draws])))]);

    private static Scenario Scenario(string file) => ScenarioReader.Read(Path.Combine(CommandLine.Root, "scenarios", file));

    private static SimulationPlan BuildEverything()
    {
        var inputs = DistributionExamples.All.Where(example => !example.IsConstant)
            .Select(example => (Name: DistributionExamples.Name(example), example)).ToList();
        inputs.Add(("zero or one", Choice.Of([(0, 0.5), (1, 0.5)])));
        inputs.Add(("one or zero", Choice.Of([(0, 0.5), (1, 0.5)])));
        return PlanBuilder.Build(
            inputs,
            x => [.. x.Select((value, i) => Output(inputs[i].Name, value)), .. Operations(x)],
            [
                new StatedCorrelation(inputs[0].Name, inputs[3].Name, RankMeasure.Spearman, 0.5),
                new StatedCorrelation(inputs[3].Name, inputs[12].Name, RankMeasure.Spearman, -0.3),
            ]);
    }

    private static IEnumerable<(OutputSpec Spec, TraceLane Value)> Operations(IReadOnlyList<TraceLane> x)
    {
        var one = TraceLane.Constant(1);
        yield return Output("product", x[0] * x[1]);
        yield return Output("quotient", x[0] / x[2]);
        yield return Output("reciprocal", one / x[2]);
        yield return Output("root", TraceLane.SquareRoot(x[2]));
        yield return Output("weighted sum", x[0] + (TraceLane.Constant(2.5) * x[1]));
        yield return Output("difference", x[1] - x[0]);
        yield return Output("complement", one - x[0]);
        yield return Output("negative", TraceLane.Constant(-3) * x[1]);
        yield return Output("larger", TraceLane.Max(x[0], x[1]));
        yield return Output("at least", TraceLane.Max(x[4], TraceLane.Constant(0.5)));
        var (series, start, length) = (Series(), TraceLane.Max(x[0], TraceLane.Constant(0)), TraceLane.Max(x[2], TraceLane.Constant(0)));
        yield return Output("mean over a window", TraceLane.WindowMean(start, length, series));
        yield return Output("mean over a known length", TraceLane.WindowMean(start, TraceLane.Constant(7.25), series));
        yield return Output("mean from a known start", TraceLane.WindowMean(TraceLane.Constant(0.625), length, series));
        yield return Output("not finite", x[^2] / x[^1]);
    }

    private static SeriesIntegral Series() => new([[.. Enumerable.Range(0, 4096).Select(i => 2 + Math.Sin(i))]], 4098);

    private static (OutputSpec Spec, TraceLane Value) Output(string name, TraceLane value) => (new OutputSpec(name, name, "", 1, ""), value);
}
