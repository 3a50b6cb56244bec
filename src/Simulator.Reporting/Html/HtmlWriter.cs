using System.Text;
using Simulator.Presentation;

namespace Simulator.Reporting.Html;

/// <summary>Writes HTML that is well-formed XML too: every element is closed, every text escaped.</summary>
internal sealed class HtmlWriter(TextWriter writer)
{
    private static readonly HashSet<string> Void = new(["meta", "br"], StringComparer.Ordinal);

    // Elements inside a paragraph or a cell stay on its line: a line break would print as a space.
    private static readonly HashSet<string> Inline = new(["span", "strong", "em", "a", "code", "b"], StringComparer.Ordinal);

    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; disposing what is returned closes it.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="attributes">Its attributes; one whose value is null is left out.</param>
    public Element Open(string tag, params (string Name, string? Value)[] attributes)
    {
        Start(tag, attributes);
        _open.Push(tag);
        return new Element(this);
    }

    /// <summary>Writes an element with a text in it.</summary>
    public void Write(string tag, string text, params (string Name, string? Value)[] attributes)
    {
        Start(tag, attributes);
        if (!Void.Contains(tag))
        {
            Text(text);
            End(tag);
        }
    }

    /// <summary>Writes text.</summary>
    public void Text(string text) => writer.Write(Escape(text));

    /// <summary>Writes a dotted name, which may be broken after its dots and low lines.</summary>
    public void Name(string name) => writer.Write(Escape(name).Replace(".", ".<wbr/>", StringComparison.Ordinal).Replace("_", "_<wbr/>", StringComparison.Ordinal));

    /// <summary>Writes markup that is well-formed already.</summary>
    public void Markup(string markup) => writer.Write(markup);

    /// <summary>Text that markup shows as it is.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in Printable.Of(text).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                default: escaped.Append(rune.ToString()); break;
            }
        }

        return escaped.ToString();
    }

    private void Start(string tag, (string Name, string? Value)[] attributes)
    {
        writer.Write('<');
        writer.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                writer.Write($" {name}=\"{Escape(value)}\"");
            }
        }

        writer.Write(Void.Contains(tag) ? "/>\n" : ">");
    }

    private void End(string tag)
    {
        writer.Write($"</{tag}>");
        if (!Inline.Contains(tag))
        {
            writer.Write('\n');
        }
    }

    /// <summary>An open element.</summary>
    internal readonly struct Element(HtmlWriter html) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose() => html.End(html._open.Pop());
    }
}
