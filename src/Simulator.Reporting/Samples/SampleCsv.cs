using System.Globalization;
using Simulator.Reporting.Csv;
using Simulator.Studies.Samples;

namespace Simulator.Reporting.Samples;

/// <summary>Writes every sample of a run as CSV, with the shortest texts that read back as the same numbers.</summary>
internal static class SampleCsv
{
    private const int LongestNumber = 32;

    /// <summary>Writes the samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="written">Receives after each batch how many samples are written; throws to stop.</param>
    public static void Write(SampleStream samples, TextWriter writer, Action<long> written)
    {
        CsvTable.WriteRows(writer, [SampleMetadata.Number, .. samples.Columns.Select(column => column.Name)], []);
        var line = new char[(samples.Columns.Count + 1) * LongestNumber];
        samples.Read(batch =>
        {
            for (var row = 0; row < batch.Count; row++)
            {
                (batch.First + row).TryFormat(line, out var length, provider: CultureInfo.InvariantCulture);
                foreach (var column in batch.Values)
                {
                    line[length++] = ',';
                    length += Format(column[row], line.AsSpan(length));
                }

                line[length++] = '\r'; // as RFC 4180 ends every line, the header's too
                line[length++] = '\n';
                writer.Write(line, 0, length);
            }

            written(batch.First + batch.Count);
        });
    }

    // Words that DuckDB and pandas take for what they are.
    private static int Format(double value, Span<char> target)
    {
        if (double.IsFinite(value))
        {
            value.TryFormat(target, out var length, "R", CultureInfo.InvariantCulture);
            return length;
        }

        var word = double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        word.CopyTo(target);
        return word.Length;
    }
}
