using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>
    /// A row that differs from the one above in few pixels is stored as that difference, which is nearly all zeros;
    /// any other, such as one through text, as it is, because zlib finds letters again only if they are unfiltered.
    /// </summary>
    private static byte[] Compress(PixelCanvas picture)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var line = new byte[1 + (3 * picture.Width)];
            for (var y = 0; y < picture.Height; y++)
            {
                var above = y == 0 ? default : picture.Row(y - 1);
                Pack(picture.Row(y), above, line);
                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(ReadOnlySpan<Rgb> row, ReadOnlySpan<Rgb> above, Span<byte> line)
    {
        const byte Unfiltered = 0, Up = 2;
        const int Few = 20;

        // Three bytes a pixel, in the order of the file; most rows of a chart are the row above once more.
        var bytes = MemoryMarshal.AsBytes(row);
        var aboveBytes = MemoryMarshal.AsBytes(above);
        var body = line[1..];
        if (bytes.SequenceEqual(aboveBytes))
        {
            line[0] = Up;
            body.Clear();
            return;
        }

        var changes = above.IsEmpty ? int.MaxValue : 0;
        for (var at = 0; at < aboveBytes.Length && changes <= Few; at += 3)
        {
            changes += bytes[at] == aboveBytes[at] && bytes[at + 1] == aboveBytes[at + 1] && bytes[at + 2] == aboveBytes[at + 2] ? 0 : 1;
        }

        if (changes > Few)
        {
            line[0] = Unfiltered;
            bytes.CopyTo(body);
            return;
        }

        line[0] = Up;
        for (var at = 0; at < bytes.Length; at++)
        {
            body[at] = (byte)(bytes[at] - aboveBytes[at]);
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
