using System.Buffers.Binary;

namespace Simulator.Charts.Fonts;

/// <summary>A slice of a font file, read big-endian as OpenType prescribes.</summary>
internal readonly struct FontTable(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Whether the font has this table at all.</summary>
    public bool IsEmpty => bytes.IsEmpty;

    /// <summary>Length. [bytes]</summary>
    public int Length => bytes.Length;

    /// <summary>The byte at an offset.</summary>
    public byte U8(int at) => bytes.Span[at];

    /// <summary>The unsigned 16-bit number at an offset.</summary>
    public int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[at..]);

    /// <summary>The signed 16-bit number at an offset.</summary>
    public int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(bytes.Span[at..]);

    /// <summary>The unsigned 32-bit number at an offset; offsets beyond 2 GiB cannot occur in the fonts we embed.</summary>
    public int U32(int at) => checked((int)BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[at..]));

    /// <summary>The four-letter tag at an offset.</summary>
    public string Tag(int at) => System.Text.Encoding.ASCII.GetString(bytes.Span.Slice(at, 4));

    /// <summary>The table from an offset to the end.</summary>
    public FontTable From(int at) => new(bytes[at..]);

    /// <summary>A part of the table.</summary>
    public FontTable Slice(int at, int length) => new(bytes.Slice(at, length));
}
