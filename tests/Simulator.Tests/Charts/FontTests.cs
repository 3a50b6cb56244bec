using System.Buffers.Binary;
using System.Text;
using Simulator.Charts.Fonts;

namespace Simulator.Tests.Charts;

public sealed class FontTests
{
    private static readonly byte[] _file = EmbeddedFonts.Read("/Assets/Inter-Regular.ttf").ToArray();
    private static readonly TrueTypeFont _font = Typeface.Of(FontWeight.Regular);

    [Fact]
    public void Every_advance_is_the_one_of_the_metrics_table()
    {
        var (hhea, hmtx) = (Find("hhea"), Find("hmtx"));
        var count = Unsigned(hhea + 34);
        for (var glyph = 0; glyph < _font.GlyphCount; glyph++)
        {
            Assert.Equal(Unsigned(hmtx + (4 * Math.Min(glyph, count - 1))), _font.Advance(glyph));
        }
    }

    [Fact]
    public void Every_pair_listed_by_glyph_is_kerned_as_the_table_says()
    {
        var pairs = KernedPairs();
        Assert.True(pairs.Count > 100, $"only {pairs.Count} pairs");
        foreach (var ((first, second), value) in pairs)
        {
            Assert.Equal(value, _font.Kerning(first, second));
        }
    }

    [Fact]
    public void Letters_that_leave_a_hole_move_together()
    {
        int Between(char a, char b) => _font.Kerning(_font.Glyph(a), _font.Glyph(b));
        Assert.True(Between('A', 'V') < -50);
        Assert.True(Between('T', 'o') < -50);
        Assert.Equal(0, Between('n', 'n'));
        var style = new TextStyle(20);
        var sum = (_font.Advance(_font.Glyph('A')) + _font.Advance(_font.Glyph('V')) + Between('A', 'V')) * 20.0 / _font.UnitsPerEm;
        Assert.Equal(sum, style.Width("AV"), 1e-9);
    }

    [Fact]
    public void Tabular_figures_are_equally_wide()
    {
        // Three units: Inter's tabular four is up to that much narrower, a fortieth of a pixel.
        foreach (var weight in Enum.GetValues<FontWeight>())
        {
            var style = new TextStyle(22, weight, Tabular: true);
            Assert.All("0123456789", figure => Assert.Equal(style.Width("0"), style.Width(figure.ToString()), 3.01 * 22 / _font.UnitsPerEm));
        }

        Assert.NotEqual(new TextStyle(22).Width("0"), new TextStyle(22).Width("1"));
    }

    [Fact]
    public void All_characters_that_the_charts_print_exist() =>
        Assert.All("CO₂e m³ m² · × − – … ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ ≥≤ % µ <>", c => Assert.NotEqual(0, _font.Glyph(c)));

    [Fact]
    public void Outlines_fill_the_box_that_the_font_states()
    {
        var (loca, glyf) = (Find("loca"), Find("glyf"));
        var isLong = Unsigned(Find("head") + 50) == 1;
        var checkedGlyphs = 0;
        for (var glyph = 0; glyph < _font.GlyphCount; glyph += 7)
        {
            int Location(int index) => isLong ? (int)BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(loca + (4 * index))) : 2 * Unsigned(loca + (2 * index));
            if (Location(glyph) == Location(glyph + 1))
            {
                Assert.Empty(_font.Outline(glyph).Points);
                continue;
            }

            var at = glyf + Location(glyph);
            var points = Simulator.Charts.Canvas.Polylines.Of(_font.Outline(glyph), Simulator.Charts.Canvas.Affine.Identity).Points;
            Assert.Equal(Signed(at + 2), points.Min(p => p.X), 2.0);
            Assert.Equal(Signed(at + 4), points.Min(p => p.Y), 2.0);
            Assert.Equal(Signed(at + 6), points.Max(p => p.X), 2.0);
            Assert.Equal(Signed(at + 8), points.Max(p => p.Y), 2.0);
            checkedGlyphs++;
        }

        Assert.True(checkedGlyphs > 200);
    }

    [Fact]
    public void Text_is_shortened_and_wrapped_to_fit()
    {
        var style = new TextStyle(20);
        var text = "pre-training of a very large model on many accelerators";
        Assert.True(style.Width(style.Shorten(text, 200)) <= 200);
        Assert.EndsWith("…", style.Shorten(text, 200), StringComparison.Ordinal);
        Assert.Equal(text, style.Shorten(text, 2000));
        var lines = style.Wrap(text, 200);
        Assert.All(lines, line => Assert.True(style.Width(line) <= 200));
        Assert.Equal(text, string.Join(' ', lines));
    }

    /// <summary>All pairs in GPOS subtables of format 1, read straight through; the first lookup that lists a pair counts.</summary>
    private static Dictionary<(int First, int Second), int> KernedPairs()
    {
        var pairs = new Dictionary<(int, int), int>();
        var gpos = Find("GPOS");
        var lookups = gpos + Unsigned(gpos + 8);
        for (var i = 0; i < Unsigned(lookups); i++)
        {
            var lookup = lookups + Unsigned(lookups + 2 + (2 * i));
            for (var j = 0; j < Unsigned(lookup + 4); j++)
            {
                var subtable = lookup + Unsigned(lookup + 6 + (2 * j));
                var type = Unsigned(lookup);
                if (type == 9)
                {
                    type = Unsigned(subtable + 2);
                    subtable += (int)BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(subtable + 4));
                }

                if (type == 2 && Unsigned(subtable) == 1 && Unsigned(subtable + 4) == 4 && Unsigned(subtable + 6) == 0)
                {
                    AddPairs(pairs, subtable);
                }
            }
        }

        return pairs;
    }

    private static void AddPairs(Dictionary<(int First, int Second), int> pairs, int subtable)
    {
        var firsts = Covered(subtable + Unsigned(subtable + 2));
        for (var i = 0; i < Unsigned(subtable + 8); i++)
        {
            var set = subtable + Unsigned(subtable + 10 + (2 * i));
            for (var j = 0; j < Unsigned(set); j++)
            {
                pairs.TryAdd((firsts[i], Unsigned(set + 2 + (4 * j))), Signed(set + 4 + (4 * j)));
            }
        }
    }

    private static List<int> Covered(int coverage)
    {
        var glyphs = new List<int>();
        for (var i = 0; i < Unsigned(coverage + 2); i++)
        {
            if (Unsigned(coverage) == 1)
            {
                glyphs.Add(Unsigned(coverage + 4 + (2 * i)));
                continue;
            }

            for (var glyph = Unsigned(coverage + 4 + (6 * i)); glyph <= Unsigned(coverage + 6 + (6 * i)); glyph++)
            {
                glyphs.Add(glyph);
            }
        }

        return glyphs;
    }

    private static int Find(string tag)
    {
        for (var i = 0; i < Unsigned(4); i++)
        {
            if (Encoding.ASCII.GetString(_file, 12 + (16 * i), 4) == tag)
            {
                return (int)BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(12 + (16 * i) + 8));
            }
        }

        throw new InvalidDataException(tag);
    }

    private static int Unsigned(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private static int Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));
}
