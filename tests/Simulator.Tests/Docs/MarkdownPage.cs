using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Simulator.Tests.Docs;

/// <summary>A page of the documentation, and what of it can be checked.</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePreciseSourceLocation().Build();

    private readonly MarkdownDocument _document;

    private MarkdownPage(string name)
    {
        Name = name;
        File = Path.Combine(Repository.Root, name);
        Text = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        _document = Markdown.Parse(Text, Pipeline);
    }

    /// <summary>Path from the root of the repository, with slashes.</summary>
    public string Name { get; }

    public string File { get; }

    public string Text { get; }

    /// <summary>README.md and the pages of docs.</summary>
    public static IReadOnlyList<string> Guides { get; } = ["README.md", .. Names("docs")];

    /// <summary>Every page of the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetFiles(Repository.Root, "*.md").Select(Path.GetFileName)!, .. Names("docs"), .. Names("scenarios"), .. Names("src"), .. Names("tests"),
    ];

    /// <summary>The blocks between fences.</summary>
    public IEnumerable<FencedCodeBlock> Fences => _document.Descendants<FencedCodeBlock>();

    /// <summary>Code within sentences.</summary>
    public IEnumerable<string> Code => _document.Descendants<CodeInline>().Select(code => code.Content);

    /// <summary>Where links and pictures lead.</summary>
    public IEnumerable<string> Links => _document.Descendants<LinkInline>().Select(link => link.Url ?? "");

    /// <summary>The names under which a link can lead to a heading.</summary>
    public IReadOnlySet<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "").ToHashSet(StringComparer.Ordinal);

    public static MarkdownPage Read(string name) => new(name);

    /// <summary>Blocks after a comment such as <c>&lt;!-- prints: run FILE --&gt;</c>, with what follows the colon.</summary>
    /// <param name="mark">The word before the colon.</param>
    public IEnumerable<(string Command, FencedCodeBlock Block)> Marked(string mark)
    {
        Block? before = null;
        foreach (var block in _document)
        {
            if (block is FencedCodeBlock fence && before is HtmlBlock comment && Argument(comment, mark) is { } argument)
            {
                yield return (argument, fence);
            }

            before = block;
        }
    }

    /// <summary>What is between the fences, every line with its end.</summary>
    public static string Content(FencedCodeBlock block) => string.Concat(block.Lines.Lines.Take(block.Lines.Count).Select(line => line.Slice.ToString() + "\n"));

    /// <summary>The page with other content in one of its blocks.</summary>
    public string Replacing(FencedCodeBlock block, string content)
    {
        var whole = Text.Substring(block.Span.Start, block.Span.Length);
        var first = whole.IndexOf('\n', StringComparison.Ordinal) + 1;
        return Text[..block.Span.Start] + whole[..first] + content.TrimEnd('\n') + "\n" + whole[whole.LastIndexOf("```", StringComparison.Ordinal)..] + Text[(block.Span.End + 1)..];
    }

    private static string? Argument(HtmlBlock comment, string mark)
    {
        var text = string.Concat(comment.Lines.Lines.Take(comment.Lines.Count).Select(line => line.Slice.ToString())).Trim();
        var start = $"<!-- {mark}: ";
        return text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith("-->", StringComparison.Ordinal) ? text[start.Length..^3].Trim() : null;
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
