using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;
using Simulator.Studies.Inverse;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sweep;
using Simulator.Tests.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>The points of a study share a kernel, which gets their numbers as arguments, and no bit of a result changes by that.</summary>
[Collection(Devices.Collection)]
public class SharedKernelTests
{
    private const int SharedCounters = 11 << 10;
    private static readonly string Folder = Path.Combine(CommandLine.Root, "scenarios");

    [Theory]
    [InlineData("llama-3.1-405b.yaml", "facility.pue", "1.05:1.4", Sampler.Sobol)]
    [InlineData("llama-3.1-405b.yaml", "training.pre-training.utilization", "0.3:0.5", Sampler.Random)]
    [InlineData("bloom.yaml", "facility.pue", "1.05:1.4", Sampler.Sobol)]
    public void Twenty_points_of_a_sweep_have_one_kernel_and_one_for_the_second_pass(string file, string input, string range, Sampler sampler)
    {
        var sweep = SweepPlan.Build(ScenarioTemplate.Read(Path.Combine(Folder, file)), [VariationParser.Values($"{input}={range}:20")]);
        using var card = new OneEngine();
        var options = new RunOptions { Samples = 2048, Replicates = 2, Sampler = sampler, BlockSize = 1024 };
        var expected = ScenarioSweep.Run(sweep, options with { Device = "cpu" });
        var actual = ScenarioSweep.Run(sweep, options with { Device = OneEngine.Name, Graphics = card });
        Assert.Equal(20, actual.Points.Count);
        Assert.Equal(2, card.Engine.KernelsTranslated);
        Assert.All(expected.Points.Zip(actual.Points), pair => AssertSame(pair.First.Outputs, pair.Second.Outputs));

        // Another study of the same structure on the same card finds them.
        using var again = new IlgpuEngine(OneEngine.Name, [card.Accelerator]);
        var plan = PlanBuilder.Build(sweep.ScenarioOf(7));
        SimulationRunner.Sample(again, plan, options, null, default);
        Assert.Equal(0, again.KernelsTranslated);
    }

    [Fact]
    public void A_schedule_of_several_passes_has_a_kernel_for_the_starts_and_one_for_the_best_of_them()
    {
        var template = ScenarioTemplate.Read(Path.Combine(Folder, "timed", "when-to-run.yaml"));
        var plan = SchedulePlan.Build(template, new ScheduleQuestion(TimeSpan.FromHours(191), TimeSpan.FromHours(1), null, null));
        Assert.InRange(plan.Starts.Count, 65, 127);
        Assert.Equal(1, plan.Starts.Count % 2); // passes of different lengths would have different kernels
        using var card = new OneEngine(1L << 30);
        var options = new RunOptions { Samples = 512, Replicates = 2, BlockSize = 1024 };
        var expected = StartSchedule.Run(plan, options with { Device = "cpu" });
        var actual = StartSchedule.Run(plan, options with { Device = OneEngine.Name, Graphics = card });
        Assert.Equal(4, card.Engine.KernelsTranslated); // two of them for second passes
        Assert.Equal(plan.Starts.Count, actual.Starts.Count);
        Assert.All(expected.Starts.Zip(actual.Starts), pair => AssertSame(pair.First.Outputs, pair.Second.Outputs));
    }

    [Fact]
    public void A_search_for_an_input_has_one_kernel_and_one_for_the_second_pass()
    {
        using var card = new OneEngine();
        var scenario = ScenarioReader.Read(Path.Combine(Folder, "gpt-3.yaml"));
        var question = InverseQuestion.Parse("facility.pue", "energy", "1300 MWh");
        var options = new RunOptions { Samples = 2048, Replicates = 2, BlockSize = 1024 };
        var expected = InverseSolver.Solve(question, scenario, options with { Device = "cpu" }, default);
        var actual = InverseSolver.Solve(question, scenario, options with { Device = OneEngine.Name, Graphics = card }, default);
        Assert.Equal((expected.Value, expected.Low, expected.High), (actual.Value, actual.Low, actual.High));
        Assert.Equal(2, card.Engine.KernelsTranslated);
    }

    // More numbers than a kernel gets by value: those of the second plan must not be those of the first.
    [Fact]
    public void Plans_of_one_structure_use_each_others_buffers_and_nothing_of_their_contents()
    {
        using var accelerator = Devices.Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Devices.Context);
        using var engine = new IlgpuEngine(OneEngine.Name, [accelerator], memory: 1L << 30);
        foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
        {
            var request = new SamplingRequest(sampler, 42, sampler == Sampler.Random ? 1 : 2, 0, 1024, 2, 1024);
            long bytes = 0;
            foreach (var factor in (double[])[1, 1.25, 1.5])
            {
                var plan = Wide(factor);
                AgreementTests.AssertSameCounts(plan, EngineRuns.Count(plan, request), AgreementTests.Count(engine, plan, request));
                Assert.True(bytes == 0 || bytes == engine.BytesOnDevices.Single());
                bytes = engine.BytesOnDevices.Single();
            }
        }

        Assert.Equal(2, engine.KernelsTranslated);
        Assert.True(new PlanLayout(Wide(1), SharedCounters).OtherNumbers > 1);
    }

    // Every number of a distribution, an equation, a correlation and a reference is another; so are tables and thresholds.
    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Plans_that_differ_by_numbers_alone_have_the_same_text_for_a_card(Sampler sampler)
    {
        foreach (var kind in Enum.GetValues<KernelKind>())
        {
            var (one, other) = (Emit(Wide(1), kind, sampler), Emit(Wide(1.5), kind, sampler));
            Assert.Equal(one.Text, other.Text);
            Assert.Equal(one.Structure, other.Structure);
            Assert.NotEqual(one.Numbers.First, other.Numbers.First);
            Assert.NotEqual(one.Numbers.Others, other.Numbers.Others);
        }
    }

    // What a key without kinds, bounds, operations, sizes, selectors or roots would take for the same.
    [Theory]
    [MemberData(nameof(Others))]
    public void Another_structure_has_another_kernel(string what)
    {
        var (inputs, model) = Different[what];
        var usual = Of(Usual, x => [x[0] * x[1]]);
        var other = Of(inputs, model);
        foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
        {
            Assert.NotEqual(Emit(usual, KernelKind.Count, sampler).Structure, Emit(other, KernelKind.Count, sampler).Structure);
        }

        Assert.NotEqual(Emit(usual, KernelKind.Count, Sampler.Sobol).Structure, Emit(usual, KernelKind.Count, Sampler.Random).Structure);
        Assert.NotEqual(Emit(usual, KernelKind.Count, Sampler.Sobol).Structure, Emit(usual, KernelKind.Refine, Sampler.Sobol).Structure);
    }

    public static TheoryData<string> Others() => [.. Different.Keys];

    // An input that reaches a bound of its key at some points only is another distribution there; none does here.
    [Theory]
    [InlineData("llama-3.1-405b.yaml")]
    [InlineData("gpt-4o.yaml")]
    [InlineData("timed/when-to-run.yaml")]
    public void Every_input_of_a_scenario_can_be_varied_with_one_kernel(string file)
    {
        var template = ScenarioTemplate.Read(Path.Combine(Folder, file));
        foreach (var input in Plans.Of(file).Draws.Select(draw => draw.Name).Distinct().Where(name => !name.EndsWith(".start", StringComparison.Ordinal)))
        {
            var sweep = SweepPlan.Build(template, [VariationParser.Factors($"{input}=1.01,1.02,1.03")]);
            Assert.Single(Enumerable.Range(0, sweep.Points)
                .Select(point => Emit(PlanBuilder.Build(sweep.ScenarioOf(point)), KernelKind.Count, Sampler.Sobol).Structure).Distinct());
        }
    }

    [Fact]
    public void A_second_analysis_of_sensitivity_finds_the_kernels_of_the_first_and_has_its_own_numbers()
    {
        using var accelerator = Devices.Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Devices.Context);
        var request = new SamplingRequest(Sampler.Sobol, 42, 2, 0, 1024, 2, 1024);
        var translated = new List<int>();
        foreach (var factor in (double[])[1, 1.25])
        {
            var plan = Of([Lognormal.FromInterval(1, 2 * factor), Triangular.FromMode(1, 2, 5 * factor)], x => [x[0] * x[1], x[0] + (TraceLane.Constant(3 * factor) * x[1])]);
            using var engine = new IlgpuEngine(OneEngine.Name, [accelerator]);
            Assert.Equal(Sums(CpuEngines.Create(CpuDevices.Best), plan, request), Sums(engine, plan, request));
            translated.Add(engine.KernelsTranslated);
        }

        Assert.Equal([1, 0], translated);
    }

    private static readonly Distribution[] Usual = [Lognormal.FromInterval(1, 2), Uniform.Between(1, 2)];

    private static readonly Dictionary<string, (Distribution[] Inputs, Func<IReadOnlyList<TraceLane>, TraceLane[]> Model)> Different = new(StringComparer.Ordinal)
    {
        ["kind"] = ([Lognormal.FromInterval(1, 2), Triangular.FromMode(1, 1.5, 2)], x => [x[0] * x[1]]),
        ["kind of the same form"] = ([Lognormal.FromInterval(1, 2), Exponential.FromMean(1)], x => [x[0] * x[1]]),
        ["kind of a table"] = ([Lognormal.FromInterval(1, 2), Pert.FromMode(1, 1.5, 2)], x => [x[0] * x[1]]),
        ["choice"] = ([Lognormal.FromInterval(1, 2), Choice.Of([(1, 0.5), (2, 0.5)])], x => [x[0] * x[1]]),
        ["operation"] = (Usual, x => [x[0] / x[1]]),
        ["operands"] = (Usual, x => [x[0] * x[0]]),
        ["another root"] = (Usual, x => [x[0] * x[1], x[0] + x[1]]),
        ["a constant"] = (Usual, x => [(x[0] * x[1]) + TraceLane.Constant(1)]),
    };

    private static SimulationPlan Of(Distribution[] inputs, Func<IReadOnlyList<TraceLane>, TraceLane[]> model) => PlanBuilder.Build(
        [.. inputs.Select((input, i) => ($"input {i}", input))],
        x => [.. model(x).Select((value, i) => (new OutputSpec($"output {i}", $"output {i}", "", 1, ""), value))]);

    // Every kind of distribution, often, with correlations.
    private static SimulationPlan Wide(double factor)
    {
        List<(string, Distribution)> inputs = [];
        for (var i = 0; i < 8; i++)
        {
            inputs.AddRange(
            [
                ($"lognormal {i}", Lognormal.FromInterval(1, (3 + i) * factor)), ($"uniform {i}", Uniform.Between(factor, 5 + i)), ($"triangular {i}", Triangular.FromMode(1, 2 * factor, 4 + i + factor)),
                ($"pert {i}", Pert.FromMode(1, 2, 6 * factor)), ($"choice {i}", Choice.Of([(1, 0.25 / factor), (2, 0.25), (3 + factor, 0.75 - (0.25 / factor))])),
            ]);
        }

        return PlanBuilder.Build(
            inputs,
            x => [.. x.Select((value, i) => (new OutputSpec($"output {i}", $"output {i}", "", 1, ""), (value * x[(i + 1) % x.Count]) + (TraceLane.Constant((0.5 + i) * factor) * x[(i + 2) % x.Count])))],
            [new StatedCorrelation("lognormal 0", "pert 1", RankMeasure.Spearman, 0.2 * factor)]);
    }

    private static KernelAssembly Emit(SimulationPlan plan, KernelKind kind, Sampler sampler) =>
        KernelEmitter.Emit(new PlanLayout(plan, SharedCounters), kind, sampler);

    private static List<double> Sums(ISimulationEngine engine, SimulationPlan plan, SamplingRequest request)
    {
        var factors = PlannedFactor.Of(plan);
        var tallies = new PickFreezeTallies(plan.Roots.Count, factors.Count, request.Replicates);
        engine.PickFreeze(plan, factors, request, tallies, null, default);
        return
        [
            .. from replicate in Enumerable.Range(0, request.Replicates)
               from root in Enumerable.Range(0, plan.Roots.Count)
               from factor in Enumerable.Range(0, factors.Count)
               from sum in Enumerable.Range(0, PickFreezeTallies.PickFreezeSums)
               select tallies.PickFreeze(replicate, root, factor, sum).Value,
        ];
    }

    private static void AssertSame(IReadOnlyDictionary<string, SweepOutput> expected, IReadOnlyDictionary<string, SweepOutput> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair =>
        {
            var (one, other) = (pair.Value, actual[pair.Key]);
            Assert.Equal((one.Median, one.Low, one.High), (other.Median, other.Low, other.High));
            Assert.Equal(one.Mean, other.Mean, 1e-6 * Math.Abs(one.Mean));
        });
    }

    /// <summary>A device of its own, whose engine can be asked afterwards.</summary>
    private sealed class OneEngine : IGraphicsEngines, IDisposable
    {
        public const string Name = "ilgpu-cpu";

        public OneEngine(long? memory = null)
        {
            Accelerator = Devices.Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Devices.Context);
            Engine = new IlgpuEngine(Name, [Accelerator], memory: memory);
        }

        public Accelerator Accelerator { get; }

        public IlgpuEngine Engine { get; }

        public IReadOnlyList<GraphicsDriver> Drivers => [];

        IReadOnlyList<GraphicsDevice> IGraphicsEngines.Devices => [new(Name, "", 0, "", false)];

        TimeSpan IGraphicsEngines.Opening => TimeSpan.Zero;

        GraphicsEstimate IGraphicsEngines.Estimate(string device, SimulationPlan plan, Sampler sampler) => new(TimeSpan.Zero, 1, 0);

        public ISimulationEngine Create(string device) => Engine;

        public void Dispose() => Accelerator.Dispose();
    }
}
