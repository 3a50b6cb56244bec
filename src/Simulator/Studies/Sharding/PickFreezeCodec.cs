using System.Numerics;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>The sums behind Sobol' indices as bytes, replicate by replicate; replicates without points are left out.</summary>
internal static class PickFreezeCodec
{
    // A million sums take some 30 MB when parts are merged; the largest scenario that is shipped has a tenth of that.
    private const long MostSums = 1L << 20;

    /// <summary>Writes sums.</summary>
    public static void Write(BinaryWriter writer, PickFreezeTallies tallies)
    {
        writer.Write(tallies.Roots);
        writer.Write(tallies.Factors);
        for (var replicate = 0; replicate < tallies.Replicates; replicate++)
        {
            writer.Write(tallies.Points(replicate));
            for (var sum = 0; tallies.Points(replicate) > 0 && sum < SumsOf(tallies.Roots, tallies.Factors); sum++)
            {
                var found = At(tallies, replicate, sum);
                writer.Write(found.IsLost);
                writer.WriteInteger(found.Parts.Small);
                writer.WriteInteger(found.Parts.Large);
            }
        }
    }

    /// <summary>Reads sums and adds them.</summary>
    /// <param name="reader">Stands before them.</param>
    /// <param name="tallies">Receives them.</param>
    /// <returns>Points added.</returns>
    /// <exception cref="PartException">They are those of another computation.</exception>
    public static long Add(BinaryReader reader, PickFreezeTallies tallies)
    {
        if (reader.ReadInt32() != tallies.Roots | reader.ReadInt32() != tallies.Factors)
        {
            throw new PartException("its sums are not those of the inputs that this build finds; merge with the build that drew the parts.");
        }

        long added = 0;
        for (var replicate = 0; replicate < tallies.Replicates; replicate++)
        {
            var points = reader.ReadInt64();
            for (var sum = 0; points > 0 && sum < SumsOf(tallies.Roots, tallies.Factors); sum++)
            {
                At(tallies, replicate, sum).Add(ReadSum(reader));
            }

            tallies.AddPoints(replicate, points);
            added += points;
        }

        return added;
    }

    /// <summary>Reads sums and keeps none.</summary>
    /// <param name="reader">Stands before them.</param>
    /// <param name="replicates">Replicates of the run.</param>
    /// <exception cref="InvalidDataException">They cannot be sums.</exception>
    /// <exception cref="EndOfStreamException">They are cut off.</exception>
    public static void Check(BinaryReader reader, int replicates)
    {
        var (roots, factors) = (reader.ReadInt32(), reader.ReadInt32());
        BinaryText.Require(roots >= 0 && factors >= 0 && (double)SumsOf(1, factors) * roots * replicates <= MostSums, "more sums than a run has");
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var points = reader.ReadInt64();
            BinaryText.Require(points is >= 0 and <= PartHeader.MostSamples, "sums of less than no points");
            for (var sum = 0; points > 0 && sum < SumsOf(roots, factors); sum++)
            {
                ReadSum(reader);
            }
        }
    }

    private static long SumsOf(long roots, long factors) => roots * (PickFreezeTallies.BaseSums + (PickFreezeTallies.PickFreezeSums * factors));

    private static ref FixedPointSum At(PickFreezeTallies tallies, int replicate, int sum)
    {
        var (bases, changes) = tallies.SumsOf(replicate);
        return ref sum < bases.Length ? ref bases.Span[sum] : ref changes.Span[sum - bases.Length];
    }

    private static FixedPointSum ReadSum(BinaryReader reader)
    {
        var isLost = reader.ReadBoolean();
        var (small, large) = (reader.ReadInteger(), reader.ReadInteger());
        BinaryText.Require(BigInteger.Abs(small) <= (BigInteger)Int128.MaxValue, "a sum longer than any sum can be");
        return new FixedPointSum((Int128)small, large, isLost);
    }
}
