namespace Simulator.Charts.Fonts;

/// <summary>A feature of GSUB that replaces one glyph by another, such as <c>tnum</c>, figures of equal width.</summary>
internal sealed class SingleSubstitution(IReadOnlyList<IReadOnlyList<FontTable>> lookups)
{
    /// <summary>The replacement, or the same glyph.</summary>
    public int Replace(int glyph)
    {
        foreach (var lookup in lookups)
        {
            foreach (var subtable in lookup)
            {
                var covered = LayoutFeatures.CoverageIndex(subtable.From(subtable.U16(2)), glyph);
                if (covered >= 0)
                {
                    glyph = subtable.U16(0) == 1 ? (glyph + subtable.I16(4)) & 0xFFFF : subtable.U16(6 + (2 * covered));
                    break;
                }
            }
        }

        return glyph;
    }
}
