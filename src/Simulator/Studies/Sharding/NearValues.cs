using Simulator.Engine;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>The samples of a part that lie near the wanted quantiles, so that a merge need not draw them again.</summary>
/// <remarks>
/// Where the quantiles of all samples lie, those of a part tell to within a few standard errors: the samples there are kept,
/// as sorted floats. In the rare case that a quantile of all lies elsewhere, the merge takes the second pass itself.
/// </remarks>
internal sealed class NearValues
{
    private const int MostRanges = 10_000;
    private const long FewValues = 1_000_000;
    private const long ValuesPerByte = 64;

    private readonly long _points;
    private readonly IReadOnlyList<IReadOnlyList<BinRange>> _ranges;
    private readonly IReadOnlyList<SortedDictionary<int, RefinedBin>> _bins;

    private NearValues(long points, IReadOnlyList<IReadOnlyList<BinRange>> ranges, IReadOnlyList<SortedDictionary<int, RefinedBin>> bins) =>
        (_points, _ranges, _bins) = (points, ranges, bins);

    /// <summary>Draws the samples of a part a second time and keeps those that are likely to be wanted.</summary>
    /// <param name="engine">Where to draw them.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The samples of the whole run.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="drawn">The counts of the part.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static NearValues Draw(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, RunOptions options, IReadOnlyList<DrawnRange> drawn, CancellationToken cancellation)
    {
        var points = Refinement.PointsOf(request, options);
        var counts = plan.Roots.Select((_, root) => Pooled(drawn, root)).ToList();

        // A part without samples of an output has all of them, wherever they are wanted.
        var likely = drawn.Count == 0 ? [] : Refinement.Likely(plan, request, options, counts!);
        IReadOnlyList<IReadOnlyList<BinRange>> ranges = [.. plan.Roots.Select((root, i) =>
            !root.IsCounted ? [] : counts[i] is not { Total: > 0 } ? [BinRange.All] : likely[i])];
        var wanted = ranges.Select((some, root) => (IReadOnlySet<int>)(counts[root]?.Numbered ?? []).Select(bin => bin.Bin)
            .Where(bin => some.Any(range => range.Holds(bin))).ToHashSet()).ToList();
        var bins = wanted.ConvertAll(set => new SortedDictionary<int, RefinedBin>(set.ToDictionary(bin => bin, bin => new RefinedBin(bin))));
        foreach (var range in drawn.Select(some => some.Range).Where(range => range.Points.First < points && wanted.Exists(set => set.Count > 0)))
        {
            var some = request with
            {
                FirstPoint = range.Points.First, Points = Math.Min(points, range.Points.End) - range.Points.First,
                FirstReplicate = range.Replicates.First, Replicates = range.Replicates.End,
            };
            foreach (var (root, refined) in engine.Refine(plan, some, wanted, cancellation).Index())
            {
                refined.ToList().ForEach(bin => bins[root][bin.Key].Add(bin.Value));
            }
        }

        return new NearValues(points, ranges, bins);
    }

    /// <summary>Writes them: by root the ranges, then the distances of the sorted floats in them and how often each occurs.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_points);
        writer.Write(_ranges.Count);
        for (var root = 0; root < _ranges.Count; root++)
        {
            writer.Write(_ranges[root].Count);
            foreach (var range in _ranges[root])
            {
                writer.Write(range.First);
                writer.Write(range.Last);
            }

            var last = (long)BinRange.All.First << FloatBins.DroppedBits;
            foreach (var (bin, refined) in _bins[root])
            {
                foreach (var (place, count) in refined.Numbered)
                {
                    var value = ((long)bin << FloatBins.DroppedBits) + place + 1;
                    writer.Write7BitEncodedInt64(value - last);
                    writer.Write7BitEncodedInt64(count);
                    last = value;
                }
            }

            writer.Write7BitEncodedInt64(0);
        }
    }

    /// <summary>Reads them and adds those that are wanted.</summary>
    /// <param name="reader">Stands before them.</param>
    /// <param name="points">Points of each replicate that they have to be of.</param>
    /// <param name="wanted">Receives the values, by root and bin.</param>
    /// <returns>Whether all that are wanted are there; if not, some have been added all the same.</returns>
    public static bool Add(BinaryReader reader, long points, IReadOnlyList<Dictionary<int, RefinedBin>> wanted)
    {
        var isAlike = reader.ReadInt64() == points & reader.ReadInt32() == wanted.Count;
        for (var root = 0; isAlike && root < wanted.Count; root++)
        {
            var ranges = ReadRanges(reader);
            isAlike = wanted[root].Keys.All(bin => ranges.Exists(range => range.Holds(bin)));
            foreach (var (value, count) in ReadValues(reader))
            {
                if (wanted[root].TryGetValue((int)(value >> FloatBins.DroppedBits), out var bin))
                {
                    bin.Add((int)value & (FloatBins.FloatsPerBin - 1), count);
                }
            }
        }

        return isAlike;
    }

    /// <summary>Reads them and keeps none.</summary>
    /// <param name="reader">Stands before them.</param>
    /// <param name="samples">Samples that the part has drawn.</param>
    /// <param name="compressed">Length of the file that they come from. [bytes]</param>
    /// <exception cref="InvalidDataException">They are not sorted, or are more than the file can hold.</exception>
    /// <exception cref="EndOfStreamException">They are cut off.</exception>
    public static void Check(BinaryReader reader, long samples, long compressed)
    {
        var left = FewValues + (ValuesPerByte * compressed);
        reader.ReadInt64();
        var roots = reader.ReadInt32();
        BinaryText.Require(roots is >= 0 and <= TallyCodec.MostOutputs, "values of another run");
        for (; roots > 0; roots--)
        {
            ReadRanges(reader);
            var others = samples;
            foreach (var (_, count) in ReadValues(reader))
            {
                BinaryText.Require(--left >= 0 && count <= others, "more values than a file of its size holds");
                others -= count;
            }
        }
    }

    private static BinCounts? Pooled(IReadOnlyList<DrawnRange> drawn, int root)
    {
        if (drawn.Count == 0 || drawn[0].Tallies.Windows[root].Length == 0)
        {
            return null;
        }

        var pooled = new OutputTally(drawn[0].Tallies.Windows[root], drawn[0].Tallies.References[root]);
        pooled.Add([.. drawn.SelectMany(some => Enumerable.Range(some.Range.Replicates.First, some.Range.Replicates.Count).Select(replicate => some.Tallies[root, replicate]))]);
        return pooled.ToCounts();
    }

    private static List<BinRange> ReadRanges(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        BinaryText.Require(count is >= 0 and <= MostRanges, FormattableString.Invariant($"{count} ranges of values"));
        return [.. Enumerable.Range(0, count).Select(_ => new BinRange(reader.ReadInt32(), reader.ReadInt32()))];
    }

    // The float as its ordered pattern.
    private static IEnumerable<(long Ordered, long Count)> ReadValues(BinaryReader reader)
    {
        var value = (long)BinRange.All.First << FloatBins.DroppedBits;
        for (long step; (step = reader.Read7BitEncodedInt64()) != 0;)
        {
            var count = reader.Read7BitEncodedInt64();
            value += step;
            BinaryText.Require(step > 0 && value <= (long)int.MaxValue + 1 && count > 0, "values that no samples can have");
            yield return (value - 1, count);
        }
    }
}
