using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Simulator.Cli;
using Simulator.Cli.Execution;

namespace Simulator.Tests.Docs;

/// <summary>No page shows a command line that the program does not understand, or a file that is not there.</summary>
public sealed partial class CommandExamplesTests
{
    private const string Program = "src/Simulator.Cli";

    private static readonly Command Root = CommandTree.Build(Silent(), []);

    /// <summary>Options of the programs that build and test this one, and of those that write logs.</summary>
    private static readonly HashSet<string> OptionsOfOthers = ["--filter", "--project", "--speeds", "--query-gpu", "--parsable2"];

    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Command_lines_are_understood(string name)
    {
        var wrong = MarkdownPage.Read(name).Fences.Where(block => block.Info is "sh" or "powershell" or null or "").SelectMany(block => Lines(MarkdownPage.Content(block))).SelectMany(Mistakes);
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_and_options_in_sentences_exist(string name) =>
        Assert.Empty(MarkdownPage.Read(name).Code.SelectMany(MistakesInSentence));

    [Theory]
    [InlineData("simulator rum scenarios/gpt-3.yaml")]
    [InlineData("simulator run scenarios/gpt-3.yaml --sampels 1M")]
    [InlineData("simulator run scenarios/gpt-3.yaml --samples many")]
    [InlineData("simulator run scenarios/gpt-5.yaml")]
    [InlineData("simulator run gpt-3.yaml > out.txt")]
    [InlineData("dotnet run --project src/Simulator.Cli -c Release -- run scenarios/gpt-3.yaml --sampels 1M")]
    [InlineData("dotnet run --project src/Nothing -c Release")]
    [InlineData("dotnet publish src/Nothing -p:PublishAot=true")]
    [InlineData("./rum.ps1 scenarios")]
    [InlineData("nothing --help")]
    public void Wrong_command_lines_are_noticed(string line) => Assert.NotEmpty(Mistakes(line));

    [Theory]
    [InlineData("simulator rum FILE")]
    [InlineData("simulator run FILE --sampels N")]
    [InlineData("--sampels 10")]
    public void Wrong_commands_in_sentences_are_noticed(string code) => Assert.NotEmpty(MistakesInSentence(code));

    [Fact]
    public void Every_command_has_a_row_in_the_page_about_the_command_line()
    {
        var page = MarkdownPage.Read("docs/command-line.md");
        Assert.All(Root.Subcommands, command => Assert.Contains($"| `{command.Name}` |", page.Text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(string block) => block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0);

    private static IEnumerable<string> Mistakes(string line)
    {
        // What a shell does with the output is not the program's concern.
        var words = CommandLineParser.SplitCommandLine(line).TakeWhile(word => word is not (">" or "|" or "<" or "&")).SkipWhile(word => Assignment().IsMatch(word)).ToList();
        switch (words)
        {
            case ["simulator", .. var arguments]:
                return Mistakes(arguments);
            case ["dotnet", "run", "--project", Program, .. var rest] when rest.Contains("--"):
                return Mistakes([.. rest.SkipWhile(word => word != "--").Skip(1)]);
            case ["dotnet", "run" or "test" or "build" or "publish" or "pack" or "tool" or "pwsh" or "format", .. var rest]:
                return rest.Where(word => IsPath().IsMatch(word) && !Path.Exists(Path.Combine(Repository.Root, word))).Select(word => $"{line}: no {word}");
            case [var script, ..] when script.EndsWith(".ps1", StringComparison.Ordinal) || script.EndsWith(".sh", StringComparison.Ordinal) || script == ".ci/run":
                // The packed acceptance run is a copy of the script of the same name.
                var source = script.StartsWith("artifacts/gpu-acceptance/", StringComparison.Ordinal) ? $"tests/Simulator.Benchmarks/{Path.GetFileName(script)}" : script;
                return File.Exists(Path.Combine(Repository.Root, source)) ? [] : [$"{line}: no {script}"];
            default:
                return [$"{line}: neither simulator nor dotnet nor a script of this repository"];
        }
    }

    private static IEnumerable<string> Mistakes(IReadOnlyList<string> arguments)
    {
        var tree = CommandTree.Build(Silent(), arguments);
        var parsed = tree.Parse(arguments);
        var errors = CommandTree.MistakesIn(parsed, tree, arguments, Silent()).Concat(parsed.Errors.Select(error => error.Message));
        var missing = arguments.Where(word => (word.EndsWith(".yaml", StringComparison.Ordinal) || word.StartsWith("scenarios", StringComparison.Ordinal))
            && !IsReadersOwn().IsMatch(word) && !Path.Exists(Path.Combine(Repository.Root, word))).Select(word => $"no {word}");
        return errors.Concat(missing).Select(mistake => $"simulator {string.Join(' ', arguments)}: {mistake}");
    }

    private static IEnumerable<string> MistakesInSentence(string code)
    {
        var words = code.Split(' ');
        var command = words is ["simulator", var name, ..] && name[0] != '-' ? Root.Subcommands.FirstOrDefault(known => known.Name == name) : null;
        if (words is ["simulator", _, ..] && words[1][0] != '-' && command is null)
        {
            return [$"{code}: no such command"];
        }

        if (command is null && !code.StartsWith("--", StringComparison.Ordinal))
        {
            return [];
        }

        var options = (command is null ? Root.Subcommands : [command]).SelectMany(known => known.Options).Concat(Root.Options)
            .SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet(StringComparer.Ordinal);
        return words.Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2 && !options.Contains(word) && (command is not null || !OptionsOfOthers.Contains(word)))
            .Select(word => $"{code}: no such option {word}");
    }

    private static Session Silent() => new(TextWriter.Null, TextWriter.Null);

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^[A-Z_]+=")]
    private static partial Regex Assignment();

    [GeneratedRegex("^(src|tests|scenarios|docs)/")]
    private static partial Regex IsPath();

    /// <summary>Files that the reader of a page has written.</summary>
    [GeneratedRegex(@"^(my|base)[\w-]*\.yaml$")]
    private static partial Regex IsReadersOwn();
}
