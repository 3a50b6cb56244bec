using System.Numerics;

namespace Simulator.Charts.Fonts;

/// <summary>The feature <c>kern</c> of GPOS: pair adjustment by glyphs (format 1) and by classes of glyphs (format 2).</summary>
internal sealed class PairKerning(IReadOnlyList<IReadOnlyList<FontTable>> lookups)
{
    private const int HorizontalAdvance = 4;

    /// <summary>What is added to the advance of the first glyph. [font units]</summary>
    /// <remarks>In each lookup the first subtable that knows the pair decides, even if it says zero.</remarks>
    public int Between(int first, int second)
    {
        var sum = 0;
        foreach (var lookup in lookups)
        {
            foreach (var subtable in lookup)
            {
                if (Adjustment(subtable, first, second) is { } value)
                {
                    sum += value;
                    break;
                }
            }
        }

        return sum;
    }

    private static int? Adjustment(FontTable subtable, int first, int second)
    {
        var covered = LayoutFeatures.CoverageIndex(subtable.From(subtable.U16(2)), first);
        if (covered < 0)
        {
            return null;
        }

        var valueFormat = subtable.U16(4);
        var firstSize = 2 * BitOperations.PopCount((uint)valueFormat);
        var recordSize = firstSize + (2 * BitOperations.PopCount((uint)subtable.U16(6)));
        return subtable.U16(0) == 1
            ? ByGlyph(subtable.From(subtable.U16(10 + (2 * covered))), second, valueFormat, recordSize)
            : ByClass(subtable, first, second, valueFormat, recordSize);
    }

    private static int? ByGlyph(FontTable pairs, int second, int valueFormat, int recordSize)
    {
        var (low, high) = (0, pairs.U16(0) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = 2 + (middle * (2 + recordSize));
            var glyph = pairs.U16(at);
            if (second == glyph)
            {
                return Advance(pairs, at + 2, valueFormat);
            }

            (low, high) = second < glyph ? (low, middle - 1) : (middle + 1, high);
        }

        return null;
    }

    private static int? ByClass(FontTable subtable, int first, int second, int valueFormat, int recordSize)
    {
        var firstClass = LayoutFeatures.ClassOf(subtable.From(subtable.U16(8)), first);
        var secondClass = LayoutFeatures.ClassOf(subtable.From(subtable.U16(10)), second);
        return Advance(subtable, 16 + (recordSize * ((firstClass * subtable.U16(14)) + secondClass)), valueFormat);
    }

    private static int Advance(FontTable table, int at, int valueFormat)
    {
        if ((valueFormat & HorizontalAdvance) == 0)
        {
            return 0;
        }

        var before = BitOperations.PopCount((uint)(valueFormat & (HorizontalAdvance - 1)));
        return table.I16(at + (2 * before));
    }
}
