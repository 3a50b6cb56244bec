using System.Globalization;
using Simulator.Runs;
using Simulator.Scenarios.Format;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Docs;

/// <summary>The page of keys is the one that the program writes. UPDATE_GOLDEN=1 renews it.</summary>
public sealed class KeyReferenceTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "keys.md");

    [Fact]
    public void The_page_is_what_the_program_prints()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("schema", "--format", "markdown"));
        var printed = line.Output.ToString().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Page, printed);
        }

        Assert.Equal(printed, File.ReadAllText(Page));
    }

    [Fact]
    public void The_defaults_of_a_run_are_those_of_the_page()
    {
        var (page, defaults) = (KeyReference.Write(), new RunOptions());
        Assert.All(
            [
                ("samples", RunOptions.DefaultSamples.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_')),
                ("sampler", defaults.Sampler.ToString().ToLowerInvariant()),
                ("replicates", defaults.Replicates.ToString(CultureInfo.InvariantCulture)),
                ("seed", defaults.Seed.ToString(CultureInfo.InvariantCulture)),
                ("interval", $"{100 * defaults.Interval}%"),
            ],
            row => Assert.Equal($"`{row.Item2}`", Cells(page, row.Item1)[3]));
    }

    [Fact]
    public void Every_key_has_a_row_with_its_unit()
    {
        var page = KeyReference.Write();
        foreach (var section in ScenarioFormat.Sections)
        {
            foreach (var key in section.Keys)
            {
                Assert.Contains($"| `{key.Name}` |", page, StringComparison.Ordinal);
            }
        }

        Assert.Equal("`USD/MWh`", Cells(page, "electricity_price")[1]);
        Assert.Equal("between 0 and 1.5", Cells(page, "utilization")[2]);
    }

    private static string[] Cells(string page, string key) =>
        page.Split('\n').First(line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal)).Split(" | ");
}
