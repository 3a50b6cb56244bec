using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Tests.Docs;

/// <summary>The comparison with EcoLogits on the page of serving, computed a second time.</summary>
public sealed partial class ServingPageTests
{
    private const double Pue = 1.2;

    [Fact]
    public void The_table_of_regression_and_operations_is_computed()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "serving.md")));
        Assert.Equal(5, rows.Count);
        foreach (Match row in rows)
        {
            var (active, all, tokens) = (Number(row, "active"), Number(row, "all"), Number(row, "tokens"));
            var (theirs, ours) = (EcoLogits(active, all, tokens), Operations(active, tokens));
            Assert.Equal(theirs, Number(row, "theirs"), 0.5e-4);
            Assert.Equal(ours, Number(row, "ours"), 0.5e-4);
            Assert.Equal(10 * ours / theirs, Number(row, "mfu"), 0.05);
        }
    }

    // genai-impact/ecologits, ecologits/impacts/llm.py at 0.9.1: its constants, for an answer that nothing delays. [Wh]
    private static double EcoLogits(double active, double all, double tokens)
    {
        const double Batch = 64;
        var gpus = Math.Pow(2, Math.Ceiling(Math.Log2(Math.Ceiling(1.2 * all * 16 / 8 / 80))));
        var gpu = tokens * ((1.1665273170451914e-06 * Math.Exp(-0.011205921025579175 * Batch) * active) + 4.052928146734005e-05);
        var seconds = tokens * ((0.0006785088094353663 * active) + (0.0003119310311688259 * Batch) + 0.019473717579473387);
        return Pue * ((gpus * gpu) + (seconds / 3600 * 1200 * gpus / 8 / Batch));
    }

    private static double Operations(double active, double tokens) => 2 * active * 1e9 * tokens / (0.1 * 9.89e14) * 1275 * 0.7 / 3600 * Pue;

    private static double Number(Match row, string group) => double.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<active>[\d.]+)G, (?<all>[\d.]+)G \| (?<tokens>\d+) \| (?<theirs>[\d.]+) Wh \| (?<ours>[\d.]+) Wh \| (?<mfu>[\d.]+)% \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
