namespace Simulator.Tests.Docs;

/// <summary>No link of any page is dead: files exist, and so do the headings within them.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings(string name)
    {
        var page = MarkdownPage.Read(name);
        var dead = page.Links.Where(link => !link.StartsWith("https://", StringComparison.Ordinal) && !Leads(page, link));
        Assert.Empty(dead);
    }

    [Fact]
    public void Links_to_nowhere_are_noticed()
    {
        var page = MarkdownPage.Read("README.md");
        Assert.All(["docs/nothing.md", "#no-such-heading", "docs/README.md#no-such-heading", "http://example.org", ""], link => Assert.False(Leads(page, link)));
        Assert.True(Leads(page, "docs/README.md"));
    }

    [Fact]
    public void The_index_leads_to_every_page()
    {
        var linked = MarkdownPage.Read("docs/README.md").Links.ToHashSet(StringComparer.Ordinal);
        Assert.All(MarkdownPage.Guides.Where(page => page is not ("README.md" or "docs/README.md")), page => Assert.Contains(page["docs/".Length..], linked));
    }

    private static bool Leads(MarkdownPage page, string link)
    {
        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? page.File : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.File)!, path));
        var isInside = target.StartsWith(Repository.Root, StringComparison.Ordinal) && link.Length > 0 && Path.Exists(target);
        return isInside && (anchor is null || MarkdownPage.Read(Path.GetRelativePath(Repository.Root, target)).Anchors.Contains(anchor));
    }
}
