using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Simulator.Tests.Charts;

/// <summary>A PNG decoder written from the specification alone, for 8-bit RGB; shares nothing with the encoder.</summary>
internal sealed class PngReader
{
    public PngReader(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        using var data = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file.AsSpan(at + 4, 4 + length);
            Assert.Equal(Checksum(body), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            var type = Encoding.ASCII.GetString(body[..4]);
            Chunks.Add((type, body[4..].ToArray()));
            if (type == "IDAT")
            {
                data.Write(body[4..]);
            }

            at += 12 + length;
        }

        var header = Chunks[0].Data;
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        data.Position = 0;
        using var inflated = new MemoryStream();
        new ZLibStream(data, CompressionMode.Decompress).CopyTo(inflated);
        Pixels = Unfilter(inflated.ToArray());
    }

    public List<(string Type, byte[] Data)> Chunks { get; } = [];

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green, blue, row after row.</summary>
    public byte[] Pixels { get; }

    public (byte R, byte G, byte B) At(int x, int y)
    {
        var at = 3 * ((y * Width) + x);
        return (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
    }

    private byte[] Unfilter(byte[] raw)
    {
        var stride = 3 * Width;
        Assert.Equal((stride + 1) * Height, raw.Length);
        var pixels = new byte[stride * Height];
        for (var y = 0; y < Height; y++)
        {
            var filter = raw[y * (stride + 1)];
            for (var i = 0; i < stride; i++)
            {
                var left = i < 3 ? 0 : pixels[(y * stride) + i - 3];
                var up = y == 0 ? 0 : pixels[((y - 1) * stride) + i];
                var predicted = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => throw new InvalidDataException("filter") };
                pixels[(y * stride) + i] = (byte)(raw[(y * (stride + 1)) + 1 + i] + predicted);
            }
        }

        return pixels;
    }

    /// <summary>CRC bit for bit, as ISO 3309 writes it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
