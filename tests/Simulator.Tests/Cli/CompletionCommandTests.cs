using System.Diagnostics;
using Simulator.Cli;
using Simulator.Cli.Completion;
using Simulator.Cli.Execution;

namespace Simulator.Tests.Cli;

public class CompletionCommandTests
{
    /// <summary>Words of a command line, the last to be completed, and what it can be.</summary>
    public static TheoryData<string, string> Lines { get; } = new()
    {
        { "simulator ru", "run" },
        { "simulator run --format ", "csv json markdown table" },
        { "simulator run --sampl", "--sampler --samples" },
        { "simulator run --out", "--out" },
        { "simulator list gen", "generation" },
        { "simulator new --accelerator h100-s", "h100-sxm" },
        { "simulator explain training.util", "training.utilization" },
        { "simulator solve x.yaml --output electri", "electricity_cost" },
        { "simulator completion f", "fish" },
        { "simulator check --h", "--help" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Bash_completes(string line, string expected)
    {
        var words = string.Join(' ', line.Split(' ').Select(word => $"'{word}'"));
        Completes("bash", ["--norc"], "source SCRIPT; COMP_WORDS=(" + words + "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _simulator; printf '%s\\n' \"${COMPREPLY[@]}\"", expected);
    }

    [Fact]
    public void Bash_completes_a_value_after_an_equals_sign() => Completes(
        "bash", ["--norc"], "source SCRIPT; COMP_WORDS=(simulator run --format = j); COMP_CWORD=4; _simulator; printf '%s\\n' \"${COMPREPLY[@]}\"", "json");

    [Fact]
    public void Bash_leaves_files_to_the_shell() => Completes(
        "bash", ["--norc"], "source SCRIPT; COMP_WORDS=(simulator run scen); COMP_CWORD=2; _simulator; printf '%s' \"${COMPREPLY[@]}\"; complete -p simulator | grep -o -- '-o default'", "-o default");

    [Theory]
    [MemberData(nameof(Lines))]
    public void Fish_completes(string line, string expected) => Completes("fish", ["--no-config"], $"source SCRIPT; complete -C '{line}' | cut -f1", expected);

    [Theory]
    [MemberData(nameof(Lines))]
    public void Zsh_completes(string line, string expected)
    {
        // What zsh would offer, without a terminal: the functions that a completion calls print their candidates.
        var words = string.Join(' ', line.Split(' ').Select(word => $"'{word}'"));
        var last = line.Split(' ')[^1];
        Completes(
            "zsh", ["-f"],
            $"compdef() {{}}; compset() {{}}; _files() {{ print FILES }}; compadd() {{ print -l -- \"${{(P@)2}}\" | grep -- '^{last}' }}; source SCRIPT; words=({words}); CURRENT=${{#words}}; _simulator", expected);
    }

    [PowerShellTheory]
    [MemberData(nameof(Lines))]
    public void PowerShell_completes(string line, string expected)
    {
        using var folder = new CommandLineRun();
        var script = folder.WriteFile("complete.ps1", Script("powershell") + $"\n(TabExpansion2 -inputScript '{line}' -cursorColumn {line.Length}).CompletionMatches.CompletionText\n");
        var (exitCode, output) = PowerShell.Dotnet("pwsh", "-NoProfile", "-File", script);
        Assert.Equal(0, exitCode);
        Assert.Equal(expected.Split(' '), output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_and_every_option_is_in_every_script()
    {
        foreach (var shell in CompletionScript.Shells)
        {
            var script = Script(shell);
            Assert.All(CommandTree.Commands, row => Assert.Contains(row.Name, script, StringComparison.Ordinal));
            var options = CommandTree.Commands.SelectMany(row => row.Build(new Session(TextWriter.Null, TextWriter.Null)).Options).Select(option => option.Name).Distinct();
            Assert.All(options, option => Assert.Contains(shell == "fish" ? $"-l {option[2..]}" : option, script, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("completion tcsh", "tcsh")]
    [InlineData("completion", "completion: found no SHELL; allowed: simulator completion SHELL (SHELL: The shell: bash, zsh, fish, powershell).")]
    [InlineData("completion bash zsh", "zsh")]
    public void Other_shells_are_refused(string arguments, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(arguments.Split(' ')));
        Assert.Contains(expected, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Output.ToString());
    }

    private static string Script(string shell)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("completion", shell));
        return line.Output.ToString();
    }

    /// <summary>Runs a command of a shell that has read the script; does nothing where there is no such shell.</summary>
    private static void Completes(string shell, string[] options, string command, string expected)
    {
        using var folder = new CommandLineRun();
        var script = folder.WriteFile("script", Script(shell));
        var start = new ProcessStartInfo(shell, [.. options, "-c", command.Replace("SCRIPT", script, StringComparison.Ordinal)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal("", error.Result);
            Assert.Equal(expected, string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)));
        }
        catch (System.ComponentModel.Win32Exception) when (shell != "bash" || OperatingSystem.IsWindows())
        {
            // Not every machine has every shell.
        }
    }
}
