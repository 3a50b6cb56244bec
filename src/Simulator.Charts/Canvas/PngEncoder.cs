using System.Buffers.Binary;
using System.IO.Compression;

namespace Simulator.Charts.Canvas;

/// <summary>Writes PNG: 8 bits for each of red, green and blue, sRGB, with the resolution for printing.</summary>
internal static class PngEncoder
{
    private const double MetresPerInch = 0.0254;
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The bytes of the file.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="dotsPerInch">Resolution. [1/inch]</param>
    public static byte[] Encode(PixelCanvas picture, double dotsPerInch)
    {
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = 8; // bits per sample
        header[9] = 2; // red, green, blue
        WriteChunk(file, "IHDR"u8, header);

        WriteChunk(file, "sRGB"u8, [0]);

        Span<byte> resolution = stackalloc byte[9];
        var dotsPerMetre = (int)Math.Round(dotsPerInch / MetresPerInch);
        BinaryPrimitives.WriteInt32BigEndian(resolution, dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(resolution[4..], dotsPerMetre);
        resolution[8] = 1; // per metre
        WriteChunk(file, "pHYs"u8, resolution);

        WriteChunk(file, "IDAT"u8, Compress(picture));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Flat areas repeat from row to row, which zlib sees best without a filter.</summary>
    private static byte[] Compress(PixelCanvas picture)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var line = new byte[1 + (3 * picture.Width)];
            for (var y = 0; y < picture.Height; y++)
            {
                var at = 1;
                foreach (var pixel in picture.Row(y))
                {
                    line[at] = pixel.R;
                    line[at + 1] = pixel.G;
                    line[at + 2] = pixel.B;
                    at += 3;
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var body = new byte[type.Length + data.Length];
        type.CopyTo(body);
        data.CopyTo(body.AsSpan(type.Length));
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(body));
        file.Write(number);
    }
}
