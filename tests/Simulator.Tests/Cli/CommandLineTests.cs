using System.Text.Json;
using Simulator.Cli;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Cli.Output;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Cli;

public class CommandLineTests
{
    private static readonly Comparer<Type> ByName = Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.FullName, b.FullName));

    [Fact]
    public void No_arguments_show_the_help()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run());
        Assert.Contains("simulator [command]", line.Output.ToString());
    }

    public static TheoryData<string> Commands { get; } = [.. CommandTree.Commands.Select(row => row.Name), ""];

    [Fact]
    public void Every_command_has_a_row()
    {
        var classes = typeof(CommandTree).Assembly.GetTypes()
            .Where(type => type.Namespace == "Simulator.Cli.Commands" && !type.IsNested && type.Name.EndsWith("Command", StringComparison.Ordinal));
        Assert.Equal(classes.Order(ByName), CommandTree.Commands.Select(row => row.Build.Method.DeclaringType!).Order(ByName));
        Assert.All(CommandTree.Commands, row => Assert.Equal($"{row.Name}command", row.Build.Method.DeclaringType!.Name, ignoreCase: true));
        Assert.All(CommandTree.Commands, row => Assert.Contains(row.Examples, example => example.StartsWith($"simulator {row.Name}", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_examples(string command)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));
        var examples = line.Output.ToString().Split("Examples:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(examples.Count(example => example.Contains("simulator ")), 2, 5);
        Assert.Empty(line.Error.ToString());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_is_as_wide_as_the_terminal(string command)
    {
        foreach (var (terminal, width) in new (int?, int)[] { (null, 100), (80, 80), (100, 100), (400, CommandTree.WidestHelp) })
        {
            using var line = new CommandLineRun { Width = terminal };
            Assert.Equal(0, line.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));
            var parts = line.Output.ToString().ReplaceLineEndings("\n").Split("Examples:\n");
            Assert.All(parts[0].Split('\n'), row => Assert.InRange(row.Length, 0, width));
            Assert.All(parts[0].Split('\n'), row => Assert.Equal(row.TrimEnd(), row));

            // A command line is not broken, so that it can be copied.
            Assert.All(parts[1].Split('\n'), row => Assert.InRange(row.Length, 0, CommandTree.WidestHelp));
        }
    }

    [Theory]
    [InlineData("list", "<TABLE>")]
    [InlineData("import", "<FORMAT>")]
    [InlineData("completion", "<SHELL>")]
    public void An_argument_of_some_words_has_a_short_name_and_lists_them_in_its_description(string command, string name)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(command, "--help"));
        Assert.Matches($@"\n  {name} +[A-Z][^\n]+: ", line.Output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Check_lists_requested_and_used_rank_correlations()
    {
        const string Text = """
            name: x
            hardware: {tdp: 600 W to 700 W}
            facility: {pue: 1.1 to 1.3}
            grid: {losses: 1% to 3%}
            training: [{accelerator_hours: 1M h}]
            correlations:
              - {between: [hardware.tdp, facility.pue], spearman: 0.9}
              - {between: [facility.pue, grid.losses], spearman: 0.9}
              - {between: [grid.losses, hardware.tdp], kendall: -0.5}
            """;
        using var line = new CommandLineRun { Input = new StringReader(Text) };
        Assert.Equal(0, line.Run("check", "-"));
        var rows = line.Output.ToString().Split("Rank correlations")[1].Split('\n');
        Assert.Single(rows, row => row.StartsWith("grid.losses", StringComparison.Ordinal) && row.Contains("kendall", StringComparison.Ordinal) && row.Contains("-0.5", StringComparison.Ordinal));
        Assert.Single(rows, row => row.Contains("not possible together", StringComparison.Ordinal));
        Assert.DoesNotContain("achieved", line.Output.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Error.ToString());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("rnu x.yaml")]
    [InlineData("list nonsense")]
    [InlineData("list")]
    [InlineData("schema extra")]
    [InlineData("run FILE --samples 1.5")]
    [InlineData("run FILE --samples 1")]
    [InlineData("run FILE --samples many")]
    [InlineData("run FILE --samples 1,000")]
    [InlineData("run FILE --seed -1")]
    [InlineData("run FILE --seed 18446744073709551616")]
    [InlineData("run FILE --threads 0")]
    [InlineData("run FILE --interval 90")]
    [InlineData("run FILE --interval 100%")]
    [InlineData("run FILE --interval 0")]
    [InlineData("run FILE --format xml")]
    [InlineData("run FILE --sampler latin")]
    [InlineData("run FILE --replicates 1")]
    [InlineData("run FILE --precision 0")]
    [InlineData("run FILE --precision 100%")]
    [InlineData("run FILE --time 0")]
    [InlineData("run FILE --device cuda")]
    [InlineData("run FILE --device opencl")]
    [InlineData("run FILE --device ilgpu-cpu")]
    [InlineData("run FILE --device abacus")]
    [InlineData("run FILE --unknown")]
    [InlineData("check missing.yaml")]
    public void A_wrong_command_line_is_explained_on_the_error_stream(string arguments)
    {
        using var line = new CommandLineRun();
        var path = line.Scenario();
        Assert.Equal(2, line.Run([.. arguments.Split(' ').Select(argument => argument == "FILE" ? path : argument)]));
        Assert.NotEmpty(line.Error.ToString());
        Assert.Empty(line.Output.ToString());
        Assert.Empty(line.Asked);
    }

    [Theory]
    [InlineData("--device", "cuda", "use --device cpu")]
    [InlineData("--limits", "p95 cost < 1 USD", "unknown option --limits; did you mean --limit?")]
    [InlineData("--percision", "1%", "unknown option --percision; did you mean --precision?")]
    [InlineData("--no-plot", "--quiet", "unknown option --no-plot; did you mean --no-plots?")]
    [InlineData("--bogus", "1", "unknown option --bogus; 'simulator run --help' lists the options.")]
    [InlineData("--samples", "1.5", "--samples: '1.5' is not allowed")]
    [InlineData("--interval", "90", "e.g. 90%")]
    public void Refusals_name_what_to_do_instead(string option, string value, string expected)
    {
        using var line = new CommandLineRun();
        line.Run("run", line.Scenario(), option, value);
        Assert.Contains(expected, line.Error.ToString());
    }

    [Fact]
    public void Check_prints_the_inputs_and_where_they_come_from()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("check", line.Scenario()));
        Assert.Contains("hardware.tdp", line.Output.ToString());
        Assert.Contains("default", line.Output.ToString());
    }

    [Fact]
    public void Devices_say_what_auto_chooses()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("devices"));
        Assert.Contains(line.Output.ToString().Split('\n'), text => text.StartsWith(CpuDevices.Best) && text.Contains("chosen"));
    }

    [Fact]
    public void The_schema_is_json()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("schema"));
        using var document = JsonDocument.Parse(line.Output.ToString());
    }

    [Theory]
    [InlineData("accelerators", "h100")]
    [InlineData("locations", "france")]
    [InlineData("generation", "coal")]
    [InlineData("operators", "google")]
    [InlineData("equivalences", "cars")]
    [InlineData("sources", "epa")]
    public void Lists_are_filtered_and_come_as_table_or_json(string table, string filter)
    {
        using var text = new CommandLineRun();
        using var json = new CommandLineRun();
        using var all = new CommandLineRun();
        Assert.Equal(0, text.Run("list", table, filter));
        Assert.Equal(0, json.Run("list", table, filter, "--format", "json"));
        Assert.Equal(0, all.Run("list", table, "--format", "json"));
        Assert.Contains(filter, text.Output.ToString(), StringComparison.OrdinalIgnoreCase);
        using var some = JsonDocument.Parse(json.Output.ToString());
        using var every = JsonDocument.Parse(all.Output.ToString());
        Assert.InRange(some.RootElement.EnumerateObject().Count(), 1, every.RootElement.EnumerateObject().Count() - 1);
    }

    [Fact]
    public void A_single_entry_is_listed_with_years_sources_and_meanings()
    {
        using var text = new CommandLineRun();
        using var json = new CommandLineRun();
        Assert.Equal(0, text.Run("list", "accelerators", "h100-sxm"));
        Assert.All(["range", "28750 to 46875 USD", "latif-2024", "2022", "8.4 kW"], part => Assert.Contains(part, text.Output.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, json.Run("list", "accelerators", "h100-sxm", "--format", "json"));
        using var document = JsonDocument.Parse(json.Output.ToString());
        var overhead = document.RootElement.GetProperty("h100-sxm").GetProperty("overhead");
        Assert.Equal("1.5 to 1.82", overhead.GetProperty("range").GetString());
        Assert.Equal("latif-2024", overhead.GetProperty("range_source").GetString());
    }

    [Theory]
    [InlineData("2021", "11880 kWh each (edition 2021)")]
    [InlineData("2024", "4.29 t each (edition 2024)")]
    [InlineData(null, "emissions, 4.60 t each")]
    public void An_edition_of_the_equivalences_can_be_chosen(string? edition, string boundary)
    {
        using var line = new CommandLineRun { Simulate = Simulator.Runs.SimulationRunner.Run };
        var path = line.Scenario(more: "grid: {carbon_intensity: 400 g/kWh}");
        Assert.Equal(0, line.RunScenario(path, [.. edition is null ? Array.Empty<string>() : ["--equivalences", edition]]));
        Assert.Contains(boundary, line.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(edition is not null, line.Output.ToString().Contains("(edition", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_edition_is_refused()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.RunScenario(line.Scenario(), "--equivalences", "1999"));
        Assert.Contains("--equivalences: '1999' is not an edition; allowed: 2021, 2024.", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_command_that_is_named_is_made()
    {
        var session = new Session(TextWriter.Null, TextWriter.Null);
        Assert.Equal(["list"], CommandTree.Build(session, ["list", "sources"]).Subcommands.Select(command => command.Name));
        Assert.Equal(CommandTree.Commands.Count, CommandTree.Build(session, ["--help"]).Subcommands.Count);
        Assert.Equal(CommandTree.Commands.Count, CommandTree.Build(session, ["lst"]).Subcommands.Count);
    }

    [Fact]
    public void Check_shows_ranges_conventions_and_what_has_none()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("check", Path.Combine(Repository.Root, "scenarios", "catalogue-tour.yaml")));
        Assert.All(
            ["catalogue range", "latif-2024", "accounting: market", "no range for hardware.tdp"],
            part => Assert.Contains(part, line.Output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1e9", "1000000000")]
    [InlineData("1M", "1000000")]
    [InlineData("1_000_000", "1000000")]
    [InlineData("2.5k", "2500")]
    [InlineData("3G", "3000000000")]
    [InlineData("1.5", null)]
    [InlineData("M", null)]
    [InlineData("", null)]
    [InlineData("1e30", null)]
    [InlineData("0x10", null)]
    public void Whole_numbers_are_read_as_people_type_them(string text, string? expected) =>
        Assert.Equal(expected, NumberText.Whole(text)?.ToString("0", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("DeepSeek-V3", "DeepSeek-V3")]
    [InlineData("Llama 3.1 405B", "Llama 3.1 405B")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("a:b|c?", "a-b-c")]
    [InlineData("...", "scenario")]
    [InlineData("con", "con_")]
    [InlineData("Größe", "Größe")]
    public void Folder_names_are_safe_everywhere(string name, string expected) => Assert.Equal(expected, OutputFolders.SafeName(name));

    /// <summary>The full paths that Windows makes of NUL, con and nul.csv; a folder on a drive, a server or Linux is none of them.</summary>
    [Theory]
    [InlineData(@"\\.\NUL", "NUL")]
    [InlineData(@"\\.\con", "con")]
    [InlineData(@"\\.\nul.csv", "nul.csv")]
    [InlineData(@"C:\results\null", null)]
    [InlineData(@"\\server\share\results", null)]
    [InlineData("/home/me/results", null)]
    public void Devices_of_Windows_are_refused_by_name(string fullPath, string? device) =>
        Assert.Equal(device is null ? null : $"Windows takes this name for the device '{device}'; choose another name", OutputFolders.DeviceRefusal(fullPath));

    [Theory]
    [InlineData("us-east-1", "us-pjm")]
    [InlineData("europe-west4", "netherlands")]
    [InlineData("swedencentral", "sweden")]
    [InlineData("DEU", "germany")]
    [InlineData("Virginia", "us-")]
    public void A_place_is_listed_by_every_name_that_a_scenario_may_use(string name, string id)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("list", "locations", name));
        Assert.StartsWith($"'{name}' is {id}", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains(id, line.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("carbon", line.Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accelerators", "h1000", "table", "")]
    [InlineData("accelerators", "xyz", "markdown", "")]
    [InlineData("locations", "germny", "table", "")]
    [InlineData("distributions", "weibull", "table", "")]
    [InlineData("sources", "no such author", "csv", "key,citation,kind,read")]
    public void A_filter_that_nothing_matches_is_reported_in_place_of_an_empty_table(string table, string filter, string format, string printed)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("list", table, filter, "--format", format));
        Assert.Equal(printed, line.Output.ToString().Trim());
        Assert.StartsWith($"Nothing in the table '{table}' contains '{filter}'", line.Error.ToString());
        Assert.Equal(filter == "germny", line.Error.ToString().Contains("did you mean germany?"));
    }
}
