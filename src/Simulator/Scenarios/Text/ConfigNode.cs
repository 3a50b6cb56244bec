namespace Simulator.Scenarios.Text;

/// <summary>A value in a scenario file that knows where it was written.</summary>
internal abstract class ConfigNode(SourcePosition position)
{
    /// <summary>Where it starts.</summary>
    public SourcePosition Position { get; } = position;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>Nodes in it, itself included, with every alias written out.</summary>
    public virtual long Size => 1;

    /// <summary>Levels of nesting in it; 0 for a scalar.</summary>
    public virtual int Height => 0;

    /// <summary>Whether nothing was written (<c>key:</c>, <c>~</c> or <c>null</c>).</summary>
    public virtual bool IsEmpty => false;
}

/// <summary>A text or number.</summary>
/// <param name="position">Where it starts, quotes included.</param>
/// <param name="text">Its text, without quotes.</param>
/// <param name="quoted">Whether it was written in quotes.</param>
/// <param name="onOneLine">Whether characters of the text stand in the file side by side, so that a caret can point into it.</param>
internal sealed class ConfigScalar(SourcePosition position, string text, bool quoted, bool onOneLine = true) : ConfigNode(position)
{
    private static readonly char[] LineBreaks = ['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'];

    /// <summary>Its text, without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>Its text as one line: a line break within a name would begin a line of its own in a log, which a build system may obey.</summary>
    public string OneLine => string.Join(' ', Text.Split(LineBreaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether it was written in quotes.</summary>
    public bool IsQuoted { get; } = quoted;

    /// <inheritdoc/>
    public override bool IsEmpty => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Kind => IsEmpty ? "nothing" : $"'{Clip(Text)}'";

    /// <summary>Where the character at an offset of the text stands.</summary>
    public SourcePosition At(int offset) =>
        onOneLine && Position.Line > 0 ? Position with { Column = Position.Column + offset + (IsQuoted ? 1 : 0) } : Position;

    /// <summary>A value as a message shows it, mappings in braces; nothing for lists.</summary>
    public static string Shown(ConfigNode node) => node switch
    {
        ConfigScalar scalar => Clip(scalar.Text.Trim()),
        ConfigMapping { Entries: var entries } when entries.FirstOrDefault(entry => entry.Key.Text == "value") is { } value => Shown(value.Value),
        ConfigMapping { Entries: var entries } => Clip($"{{{string.Join(", ", entries.Select(entry => $"{entry.Key.Text}: {Shown(entry.Value)}"))}}}"),
        _ => "",
    };

    /// <summary>A text short enough for a message.</summary>
    public static string Clip(string text)
    {
        const int Longest = 80;
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}

/// <summary>Keys and values.</summary>
internal sealed class ConfigMapping(SourcePosition position, IReadOnlyList<ConfigEntry> entries) : ConfigNode(position)
{
    /// <summary>Keys and values in the order of the file; no key occurs twice.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; } = entries;

    /// <inheritdoc/>
    public override string Kind => "keys and values";

    /// <inheritdoc/>
    public override long Size { get; } = 1 + entries.Sum(entry => 1 + entry.Value.Size);

    /// <inheritdoc/>
    public override int Height { get; } = 1 + entries.Select(entry => entry.Value.Height).DefaultIfEmpty().Max();

    /// <summary>The value of a key, or null if the key is missing.</summary>
    public ConfigNode? this[string key] => Entry(key)?.Value;

    /// <summary>Key and value, or null if the key is missing.</summary>
    public ConfigEntry? Entry(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}

/// <summary>One key with its value.</summary>
internal sealed record ConfigEntry(ConfigScalar Key, ConfigNode Value)
{
    /// <summary>What files farther away stated for the same key, or for a key that excludes it; the nearest first.</summary>
    public IReadOnlyList<ConfigEntry> Overruled { get; init; } = [];
}

/// <summary>A list.</summary>
internal sealed class ConfigSequence(SourcePosition position, IReadOnlyList<ConfigNode> items) : ConfigNode(position)
{
    /// <summary>Its items, in the order of the file.</summary>
    public IReadOnlyList<ConfigNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public override long Size { get; } = 1 + items.Sum(item => item.Size);

    /// <inheritdoc/>
    public override int Height { get; } = 1 + items.Select(item => item.Height).DefaultIfEmpty().Max();
}
