using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Simulator.Scenarios.Text;

/// <summary>Builds our nodes from the events of a YAML parser, within limits on depth and size.</summary>
internal sealed class YamlTreeBuilder(IParser parser, string text, string file, Findings findings)
{
    // An anchor that is still being read has no node yet: an alias to it would contain itself.
    private readonly Dictionary<string, ConfigNode?> _anchors = new(StringComparer.Ordinal);
    private long _size;

    /// <summary>The root of the only document; null if there is none.</summary>
    public ConfigNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<DocumentStart>(out var second)
            ? throw new YamlRefusal(At(second.Start), "a second document (after ---)", "one scenario in a file", "put each scenario into a separate file")
            : root;
    }

    private ConfigNode ReadNode(int depth)
    {
        var start = parser.Current!.Start;
        if (depth > YamlReader.DeepestNesting)
        {
            throw TooDeep(start);
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias, depth);
        }

        var anchor = parser.Current is NodeEvent { Anchor: { IsEmpty: false } name } ? name.Value : null;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        Count(1, start);
        ConfigNode node = parser.Current switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw new YamlRefusal(At(start), "something that is neither text, list nor mapping", "text, lists, keys and values"),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private ConfigScalar ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        var isQuoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);
        var isOnOneLine = scalar.Start.Line == scalar.End.Line && scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded);
        return new ConfigScalar(At(scalar.Start), scalar.Value, isQuoted, isOnOneLine);
    }

    private ConfigSequence ReadSequence(int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var index = (int)parser.Current!.Start.Index;
            var item = ReadNode(depth + 1);
            items.Add(item);
            if (start.Style == SequenceStyle.Flow)
            {
                RefuseTorn(item, index);
            }
        }

        return new ConfigSequence(At(start.Start), items);
    }

    private ConfigMapping ReadMapping(int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<ConfigEntry>();
        var lines = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar)
            {
                throw new YamlRefusal(At(parser.Current!.Start), "a key that is not a plain word", "keys such as 'name'");
            }

            var index = (int)parser.Current.Start.Index;
            var key = (ConfigScalar)ReadNode(depth + 1);
            var valueIndex = (int)parser.Current!.Start.Index;
            var value = ReadNode(depth + 1);
            if (start.Style == MappingStyle.Flow)
            {
                RefuseTorn(key, index);
                RefuseTorn(value, valueIndex);
            }

            if (lines.TryAdd(key.Text, key.Position))
            {
                entries.Add(new ConfigEntry(key, value));
            }
            else
            {
                findings.Error(
                    key.Position, "", $"the key '{ConfigScalar.Clip(key.Text)}' a second time",
                    FormattableString.Invariant($"each key once; it is already on line {lines[key.Text].Line}"));
            }
        }

        return new ConfigMapping(At(start.Start), entries);
    }

    private ConfigNode Resolve(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new YamlRefusal(At(alias.Start), $"the alias *{alias.Value.Value}", "an alias whose anchor (&name) comes before it", quotes: true);
        }

        if (node is null)
        {
            throw new YamlRefusal(At(alias.Start), $"the alias *{alias.Value.Value} inside its own anchor", "anchors that do not contain themselves", quotes: true);
        }

        if (depth + node.Height > YamlReader.DeepestNesting)
        {
            throw TooDeep(alias.Start);
        }

        Count(node.Size, alias.Start);
        return node;
    }

    private void Count(long nodes, Mark mark)
    {
        _size += nodes;
        if (_size > YamlReader.MostNodes)
        {
            throw new YamlRefusal(At(mark), "more than 10,000 values, anchors written out", "at most 10,000 values", "YAML anchors that repeat each other explode");
        }
    }

    // `{pue: pert(1, 1.1, 1.4)}` is YAML, but reads as the three entries `pue: pert(1`, `1.1` and `1.4)`.
    private void RefuseTorn(ConfigNode node, int index)
    {
        if (node is ConfigScalar { IsQuoted: false } scalar && YamlMistakes.IsTorn(scalar.Text))
        {
            var whole = YamlMistakes.Whole(text, index);
            throw new YamlRefusal(
                scalar.Position, $"'{ConfigScalar.Clip(scalar.Text)}', cut off at a comma", "quotes around text with commas inside {…} and […]", $"write \"{whole}\"", quotes: true);
        }
    }

    private YamlRefusal TooDeep(Mark mark) => new(
        At(mark), FormattableString.Invariant($"more than {YamlReader.DeepestNesting} levels of nesting"),
        FormattableString.Invariant($"at most {YamlReader.DeepestNesting} levels"));

    private SourcePosition At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
