namespace Simulator.Charts.Fonts;

/// <summary>The table <c>cmap</c>: characters to glyphs, through its formats 4 and 12.</summary>
internal sealed class CharacterMap
{
    private readonly FontTable _table;
    private readonly int _format;

    /// <summary>Chooses the widest Unicode encoding in the table.</summary>
    public CharacterMap(FontTable cmap)
    {
        for (var i = 0; i < cmap.U16(2); i++)
        {
            var platform = cmap.U16(4 + (8 * i));
            var candidate = cmap.From(cmap.U32(8 + (8 * i)));
            var format = candidate.U16(0);
            if (platform is 0 or 3 && format is 4 or 12 && format > _format)
            {
                (_table, _format) = (candidate, format);
            }
        }

        if (_format == 0)
        {
            throw new InvalidDataException("The font has no Unicode character map of format 4 or 12.");
        }
    }

    /// <summary>The glyph of a character, or 0.</summary>
    public int Glyph(int codePoint) => _format == 12 ? Grouped(codePoint) : Segmented(codePoint);

    private int Grouped(int codePoint)
    {
        var (low, high) = (0, _table.U32(12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = 16 + (12 * middle);
            if (codePoint < _table.U32(group))
            {
                high = middle - 1;
            }
            else if (codePoint > _table.U32(group + 4))
            {
                low = middle + 1;
            }
            else
            {
                return _table.U32(group + 8) + codePoint - _table.U32(group);
            }
        }

        return 0;
    }

    private int Segmented(int codePoint)
    {
        var twice = _table.U16(6); // twice the number of segments, as all offsets below want it
        for (var i = 0; i < twice; i += 2)
        {
            if (codePoint > _table.U16(14 + i))
            {
                continue;
            }

            var start = _table.U16(16 + twice + i);
            if (codePoint < start)
            {
                return 0;
            }

            var delta = _table.U16(16 + (2 * twice) + i);
            var rangeAt = 16 + (3 * twice) + i;
            var range = _table.U16(rangeAt);
            var glyph = range == 0 ? codePoint : _table.U16(rangeAt + range + (2 * (codePoint - start)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }

        return 0;
    }
}
