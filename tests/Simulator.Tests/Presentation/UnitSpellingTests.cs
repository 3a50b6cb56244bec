using System.Text.RegularExpressions;
using Simulator.Model;
using Simulator.Presentation;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Presentation;

/// <summary>Each unit is written one way: M USD, ha*year, gCO2e/kWh. A scenario file may write others; they are quoted as they stand.</summary>
public partial class UnitSpellingTests
{
    [GeneratedRegex(@"(?<![A-Za-z0-9])k?g/kWh|g CO2e?/kWh|gCO2/kWh|MUSD|kUSD|[0-9] (million|mn|mio) (USD|EUR)|(USD|EUR) (million|mn|M)\b|[0-9]\s?ha[ ./·-]?(yr|a)\b|ha[ -]years?\b|hectare-years?|m2-years?|m²-years?|\bKWh\b|\bkwh\b|\bMWH\b")]
    private static partial Regex OtherSpelling();

    [Fact]
    public void Every_unit_that_is_shown_is_one_of_the_list()
    {
        string[] names =
        [
            "", "Wh", "kWh", "MWh", "GWh", "TWh", "W", "kW", "MW", "GW", "g CO2e", "kg CO2e", "t CO2e", "kt CO2e", "Mt CO2e", "Gt CO2e", "mL", "L", "m3", "ML", "GL",
            "m2*year", "ha*year", "km2*year", "gCO2e/kWh", "kgCO2e/kWh", "h", "M h", "bn h", "days", "M", "bn", "USD", "k USD", "M USD", "bn USD",
        ];
        var shown = OutputDefinitions<DoubleLane>.All.SelectMany(output => DisplayUnit.Ladder(output.Unit)).Select(unit => unit.Name).Distinct();
        Assert.Empty(shown.Except(names));
    }

    [Fact]
    public void Pages_have_no_other_spelling()
    {
        // Keys.md and the blocks of printed output come from the program; a page of limits has units as limits are written.
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md")).Append(Path.Combine(Repository.Root, "CHANGELOG.md"));
        Assert.Empty(pages.SelectMany(Found));
    }

    [Fact]
    public void Messages_have_no_other_spelling()
    {
        // Names of stored units stand alone between quotation marks; words that are refused, and all spellings that have a colour, stand in tables.
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(file) is not ("UnitTable.cs" or "Theme.cs"));
        Assert.DoesNotContain(files.SelectMany(Found), line => !Comment().IsMatch(line) && !line.Contains("\"kg/kWh\"", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\S+: *//")]
    private static partial Regex Comment();

    // Fixed units of files are those of the documents, and say so on the page of results.
    private static IEnumerable<string> Found(string file) => File.ReadLines(file)
        .Where(line => OtherSpelling().IsMatch(line) && !line.Contains("units are fixed", StringComparison.Ordinal))
        .Select(line => $"{Path.GetFileName(file)}: {line}");

    [Theory]
    [InlineData("run", "--format", "table")]
    [InlineData("run", "--format", "markdown")]
    [InlineData("replay", "--sample", "7")]
    [InlineData("check")]
    public void What_is_printed_has_no_other_spelling(string command, params string[] options)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        string[] files = command == "run" ? ["--samples", "16384", "--no-plots", "--out", Path.Combine(line.Folder, "out")] : [];
        Assert.Equal(0, line.Run([command, Path.Combine(Repository.Root, "scenarios/llama-3.1-405b.yaml"), .. files, .. options]));
        Assert.DoesNotMatch(OtherSpelling(), line.Output.ToString());
    }

    [Fact]
    public void Charts_and_the_report_have_no_other_spelling()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, line.RunWithCharts(Path.Combine(Repository.Root, "scenarios/llama-3.1-405b.yaml"), "--samples", "16384", "--chart-svg"));
        var texts = Directory.GetFiles(Path.Combine(line.Folder, "out"), "*.*").Where(file => file.EndsWith(".svg", StringComparison.Ordinal) || file.EndsWith(".html", StringComparison.Ordinal))
            .Select(file => (Path.GetFileName(file), Text: Drawing().Replace(File.ReadAllText(file), "").Replace("₂", "2").Replace("·year", "*year"))).ToList();
        Assert.True(texts.Count > 3);
        Assert.All(texts, text => Assert.DoesNotMatch(OtherSpelling(), text.Text));
    }

    // Outlines and embedded pictures are no words.
    [GeneratedRegex("<svg.*?</svg>|data:[^\"]*", RegexOptions.Singleline)]
    private static partial Regex Drawing();
}
