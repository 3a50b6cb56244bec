using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Engine.Devices;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sensitivity;

namespace Simulator.Tests.Engine;

/// <summary>Which device auto chooses, its notices, and what it does when a card fails; the cards are CPU lanes under other names.</summary>
public class AutomaticEngineTests
{
    private const long Large = 1L << 24;

    private static readonly SimulationPlan Plan = PlanBuilder.Build(
        [("a", Lognormal.FromInterval(1, 2)), ("b", Uniform.Between(1, 2))],
        x => [(new OutputSpec("a", "a", "", 1, ""), x[0] * x[1]), (new OutputSpec("b", "b", "", 1, ""), x[0] + x[1])]);

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void A_card_that_finishes_sooner_takes_over_and_no_bit_changes(Sampler sampler)
    {
        var card = new Card();
        var options = new RunOptions { Samples = Large, Sampler = sampler, IsExact = true, Graphics = card };
        var ((outcome, device), notice) = Use(options);
        Assert.InRange(card.Drawn, 1, Large - 1);
        Assert.Equal($"{CpuDevices.Best}, card:0", device);
        Assert.Contains("Device: card:0, Fast card, for ", notice);
        Assert.Contains("estimated to take", notice);
        AssertSame(SimulationRunner.Sample(CpuEngines.Create(CpuDevices.Best), Plan, options, null, default), outcome);
        Assert.True(card.IsReleased);
    }

    [Theory]
    [InlineData(3600, 1e12, "translating the model")]
    [InlineData(0, 1, "against")]
    public void A_card_that_would_take_longer_is_not_opened_and_the_notice_says_so(double preparation, double samplesPerSecond, string expected)
    {
        var card = new Card { Estimated = new(TimeSpan.FromSeconds(preparation), samplesPerSecond, 0) };
        var ((_, device), notice) = Use(new RunOptions { Samples = Large, Graphics = card });
        Assert.Equal((CpuDevices.Best, false), (device, card.IsOpened));
        Assert.StartsWith($"Device: {CpuDevices.Best}: estimated to take", notice);
        Assert.Contains(expected, notice);
    }

    [Fact]
    public void A_card_with_too_little_memory_is_not_opened_and_the_notice_says_so()
    {
        var card = new Card { Estimated = new(TimeSpan.Zero, 1e12, 3L << 30) };
        var ((_, device), notice) = Use(new RunOptions { Samples = Large, Graphics = card });
        Assert.Equal((CpuDevices.Best, false), (device, card.IsOpened));
        Assert.Contains("needs 3,072 MiB of card:0, Fast card, which has 1,024", notice);
    }

    [Fact]
    public void A_run_that_is_shorter_than_opening_a_card_does_not_even_look_for_one()
    {
        var card = new Card { Opening = TimeSpan.FromHours(1), CanBeListed = false };
        var ((_, device), notice) = Use(new RunOptions { Samples = Large, Graphics = card });
        Assert.Equal(CpuDevices.Best, device);
        Assert.Contains("less time than opening a graphics card", notice);
    }

    [Fact]
    public void A_merge_of_parts_that_draws_nothing_names_no_device_that_would_have_drawn()
    {
        using var engine = new AutomaticEngine(new Card { Opening = TimeSpan.FromHours(1) });
        Assert.Null(engine.Notice);
        _ = engine.ForOneThread(new SamplingRequest(Sampler.Random, 1, 1, 0, 16, 1, 16));
        Assert.Contains("less time than opening a graphics card", engine.Notice);
    }

    [Fact]
    public void Without_a_driver_there_is_nothing_to_say()
    {
        var ((_, device), notice) = Use(new RunOptions { Samples = Large, Graphics = new Card { HasDriver = false, CanBeListed = false } });
        Assert.Equal((CpuDevices.Best, null), (device, notice));
    }

    [Fact]
    public void An_emulated_device_is_never_chosen()
    {
        var card = new Card { IsCard = false };
        Assert.Equal(CpuDevices.Best, Use(new RunOptions { Samples = Large, Graphics = card }).Result.Device);
        Assert.False(card.IsOpened);
    }

    [Fact]
    public void A_search_for_a_precision_changes_over_between_rounds_and_no_bit_changes()
    {
        var card = new Card();
        var options = new RunOptions { Samples = 1L << 21, Precision = 1e-9, Graphics = card };
        var ((outcome, device), notice) = Use(options);
        Assert.Equal($"{CpuDevices.Best}, card:0", device);
        Assert.InRange(card.Drawn, 1, options.Samples.Value - 1);
        Assert.Single(notice!.Split("Device:"), text => text.Length > 0);
        AssertSame(SimulationRunner.Sample(CpuEngines.Create(CpuDevices.Best), Plan, options, null, default), outcome);
    }

    [Fact]
    public void A_card_that_fails_on_the_way_is_replaced_by_the_cpu_and_the_notice_says_so()
    {
        var card = new Card { Failure = new DeviceException("card:0 is out of memory.") };
        var options = new RunOptions { Samples = Large, Graphics = card };
        var ((outcome, device), notice) = Use(options);
        Assert.Equal(CpuDevices.Best, device);
        Assert.Equal($"Device: computed on {CpuDevices.Best} instead. card:0 is out of memory.", notice);
        AssertSame(SimulationRunner.Sample(CpuEngines.Create(CpuDevices.Best), Plan, options, null, default), outcome);
        Assert.True(card.IsReleased);
    }

    [Fact]
    public void A_card_that_cannot_be_opened_is_replaced_by_the_cpu_and_the_notice_says_so()
    {
        var ((_, device), notice) = Use(new RunOptions { Samples = Large, Graphics = new Card { Refusal = new DeviceException("card:0: no driver.") } });
        Assert.Equal((CpuDevices.Best, $"Device: computed on {CpuDevices.Best}. card:0: no driver."), (device, notice));
    }

    [Fact]
    public void A_fault_of_ours_is_not_hidden()
    {
        var card = new Card { Failure = new InvalidOperationException("CL_INVALID_VALUE"), ReleaseFails = true };
        Assert.Equal("CL_INVALID_VALUE", Assert.Throws<InvalidOperationException>(() => Use(new RunOptions { Samples = Large, Graphics = card })).Message);
    }

    [Fact]
    public void A_lost_card_that_cannot_be_released_is_still_replaced()
    {
        var card = new Card { Failure = new DeviceException("card:0 is lost."), ReleaseFails = true };
        Assert.Contains("card:0 is lost.", Use(new RunOptions { Samples = Large, Graphics = card }).Notice);
    }

    [Fact]
    public void A_card_that_was_requested_by_name_is_used_without_a_notice_and_not_replaced()
    {
        var card = new Card { Name = "cuda:0" };
        var options = new RunOptions { Samples = 1 << 16, Device = "cuda", Graphics = card };
        Assert.Equal(("cuda:0", null), (Use(options).Result.Device, Use(options).Notice));
        Assert.Equal(2 << 16, card.Drawn);
        var broken = new Card { Name = "cuda:0", Failure = new DeviceException("lost") };
        Assert.Throws<DeviceException>(() => Use(options with { Graphics = broken }));
    }

    [Theory]
    [InlineData(2.5, "cuda", "Device: cuda: translating the model is estimated to take 3 s before the first sample, without what a driver's own compiler adds.")]
    [InlineData(61, "cuda:0", "Device: cuda:0: translating the model is estimated to take 61 s before the first sample, without what a driver's own compiler adds.")]
    [InlineData(1.9, "cuda", null)]
    [InlineData(61, "cpu", null)]
    [InlineData(61, "auto", null)]
    public void A_card_that_was_requested_by_name_states_the_translation_time_before_use(double seconds, string device, string? expected)
    {
        var card = new Card { Name = "cuda:0", Estimated = new(TimeSpan.Zero, 1e12, 0) { Translation = TimeSpan.FromSeconds(seconds) } };
        var told = new List<string>();
        Use(new RunOptions { Samples = 1 << 16, Device = device, Graphics = card, Announce = text => told.Add(card.Drawn == 0 ? text : "too late") });
        Assert.Equal(expected is null ? [] : [expected], told);
    }

    [Fact]
    public void Later_points_of_a_study_do_not_state_a_translation_that_has_been_done()
    {
        var told = new List<string>();
        var card = new Card { Name = "cuda:0", Estimated = new(TimeSpan.Zero, 1e12, 0) { Translation = TimeSpan.FromMinutes(1) } };
        var options = new RunOptions { Samples = 1 << 12, Device = "cuda", Graphics = card, Announce = told.Add };
        EngineChoice.Use(options, engine => Enumerable.Range(0, 3).Select(_ => SimulationRunner.Sample(engine, Plan with { Notices = [] }, options, null, default)).Last());
        Assert.Single(told);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_model_that_is_larger_than_any_translated_is_left_to_the_cpu_and_the_notice_says_so(int excess, bool isOpened)
    {
        var card = new Card();
        using var engine = new AutomaticEngine(card, Plan.Roots.Count - excess);
        var request = new SamplingRequest(Sampler.Sobol, 42, 1, 0, Large, 2, 4096);
        engine.Count(Plan, request, engine.Prepare(Plan, request), null, default);
        Assert.Equal(isOpened, card.IsOpened);
        Assert.Equal(!isOpened, engine.Notice!.EndsWith("computed figures, and this one has 2. To use Fast card anyway: --device card.", StringComparison.Ordinal));
    }

    // By itself a plan ends before the card would be ready; all of them together do not.
    [Theory]
    [InlineData(1, false)]
    [InlineData(100_000, true)]
    public void A_study_is_weighed_with_all_of_its_plans_and_its_second_plan_is_drawn_on_the_card_alone(int plans, bool isOpened)
    {
        var card = new Card { Estimated = new(TimeSpan.FromSeconds(5), 1e12, 0) { PerPlan = TimeSpan.FromTicks(1) } };
        using var engine = new AutomaticEngine(card);
        engine.Expect(plans);
        var before = 0L;
        for (var point = 0; point < 2; point++)
        {
            var (plan, request) = (Plan with { Notices = [] }, new SamplingRequest(Sampler.Sobol, 42, 1, 0, Large, 2, 4096));
            var tallies = engine.Prepare(plan, request);
            Assert.Equal(Large, engine.Count(plan, request, tallies, null, default));
            Assert.Equal(Large, tallies.Pooled(0).Count);
            Assert.InRange(card.Drawn - before, !isOpened ? 0 : point == 0 ? 1 : Large, !isOpened ? 0 : point == 0 ? Large - 1 : Large);
            before = card.Drawn;
        }

        Assert.Equal((isOpened, isOpened ? 1 : 0), (card.IsOpened, card.Openings));
        Assert.Equal(isOpened ? $"{CpuDevices.Best}, card:0" : CpuDevices.Best, engine.Device);
    }

    // As with points that have a kernel each: the cost of every plan is what the card would be too slow by.
    [Fact]
    public void What_every_plan_costs_on_the_card_is_weighed_too()
    {
        var card = new Card { Estimated = new(TimeSpan.Zero, 1e12, 0) { PerPlan = TimeSpan.FromMinutes(1) } };
        using var engine = new AutomaticEngine(card);
        engine.Expect(1000);
        var request = new SamplingRequest(Sampler.Sobol, 42, 1, 0, Large, 2, 4096);
        engine.Count(Plan, request, engine.Prepare(Plan, request), null, default);
        Assert.False(card.IsOpened);
    }

    [Fact]
    public void A_card_that_is_slower_than_the_cpu_at_two_plans_in_a_row_gets_no_more_and_the_notice_says_so()
    {
        var card = new Card { Delay = TimeSpan.FromSeconds(2) };
        using var engine = new AutomaticEngine(card);
        engine.Expect(1000);
        for (var point = 0; point < 4; point++)
        {
            var (plan, request) = (Plan with { Notices = [] }, new SamplingRequest(Sampler.Sobol, 42, 1, 0, Large, 2, 4096));
            engine.Count(plan, request, engine.Prepare(plan, request), null, default);
        }

        Assert.InRange(card.Drawn, Large, (2 * Large) - 1);
        Assert.True(card.IsReleased);
        Assert.Equal(CpuDevices.Best, engine.Device);
        Assert.EndsWith($"2 points in a row took longer there than on {CpuDevices.Best}, which computed the others.", engine.Notice);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(20, 0)]
    public void A_second_pass_that_is_shorter_than_opening_a_card_is_drawn_on_the_cpu(double opening, int onCard)
    {
        var card = new Card { Opening = TimeSpan.FromSeconds(opening) };
        using var engine = new AutomaticEngine(card);
        engine.Expect(100_000);
        var options = new RunOptions { Samples = Large, IsExact = true };
        for (var point = 0; point < 2; point++)
        {
            SimulationRunner.Sample(engine, Plan with { Notices = [] }, options, null, default);
        }

        Assert.Equal((true, onCard), (card.IsOpened, card.Refinements));
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void A_sensitivity_analysis_changes_over_to_a_card_that_finishes_sooner_and_no_bit_changes(Sampler sampler)
    {
        var card = new Card();
        var options = new RunOptions { Samples = 1L << 23, Sampler = sampler, Graphics = card };
        var actual = SensitivityAnalysis.Run(Plan, options);
        Assert.Equal($"{CpuDevices.Best}, card:0", actual.Device);
        Assert.InRange(card.Drawn, 1, options.Samples.Value - 1);
        Assert.Contains("Device: card:0, Fast card, for ", actual.Notices[0]);
        Assert.StartsWith($"Sensitivity: indices computed on {CpuDevices.Best}, card:0;", actual.Notices[1]);
        AssertSame(SensitivityAnalysis.Run(Plan, options with { Device = "cpu" }), actual);
    }

    [Theory]
    [InlineData(3600, false)]
    [InlineData(0, true)]
    public void A_sensitivity_analysis_stays_on_the_cpu_where_a_card_would_take_longer_or_fails(double preparation, bool fails)
    {
        var card = new Card { Estimated = new(TimeSpan.FromSeconds(preparation), 1e12, 0), Failure = fails ? new DeviceException("card:0 is lost.") : null };
        var options = new RunOptions { Samples = 1L << 23, Graphics = card };
        var actual = SensitivityAnalysis.Run(Plan, options);
        Assert.Equal((CpuDevices.Best, fails), (actual.Device, card.IsOpened));
        Assert.Contains(fails ? "card:0 is lost." : "estimated to take", actual.Notices[0]);
        AssertSame(SensitivityAnalysis.Run(Plan, options with { Device = "cpu" }), actual);
    }

    [Fact]
    public void A_missing_card_is_refused_with_a_list_of_available_ones()
    {
        var refusal = Assert.Throws<DeviceException>(() => EngineChoice.Of("cuda:7", new Card { Name = "cuda:0" }));
        Assert.Contains("no device 'cuda:7' here; available: cuda:0, cpu", refusal.Message);
        refusal = Assert.Throws<DeviceException>(() => EngineChoice.Of("cuda:7", new Card { Name = "cuda:0", HasDriver = false, CanBeListed = false }));
        Assert.Contains("driver's library, libcard.so, was not found", refusal.Message);
        Assert.Throws<DeviceException>(() => EngineChoice.Of("cuda", null));
    }

    private static ((RunOutcome Outcome, string Device) Result, string? Notice) Use(RunOptions options) =>
        EngineChoice.Use(options, engine => (SimulationRunner.Sample(engine, Plan, options, null, default), engine.Device));

    private static void AssertSame(SensitivityResult expected, SensitivityResult actual) => Assert.Equal(
        expected.Outputs.SelectMany(output => output.Inputs, (output, input) => (output.Output, input.Name, input.First, input.Total)),
        actual.Outputs.SelectMany(output => output.Inputs, (output, input) => (output.Output, input.Name, input.First, input.Total)));

    private static void AssertSame(RunOutcome expected, RunOutcome actual)
    {
        Assert.Equal(expected.Samples, actual.Samples);
        foreach (var (one, other) in expected.Roots.Zip(actual.Roots))
        {
            Assert.Equal(one.Counts.Bins, other.Counts.Bins);
            Assert.Equal((one.Tally.Mean, one.Tally.StandardDeviation), (other.Tally.Mean, other.Tally.StandardDeviation));
            Assert.Equal(one.Counts.Quantile(0.95), other.Counts.Quantile(0.95));
            Assert.Equal(one.Error.OfMean, other.Error.OfMean);
        }
    }

    /// <summary>A card without start-up cost that is always faster, unless a test sets it otherwise.</summary>
    private sealed class Card : IGraphicsEngines, ISimulationEngine, IDisposable
    {
        private readonly ISimulationEngine _lanes = CpuEngines.Create(CpuDevices.Scalar);

        public string Name { get; init; } = "card:0";

        public bool HasDriver { get; init; } = true;

        public bool CanBeListed { get; init; } = true;

        public bool IsCard { get; init; } = true;

        public bool ReleaseFails { get; init; }

        public Exception? Refusal { get; init; }

        public Exception? Failure { get; init; }

        public GraphicsEstimate Estimated { get; init; } = new(TimeSpan.Zero, 1e12, 0);

        public TimeSpan Opening { get; init; }

        public bool IsOpened { get; private set; }

        public bool IsReleased { get; private set; }

        public long Drawn { get; private set; }

        public int Openings { get; private set; }

        public int Refinements { get; private set; }

        public TimeSpan Delay { get; init; }

        public bool SupportsPickFreeze => true;

        public bool HasKernels => Drawn > 0;

        public IReadOnlyList<GraphicsDriver> Drivers => [new(EngineChoice.Kind(Name), "libcard.so", HasDriver)];

        public IReadOnlyList<GraphicsDevice> Devices => CanBeListed
            ? [new(Name, "Fast card", 1L << 30, "1.0", IsCard)]
            : throw new InvalidOperationException("Not needed here.");

        public string Device => Name;

        public GraphicsEstimate Estimate(string device, SimulationPlan plan, Sampler sampler) => Estimated;

        public ISimulationEngine Create(string device)
        {
            IsOpened = true;
            Openings++;
            return Refusal is null ? this : throw Refusal;
        }

        public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => _lanes.Prepare(plan, request);

        public long Count(
            SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation)
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            Thread.Sleep(Delay);
            var drawn = _lanes.Count(plan, request, tallies, progress, cancellation);
            Drawn += drawn;
            return drawn;
        }

        public GraphicsEstimate? EstimatePickFreeze(string device, SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, Sampler sampler) => Estimated;

        public long PickFreeze(
            SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request, PickFreezeTallies tallies,
            IProgress<RunProgress>? progress, CancellationToken cancellation)
        {
            var drawn = Failure is null ? _lanes.PickFreeze(plan, factors, request, tallies, progress, cancellation) : throw Failure;
            Drawn += drawn;
            return drawn;
        }

        public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
            SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
        {
            Refinements++;
            return _lanes.Refine(plan, request, bins, cancellation);
        }

        public void Dispose()
        {
            IsReleased = true;
            if (ReleaseFails)
            {
                throw new InvalidOperationException("It cannot be released.");
            }
        }
    }
}
