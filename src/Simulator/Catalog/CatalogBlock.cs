namespace Simulator.Catalog;

/// <summary>One entry of an embedded table as text. A command needs a few of hundreds of entries, and reading YAML is slow.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Key">Key of the entry.</param>
/// <param name="FirstLine">Line of the table on which it begins, from 1.</param>
/// <param name="Text">Its lines.</param>
internal sealed record CatalogBlock(string Table, string Key, int FirstLine, string Text)
{
    /// <summary>The entries of a table, in the order of the file: each begins with a key at the start of a line.</summary>
    /// <exception cref="InvalidDataException">A line begins with something else.</exception>
    public static IReadOnlyList<CatalogBlock> Of(string table)
    {
        var text = CatalogFile.TextOf(table);
        var blocks = new List<CatalogBlock>();
        var (key, first, start) = ("", 0, 0);
        for (int line = 1, at = 0; at < text.Length; line++)
        {
            if (BeginsEntry(text[at]))
            {
                Close(at);
                (key, first, start) = (KeyAt(at, line), line, at);
            }

            var end = text.IndexOf('\n', at);
            at = end < 0 ? text.Length : end + 1;
        }

        Close(text.Length);
        return blocks;

        void Close(int end)
        {
            if (key.Length > 0)
            {
                blocks.Add(new CatalogBlock(table, key, first, text[start..end]));
            }
        }

        string KeyAt(int at, int line)
        {
            var colon = text.AsSpan(at).IndexOfAny(':', '\n');
            return colon > 0 && text[at + colon] == ':' && char.IsAsciiLetterOrDigit(text[at])
                ? text.Substring(at, colon)
                : throw new InvalidDataException(FormattableString.Invariant($"Catalog/{table}.yaml, line {line}: expected a key."));
        }
    }

    private static bool BeginsEntry(char first) => first is not (' ' or '#' or '\r' or '\n');
}
