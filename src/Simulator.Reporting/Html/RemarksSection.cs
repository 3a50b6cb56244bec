using Simulator.Reporting.Tables;
namespace Simulator.Reporting.Html;

/// <summary>What the reader needs to know: warnings first, then defaults, switches and what is left out.</summary>
internal static class RemarksSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var notices = content.Result.Notices;
        html.Write("h3", "Warnings");
        WriteList(html, [.. notices.Where(NoticeList.IsWarning).Select(notice => notice[NoticeList.Warning.Length..])], "None.");
        html.Write("h3", "Defaults, switches, and what is left out");
        WriteList(html, [.. notices.Where(notice => !NoticeList.IsWarning(notice))], "None: every input that the results need was given.");
    }

    private static void WriteList(HtmlWriter html, IReadOnlyList<string> notices, string none)
    {
        if (notices.Count == 0)
        {
            html.Write("p", none);
            return;
        }

        using var list = html.Open("ul");
        foreach (var notice in notices)
        {
            html.Write("li", char.ToUpperInvariant(notice[0]) + notice[1..]);
        }
    }
}
