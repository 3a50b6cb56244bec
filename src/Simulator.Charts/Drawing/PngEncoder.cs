using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Simulator.Charts.Drawing;

/// <summary>Writes PNG: 8 bits for each of red, green and blue, sRGB, with the resolution for printing.</summary>
internal static class PngEncoder
{
    private const double MetresPerInch = 0.0254;
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The bytes of the file.</summary>
    /// <param name="pixels">Red, green, blue and a byte that is left out, pixel after pixel.</param>
    /// <param name="width">Width. [px]</param>
    /// <param name="height">Height. [px]</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="dotsPerInch">Resolution. [1/inch]</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int stride, double dotsPerInch)
    {
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
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

        WriteChunk(file, "IDAT"u8, Compress(pixels, width, height, stride));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>
    /// A row that differs from the one above in few pixels is stored as that difference, which is nearly all zeros;
    /// any other, such as one through text, as it is, because zlib finds letters again only if they are unfiltered.
    /// </summary>
    private static byte[] Compress(ReadOnlySpan<byte> pixels, int width, int height, int stride)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var line = new byte[1 + (3 * width)];
            for (var y = 0; y < height; y++)
            {
                Pack(pixels.Slice(y * stride, 4 * width), y == 0 ? default : pixels.Slice((y - 1) * stride, 4 * width), line);
                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> line)
    {
        const byte Unfiltered = 0, Up = 2;
        const int Few = 20;
        var body = line[1..];
        if (row.SequenceEqual(above))
        {
            // Most rows of a chart are the row above once more.
            line[0] = Up;
            body.Clear();
            return;
        }

        var colors = MemoryMarshal.Cast<byte, uint>(row);
        var before = MemoryMarshal.Cast<byte, uint>(above);
        var changes = above.IsEmpty ? int.MaxValue : 0;
        for (var x = 0; x < before.Length && changes <= Few; x++)
        {
            changes += colors[x] == before[x] ? 0 : 1;
        }

        line[0] = changes > Few ? Unfiltered : Up;
        for (var (from, to) = (0, 0); from < row.Length; from += 4, to += 3)
        {
            if (changes > Few)
            {
                (body[to], body[to + 1], body[to + 2]) = (row[from], row[from + 1], row[from + 2]);
            }
            else
            {
                body[to] = (byte)(row[from] - above[from]);
                body[to + 1] = (byte)(row[from + 1] - above[from + 1]);
                body[to + 2] = (byte)(row[from + 2] - above[from + 2]);
            }
        }
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
