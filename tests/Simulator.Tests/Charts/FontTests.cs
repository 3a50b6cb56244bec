using System.Buffers.Binary;
using System.Text;
using ScottPlot;
using Simulator.Charts.Fonts;

namespace Simulator.Tests.Charts;

public sealed class FontTests
{
    private static readonly byte[] FontFile = EmbeddedFonts.Read("/Assets/Inter-Regular.ttf").ToArray();
    private static readonly Typeface OpenFont = Typeface.Of(FontWeight.Normal);

    /// <summary>Characters by their glyphs: those of the Latin, Greek and Cyrillic alphabets, punctuation and figures.</summary>
    private static readonly Dictionary<int, char> Characters = Enumerable.Range(0x20, 0x500).Select(code => (char)code)
        .Where(c => !char.IsControl(c) && Glyph(c) != 0)
        .GroupBy(Glyph).ToDictionary(group => group.Key, group => group.First());

    [Fact]
    public void Every_advance_is_the_one_of_the_metrics_table()
    {
        Assert.True(Characters.Count > 400, $"only {Characters.Count} characters");
        Assert.All(Characters, entry => Assert.Equal(Advance(entry.Key), OpenFont.Place(entry.Value.ToString(), isTabular: false).Advance));
    }

    [Fact]
    public void Every_pair_listed_by_glyph_is_kerned_as_the_table_says()
    {
        var pairs = KernedPairs().Where(pair => Characters.ContainsKey(pair.Key.First) && Characters.ContainsKey(pair.Key.Second)).ToList();
        Assert.True(pairs.Count > 100, $"only {pairs.Count} pairs");
        foreach (var ((first, second), value) in pairs)
        {
            var shape = OpenFont.Place($"{Characters[first]}{Characters[second]}", isTabular: false);
            Assert.Equal([(ushort)first, (ushort)second], shape.Glyphs.Select(glyph => glyph.Glyph));
            Assert.Equal(Advance(first) + value, shape.Glyphs[1].X);
        }
    }

    [Fact]
    public void Letters_that_leave_a_hole_move_together()
    {
        static int Between(char a, char b) => OpenFont.Place($"{a}{b}", isTabular: false).Advance - Advance(Glyph(a)) - Advance(Glyph(b));
        Assert.True(Between('A', 'V') < -50);
        Assert.True(Between('T', 'o') < -50);
        Assert.Equal(0, Between('n', 'n'));
        var sum = (Advance(Glyph('A')) + Advance(Glyph('V')) + Between('A', 'V')) * 20f / OpenFont.UnitsPerEm;
        Assert.Equal(sum, new TextStyle(20).Width("AV"), 1e-4f);
    }

    [Fact]
    public void Characters_stay_what_they_are() =>
        Assert.All(["->", "3x4", "fi", "<=", "10:30", "(A)"], text => Assert.Equal(text.Select(c => (ushort)Glyph(c)), OpenFont.Place(text, isTabular: false).Glyphs.Select(glyph => glyph.Glyph)));

    [Fact]
    public void Tabular_figures_are_equally_wide()
    {
        // Three units: Inter's tabular four is up to that much narrower, a fortieth of a pixel.
        foreach (var weight in (FontWeight[])[FontWeight.Normal, FontWeight.Medium, FontWeight.SemiBold])
        {
            var style = new TextStyle(22, weight, Tabular: true);
            Assert.All("0123456789", figure => Assert.Equal(style.Width("0"), style.Width(figure.ToString()), 3.01f * 22 / OpenFont.UnitsPerEm));
        }

        Assert.NotEqual(new TextStyle(22).Width("0"), new TextStyle(22).Width("1"));
    }

    [Fact]
    public void All_characters_that_the_charts_print_exist() =>
        Assert.All("CO₂e m³ m² · × − – … ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ ≥≤ % µ <>", c => Assert.NotEqual(0, Glyph(c)));

    [Fact]
    public void Outlines_fill_the_box_that_the_font_states()
    {
        var (loca, glyf) = (Find("loca"), Find("glyf"));
        var isLong = Unsigned(Find("head") + 50) == 1;
        var checkedGlyphs = 0;
        foreach (var glyph in Characters.Keys)
        {
            int Location(int index) => isLong ? (int)BinaryPrimitives.ReadUInt32BigEndian(FontFile.AsSpan(loca + (4 * index))) : 2 * Unsigned(loca + (2 * index));
            var outline = OpenFont.Outline((ushort)glyph);
            if (Location(glyph) == Location(glyph + 1))
            {
                Assert.True(outline.IsEmpty);
                Assert.Equal("", OpenFont.OutlineData((ushort)glyph));
                continue;
            }

            // The box holds the curves; the font may have counted their control points too.
            var (at, curves, points) = (glyf + Location(glyph), outline.TightBounds, outline.Bounds);
            Assert.InRange(Signed(at + 2), points.Left - 2, curves.Left + 2);
            Assert.InRange(Signed(at + 4), -points.Bottom - 2, -curves.Bottom + 2);
            Assert.InRange(Signed(at + 6), curves.Right - 2, points.Right + 2);
            Assert.InRange(Signed(at + 8), -curves.Top - 2, -points.Top + 2);
            Assert.DoesNotContain(".", OpenFont.OutlineData((ushort)glyph), StringComparison.Ordinal);
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
                    subtable += (int)BinaryPrimitives.ReadUInt32BigEndian(FontFile.AsSpan(subtable + 4));
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

    private static int Glyph(char c) => OpenFont.Place(c.ToString(), isTabular: false).Glyphs is [var only] ? only.Glyph : 0;

    private static int Advance(int glyph) => Unsigned(Find("hmtx") + (4 * Math.Min(glyph, Unsigned(Find("hhea") + 34) - 1)));

    private static int Find(string tag)
    {
        for (var i = 0; i < Unsigned(4); i++)
        {
            if (Encoding.ASCII.GetString(FontFile, 12 + (16 * i), 4) == tag)
            {
                return (int)BinaryPrimitives.ReadUInt32BigEndian(FontFile.AsSpan(12 + (16 * i) + 8));
            }
        }

        throw new InvalidDataException(tag);
    }

    private static int Unsigned(int at) => BinaryPrimitives.ReadUInt16BigEndian(FontFile.AsSpan(at));

    private static int Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(FontFile.AsSpan(at));
}
