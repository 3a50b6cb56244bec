#if !NATIVE
using Parquet;
using Parquet.Schema;
using Simulator.Reporting.Samples;
using Simulator.Studies.Samples;

namespace Simulator.Cli.Output;

/// <summary>Writes every sample of a run as Apache Parquet: a row group for each batch, compressed with Zstandard.</summary>
internal static class ParquetSamples
{
    /// <summary>Writes the samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="metadata">What the file says about itself, and each column about itself.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="written">Receives after each batch how many samples are written; throws to stop.</param>
    public static void Write(SampleStream samples, SampleMetadata metadata, Stream stream, Action<long> written)
    {
        var number = new DataField<long>(SampleMetadata.Number, nullable: false);
        List<DataField> fields = [.. samples.Columns.Select(column => new DataField<double>(column.Name, nullable: false))];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest };
        var writer = ParquetWriter.CreateAsync(new ParquetSchema([number, .. fields]), stream, options).GetAwaiter().GetResult();
        try
        {
            writer.CustomMetadata = metadata.Entries;
            var numbers = Array.Empty<long>();
            samples.Read(batch =>
            {
                numbers = numbers.Length >= batch.Count ? numbers : new long[batch.Count];
                for (var row = 0; row < batch.Count; row++)
                {
                    numbers[row] = batch.First + row;
                }

                using var group = writer.CreateRowGroup();
                group.WriteAsync<long>(number, numbers.AsMemory(0, batch.Count)).GetAwaiter().GetResult();
                for (var column = 0; column < fields.Count; column++)
                {
                    group.WriteAsync<double>(
                        fields[column], batch.Values[column].AsMemory(0, batch.Count), customMetadata: SampleMetadata.Entry(samples.Columns[column])).GetAwaiter().GetResult();
                }

                written(batch.First + batch.Count);
            });
        }
        finally
        {
            writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
#endif
