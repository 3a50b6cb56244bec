using System.Globalization;
using Simulator.Engine;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sharding;

namespace Simulator.Tests.Studies;

/// <summary>The parts of a run add up to the run, bit for bit, wherever they were drawn.</summary>
public sealed class PartTests
{
    [Theory]
    [InlineData(Sampler.Sobol, 1)]
    [InlineData(Sampler.Sobol, 2)]
    [InlineData(Sampler.Sobol, 3)]
    [InlineData(Sampler.Sobol, 7)]
    [InlineData(Sampler.Random, 1)]
    [InlineData(Sampler.Random, 2)]
    [InlineData(Sampler.Random, 3)]
    [InlineData(Sampler.Random, 7)]
    public void Parts_of_any_threads_lanes_and_blocks_merge_to_the_run_in_one_go(Sampler sampler, int of)
    {
        // Eight blocks of each replicate, the last one of random sampling incomplete.
        var options = Options(sampler) with { Samples = sampler == Sampler.Sobol ? 2 * 8 * MomentSums.VirtualBlock : 480_001 };
        using var files = new DrawnParts();
        for (var number = 1; number <= of; number++)
        {
            files.Draw(options with { Threads = number, BlockSize = 1024 * number, Device = CpuDevices.Available[number % CpuDevices.Available.Count] }, number, of);
        }

        AssertMerged(files, options);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Large_runs_resolve_the_same_bins(bool isExact)
    {
        // Above 2²² samples only the atoms of the choice are resolved, unless everything is requested.
        var options = Options(Sampler.Sobol) with { Samples = 1 << 23, IsExact = isExact };
        using var files = new DrawnParts();
        files.Draw(options, 1, 2);
        files.Draw(options, 2, 2);
        AssertMerged(files, options);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_that_an_older_build_drew_from_random_words_are_merged_as_it_drew_them(bool keepsNoValues)
    {
        // Without the values that parts keep, the merge draws again, as the first parts that were ever written make it.
        var options = Options(Sampler.Random) with { Samples = 150_000 };
        using var files = new DrawnParts();
        var older = files.Scenario with { DrawsUncut = true };
        for (var number = 1; number <= 2; number++)
        {
            files.Draw(new SplitRun(older, options), number, 2, header => header with { RandomDraws = null });
        }

        var set = PartSet.Read([files.Folder]);
        Assert.True(set.ReadScenario().DrawsUncut && set.ReadTemplate().With([]).DrawsUncut);
        IReadOnlyList<IDrawnPart> parts = keepsNoValues ? [.. set.Parts.Select(part => new WithoutValues(part))] : set.Parts;
        var merged = Outputs(MergedRun.Run(files.Scenario, options, parts));
        Assert.Equal(Outputs(SimulationRunner.Run(older, options)), merged);
        Assert.NotEqual(Outputs(SimulationRunner.Run(files.Scenario, options)), merged);

        static string Outputs(SimulationResult result)
        {
            using var text = new StringWriter();
            SummaryJson.Write(result, text);
            return System.Text.Json.Nodes.JsonNode.Parse(text.ToString())!["outputs"]!.ToJsonString();
        }
    }

    [Fact]
    public void Rounding_up_is_reported_as_in_a_single_run()
    {
        var options = Options(Sampler.Sobol) with { Samples = 200_000 };
        using var files = new DrawnParts();
        files.Draw(options, 1, 2);
        files.Draw(options, 2, 2);
        Assert.Contains(AssertMerged(files, options).Notices, notice => notice.Contains("200,000 rounded up to 262,144", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 7)]
    [InlineData(1, 32, 7)]
    [InlineData(1000, 32, 64)]
    [InlineData(32_768, 32, 33)]
    [InlineData(65_537, 1, 2)]
    [InlineData(65_537, 3, 4)]
    [InlineData(480_001, 1, 7)]
    [InlineData(480_001, 2, 100)]
    [InlineData(1L << 40, 1, 1000)]
    [InlineData((1L << 49) + 1, 1, 1000)]
    [InlineData(1L << 44, 32, Part.Most)]
    public void Parts_share_all_samples_evenly(long points, int replicates, int of)
    {
        var request = new SamplingRequest(Sampler.Sobol, 1, replicates, 0, points, 1, 1024);
        var numbers = of <= 1000 ? Enumerable.Range(1, of) : [.. Enumerable.Range(1, 500), .. Enumerable.Range(of - 499, 500)];
        var parts = numbers.Select(number => new Part(number, of).RangesOf(request)).ToList();
        var largest = parts.Max(ranges => ranges.Sum(range => range.Samples));
        var blocks = (points + MomentSums.VirtualBlock - 1) / MomentSums.VirtualBlock;
        if (of <= blocks)
        {
            Assert.InRange(largest - parts.Min(ranges => ranges.Sum(range => range.Samples)), 0, 2 * replicates * MomentSums.VirtualBlock);
        }
        else
        {
            Assert.InRange(parts.Max(ranges => ranges.Count), 0, 2);
            Assert.InRange(largest, 1, ((blocks * replicates / of) + 1) * MomentSums.VirtualBlock);
        }

        // Every sample once: in every replicate, ranges follow each other from the first point to the last.
        for (var replicate = 0; replicate < replicates && of <= 1000; replicate++)
        {
            long next = 0;
            foreach (var range in parts.SelectMany(ranges => ranges).Where(range => replicate >= range.Replicates.First && replicate < range.Replicates.End))
            {
                Assert.Equal(next, range.Points.First);
                Assert.InRange(range.Points.Count, 1, points);
                next = range.Points.End;
            }

            Assert.Equal(points, next);
        }
    }

    [Theory]
    [InlineData(Sampler.Sobol, 1 << 17, 4, 2)]
    [InlineData(Sampler.Sobol, 1 << 17, 8, 3)]
    [InlineData(Sampler.Sobol, 1 << 17, 8, 8)]
    [InlineData(Sampler.Sobol, 1 << 12, 2, 7)]
    [InlineData(Sampler.Sobol, 1 << 18, 2, 5)]
    [InlineData(Sampler.Random, 1000, 2, 4)]
    [InlineData(Sampler.Random, 70_001, 2, 3)]
    [InlineData(Sampler.Random, 150_000, 2, 64)]
    public void Any_run_can_be_split_into_any_number_of_parts(Sampler sampler, long samples, int replicates, int of)
    {
        var options = Options(sampler) with { Samples = samples, Replicates = replicates };
        using var files = new DrawnParts();
        for (var number = 1; number <= of; number++)
        {
            files.Draw(options, number, of);
        }

        AssertMerged(files, options);
    }

    [Fact]
    public void Parts_of_less_than_a_block_of_each_replicate_are_drawn_on_the_cpu_unless_a_device_is_asked_for()
    {
        using var files = new DrawnParts();
        var options = Options(Sampler.Sobol) with { Samples = 1 << 12, Device = "auto" };
        Assert.StartsWith("cpu", new SplitRun(files.Scenario, options).Draw(new Part(1, 2)).Device, StringComparison.Ordinal);
        new SplitRun(files.Scenario, options with { Device = "ilgpu-cpu" }).Check(new Part(1, 2));
    }

    [Fact]
    public void What_cannot_be_split_is_refused_with_what_is_allowed()
    {
        using var files = new DrawnParts();
        var options = Options(Sampler.Sobol) with { Samples = 1 << 20 };
        var part = new Part(1, 2);
        Assert.Contains("found a precision to reach", Refusal(options with { Precision = 0.01 }, part), StringComparison.Ordinal);
        Assert.Contains("found a limit of time", Refusal(options with { TimeLimit = TimeSpan.FromSeconds(1) }, part), StringComparison.Ordinal);
        foreach (var wrong in new[] { new Part(0, 2), new Part(3, 2), new Part(1, 0), new Part(1, Part.Most + 1) })
        {
            Assert.Contains("I from 1 to N and N up to 100,000", Refusal(options, wrong), StringComparison.Ordinal);
        }

        var plain = ScenarioReader.Read("{name: x, hardware: {tdp: 700 W}, training: [{accelerator_hours: 1 h}]}", "x.yaml");
        Assert.Contains("plain arithmetic", Assert.Throws<ArgumentException>(() => new SplitRun(plain, options).Check(part)).Message, StringComparison.Ordinal);

        string Refusal(RunOptions run, Part part) => Assert.Throws<ArgumentException>(() => new SplitRun(files.Scenario, run).Draw(part)).Message;
    }

    [Fact]
    public void A_refusal_reads_the_same_in_every_culture()
    {
        using var files = new DrawnParts();
        var options = Options(Sampler.Sobol) with { Samples = 1 << 20 };
        (RunOptions Options, Part Part)[] refused =
            [(options, new Part(-1, 2)), (options, new Part(1, Part.Most + 1))];
        var invariant = refused.Select(Refusal).ToList();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (".", "minus ");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(invariant, refused.Select(Refusal));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        string Refusal((RunOptions Options, Part Part) run) => Assert.Throws<ArgumentException>(() => new SplitRun(files.Scenario, run.Options).Draw(run.Part)).Message;
    }

    [Fact]
    public void A_part_that_is_stopped_gives_nothing()
    {
        using var files = new DrawnParts();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new SplitRun(files.Scenario, Options(Sampler.Sobol) with { Samples = 1 << 20 }).Draw(new Part(1, 2), null, source.Token));
    }

    private static RunOptions Options(Sampler sampler) => new()
    {
        Sampler = sampler,
        Replicates = 2,
        Seed = 7,
        Interval = 0.8,
        Limits = [Limit.Parse("worst 5% mean energy < 900 MWh")],
        TracksConvergence = true,
    };

    // Everything but the time and the threads is the same text, and the charts have the same data.
    private static SimulationResult AssertMerged(DrawnParts files, RunOptions options)
    {
        var whole = SimulationRunner.Run(files.Scenario, options);
        foreach (var file in files.Read.Files.Keys)
        {
            File.Delete(file);
        }

        var set = PartSet.Read([files.Folder]);
        var merged = MergedRun.Run(set.ReadScenario(), options, set.Parts);
        Assert.Equal(Summary(whole), Summary(merged));
        Assert.Equal(
            whole.Convergence.SelectMany(trace => trace.Points).ToList(), merged.Convergence.SelectMany(trace => trace.Points).ToList());
        Assert.Equal(whole.Outputs.SelectMany(output => output.Bins).ToList(), merged.Outputs.SelectMany(output => output.Bins).ToList());
        Assert.Equal(whole.Run with { Device = "", Threads = 0, Seconds = 0 }, merged.Run with { Device = "", Threads = 0, Seconds = 0 });
        Assert.Equal(set.Parts.Max(part => part.Threads), merged.Run.Threads);
        Assert.NotEmpty(merged.Correlations);
        Assert.Contains(merged.Limits, limit => limit.Verdict == LimitVerdict.Fails);
        return merged;
    }

    private static string Summary(SimulationResult result)
    {
        using var writer = new StringWriter();
        SummaryJson.Write(result, writer, includeRun: false);
        return writer.ToString();
    }

    private sealed class WithoutValues(IDrawnPart part) : IDrawnPart
    {
        public string Device => part.Device;

        public int Threads => part.Threads;

        public double Seconds => part.Seconds;

        public IReadOnlyList<string> Notices => part.Notices;

        public bool DrawsUncut => part.DrawsUncut;

        public long AddTo(PointRange points, RunTallies tallies) => part.AddTo(points, tallies);

        public bool AddTo(long points, IReadOnlyList<Dictionary<int, RefinedBin>> bins) => false;

        public long AddTo(PickFreezeTallies tallies) => part.AddTo(tallies);
    }
}
