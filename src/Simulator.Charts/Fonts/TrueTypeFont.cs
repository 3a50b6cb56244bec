using System.Collections.Concurrent;
using Simulator.Charts.Canvas;

namespace Simulator.Charts.Fonts;

/// <summary>A TrueType font: which glyph shows a character, how wide it is and what it looks like.</summary>
internal sealed class TrueTypeFont
{
    private readonly Dictionary<string, FontTable> _tables = new(StringComparer.Ordinal);
    private readonly CharacterMap _characters;
    private readonly GlyphOutlines _outlines;
    private readonly FontTable _metrics;
    private readonly int _longMetrics;
    private readonly PairKerning _kerning;
    private readonly SingleSubstitution _tabular;
    private readonly ConcurrentDictionary<int, VectorPath> _drawn = new();
    private readonly ConcurrentDictionary<(int First, int Second), int> _kerned = new();
    private readonly ConcurrentDictionary<int, int> _mapped = new();

    /// <summary>Opens a font.</summary>
    /// <param name="name">Short name that is unique among the fonts in use; names the glyphs in SVG.</param>
    /// <param name="file">The bytes of the .ttf file.</param>
    public TrueTypeFont(string name, ReadOnlyMemory<byte> file)
    {
        Name = name;
        var directory = new FontTable(file);
        for (var i = 0; i < directory.U16(4); i++)
        {
            var record = 12 + (16 * i);
            _tables[directory.Tag(record)] = directory.Slice(directory.U32(record + 8), directory.U32(record + 12));
        }

        var head = Table("head");
        var hhea = Table("hhea");
        var os2 = Table("OS/2");
        GlyphCount = Table("maxp").U16(4);
        UnitsPerEm = head.U16(18);
        XHeight = os2.I16(86);
        CapHeight = os2.I16(88);
        _longMetrics = hhea.U16(34);
        _metrics = Table("hmtx");
        _characters = new CharacterMap(Table("cmap"));
        _outlines = new GlyphOutlines(Table("glyf"), Table("loca"), longOffsets: head.I16(50) == 1);
        _kerning = new PairKerning(LayoutFeatures.Subtables(Table("GPOS"), "kern", lookupType: 2, extensionType: 9));
        _tabular = new SingleSubstitution(LayoutFeatures.Subtables(Table("GSUB"), "tnum", lookupType: 1, extensionType: 7));
    }

    /// <summary>Short name.</summary>
    public string Name { get; }

    /// <summary>Number of glyphs.</summary>
    public int GlyphCount { get; }

    /// <summary>Font units in one em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Height of a flat lower-case letter. [font units]</summary>
    public int XHeight { get; }

    /// <summary>Height of a flat capital. [font units]</summary>
    public int CapHeight { get; }

    /// <summary>The glyph of a character; 0, the box, where the font has none.</summary>
    public int Glyph(int codePoint) => _mapped.GetOrAdd(codePoint, _characters.Glyph);

    /// <summary>The glyph that stands in a column of figures instead of this one.</summary>
    public int Tabular(int glyph) => _tabular.Replace(glyph);

    /// <summary>Advance width. [font units]</summary>
    /// <remarks>Glyphs beyond the long metrics share the last width.</remarks>
    public int Advance(int glyph) => _metrics.U16(4 * Math.Min(glyph, _longMetrics - 1));

    /// <summary>What is added to the first glyph's advance when the second follows. [font units]</summary>
    public int Kerning(int first, int second) =>
        _kerned.TryGetValue((first, second), out var known) ? known : _kerned[(first, second)] = _kerning.Between(first, second);

    /// <summary>The glyph's contours. [font units, y upwards]</summary>
    public VectorPath Outline(int glyph) => _drawn.GetOrAdd(glyph, _outlines.Outline);

    /// <summary>A table of the file; empty if there is none.</summary>
    public FontTable Table(string tag) => _tables.GetValueOrDefault(tag);
}
