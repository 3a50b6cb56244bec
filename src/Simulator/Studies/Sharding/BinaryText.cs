using System.Numerics;
using System.Text;

namespace Simulator.Studies.Sharding;

/// <summary>Texts and integers of any length in a part; what claims to be longer than any can be is refused before memory is taken for it.</summary>
internal static class BinaryText
{
    // Sums of squares of floats of any size take some 100 bytes.
    private const int LongestInteger = 1024;
    private const int LongestText = 1 << 20;

    /// <summary>Writes a text.</summary>
    public static void WriteText(this BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public static string ReadText(this BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadAll(LongestText, "a text longer than any text can be"));

    /// <summary>Writes an integer.</summary>
    public static void WriteInteger(this BinaryWriter writer, BigInteger value)
    {
        var bytes = value.ToByteArray();
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads an integer.</summary>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public static BigInteger ReadInteger(this BinaryReader reader) => new(reader.ReadAll(LongestInteger, "a sum longer than any sum can be"));

    /// <summary>Requires something of what is read.</summary>
    /// <exception cref="InvalidDataException">It does not hold.</exception>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    private static byte[] ReadAll(this BinaryReader reader, int most, string otherwise)
    {
        var length = reader.Read7BitEncodedInt();
        Require(length >= 0 && length <= most, otherwise);
        return reader.ReadBytes(length) is { } bytes && bytes.Length == length ? bytes : throw new EndOfStreamException();
    }
}
