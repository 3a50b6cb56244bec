using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>Counts of some points as bytes: windows and references, then the tallies output by output, replicate by replicate.</summary>
internal static class TallyCodec
{
    // The starts of a schedule, each with some outputs.
    public const int MostOutputs = 1 << 17;
    private const long FewOutside = 100_000;

    private static readonly int LowestBin = FloatBins.Of(float.NegativeInfinity);
    private static readonly int HighestBin = FloatBins.Of(float.PositiveInfinity);

    /// <summary>Writes the counts of ranges.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<DrawnRange> drawn)
    {
        writer.Write(drawn.Count);
        foreach (var range in drawn)
        {
            Write(writer, range);
        }
    }

    /// <summary>Writes the counts of a range.</summary>
    public static void Write(BinaryWriter writer, DrawnRange drawn)
    {
        var tallies = drawn.Tallies;
        writer.Write(drawn.Range.Points.First);
        writer.Write(drawn.Range.Points.End);
        writer.Write(drawn.Range.Replicates.First);
        writer.Write(drawn.Range.Replicates.End);
        writer.Write(tallies.Outputs);
        writer.Write(tallies.Replicates);
        foreach (var (window, reference) in tallies.Windows.Zip(tallies.References))
        {
            writer.Write(window.First);
            writer.Write(window.Length);
            writer.Write(reference.Inverse);
            writer.Write(reference.Shift);
        }

        for (var output = 0; output < tallies.Outputs; output++)
        {
            for (var replicate = drawn.Range.Replicates.First; replicate < drawn.Range.Replicates.End; replicate++)
            {
                Write(writer, tallies[output, replicate]);
            }
        }
    }

    /// <summary>Reads the counts of a range, and adds them if the range is wanted.</summary>
    /// <param name="reader">Stands before a range.</param>
    /// <param name="wanted">The points that are wanted.</param>
    /// <param name="tallies">Receives the counts.</param>
    /// <returns>Samples added.</returns>
    /// <exception cref="PartException">The counts are those of another computation.</exception>
    public static long Add(BinaryReader reader, PointRange wanted, RunTallies tallies)
    {
        var range = ReadRange(reader);
        var isAlike = reader.ReadInt32() == tallies.Outputs & reader.ReadInt32() == tallies.Replicates;
        for (var output = 0; isAlike && output < tallies.Outputs; output++)
        {
            // Windows follow from the first samples and references from the medians: other arithmetic would show here.
            isAlike = new BinWindow(reader.ReadInt32(), reader.ReadInt32()) == tallies.Windows[output]
                & new MomentReference(reader.ReadSingle(), reader.ReadSingle()) == tallies.References[output];
        }

        if (!isAlike)
        {
            throw new PartException("its samples differ from those that this build draws; merge with the build that drew the parts.");
        }

        var target = wanted.Holds(range.Points) ? tallies : tallies.Emptied();
        for (var output = 0; output < tallies.Outputs; output++)
        {
            for (var replicate = range.Replicates.First; replicate < range.Replicates.End; replicate++)
            {
                Add(reader, target[output, replicate]);
            }
        }

        return target == tallies ? range.Samples : 0;
    }

    /// <summary>Reads all ranges, and checks that they can be the counts of some samples; nothing is kept.</summary>
    /// <param name="reader">Stands before the number of ranges.</param>
    /// <param name="ranges">The samples that they have to be of.</param>
    /// <param name="replicates">Replicates of the run.</param>
    /// <param name="compressed">Length of the file that they come from. [bytes]</param>
    /// <exception cref="InvalidDataException">They cannot.</exception>
    /// <exception cref="EndOfStreamException">They are cut off.</exception>
    /// <exception cref="FormatException">A number has no end.</exception>
    public static void Check(BinaryReader reader, IReadOnlyList<SampleRange> ranges, int replicates, long compressed)
    {
        // Bins outside a window are rare, and each takes memory when parts are merged: 4 bits of the file at least.
        var outsideLeft = FewOutside + (4 * compressed);
        BinaryText.Require(reader.ReadInt32() == ranges.Count, "counts of other points");
        foreach (var range in ranges)
        {
            BinaryText.Require(ReadRange(reader) == range, "counts of other points");
            var outputs = reader.ReadInt32();
            BinaryText.Require(outputs is > 0 and <= MostOutputs && reader.ReadInt32() == replicates, "counts of another run");
            var windows = new BinWindow[outputs];
            for (var output = 0; output < outputs; output++)
            {
                windows[output] = new BinWindow(reader.ReadInt32(), reader.ReadInt32());
                BinaryText.Require(windows[output].Length is >= 0 and <= BinWindow.Longest, "a window that none can be");
                reader.ReadInt64(); // the reference
            }

            foreach (var window in windows)
            {
                for (var replicate = range.Replicates.First; replicate < range.Replicates.End; replicate++)
                {
                    outsideLeft -= CheckTally(reader, window, range.Points.Count);
                    BinaryText.Require(outsideLeft >= 0, "more bins than a file of its size holds");
                }
            }
        }
    }

    /// <summary>Returns how many bins lie outside the window.</summary>
    private static long CheckTally(BinaryReader reader, BinWindow window, long points)
    {
        var finite = reader.ReadInt64();
        reader.ReadInteger();
        BinaryText.Require(reader.ReadInteger().Sign >= 0, "a negative sum of squares");
        reader.ReadBytes(2 + (2 * sizeof(float))); // overflows and extremes
        var (notANumber, infinite) = (reader.ReadInt64(), reader.ReadInt64());
        // Of values that are only summed up, those that are not finite are not counted.
        BinaryText.Require(finite >= 0 && notANumber >= 0 && infinite >= 0 && finite <= points && notANumber <= points && infinite <= points, "counts that do not add up");
        var known = finite + notANumber + infinite;
        BinaryText.Require(window.Length > 0 ? known == points : known <= points, "counts that do not add up");
        var (last, outside, left) = (LowestBin - 1L, 0L, finite);
        var bin = 0L;
        for (var bins = reader.Read7BitEncodedInt(); bins != 0; bins--)
        {
            bin += reader.Read7BitEncodedInt();
            var count = reader.Read7BitEncodedInt64();
            BinaryText.Require(bins > 0 && bin > last && bin <= HighestBin && count > 0 && count <= left, "counts that do not add up");
            (last, left) = (bin, left - count);
            outside += bin >= window.First && bin < window.First + window.Length ? 0 : 1;
        }

        // Of a window without bins only the sums are kept.
        return left == (window.Length > 0 ? 0 : finite) ? outside : throw new InvalidDataException("counts that do not add up");
    }

    private static SampleRange ReadRange(BinaryReader reader) =>
        new(new PointRange(reader.ReadInt64(), reader.ReadInt64()), new ReplicateRange(reader.ReadInt32(), reader.ReadInt32()));

    private static void Write(BinaryWriter writer, OutputTally tally)
    {
        var moments = tally.Moments;
        writer.Write(moments.Count);
        writer.WriteInteger(moments.FixedPointSum);
        writer.WriteInteger(moments.FixedPointSumOfSquares);
        writer.Write(moments.Overflowed);
        writer.Write(moments.SquaresOverflowed);
        writer.Write(tally.Minimum);
        writer.Write(tally.Maximum);
        writer.Write(tally.NotANumber);
        writer.Write(tally.Infinite);

        // Neighbouring bins are mostly all filled: their distances take one byte, and counts two or three.
        List<(int Bin, long Count)> bins = [.. tally.ToCounts().Numbered];
        writer.Write7BitEncodedInt(bins.Count);
        var last = 0;
        foreach (var (bin, count) in bins)
        {
            writer.Write7BitEncodedInt(bin - last);
            writer.Write7BitEncodedInt64(count);
            last = bin;
        }
    }

    private static void Add(BinaryReader reader, OutputTally tally)
    {
        var moments = default(MomentSums);
        moments.AddFixedPoint(reader.ReadInt64(), reader.ReadInteger(), reader.ReadInteger(), reader.ReadBoolean(), reader.ReadBoolean());
        tally.Merge(moments, reader.ReadSingle(), reader.ReadSingle(), reader.ReadInt64(), reader.ReadInt64());
        var bin = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            bin += reader.Read7BitEncodedInt();
            tally.AddBin(bin, reader.Read7BitEncodedInt64());
        }
    }
}
