using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Tests.Docs;

/// <summary>The sentences of the page on speed say what its measured tables say, to two digits.</summary>
public sealed partial class SpeedPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "speed.md"));

    [Theory]
    [InlineData("a run in a warm process is {0} times as fast as theirs", 3)]
    [InlineData("by this table it is {0} times theirs", 1)]
    public void Ratios_to_others_are_those_of_the_table(string sentence, int column)
    {
        var rows = Rows("peers").Where(row => row.Length == 7).ToList();
        var ours = rows.Where(row => row[1].StartsWith("Simulator", StringComparison.Ordinal)).Select(row => Number(row[column + 1])).ToList();
        var theirs = rows.Where(row => row[1].StartsWith("NumPy", StringComparison.Ordinal) || row[1].StartsWith("OpenTURNS", StringComparison.Ordinal)).Select(row => Number(row[column + 1])).ToList();
        var ratios = ours.SelectMany(own => theirs.Select(other => column == 1 ? own / other : other / own)).ToList();
        Assert.Contains(string.Format(CultureInfo.InvariantCulture, sentence, $"{TwoDigits(ratios.Min())} to {TwoDigits(ratios.Max())}"), Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_of_the_native_program_is_that_of_the_table()
    {
        var run = Rows("commands").Single(row => row[1] == "`run --no-plots`");
        Assert.Contains($"the native program takes {TwoDigits(Number(run[2]) / 1000)} s", Page, StringComparison.Ordinal);
    }

    private static IEnumerable<string[]> Rows(string table)
    {
        var block = Page[Page.IndexOf($"<!-- speed: {table}: begin -->", StringComparison.Ordinal)..Page.IndexOf($"<!-- speed: {table}: end -->", StringComparison.Ordinal)];
        return block.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries));
    }

    private static double Number(string cell) => double.Parse(Digits().Match(cell).Value, CultureInfo.InvariantCulture);

    private static string TwoDigits(double value) =>
        double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("#,0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\d.]+")]
    private static partial Regex Digits();
}
