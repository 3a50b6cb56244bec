using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Runs;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Docs;

/// <summary>What the pages say is printed is printed. UPDATE_GOLDEN=1 renews it.</summary>
public sealed partial class PrintedOutputTests
{
    private const string Mark = "prints";

    /// <summary>Pages with such blocks.</summary>
    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.Guides.Where(page => MarkdownPage.Read(page).Marked(Mark).Any())];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_output_shown_is_the_output_printed(string name)
    {
        var blocks = MarkdownPage.Read(name).Marked(Mark).Count();
        for (var i = 0; i < blocks; i++)
        {
            var page = MarkdownPage.Read(name);
            var (command, block) = page.Marked(Mark).ElementAt(i);
            var printed = Print(command);
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            {
                File.WriteAllText(page.File, page.Replacing(block, printed));
                continue;
            }

            Assert.Equal(AnyDevice(printed), AnyDevice(MarkdownPage.Content(block)));
        }
    }

    [Fact]
    public void The_readme_shows_a_run_and_the_pages_every_study()
    {
        var commands = MarkdownPage.Guides.SelectMany(page => MarkdownPage.Read(page).Marked(Mark).Select(block => (page, Command: block.Command.Split(' ')[0]))).ToList();
        Assert.Contains(("README.md", "run"), commands);
        Assert.Superset(new HashSet<string> { "run", "schedule", "sensitivity", "solve", "sweep", "validate" }, commands.Select(command => command.Command).ToHashSet());
    }

    /// <summary>What a command prints, or its first lines where the command ends in <c>| head -N</c>.</summary>
    private static string Print(string command)
    {
        var head = Head().Match(command);
        var lines = head.Success ? int.Parse(head.Groups["lines"].Value, CultureInfo.InvariantCulture) : int.MaxValue;
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        string[] arguments = [.. CommandLineParser.SplitCommandLine(command[..(head.Success ? head.Index : command.Length)]).Select(argument =>
            argument.StartsWith("scenarios/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, argument) : argument)];
        string[] folder = arguments[0] is "run" or "schedule" ? ["--out", Path.Combine(line.Folder, "out")] : [];
        Assert.Equal(0, line.Run([.. arguments, .. folder]));
        var printed = line.Output.ToString().ReplaceLineEndings("\n").Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return string.Join('\n', printed.Split('\n').Take(lines));
    }

    // The table names the vector width that the reader's machine happens to have.
    private static string AnyDevice(string text) => Device().Replace(text.Trim(), "cpu");

    [GeneratedRegex("cpu-[a-z0-9]+")]
    private static partial Regex Device();

    [GeneratedRegex(@" \| head -(?<lines>\d+)$")]
    private static partial Regex Head();
}
