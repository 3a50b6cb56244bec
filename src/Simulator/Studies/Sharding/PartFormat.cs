using System.Security.Cryptography;

namespace Simulator.Studies.Sharding;

/// <summary>How a part file is laid out.</summary>
/// <remarks>
/// Two lines of text: the format and its version, and the <see cref="PartHeader"/> as JSON. Then, compressed by zlib: the
/// bytes of the files that the header lists, and the sections that it names (<see cref="PartSection"/>). At the end a mark,
/// by which a file that was cut off is distinguished from one that was changed, and the SHA-256 of everything before the mark.
/// </remarks>
internal static class PartFormat
{
    /// <summary>How every part file starts, before the version.</summary>
    public const string Start = "simulator part, format ";

    /// <summary>Version of the format that is written; all versions up to it are read.</summary>
    public const int Version = 1;

    /// <summary>
    /// How random words become values in parts of <c>random</c> that are written. 2 is by <c>TailStrata</c>; 1, which headers did not
    /// name, was by whole transforms, and its parts are still merged. Another change of the bits of these samples takes another number.
    /// </summary>
    public const int RandomDraws = 2;

    /// <summary>Bytes of mark and hash.</summary>
    public static readonly int EndLength = EndMark.Length + SHA256.HashSizeInBytes;

    /// <summary>What stands between the content and its hash.</summary>
    public static ReadOnlySpan<byte> EndMark => "\nsha256\n"u8;
}

/// <summary>A part file cannot be read, or parts do not belong together; the message says which and why.</summary>
internal sealed class PartException(string message) : Exception(message);
