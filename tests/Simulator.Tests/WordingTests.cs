using System.Text.RegularExpressions;

namespace Simulator.Tests;

/// <summary>Phrases that were once common here and are not plain English. Whatever a user or a maintainer reads is searched for them.</summary>
public sealed partial class WordingTests
{
    /// <summary>A phrase, and what to write instead.</summary>
    public static TheoryData<string, string> Phrases { get; } = new()
    {
        { "upside down", "reversed" },
        { "asked for", "requested" },
        { "for lack of", "(… is not set)" },
        { "bit by bit", "bit for bit" },
        { "nobody", "no user, no process, …; or the passive" },
        { "somebody", "a user, another process, …" },
        { "woken", "started" },
        { "riddle", "unclear" },
        { "lest", "so that … not" },
        { "interplay", "interactions" },
        { "bears on", "affects" },
        { "is told", "receives" },
        { "believed", "the distribution of" },
        { "what the inputs leave open", "the uncertainty of the inputs" },
        { "chance of more", "exceedance" },
        { "not known, for lack", "not computed" },
        { "fault of this program", "bug in this program" },
    };

    private static readonly List<(string File, string Text)> Read =
    [
        .. new[] { "src", "tests", "docs" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Repository.Root, "*.md"))
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".csproj" or ".targets" or ".css" && Path.GetFileName(file) != $"{nameof(WordingTests)}.cs")
            .Select(file => (Path.GetRelativePath(Repository.Root, file), OneLine().Replace(File.ReadAllText(file), " "))),
    ];

    [Theory]
    [MemberData(nameof(Phrases))]
    public void No_text_has_the_phrase(string phrase, string instead)
    {
        var found = Places(phrase, Read);
        Assert.True(found.Count == 0, $"'{phrase}': write {instead}: {string.Join("; ", found)}");
    }

    [Theory]
    [InlineData("requested", "A device that was asked\n    /// for by name.")]
    [InlineData("reversed", "bounds Upside down")]
    [InlineData("no user", "// Nobody waits.")]
    public void A_phrase_is_found_in_any_case_and_over_the_end_of_a_line(string instead, string text)
    {
        var phrase = (string)Phrases.Single(row => ((string)row[1]).StartsWith(instead, StringComparison.Ordinal))[0];
        Assert.Single(Places(phrase, [("file", OneLine().Replace(text, " "))]));
        Assert.Empty(Places(phrase, [("file", "a molester is foretold")]));
    }

    private static List<string> Places(string phrase, IEnumerable<(string File, string Text)> texts) =>
        [.. texts.Where(text => Regex.IsMatch(text.Text, $@"\b{Regex.Escape(phrase)}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10))).Select(text => text.File)];

    // The end of a line with the signs of a comment or the quotes of a broken string around it.
    [GeneratedRegex(@"\s*(""\s*\n\s*\+\s*\$?""|\n\s*(///?\s*)?)\s*", RegexOptions.None, 10_000)]
    private static partial Regex OneLine();
}
