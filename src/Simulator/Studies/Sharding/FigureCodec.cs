using Simulator.Model;
using Simulator.Results;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Sharding;

/// <summary>Figures of points as bytes: remarks on each, then its outputs.</summary>
internal static class FigureCodec
{
    private const int MostTexts = 1000;
    private const long LittleMemory = 1L << 24;
    private const long MemoryPerByte = 64;

    /// <summary>Writes points.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<DrawnPoint> points)
    {
        writer.Write(points.Count);
        foreach (var point in points)
        {
            writer.Write(point.Samples);
            writer.Write(point.Replicates);
            writer.WriteText(point.Refusal ?? "");
            writer.Write(point.Notices.Count);
            point.Notices.ToList().ForEach(writer.WriteText);
            writer.Write(point.CutOff.Count);
            foreach (var (path, mass) in point.CutOff)
            {
                writer.WriteText(path);
                writer.Write(mass);
            }

            writer.Write(point.Outputs.Count);
            foreach (var (name, output) in point.Outputs)
            {
                writer.WriteText(name);
                Write(writer, output);
            }
        }
    }

    /// <summary>Reads points one by one.</summary>
    /// <param name="reader">Stands before them; it must be read to the end of one before the next is wanted.</param>
    /// <exception cref="InvalidDataException">They are not points.</exception>
    /// <exception cref="EndOfStreamException">They are cut off.</exception>
    public static IEnumerable<DrawnPoint> Read(BinaryReader reader)
    {
        for (var left = CountOf(reader, SweepPlan.MostPoints, "points"); left > 0; left--)
        {
            var (samples, replicates, refusal) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadText());
            BinaryText.Require(samples >= 0 && (replicates > 0 ? samples > 0 : samples == 0 && replicates == 0), "a point of no samples");
            var notices = Many(reader, _ => reader.ReadText());
            var cutOff = Many(reader, _ => (reader.ReadText(), reader.ReadDouble()));
            var outputs = new OrderedDictionary<string, SweepOutput>(StringComparer.Ordinal);
            for (var more = CountOf(reader, MostTexts, "outputs"); more > 0; more--)
            {
                var name = reader.ReadText();
                BinaryText.Require(OutputDefinitions.Names.Contains(name) && outputs.TryAdd(name, ReadOutput(reader)), "an output that is none");
            }

            yield return new DrawnPoint(outputs)
            {
                Samples = samples, Replicates = replicates, Notices = notices, CutOff = cutOff, Refusal = refusal.Length > 0 ? refusal : null,
            };
        }
    }

    /// <summary>Reads points and keeps none.</summary>
    /// <param name="reader">Stands before them.</param>
    /// <param name="compressed">Length of the file that they come from. [bytes]</param>
    public static void Check(BinaryReader reader, long compressed)
    {
        // Points take memory when parts are merged; numbers hardly compress, and texts are mostly those of other points.
        var memory = LittleMemory + (MemoryPerByte * compressed);
        foreach (var point in Read(reader))
        {
            memory -= MemoryOf(point);
            BinaryText.Require(memory >= 0, "more points than a file of its size holds");
        }
    }

    private static long MemoryOf(DrawnPoint point) => 100 + (200L * point.Outputs.Count) + (2L * point.Refusal?.Length ?? 0)
        + point.Notices.Sum(notice => 30L + (2 * notice.Length)) + point.CutOff.Sum(one => 50L + (2 * one.Path.Length))
        + point.Outputs.Sum(output => 2L * (output.Value.Label.Length + output.Value.Unit.Length + output.Value.Boundary.Length));

    private static void Write(BinaryWriter writer, SweepOutput output)
    {
        writer.WriteText(output.Label);
        writer.WriteText(output.Unit);
        writer.WriteText(output.Boundary);
        double[] figures = [output.Mean, output.Median, output.Low, output.High, output.Error.Mean, output.Error.Median, output.Error.Low, output.Error.High];
        Array.ForEach(figures, writer.Write);
        writer.Write(output.HasTooFewBeyond);
        writer.Write(output.Undefined);
    }

    private static SweepOutput ReadOutput(BinaryReader reader) => new(
        reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
        new MonteCarloError(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()))
    {
        HasTooFewBeyond = reader.ReadBoolean(),
        Undefined = reader.ReadInt64(),
    };

    private static List<T> Many<T>(BinaryReader reader, Func<int, T> read) => [.. Enumerable.Range(0, CountOf(reader, MostTexts, "texts")).Select(read)];

    private static int CountOf(BinaryReader reader, int most, string what)
    {
        var count = reader.ReadInt32();
        BinaryText.Require(count >= 0 && count <= most, FormattableString.Invariant($"{count} {what}"));
        return count;
    }
}
