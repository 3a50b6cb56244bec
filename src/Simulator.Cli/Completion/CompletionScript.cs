using System.Text;

namespace Simulator.Cli.Completion;

/// <summary>Scripts that make a shell complete command lines. They contain all words, so they start no program.</summary>
internal static class CompletionScript
{
    private const string OptionsOfProgram = "--help --version";

    /// <summary>The shells.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell"];

    /// <summary>The script for a shell.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="commands">The commands.</param>
    public static string For(string shell, IReadOnlyList<CompletedCommand> commands)
    {
        var script = new StringBuilder();
        switch (shell)
        {
            case "bash": Bash(script, commands); break;
            case "zsh": Zsh(script, commands); break;
            case "fish": Fish(script, commands); break;
            default: PowerShell(script, commands); break;
        }

        return script.ToString();
    }

    // Bash splits --name=value into three words.
    private static void Bash(StringBuilder script, IReadOnlyList<CompletedCommand> commands)
    {
        script.Append("""
            # Completion for bash. For every new shell: echo 'source <(simulator completion bash)' >> ~/.bashrc
            _simulator() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= words=
              if [[ $current == = ]]; then current=
              elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}
              fi
              (( COMP_CWORD > 1 )) && command=${COMP_WORDS[1]}
              case $command:$previous in

            """);
        Values(script, commands, "    {0}) words='{1}' ;;\n", "    {0}) ;;\n");
        script.Append("    *) case $command in\n");
        script.Append("      '') words='").AppendJoin(' ', commands.Select(command => command.Name)).Append($" {OptionsOfProgram}' ;;\n");
        foreach (var command in commands)
        {
            script.Append($"      {command.Name}) if [[ $current == -* ]]; then words='{Names(command)}'; else words='{string.Join(' ', command.Arguments)}'; fi ;;\n");
        }

        script.Append("""
                esac ;;
              esac
              COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o default -F _simulator simulator

            """);
    }

    private static void Zsh(StringBuilder script, IReadOnlyList<CompletedCommand> commands)
    {
        script.Append("""
            #compdef simulator
            # Completion for zsh. For every new shell, after compinit: echo 'source <(simulator completion zsh)' >> ~/.zshrc
            _simulator() {
              local current=${words[CURRENT]} previous=${words[CURRENT-1]} command=
              local -a candidates
              (( CURRENT > 2 )) && command=${words[2]}
              if [[ $current == --*=* ]]; then previous=${current%%=*}; compset -P '*='; fi
              case $command:$previous in

            """);
        Values(script, commands, "    ({0}) candidates=({1}) ;;\n", "    ({0}) ;;\n");
        script.Append("    (*) case $command in\n");
        script.Append("      ('') candidates=(").AppendJoin(' ', commands.Select(command => command.Name)).Append($" {OptionsOfProgram}) ;;\n");
        foreach (var command in commands)
        {
            script.Append($"      ({command.Name}) if [[ $current == -* ]]; then candidates=({Names(command)}); else candidates=({string.Join(' ', command.Arguments)}); fi ;;\n");
        }

        script.Append("""
                esac ;;
              esac
              if (( $#candidates )); then compadd -a candidates; else _files; fi
            }
            if [[ $funcstack[1] == _simulator ]]; then _simulator "$@"; else compdef _simulator simulator; fi

            """);
    }

    private static void Fish(StringBuilder script, IReadOnlyList<CompletedCommand> commands)
    {
        script.Append("# Completion for fish. For every new shell: simulator completion fish > ~/.config/fish/completions/simulator.fish\n");
        script.Append("complete -c simulator -n __fish_use_subcommand -f -l help -d 'Shows help.'\n");
        script.Append("complete -c simulator -n __fish_use_subcommand -f -l version -d 'Shows the version.'\n");
        foreach (var command in commands)
        {
            script.Append($"complete -c simulator -n __fish_use_subcommand -f -a {command.Name} -d {Quoted(command.Summary)}\n");
            var here = $"complete -c simulator -n '__fish_seen_subcommand_from {command.Name}'";
            if (command.Arguments.Count > 0)
            {
                script.Append($"{here} -f -a '{string.Join(' ', command.Arguments)}'\n");
            }

            foreach (var option in command.Options)
            {
                var names = string.Join(' ', option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}"));
                var value = !option.TakesValue ? "" : option.Values.Count == 0 ? " -r" : $" -x -a '{string.Join(' ', option.Values)}'";
                script.Append($"{here} {names}{value} -d {Quoted(option.Summary)}\n");
            }
        }
    }

    private static void PowerShell(StringBuilder script, IReadOnlyList<CompletedCommand> commands)
    {
        script.Append("""
            # Completion for PowerShell. For every new shell: Add-Content $PROFILE 'simulator completion powershell | Out-String | Invoke-Expression'
            Register-ArgumentCompleter -Native -CommandName simulator -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $values = @{

            """);
        Values(script, commands, "        '{0}' = '{1}'\n", "        '{0}' = ''\n", one: true);
        script.Append("    }\n    $options = @{\n");
        script.Append("        '' = '").AppendJoin(' ', commands.Select(command => command.Name)).Append($" {OptionsOfProgram}'\n");
        foreach (var command in commands)
        {
            script.Append($"        '{command.Name}' = '{Names(command)}'\n");
        }

        script.Append("    }\n    $arguments = @{\n");
        foreach (var command in commands.Where(command => command.Arguments.Count > 0))
        {
            script.Append($"        '{command.Name}' = '{string.Join(' ', command.Arguments)}'\n");
        }

        script.Append("""
                }
                $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
                $command = if ($before.Count -gt 1) { $before[1] } else { '' }
                $key = "${command}:$($before[-1])"
                $words = if ($values.ContainsKey($key)) { $values[$key] }
                    elseif ($command -eq '' -or $wordToComplete.StartsWith('-')) { $options[$command] }
                    else { $arguments[$command] }
                "$words".Split(' ', [StringSplitOptions]::RemoveEmptyEntries) | Where-Object { $_.StartsWith($wordToComplete) } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """);
    }

    /// <summary>A case for the value of each option: with the words that it can be, or for files.</summary>
    private static void Values(StringBuilder script, IReadOnlyList<CompletedCommand> commands, string withWords, string withFiles, bool one = false)
    {
        foreach (var command in commands)
        {
            foreach (var option in command.Options.Where(option => option.TakesValue))
            {
                IReadOnlyList<string> keys = [.. option.Names.Select(name => $"{command.Name}:{name}")];
                foreach (var key in one ? keys : [string.Join('|', keys)])
                {
                    script.Append(string.Format(System.Globalization.CultureInfo.InvariantCulture, option.Values.Count > 0 ? withWords : withFiles, key, string.Join(' ', option.Values)));
                }
            }
        }
    }

    private static string Names(CompletedCommand command) => string.Join(' ', command.Options.SelectMany(option => option.Names));

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
