using Simulator.Cli;
using Simulator.Cli.Options;

namespace Simulator.Tests.Cli;

public class OptionMistakesTests
{
    [Theory]
    [InlineData("run FILE --smaples 1k", "unknown option --smaples; did you mean --samples?")]
    [InlineData("run FILE --smaples=1k", "unknown option --smaples; did you mean --samples?")]
    [InlineData("run FILE -quiet", "unknown option -quiet; did you mean --quiet?")]
    [InlineData("run FILE -qx", "unknown option -qx")]
    [InlineData("run --zzz FILE", "unknown option --zzz; 'simulator run --help' lists the options.")]
    [InlineData("check FILE --samples 5", "unknown option --samples; 'check' does not have it, but run, compare")]
    [InlineData("replay FILE --sample 1 --shard 1/2", "unknown option --shard; 'replay' does not have it, but run, sweep, schedule, sensitivity do.")]
    [InlineData("import nvidia-smi --colunm x", "unknown option --colunm; did you mean --columns?")]
    [InlineData("fit --unti USD prices.csv", "unknown option --unti; did you mean --unit?")]
    [InlineData("list sources --fromat json", "unknown option --fromat; did you mean --format?")]
    [InlineData("--verson", "unknown option --verson; did you mean --version?")]
    [InlineData("rum FILE", "unknown command rum; did you mean run?")]
    [InlineData("zzzzz", "unknown command zzzzz.")]
    [InlineData("run FILE --quiet=maybe", "--quiet: found the value 'maybe'; allowed: --quiet alone.")]
    [InlineData("run FILE -q:maybe", "-q: found the value 'maybe'; allowed: -q alone.")]
    public void An_unknown_option_is_never_a_file(string arguments, string expected) => Refused(arguments, expected);

    [Theory]
    [InlineData("run FILE --out --quiet", "--out: found no value before --quiet; allowed: --out DIR.")]
    [InlineData("run FILE --limit --quiet", "--limit: found no value before --quiet")]
    [InlineData("run FILE --device -n 4k", "--device: found no value before -n")]
    [InlineData("run FILE -o --smaples 1k", "-o: found no value before --smaples")]
    [InlineData("run FILE -qo --exact", "-o: found no value before --exact")]
    [InlineData("run FILE --samples", "--samples: found no value; allowed: --samples N.")]
    [InlineData("compare FILE FILE --share --quiet", "--share: found no value before --quiet; allowed: --share PATH|all.")]
    [InlineData("solve FILE --output --equals 5t --for x", "--output: found no value before --equals")]
    [InlineData("schedule FILE --by --quiet", "--by: found no value before --quiet")]
    [InlineData("import nvidia-smi FILE --out --force", "--out: found no value before --force; allowed: --out FILE.")]
    public void A_missing_value_is_not_taken_from_the_next_option(string arguments, string expected) => Refused(arguments, expected);

    // What the parser would say is the same for every option, so every option of every command is tried.
    [Theory]
    [MemberData(nameof(Every))]
    public void Every_option_that_is_empty_or_given_twice_is_refused_in_a_sentence_of_its_own(string command)
    {
        var options = CommandTree.Commands.Single(row => row.Name == command).Build(new(TextWriter.Null, TextWriter.Null)).Options.Where(option => !option.Hidden).ToList();
        foreach (var option in options)
        {
            var isFlag = option.Arity.MinimumNumberOfValues == 0;
            foreach (var name in option.Aliases.Prepend(option.Name))
            {
                var empty = isFlag ? $"{name}: found the value ''; allowed: {name} alone." : $"{name}: found no value after =; allowed: {name} ";
                Assert.StartsWith(empty, Said(command, $"{name}="), StringComparison.Ordinal);
                string[] twice = isFlag ? [option.Name, $"{name}=false"] : [option.Name, "x", name, "y"];
                Assert.Equal(option.Arity.MaximumNumberOfValues > 1, !Said(command, twice).Contains("more than once", StringComparison.Ordinal));
            }
        }
    }

    public static TheoryData<string> Every { get; } = [.. CommandTree.Commands.Select(row => row.Name)];

    [Theory]
    [InlineData("run FILE --out x --out y", "--out (-o): found more than once; allowed: once.")]
    [InlineData("run FILE -n 4k --samples 8k", "--samples (-n): found more than once; allowed: once.")]
    [InlineData("run FILE -qn4k -n 8k", "--samples (-n): found more than once; allowed: once.")]
    [InlineData("run FILE --quiet --quiet=false", "--quiet (-q): found more than once; allowed: once.")]
    [InlineData("run FILE --quiet false -q", "--quiet (-q): found more than once; allowed: once.")]
    [InlineData("solve FILE --for a --for b", "--for: found more than once; allowed: once.")]
    [InlineData("run FILE --seed=", "--seed: found no value after =; allowed: --seed S.")]
    [InlineData("run FILE --seed= 5", "--seed: found no value after =; allowed: --seed S.")]
    [InlineData("run FILE -qn=", "-n: found no value after =; allowed: -n N.")]
    [InlineData("run FILE --seed:", "--seed: found no value after :; allowed: --seed S.")]
    [InlineData("run FILE --limit=", "--limit: found no value after =; allowed: --limit LIMIT.")]
    public void An_option_has_one_value(string arguments, string expected) => Refused(arguments, expected);

    // No sentence of the parser, whose words are not those of the program.
    [Theory]
    [MemberData(nameof(Every))]
    public void Arguments_that_lack_and_words_without_a_place_are_named(string command)
    {
        var built = CommandTree.Commands.Single(row => row.Name == command).Build(new(TextWriter.Null, TextWriter.Null));
        string[] required = [.. built.Options.Where(option => option.Required).SelectMany(option => new[] { option.Name, Words.Of(option)?[0] ?? "1" })];
        if (built.Arguments.Any(argument => argument.Arity.MinimumNumberOfValues > 0))
        {
            var said = Said(command, required);
            Assert.StartsWith($"{command}: found no {built.Arguments[0].Name}; allowed: simulator {command} {built.Arguments[0].Name}", said, StringComparison.Ordinal);
            Assert.EndsWith($"{Environment.NewLine}Try 'simulator {command} --help'.{Environment.NewLine}", said, StringComparison.Ordinal);
        }

        if (built.Arguments.All(argument => argument.Arity.MaximumNumberOfValues <= 1))
        {
            var said = Said(command, [.. required, "a", "b", "c", "d"]);
            Assert.Contains($"{command}: found 'd', for which there is no place; allowed: simulator {command}", said, StringComparison.Ordinal);
        }
    }

    private static string Said(string command, params string[] arguments)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run([command, .. arguments]));
        return line.Error.ToString();
    }

    [Theory]
    [InlineData("export FILE --as huging", "--as: found 'huging'; allowed: huggingface, latex, ai-act, boamps, ghg, sci.")]
    [InlineData("export FILE --as sci --per token", "--per: found 'token'; allowed: million-tokens, training.")]
    [InlineData("export FILE --as ghg --control mine", "--control: found 'mine'; allowed: owned, leased, service.")]
    [InlineData("run FILE --format jsn", "--format: found 'jsn'; allowed: table, json, csv, markdown.")]
    [InlineData("run FILE --sampler halton", "--sampler: found 'halton'; allowed: random, sobol.")]
    [InlineData("list chips", "TABLE: found 'chips'; allowed: accelerators,")]
    [InlineData("completion tcsh", "SHELL: found 'tcsh'; allowed: bash, zsh, fish, powershell.")]
    public void A_word_that_is_not_allowed_is_refused_with_its_option_and_the_words(string arguments, string expected) => Refused(arguments, expected);

    [Theory]
    [InlineData("run")]
    [InlineData("merge")]
    [InlineData("compare")]
    [InlineData("sweep", "--vary", "facility.pue=1.1,1.2")]
    [InlineData("schedule")]
    [InlineData("sensitivity")]
    [InlineData("replay", "--sample", "1")]
    [InlineData("check")]
    [InlineData("solve", "--output", "energy", "--equals", "5 MWh", "--for", "facility.pue")]
    [InlineData("validate")]
    [InlineData("export", "--as", "latex")]
    [InlineData("fit")]
    [InlineData("import", "nvidia-smi")]
    [InlineData("explain")]
    public void An_empty_name_of_a_file_is_wrong_input(string command, params string[] options)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run([command, .. options, ""]));
        Assert.DoesNotContain("Exception", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_named_and_nothing_that_follows_from_it()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("run", line.Scenario(), "--out", "--quiet", "--smaples", "1k"));
        Assert.Equal(3, line.Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("found no value before --quiet", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("unknown option --smaples", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-n4k")]
    [InlineData("-n=4k")]
    [InlineData("-qn 4k")]
    [InlineData("-qn4k")]
    [InlineData("--samples:4k")]
    [InlineData("--quiet true -n 4k")]
    [InlineData("--quiet -q -n 4k")]
    [InlineData("-qq -n 4k")]
    public void Short_and_joined_spellings_are_understood(string options)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunScenario(line.Scenario(), options.Split(' ')));
        Assert.Equal(4000, Assert.Single(line.Asked).Samples);
    }

    [Theory]
    [InlineData("run -- --x.yaml", "--x.yaml: error: found no file")]
    [InlineData("run --out=--quiet -- -x", "-x: error: found no file")]
    [InlineData("run ./--quiet", "./--quiet: error: found no file")]
    [InlineData("check @x.yaml", "@x.yaml: error: found no file")]
    public void A_file_may_have_the_name_of_an_option(string arguments, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(arguments.Split(' ')));
        Assert.StartsWith(expected, line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_number_is_a_value()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("run", line.Scenario(), "--seed", "-1"));
        Assert.Contains("--seed: '-1' is not allowed", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithOut))]
    public void An_empty_name_or_a_file_is_no_place_for_results(string command)
    {
        using var line = new CommandLineRun();
        var file = line.WriteFile("afile", "");
        string[] names = ["", " ", .. command is "import" or "new" or "export" ? [line.Folder, Path.Combine(file, "x")] : new[] { file, Path.Combine(file, "deeper", "x") }];
        foreach (var name in names)
        {
            using var again = new CommandLineRun();
            Assert.Equal(2, again.Run([command, .. command == "new" ? new[] { "--accelerator", "h100" } : command == "import" ? ["nvidia-smi", again.Scenario()] : command == "export" ? [again.Scenario(), "--as", "sci"] : [again.Scenario()], "--out", name]));
            Assert.Contains("--out: found ", again.Error.ToString(), StringComparison.Ordinal);
            Assert.Empty(again.Asked);
        }
    }

    public static TheoryData<string> WithOut { get; } =
        [.. CommandTree.Commands.Where(row => row.Build(new(TextWriter.Null, TextWriter.Null)).Options.Any(option => option.Name == "--out")).Select(row => row.Name)];

    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    [InlineData("csv")]
    public void Quiet_prints_figures_and_warnings_only(string format)
    {
        using var line = new CommandLineRun { Simulate = Simulator.Runs.SimulationRunner.Run };
        var path = line.Scenario(more: "description: Tells a story.\nfacility: {pue: 2.5}\ngrid: {location: germany}");
        Assert.Equal(0, line.RunScenario(path, "-q", "-n", "1k", "--format", format));
        Assert.Empty(line.Error.ToString());
        Assert.Contains("nergy", line.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Tells a story", line.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Defaults used", line.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(format != "csv", line.Output.ToString().Contains("facility.pue: 2.5 (median)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run FILE --out FILE")]
    [InlineData("run FILE --out FILE/inner -n x")]
    [InlineData("run --out FILE")]
    [InlineData("compare FILE FILE --out=")]
    [InlineData("merge FILE --out FILE")]
    [InlineData("new --accelerator h100-sxm --out .")]
    [InlineData("import sacct FILE --out FILE")]
    [InlineData("export FILE --as latex --out .")]
    [InlineData("fit FILE --out FILE")]
    [InlineData("run FILE --limit 5")]
    [InlineData("run FILE --bogus")]
    public void Where_to_read_more_stands_after_one_empty_line_at_most(string arguments)
    {
        using var line = new CommandLineRun();
        var path = line.Scenario();
        Assert.Equal(2, line.Run([.. arguments.Split(' ').Select(argument => argument.Replace("FILE", path, StringComparison.Ordinal))]));
        var said = line.Error.ToString().ReplaceLineEndings("\n");
        Assert.Contains("\nTry 'simulator ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", said, StringComparison.Ordinal);
    }

    private static void Refused(string arguments, string expected)
    {
        using var line = new CommandLineRun();
        var path = line.Scenario();
        Assert.Equal(2, line.Run([.. arguments.Split(' ').Select(argument => argument == "FILE" ? path : argument)]));
        Assert.Contains(expected, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--help'.", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Output.ToString());
        Assert.Empty(line.Asked);
    }
}
