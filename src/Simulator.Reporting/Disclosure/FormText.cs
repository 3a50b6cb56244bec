using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Disclosure;

/// <summary>Parts of forms that are written as Markdown.</summary>
internal static class FormText
{
    /// <summary>A heading and a list; nothing where the list is empty.</summary>
    public static void List(TextWriter text, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        text.WriteLine($"### {title}");
        text.WriteLine();
        foreach (var item in items)
        {
            text.WriteLine($"- {MarkdownTable.Escape(item)}");
        }

        text.WriteLine();
    }
}
