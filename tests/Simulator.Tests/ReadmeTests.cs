using System.Text.RegularExpressions;
using Simulator.Runs;
using Simulator.Tests.Cli;

namespace Simulator.Tests;

/// <summary>What the README says is printed is printed, and what it points to is there. UPDATE_GOLDEN=1 renews the output.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string ReadmePath = Path.Combine(Repository.Root, "README.md");

    [Fact]
    public void The_output_shown_is_the_output_printed()
    {
        var readme = File.ReadAllText(ReadmePath);
        var blocks = PrintedBlock().Matches(readme);
        Assert.NotEmpty(blocks);
        foreach (Match block in blocks)
        {
            var printed = Print(block.Groups["command"].Value);
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            {
                readme = readme.Replace(block.Value, block.Value[..^block.Groups["rest"].Length] + $"```text\n{printed}```", StringComparison.Ordinal);
                File.WriteAllText(ReadmePath, readme);
                continue;
            }

            Assert.Equal(AnyDevice(printed), AnyDevice(block.Groups["text"].Value));
        }
    }

    [Fact]
    public void Every_file_pointed_to_exists()
    {
        var links = Link().Matches(File.ReadAllText(ReadmePath)).Select(match => match.Groups[1].Value)
            .Where(link => !link.StartsWith("http", StringComparison.Ordinal)).ToList();
        Assert.True(links.Count > 5);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), link));
    }

    private static string Print(string command)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        string[] arguments = [.. command.Split(' ').Select(argument =>
            argument.StartsWith("scenarios/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, argument) : argument)];
        string[] folder = arguments[0] == "run" ? ["--out", Path.Combine(line.Folder, "out")] : [];
        Assert.Equal(0, line.Run([.. arguments, .. folder]));
        return line.Output.ToString().ReplaceLineEndings("\n").Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    // The table names the vector width that the reader's machine happens to have.
    private static string AnyDevice(string text) => Device().Replace(text.Trim(), "cpu");

    [GeneratedRegex(@"<!-- prints: (?<command>[^>]+?) -->\n(?<rest>```text\n(?<text>.*?)```)", RegexOptions.Singleline)]
    private static partial Regex PrintedBlock();

    [GeneratedRegex("cpu-[a-z0-9]+")]
    private static partial Regex Device();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
