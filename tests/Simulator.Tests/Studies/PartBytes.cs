using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Simulator.Studies.Sharding;

namespace Simulator.Tests.Studies;

/// <summary>Takes part files apart and puts others together whose hash is right.</summary>
internal static class PartBytes
{
    /// <summary>The two lines of text, and what is compressed behind them.</summary>
    public static (byte[] Header, byte[] Body) Opened(byte[] part)
    {
        var start = Array.IndexOf(part, (byte)'\n') + 1;
        var end = Array.IndexOf(part, (byte)'\n', start) + 1;
        using var body = new MemoryStream();
        using var content = new ZLibStream(new MemoryStream(part[end..^PartFormat.EndLength]), CompressionMode.Decompress);
        content.CopyTo(body);
        return (part[..end], body.ToArray());
    }

    /// <summary>A body as it is compressed.</summary>
    public static byte[] Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var content = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            content.Write(body);
        }

        return packed.ToArray();
    }

    /// <summary>The two lines with another header.</summary>
    public static byte[] Lines(string header) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{PartFormat.Start}{PartFormat.Version}\n{header}\n"));

    /// <summary>A part of two lines and a body.</summary>
    public static byte[] Closed(byte[] header, byte[] body) => Sealed(header, Packed(body));

    /// <summary>A part of two lines and what is compressed already.</summary>
    public static byte[] Sealed(byte[] header, byte[] packed)
    {
        byte[] part = [.. header, .. packed];
        return [.. part, .. PartFormat.EndMark, .. SHA256.HashData(part)];
    }
}
