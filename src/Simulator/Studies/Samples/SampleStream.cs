using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Samples;

/// <summary>Some consecutive samples.</summary>
/// <param name="First">Number of the first one, as <c>replay</c> takes it.</param>
/// <param name="Count">How many; the rest of each column is left over from before.</param>
/// <param name="Values">By column, then by sample, in the units of the columns.</param>
internal readonly record struct SampleBatch(long First, int Count, IReadOnlyList<double[]> Values);

/// <summary>Every sample of a run, in the order of their numbers, drawn a second time and never held at once.</summary>
/// <remarks>
/// A sample depends on seed, sampler, replicates and its number alone, and every device computes the same bits: so the CPU
/// draws here what a run has counted on whichever device.
/// </remarks>
internal sealed class SampleStream
{
    // Values in memory at once: 64 MB as doubles. A batch is at least 64 points of every replicate.
    private const int ValuesAtOnce = 8 << 20;
    private const int MostRows = 1 << 16;
    private const int Group = 64;

    private readonly SampleModel _model;
    private readonly SamplingRequest _request;

    /// <summary>Prepares the samples of a run.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="run">How it was run.</param>
    public SampleStream(Scenario scenario, RunFacts run)
    {
        _model = SampleModel.Of(scenario);
        Columns = _model.Columns(scenario);
        _request = new SamplingRequest(
            run.Sampler == "random" ? Sampler.Random : Sampler.Sobol, run.Seed, run.Replicates, 0, run.Samples / run.Replicates, 1, 1024);
        PointsAtOnce = Math.Max(1, Math.Min(MostRows, ValuesAtOnce / Math.Max(1, Columns.Count)) / run.Replicates / Group) * Group;
    }

    /// <summary>What each sample has values of.</summary>
    public IReadOnlyList<SampleColumn> Columns { get; }

    /// <summary>Samples in all.</summary>
    public long Count => _request.Samples;

    /// <summary>Points of each replicate in a batch.</summary>
    public int PointsAtOnce { get; }

    /// <summary>Draws the samples and shows them batch by batch.</summary>
    /// <param name="visit">Is shown each batch; the arrays are used again.</param>
    public void Read(Action<SampleBatch> visit)
    {
        var replicates = _request.Replicates;
        var values = Columns.Select(_ => new double[(int)Math.Min((long)PointsAtOnce * replicates, Count)]).ToList();
        foreach (var (column, i) in Columns.Select((column, i) => (column, i)))
        {
            if (column.Value.Node < 0)
            {
                Array.Fill(values[i], column.Value.Of(0));
            }
        }

        int[] varying = [.. Enumerable.Range(0, Columns.Count).Where(column => Columns[column].Value.Node >= 0)];
        if (varying.Length == 0)
        {
            for (long first = 0; first < Count; first += values[0].Length)
            {
                visit(new SampleBatch(first, (int)Math.Min(values[0].Length, Count - first), values));
            }

            return;
        }

        SampleReader.Read(
            _model.Plan, _model.Nodes, [.. varying.Select(column => Columns[column].Value.Node)], _request,
            block =>
            {
                var begin = block.First / PointsAtOnce * PointsAtOnce;
                for (var i = 0; i < varying.Length; i++)
                {
                    var (source, target, value) = (block.Columns[i], values[varying[i]], Columns[varying[i]].Value);
                    var row = ((int)(block.First - begin) * replicates) + block.Replicate;
                    for (var sample = 0; sample < block.Count; sample++, row += replicates)
                    {
                        target[row] = value.Of(source[sample]);
                    }
                }

                var end = block.First + block.Count;
                if (block.Replicate == replicates - 1 && (end - begin == PointsAtOnce || end == _request.Points))
                {
                    visit(new SampleBatch(begin * replicates, (int)(end - begin) * replicates, values));
                }
            },
            PointsAtOnce);
    }
}
