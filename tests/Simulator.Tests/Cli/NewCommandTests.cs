using Simulator.Catalog;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Cli;

public class NewCommandTests
{
    [Theory]
    [InlineData("a100-sxm-80gb", "germany")]
    [InlineData("h100", "US-VA")]
    [InlineData("mi300x", null)]
    public void The_scenario_runs_as_it_is(string accelerator, string? location)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = Path.Combine(line.Folder, "my plan.yaml");
        Assert.Equal(0, line.Run(["new", "--accelerator", accelerator, .. location is null ? Array.Empty<string>() : ["--location", location], "--out", path]));
        Assert.Equal($"Written: {path}", line.Output.ToString().Trim());
        Assert.Equal(0, line.RunScenario(path, "-n", "1k"));
        Assert.Contains("Energy", line.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(location is not null, line.Output.ToString().Contains("Operational emissions", StringComparison.Ordinal));
        Assert.Equal("my plan", ScenarioReader.Read(path).Name);
    }

    [Fact]
    public void Every_accelerator_and_every_location_makes_a_scenario_without_warnings()
    {
        var place = BuiltInCatalog.Locations.Keys.First();
        Assert.All(BuiltInCatalog.Accelerators.Values.Where(entry => entry.Figures.TryGetValue("tdp", out var tdp) && !tdp.IsMeasuredMean), entry => Assert.Empty(Read(new StarterScenario("x", entry, place).Write(null)).Warnings));
        Assert.All(BuiltInCatalog.Locations.Keys, id => Assert.Empty(Read(new StarterScenario("x", BuiltInCatalog.Accelerators["h100-sxm"], id).Write(null)).Warnings));
    }

    [Theory]
    [MemberData(nameof(CommentedLines))]
    public void Every_key_that_is_left_out_can_be_stated_by_removing_its_sign(int number, string key)
    {
        var lines = Starter().Split('\n');
        lines[number] = Stated(lines[number]);

        // A section that is left out as a whole begins with its own name.
        var first = number;
        while (lines[number][0] == ' ' && lines[first][0] == ' ')
        {
            first--;
        }

        if (lines[first].StartsWith('#'))
        {
            for (var line = first; line < lines.Length && lines[line].Length > 0; line++)
            {
                lines[line] = Stated(lines[line]);
            }
        }

        // What is left may contradict the examples, but it is a key of this place with a value that it can have.
        Assert.DoesNotContain(Errors(string.Join('\n', lines)), error => error.Found.Contains("unknown", StringComparison.Ordinal) && error.Path.EndsWith(key, StringComparison.Ordinal));
        Assert.DoesNotContain(Errors(string.Join('\n', lines)), error => error.Path.Length == 0);
    }

    public static TheoryData<int, string> CommentedLines
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (number, line) in Starter().Split('\n').Index().Where(line => line.Item.TrimStart() is ['#', not ' ', ..]))
            {
                rows.Add(number, line.TrimStart(' ', '#', '-').Split(':')[0]);
            }

            return rows;
        }
    }

    [Fact]
    public void It_lists_every_key_of_the_sections()
    {
        var text = Starter();
        FormatSection[] listed = [ScenarioFormat.Hardware, ScenarioFormat.Facility, ScenarioFormat.Grid, ScenarioFormat.Phase, ScenarioFormat.Failures, ScenarioFormat.Serving, ScenarioFormat.Simulation];
        Assert.All(listed.SelectMany(section => section.Keys).Where(key => key.Example.Length > 0 && key.Name != "phase"), key => Assert.Matches($"(?m)^ +#?{key.Name}: ", text));
    }

    [Theory]
    [InlineData("--accelerator h10", "--accelerator: found the unknown accelerator 'h10'")]
    [InlineData("--accelerator h100-sxm --location atlantis", "--location: found the unknown location 'atlantis'")]
    [InlineData("--accelerator h100-sxm --location", "--location: found no value")]
    [InlineData("--location germany", "--accelerator")]
    [InlineData("--acelerator h100-sxm", "did you mean --accelerator?")]
    public void What_the_catalogue_does_not_have_is_refused(string options, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(["new", .. options.Split(' ')]));
        Assert.Contains(expected, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Output.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name_is_refused(string name)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("new", "--accelerator", "h100", "--name", name));
        Assert.Contains("--name: found an empty name", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b # c")]
    [InlineData("\"quoted\" and \\ more")]
    [InlineData("line\nnext: 1")]
    [InlineData("- list")]
    [InlineData("null")]
    [InlineData("Größe 模型")]
    [InlineData("{a: b}")]
    public void A_name_is_only_a_name(string name)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("new", "--accelerator", "h100", "--name", name));
        Assert.Equal(name.Replace('\n', ' '), Read(line.Output.ToString()).Name);
    }

    [Fact]
    public void A_file_that_is_there_is_kept()
    {
        using var line = new CommandLineRun();
        var path = line.WriteFile("plan.yaml", "mine");
        Assert.Equal(2, line.Run("new", "--accelerator", "h100", "--out", path));
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal(0, line.Run("new", "--accelerator", "h100", "--out", path, "--force"));
        Assert.Equal("plan", ScenarioReader.Read(path).Name);
    }

    private static string Starter() => new StarterScenario("x", BuiltInCatalog.Accelerators["h100-sxm"], "germany").Write(null);

    private static string Stated(string line) => line.TrimStart() is ['#', not ' ', ..] ? line.Remove(line.IndexOf('#', StringComparison.Ordinal), 1) : line;

    private static Scenario Read(string text) => ScenarioReader.Read(text, "x.yaml");

    private static IReadOnlyList<Diagnostic> Errors(string text)
    {
        try
        {
            Read(text);
            return [];
        }
        catch (ScenarioException exception)
        {
            return exception.Errors;
        }
    }
}
