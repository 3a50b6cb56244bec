using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Simulator.Benchmarks.Gpu;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Sampling.Philox;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Tests;

/// <summary>ILGPU.Algorithms as a second implementation: its scan compacts what <see cref="FilledReader"/> reads, its radix sort finds what the second pass finds.</summary>
[Collection(Devices.Collection)]
public class AlgorithmsTests
{
    private const int Samples = 5_000;

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void A_scan_compacts_to_what_the_reader_reads(double share)
    {
        var random = new Random(7);
        var counters = Enumerable.Range(0, 100 * FilledCounters.WordCounters)
            .Select(_ => random.NextDouble() < share ? (uint)random.NextInt64(1, 1L << 32) : 0).ToArray();
        using var context = Context.Create(builder => AlgorithmsPeer.Enable(builder).CPU());
        using var accelerator = context.Devices.OfType<CPUDevice>().First().CreateAccelerator(context);
        using var scanned = accelerator.Allocate1D(counters);
        using var compactor = AlgorithmsPeer.CompactorFor(accelerator, counters.Length);
        var (places, counts) = compactor.Take(scanned);
        Assert.All(scanned.GetAsArray1D(), left => Assert.Equal(0u, left));

        using var memory = Devices.First.Allocate1D(counters);
        using var reader = new FilledReader(new(Devices.First, LaunchShape.For(Devices.First)), Devices.First.DefaultStream, new DeviceBus(), FilledReader.UsualRoom);
        var read = new SortedDictionary<long, uint>();
        reader.TakeAll(memory.View, read.Add);
        Assert.Equal(read, places.Zip(counts, (place, count) => KeyValuePair.Create((long)place, count)));
    }

    // Quantiles of the smallest, the middle and the largest values; a normal has both signs, a choice has few values.
    [Theory]
    [InlineData("lognormal")]
    [InlineData("normal")]
    [InlineData("choice")]
    public void A_sort_of_all_values_finds_the_floats_of_the_second_pass(string name)
    {
        Distribution distribution = name switch
        {
            "lognormal" => Lognormal.FromInterval(1, 20),
            "normal" => Normal.FromMeanAndDeviation(0.5, 1),
            _ => Choice.Of([(1, 0.5), (2, 0.3), (7, 0.2)]),
        };
        var plan = PlanBuilder.Build([("a", distribution)], x => [(new OutputSpec("a", "a", "", 1, ""), x[0])]);
        var request = new SamplingRequest(Sampler.Random, 42, 1, 0, Samples, 2, 1024);
        var sorted = Sorted(Values(plan, request.Seed));
        using var engine = Devices.Engine();
        var counts = AgreementTests.Count(engine, plan, request).Pooled(0).ToCounts();
        double[] probabilities = [0, 0.001, 0.05, 0.5, 0.95, 1];
        var bins = probabilities.SelectMany(counts.BinsHolding).ToHashSet();
        var refined = engine.Refine(plan, request, [bins], default)[0];
        Assert.InRange(bins.Count, 3, 12);
        foreach (var bin in bins)
        {
            var expected = sorted.Where(value => FloatBins.Of(value) == bin).ToList();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, Enumerable.Range(0, (int)refined[bin].Total).Select(rank => refined[bin].AtRank(rank, refined[bin].Total)));
        }
    }

    // Values of every sample, which the engine never has.
    private static float[] Values(SimulationPlan plan, ulong seed)
    {
        var words = Enumerable.Range(0, Samples).Select(sample => Philox4x32.Word(seed, plan.Draws[0].Hash, 0, sample)).ToArray();
        return LaneKernels.Draw(Devices.First, new PlanLayout(plan, 1 << 10), words, words);
    }

    private static float[] Sorted(float[] values)
    {
        using var context = Context.Create(builder => AlgorithmsPeer.Enable(builder).CPU());
        using var accelerator = context.Devices.OfType<CPUDevice>().First().CreateAccelerator(context);
        using var memory = accelerator.Allocate1D(values.Select(AlgorithmsPeer.Sorter.KeyOf).ToArray());
        using var sorter = AlgorithmsPeer.SorterFor(accelerator, values.Length);
        sorter.Sort(memory);
        return [.. memory.GetAsArray1D().Select(AlgorithmsPeer.Sorter.ValueOf)];
    }
}
