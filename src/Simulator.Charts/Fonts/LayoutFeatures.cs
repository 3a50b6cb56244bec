namespace Simulator.Charts.Fonts;

/// <summary>What the tables GPOS and GSUB have in common: features, lookups, coverage and classes of glyphs.</summary>
internal static class LayoutFeatures
{
    /// <summary>The subtables that a feature of the Latin script uses, lookup by lookup, in the order of the font.</summary>
    /// <param name="table">GPOS or GSUB.</param>
    /// <param name="feature">Tag, e.g. <c>kern</c>.</param>
    /// <param name="lookupType">The only type of lookup that is understood; others are passed over.</param>
    /// <param name="extensionType">The type that stands for a lookup far away in the file.</param>
    public static IReadOnlyList<IReadOnlyList<FontTable>> Subtables(FontTable table, string feature, int lookupType, int extensionType)
    {
        var result = new List<IReadOnlyList<FontTable>>();
        if (table.IsEmpty)
        {
            return result;
        }

        var lookups = table.From(table.U16(8));
        foreach (var index in LookupIndices(table, feature))
        {
            var lookup = lookups.From(lookups.U16(2 + (2 * index)));
            var subtables = new List<FontTable>();
            for (var i = 0; i < lookup.U16(4); i++)
            {
                var subtable = lookup.From(lookup.U16(6 + (2 * i)));
                var type = lookup.U16(0);
                if (type == extensionType)
                {
                    type = subtable.U16(2);
                    subtable = subtable.From(subtable.U32(4));
                }

                if (type == lookupType)
                {
                    subtables.Add(subtable);
                }
            }

            result.Add(subtables);
        }

        return result;
    }

    /// <summary>The index of a glyph in a coverage table, or -1.</summary>
    public static int CoverageIndex(FontTable coverage, int glyph)
    {
        var ranges = coverage.U16(0) == 2;
        var (low, high) = (0, coverage.U16(2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = 4 + ((ranges ? 6 : 2) * middle);
            var first = coverage.U16(at);
            var last = ranges ? coverage.U16(at + 2) : first;
            if (glyph < first)
            {
                high = middle - 1;
            }
            else if (glyph > last)
            {
                low = middle + 1;
            }
            else
            {
                return ranges ? coverage.U16(at + 4) + glyph - first : middle;
            }
        }

        return -1;
    }

    /// <summary>The class of a glyph; 0 for all that are not listed.</summary>
    public static int ClassOf(FontTable classes, int glyph)
    {
        if (classes.U16(0) == 1)
        {
            var offset = glyph - classes.U16(2);
            return offset >= 0 && offset < classes.U16(4) ? classes.U16(6 + (2 * offset)) : 0;
        }

        var (low, high) = (0, classes.U16(2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = 4 + (6 * middle);
            if (glyph < classes.U16(at))
            {
                high = middle - 1;
            }
            else if (glyph > classes.U16(at + 2))
            {
                low = middle + 1;
            }
            else
            {
                return classes.U16(at + 4);
            }
        }

        return 0;
    }

    private static SortedSet<int> LookupIndices(FontTable table, string feature)
    {
        var features = table.From(table.U16(6));
        var indices = new SortedSet<int>();
        var language = DefaultLanguage(table.From(table.U16(4)));
        for (var i = 0; i < language.U16(4); i++)
        {
            var record = 2 + (6 * language.U16(6 + (2 * i)));
            if (!string.Equals(features.Tag(record), feature, StringComparison.Ordinal))
            {
                continue;
            }

            var found = features.From(features.U16(record + 4));
            for (var j = 0; j < found.U16(2); j++)
            {
                indices.Add(found.U16(4 + (2 * j)));
            }
        }

        return indices;
    }

    private static FontTable DefaultLanguage(FontTable scripts)
    {
        var chosen = 2;
        for (var i = 0; i < scripts.U16(0); i++)
        {
            if (scripts.Tag(2 + (6 * i)) is "latn")
            {
                chosen = 2 + (6 * i);
            }
        }

        var script = scripts.From(scripts.U16(chosen + 4));
        return script.From(script.U16(0));
    }
}
