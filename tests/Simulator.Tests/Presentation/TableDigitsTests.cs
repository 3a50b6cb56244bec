using System.Text.RegularExpressions;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Presentation;

/// <summary>No figure in a table has more than four digits, whichever command prints it, and none has an exponent.</summary>
public partial class TableDigitsTests
{
    // What a file states is quoted: texts, sources, stated inputs. Positions and levels are shares of samples.
    private static readonly string[] Quoted =
        ["as written", "source", "sources", "boundary", "limit", "scenario", "input", "from", "published", "measured", "verdict", "note", "name", "tier", "start", ""];

    [Theory]
    [InlineData("run scenarios/llama-3.1-405b.yaml --samples 16384 --no-plots --out OUT --format markdown")]
    [InlineData("run scenarios/gpt-3.yaml --no-plots --out OUT --format markdown")]
    [InlineData("run scenarios/costs/budget.yaml --samples 16384 --no-plots --out OUT --format markdown")]
    [InlineData("run scenarios/serving/gpt-4o.yaml --samples 16384 --no-plots --out OUT --format markdown")]
    [InlineData("run scenarios/ci/footprint.yaml --samples 16384 --no-plots --out OUT --format markdown")]
    [InlineData("compare scenarios/gpt-3.yaml scenarios/llama-3.1-405b.yaml --samples 16384 --no-plots --out OUT --format markdown")]
    [InlineData("sweep scenarios/gpt-3.yaml --vary facility.pue=1.1,1.2357 --no-plots --out OUT --format markdown")]
    [InlineData("run scenarios/llama-3.1-405b.yaml --sensitivity --samples 16384 --no-plots --out OUT --format markdown")]
    [InlineData("solve scenarios/llama-3.1-405b.yaml --for hardware.overhead --limit MEAN --samples 16384 --format markdown")]
    public void Tables_have_four_digits_at_most(string command)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var arguments = command.Split(' ').Select(word => word == "OUT" ? Path.Combine(line.Folder, "out")
            : word == "MEAN" ? "mean emissions < 12.3456 kt"
            : word.StartsWith("scenarios/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word);
        Assert.True(line.Run([.. arguments]) is 0 or 3, line.Error.ToString());
        var cells = CellsOf(line.Output.ToString());
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.True(cell.Text.Split(" to ").All(IsShort), $"{cell.Row}: '{cell.Text}' in the column '{cell.Column}'"));
    }

    // Four digits, or a whole number of things.
    private static bool IsShort(string text) => Number().Matches(text).All(match =>
        !match.Value.Contains('E', StringComparison.Ordinal)
        && (DigitsOf(match.Value) <= Figures.TableDigits || !match.Value.Contains('.', StringComparison.Ordinal)));

    private static int DigitsOf(string number) => number.Replace(",", "").Replace(".", "").TrimStart('0').Length;

    private static List<(string Column, string Row, string Text)> CellsOf(string markdown)
    {
        var cells = new List<(string, string, string)>();
        string[] head = [];
        var isHead = true;
        foreach (var line in markdown.Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                isHead = true;
                continue;
            }

            var row = line.Trim().Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray();
            if (isHead)
            {
                (head, isHead) = (row, false);
            }
            else
            {
                cells.AddRange(row.Zip(head).Where(pair => !Quoted.Contains(pair.Second) && pair.Second != "facility.pue").Select(pair => (pair.Second, row[0], pair.First)));
            }
        }

        return cells;
    }

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?(E[+-]\d+)?")]
    private static partial Regex Number();

    [Theory]
    [InlineData("MWh", 1522, 2.2e-6, "1.522 GWh", "2.2 Wh")]
    [InlineData("t", 12000, 3.4e-5, "12,000 t CO2e", "34 g CO2e")]
    [InlineData("USD", 2e6, 7, "2 M USD", "7 USD")]
    [InlineData("MWh", 1522, 150, "1.522 GWh", "0.15 GWh")]
    public void Errors_of_limits_have_a_unit_of_their_own_size(string unit, double bound, double halfWidth, string found, string error)
    {
        var part = new LimitPartOutcome("", LimitVerdict.Holds, "", unit, false, bound, halfWidth / 2, 2, bound, bound, 0.5, 0);
        Assert.Equal((found, error), (LimitsTable.Found(part with { Error = 0 }), LimitsTable.HalfWidth(part)));
    }
}
