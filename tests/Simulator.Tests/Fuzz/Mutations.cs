using FsCheck;
using FsCheck.Fluent;

namespace Simulator.Tests.Fuzz;

/// <summary>Bytes of real files with a few things changed.</summary>
internal static class Mutations
{
    private static readonly string[] Pieces =
    [
        "\0", "\u001b[31m", "\u202e", "\ud800", "\ufffe", "\ufeff", "\t", "\r", "\n", "\n\n", "---\n", "...", "&a ", "*a", "<<: ", "!!int ", "? ", "%", "@", "`", "|", ">-", "'", "\"", "{", "}", "[", "]",
        ",", ":", ": ", " #", "-", "- ", "±", "1e308", "1e-400", "9999999999999999999999", "-1", "0", "0x1F", "NaN", "inf", "null", "~", " to ", "(", "))", "mix(", "empirical(../x)", "series(a.csv)", "extends: fuzz.yaml\n",
        "%00", ";", "=1+1", "2026-02-30", "2026-13-01T25:61Z", "+99:99", "é", "漢", "𝟙", "1,5", "1_000", "1__0", "%%", " W W", " USD/USD/USD", "^2", "/0",
    ];

    /// <summary>One of the files with one to eight changes.</summary>
    public static Gen<byte[]> Of(IReadOnlyList<byte[]> files) =>
        from file in Gen.Elements(files.AsEnumerable())
        from count in Gen.Choose(1, 8)
        from changed in Changed(file, count)
        select changed;

    private static Gen<byte[]> Changed(byte[] bytes, int changes) => changes == 0
        ? Gen.Constant(bytes)
        : from once in Change(bytes) from rest in Changed(once, changes - 1) select rest;

    private static Gen<byte[]> Change(byte[] bytes) =>
        from kind in Gen.Choose(0, 6)
        from at in Gen.Choose(0, Math.Max(0, bytes.Length - 1))
        from length in Gen.Choose(1, 40)
        from value in Gen.Choose(0, 255)
        from piece in Gen.Elements(Pieces.AsEnumerable())
        select Change(bytes, kind, at, Math.Min(length, bytes.Length - at), (byte)value, System.Text.Encoding.UTF8.GetBytes(piece));

    private static byte[] Change(byte[] bytes, int kind, int at, int length, byte value, byte[] piece) => bytes.Length == 0 ? piece : kind switch
    {
        0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
        1 => [.. bytes[..at], .. bytes[(at + length)..]],
        2 => [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]],
        3 => bytes[..at],
        4 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (value & 7))), .. bytes[(at + 1)..]],
        5 => [.. bytes[..at], .. piece, .. bytes[(at + length)..]],
        _ => [.. bytes[..at], .. piece, .. bytes[at..]],
    };
}
